"""``python -m benchmarks.identity [FEW MANY]``: proposals take time in proportion, and how many of them are right.

Makes graphs with FEW (1,000) and MANY (10,000) unlisted persons and bodies, every tenth another spelling of the one
before it, beside the 2,600 listed actors, and times the proposals. Precision and recall are those of both halves of
``training/identity``.
"""

from __future__ import annotations

import sys
import time
from random import Random

from benchmarks.results import Result, publish
from graphmali.model import Claim, ClaimOrigin, Document, Graph, Modality, Party, Span
from graphmali.resolution import assemble
from graphmali.resolution.comparison import shipped
from graphmali.resolution.identities import Identities
from graphmali.resolution.proposals import proposals
from graphmali.vocabulary import Vocabulary, load
from graphmali.vocabulary.unlisted import actor_id_of
from training.identity import HALVES, halves
from training.identity.comparing import proposed, ruled, score, written_alike


def graph(number: int, vocabulary: Vocabulary, seed: int = 1) -> Graph:
    """A graph of so many actors whose names are made of the words of listed ones and of words of our own."""
    random = Random(seed)
    persons = [known.actor.name.split() for known in vocabulary.actors if known.actor.kind == "person"]
    given, last = [name[0] for name in persons], [name[-1] for name in persons]
    documents, claims = [], []
    name = ""
    for count in range(number):
        if count % 10 == 9:
            name = name.replace("ou", "u").replace("k", "c") + "h"
        else:
            own = "".join(random.choice("bdfgklmnrst") + random.choice("aeiou") for _ in range(3)).title()
            name = f"{random.choice(given)} {own} {random.choice(last)}"
        text = f"{name} met officials in {random.choice(last)}, {random.choice(given)}."
        document = Document.of(text, url=f"https://example.org/{count}", published="2024-05-01", language="en")
        documents.append(document)
        claims.append(_claim(document, name))
    return assemble(documents, claims, vocabulary)


def _claim(document: Document, name: str) -> Claim:
    span = Span(0, len(document.text))
    one, other = Party(actor_id_of(name), name, "person"), Party("mali_government", "officials", "government")
    return Claim(
        Claim.id_of(document.id, one.actor_id, "MEETS", other.actor_id, span), document.id, one, "MEETS", other,
        Modality.ASSERTED, None, None, None, span, ClaimOrigin.SENTENCE, False, "benchmark", "met", 1.0,
    )  # fmt: skip


def seconds(number: int, vocabulary: Vocabulary) -> float:
    """Of the processor, for the proposals among so many."""
    made = graph(number, vocabulary)
    identities = Identities((), vocabulary)
    start = time.process_time()
    found = proposals(made, vocabulary, identities)
    took = time.process_time() - start
    print(f"{number} actors: {took:.1f} s, {len(found)} proposals")
    return took


def main(few: int = 1000, many: int = 10_000) -> None:
    vocabulary = load()
    times = [seconds(number, vocabulary) for number in (few, many)]
    results = [
        Result(f"seconds for {many} actors", times[1], 30.0, higher_is_better=False),
        Result(
            f"seconds for {many} / as many times those for {few}",
            times[1],
            times[0] * many / few,
            higher_is_better=False,
        ),
    ]
    for half in HALVES:
        pairs = halves()[half]
        joined = ruled(pairs)
        left = [pair for pair, one in zip(pairs, joined, strict=True) if not one]
        found = score(left, proposed(left, shipped()))
        results += [
            Result(f"{half}: precision of proposals", found.precision, 0.7),
            Result(f"{half}: recall of proposals", found.recall, 0.85),
        ]
        differing = [(pair, one) for pair, one in zip(pairs, joined, strict=True) if not written_alike(pair)]
        rules = score([pair for pair, _ in differing], [one for _, one in differing])
        results.append(Result(f"{half}: precision of rules", rules.precision, 0.98))
    publish("identity", results)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
