"""How much is learnt from how many annotated sentences: ``python -m training.curve`` (``make learning-curve``).

Trains anew on documents with about 500, 1,000, 2,000, … 32,000 sentences, and on all, without the phrase book, and
scores on the development set what is claimed between given mentions: the best F1 of claims with their type, whatever
the threshold. Writes ``training/curve.json`` and the plot ``docs/learning-curve.svg``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from graphmali.extraction.encoder.pieces import Pieces
from graphmali.vocabulary import LANGUAGES, load
from training.annotated import parse_all
from training.examples import NOBODY, Example, examples
from training.fit import told
from training.network import Network
from training.train import SETTINGS, fitted, kept_back

__all__ = ["best_f1", "main", "plot"]

_SIZES = (500, 1000, 2000, 4000, 8000, 16000, 32000)
_HERE = Path(__file__).parent


def best_f1(network: Network, sentences: Sequence[Example], types: int) -> float:
    """The best F1 of claims (source, type, target; by actor) over all thresholds."""
    wanted, found = set(), []
    for n, (sentence, claims) in enumerate(zip(sentences, told(network, sentences, types), strict=True)):
        actors = sentence.actors
        named = [link for link in sentence.links if NOBODY not in (link.source, link.target)]
        wanted |= {(n, actors[link.source], link.type, actors[link.target]) for link in named}
        likeliest: dict[tuple[int, str, int, str], float] = {}
        for claim in claims:
            if NOBODY not in (claim.source, claim.target) and actors[claim.source] and actors[claim.target]:
                key = (n, actors[claim.source], claim.type, actors[claim.target])
                likeliest[key] = max(likeliest.get(key, 0.0), claim.exists * claim.certainty)
        found += [(-chance, key) for key, chance in likeliest.items()]
    right, best = 0, 0.0
    for count, (_, key) in enumerate(sorted(found), start=1):
        right += key in wanted
        best = max(best, 2 * right / (count + len(wanted)))
    return best


def plot(curves: Mapping[str, Sequence[tuple[int, float]]]) -> str:
    """An SVG of F1 over sentences, the latter on a scale of doublings; one line for each name."""
    sizes = sorted({size for points in curves.values() for size, _ in points})
    across = {size: 60 + 440 * n / max(1, len(sizes) - 1) for n, size in enumerate(sizes)}
    head = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 560 320' font-family='sans-serif' font-size='13'>"
    return "\n".join([head, *_axes(across), *_lines(curves, across), "</svg>", ""])


def _height(f1: float) -> float:
    return 270 - 250 * f1


def _axes(across: Mapping[int, float]) -> Iterator[str]:
    yield "<rect width='560' height='320' fill='white'/>"
    for tenth in range(0, 11, 2):
        y = _height(tenth / 10)
        yield f"<line x1='60' x2='500' y1='{y:.0f}' y2='{y:.0f}' stroke='#ddd'/>"
        yield f"<text x='50' y='{y + 4:.0f}' text-anchor='end'>{tenth / 10:.1f}</text>"
    for size, x in across.items():
        yield f"<text x='{x:.0f}' y='290' text-anchor='middle'>{size:,}</text>"
    yield "<text x='280' y='312' text-anchor='middle'>annotated sentences (F1 given the mentions)</text>"


def _lines(curves: Mapping[str, Sequence[tuple[int, float]]], across: Mapping[int, float]) -> Iterator[str]:
    for (name, points), colour in zip(curves.items(), ("#1b5e9b", "#b3541e"), strict=False):
        path = " ".join(f"{across[size]:.0f},{_height(f1):.1f}" for size, f1 in points)
        yield f"<polyline points='{path}' fill='none' stroke='{colour}' stroke-width='2'/>"
        for size, f1 in points:
            yield f"<circle cx='{across[size]:.0f}' cy='{_height(f1):.1f}' r='3' fill='{colour}'/>"
        yield f"<text x='506' y='{_height(points[-1][1]) + 4:.1f}' fill='{colour}'>{name}</text>"


def main() -> None:
    """Trains at every size, prints and writes what came out."""
    vocabulary = load()
    subjects = parse_all(vocabulary)
    curves: dict[str, list[tuple[int, float]]] = {language: [] for language in LANGUAGES}
    for size in (*_SIZES, sum(1 for subject in kept_back(subjects)[0] for _ in subject.units)):
        found = fitted(subjects, vocabulary, replace(SETTINGS, phrases=False), size)
        for language in LANGUAGES:
            dev = [s for s in subjects if s.split == "dev" and s.language == language]
            sentences = list(examples(dev, vocabulary, Pieces(found.pieces), found.table))
            f1 = best_f1(found.network, sentences, len(vocabulary.relations))
            curves[language].append((size, round(f1, 3)))
            print(f"{size} sentences, {language}: best F1 given the mentions {f1:.3f}", flush=True)
    (_HERE / "curve.json").write_text(json.dumps(curves) + "\n", encoding="utf-8")
    (_HERE.parent / "docs" / "learning-curve.svg").write_text(plot(curves), encoding="utf-8")


if __name__ == "__main__":
    main()
