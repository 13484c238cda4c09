"""Graphs of any size, the same for the same size: documents of two kilobytes with five claims on 500 actors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from random import Random

from graphmali.model import Claim, ClaimOrigin, Document, Graph, Modality, Party, Span
from graphmali.resolution import actors_for, add_up
from graphmali.vocabulary import load

__all__ = ["INVENTED", "graph", "listed", "whole"]

INVENTED = tuple(f"actor{number:03}" for number in range(500))
"""Ids that no vocabulary has."""

PER_DOCUMENT = 5
PER_PART = 2_000
WORDS = ("junta", "Bamako", "pact", "soldiers", "border", "president")


def listed() -> tuple[str, ...]:
    """The ids of 500 actors that real texts may name."""
    return tuple(sorted(known.actor.id for known in load().actors))[:: len(load().actors) // 500][:500]


def graph(claims: int, ids: Sequence[str] = INVENTED) -> Iterator[Graph]:
    """A graph of so many claims, in parts."""
    random = Random(claims)
    every: list[Claim] = []
    for start in range(0, claims, PER_PART):
        documents, found = [], []
        for number in range(start, min(start + PER_PART, claims), PER_DOCUMENT):
            text = f"{number} {' '.join(random.choices(WORDS, k=300))}"
            document = Document.of(text, url=f"https://example.org/{number}", publisher=f"Outlet {number % 40}")
            documents.append(document)
            found += [_claim(document, random, ids, n) for n in range(PER_DOCUMENT)]
        every += found
        yield Graph(actors_for(found, load()), tuple(found), (), tuple(documents))
    actors = actors_for(every, load())
    ties = add_up(every, load().relations, {})
    for start in range(0, len(ties), PER_PART):
        yield Graph(actors, ties=ties[start : start + PER_PART], partial=True)


def whole(parts: Iterable[Graph]) -> Graph:
    """Parts as one graph."""
    every = list(parts)
    actors = {actor.id: actor for part in every for actor in part.actors}
    return Graph(
        tuple(actors.values()),
        *(
            tuple(chain.from_iterable(getattr(part, name) for part in every))
            for name in ("claims", "ties", "documents")
        ),
    )


def _claim(document: Document, random: Random, ids: Sequence[str], number: int) -> Claim:
    source, target = random.sample(ids, 2)
    type_ = random.choice(sorted(load().relations))
    evidence = Span(number * 100, number * 100 + 90)
    return Claim(
        Claim.id_of(document.id, source, type_, target, evidence), document.id, Party(source, source, "state"), type_,
        Party(target, target, "state"), Modality.ASSERTED, None, "2024", None, evidence, ClaimOrigin.SENTENCE, False,
        "benchmark", "none", 0.9,
    )  # fmt: skip
