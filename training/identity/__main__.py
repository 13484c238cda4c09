"""``python -m training.identity``: the weights of the comparison, learnt from the development half.

Prints how well pairs are told apart in both halves, and writes ``graphmali/resolution/identity.yaml``. With ``--dry``
nothing is written, and nothing of the held half is looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

import graphmali.resolution
from graphmali.resolution.comparison import Weights, compare, shipped
from graphmali.resolution.features import FEATURES, Seen
from training.identity import HALVES, Pair, halves
from training.identity.comparing import probability, proposed, ruled, score, sides, written_alike
from training.logistic import logistic

PENALTY = 0.2
"""What the square of a weight costs; chosen by leaving out a tenth of the development half at a time."""
STRANGERS = 0.3
"""All pairs of strangers together count so many times as much as the pairs that people decided on."""
RENAMED = 0.25
"""So much counts a pair of which one got another name, as beside one that people decided on."""
PROPOSED = 0.3
FOLDS = 10
FILE = Path(graphmali.resolution.__file__).with_name("identity.yaml")


@lru_cache(maxsize=1)
def strangers() -> list[dict[str, Seen]]:
    """Other pairs of the development half, none of them the same."""
    return sides().strangers(halves()["dev"])


def fitted(pairs: Sequence[Pair]) -> Weights:
    """The weights that fit pairs."""
    names = list(FEATURES)
    others, renamed = strangers(), sides().renamed(pairs)
    seen = [*(sides().observed(pair) for pair in pairs), *others, *renamed]
    x = np.array([[1.0, *(found[name][0] if name in found else 0.0 for name in names)] for found in seen])
    labels = np.array([*(float(pair.same) for pair in pairs), *[0.0] * (len(others) + len(renamed))])
    of_strangers = STRANGERS * len(pairs) / len(others)
    counts = np.repeat([1.0, of_strangers, RENAMED], [len(pairs), len(others), len(renamed)])
    penalty = np.array([0.01, *[PENALTY] * len(names)])
    base, *rest = (round(float(weight), 3) for weight in logistic(x, labels, penalty, counts))
    return Weights(base, dict(zip(names, rest, strict=True)), PROPOSED)


def left_out(pairs: Sequence[Pair]) -> list[float]:
    """The probability of each pair by the weights of those in other tenths."""
    found = [0.0] * len(pairs)
    for fold in range(FOLDS):
        weights = fitted([pair for n, pair in enumerate(pairs) if n % FOLDS != fold])
        for n in range(fold, len(pairs), FOLDS):
            found[n] = probability(pairs[n], weights)
    return found


def text_of(weights: Weights) -> str:
    """The file that the weights are shipped in."""
    lines = [
        "# Written by `python -m training.identity`: what each feature of the comparison adds to the logarithm of the",
        "# odds that two actors are one, and the score from which on a pair is put to a person.",
        "features:",
        *(f"  {name}: {weight}" for name, weight in weights.features.items()),
        "base:",
        f"  weight: {weights.base}",
        "proposed:",
        f"  score: {weights.proposed}",
    ]
    return "\n".join(lines) + "\n"


def report(name: str, pairs: Sequence[Pair], weights: Weights) -> Iterator[str]:
    """How well the rules and the comparison do, a line each."""
    by_rule, by_score = ruled(pairs), proposed(pairs, weights)
    rest = [n for n, joined in enumerate(by_rule) if not joined]
    apart = [n for n, pair in enumerate(pairs) if not written_alike(pair)]
    either = [one or other for one, other in zip(by_rule, by_score, strict=True)]
    every = range(len(pairs))
    for what, chosen, found in (
        ("comparison", every, by_score),
        ("proposals, of what rules leave", rest, by_score),
        ("rules, names that differ", apart, by_rule),
        ("rules, with names that do not", every, by_rule),
        ("either", every, either),
    ):
        s = score([pairs[n] for n in chosen], [found[n] for n in chosen])
        numbers = f"{s.precision:9.3f} {s.recall:7.3f} {s.f1:6.3f} {s.found:6} {s.wanted:7} {len(chosen):6}"
        yield f"{name:5} {what:31} {numbers}"


def main() -> None:
    """Fits, prints and writes."""
    found = halves()
    dry = "--dry" in sys.argv[1:]
    weights = fitted(found["dev"])
    for name, weight in [("base", weights.base), *weights.features.items()]:
        print(f"{name:26} {weight:7.3f}")
    print(f"\n{'half':5} {'':31} precision  recall     F1  found  wanted  pairs")
    apart = left_out(found["dev"])
    s = score(found["dev"], [p >= PROPOSED for p in apart])
    print(f"{'dev':5} {'comparison, on tenths left out':31} {s.precision:9.3f} {s.recall:7.3f} {s.f1:6.3f}")
    for half in HALVES[:1] if dry else HALVES:
        print(*report(half, found[half], weights), sep="\n")
    if "--errors" in sys.argv[1:]:
        errors(found["dev"], apart, weights)
    if not dry:
        FILE.write_text(text_of(weights), encoding="utf-8")
        shipped.cache_clear()


def errors(pairs: Sequence[Pair], found: Sequence[float], weights: Weights) -> None:
    """Prints the pairs that are told wrong, and why."""
    for pair, p in zip(pairs, found, strict=True):
        if pair.same is not (p >= PROPOSED):
            left, right, names = sides().of(pair)
            print(
                f"\n{pair.why}, {p:.2f}: {pair.left.name} / {pair.right.name} ({'same' if pair.same else 'not same'})"
            )
            for reason in compare(left, right, names, weights).reasons:
                print(f"    {reason.weight:6.2f} {reason.feature}: {reason.detail}")


if __name__ == "__main__":
    main()
