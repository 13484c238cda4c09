"""ICEWS18, the events of 2018 that link prediction is measured on, as a graph of ours: each event is a claim.

The file has no texts, so the events of one actor on one day are the sentences of one document. Its relation texts are
those of CAMEO; each takes the type of ours that is next in sense, by the first pattern that fits. Sayings without a
side, such as "Make statement", have no type of ours: they stand as MEETS, the neutral one, and are counted. What the
file says is the claim's ``rule``, word by word.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from benchmarks import icews
from benchmarks.icews import Event
from graphmali.model import Claim, ClaimOrigin, Document, Graph, Modality, Party, Span, digest
from graphmali.resolution import actors_for, add_up
from graphmali.vocabulary import load

__all__ = ["events", "graph", "unmapped"]


def unmapped(found: list[Event]) -> Counter[str]:
    """The relations that none of our types means, with how many events there are of each."""
    return Counter(relation for _, relation, _, _ in found if icews.sense(relation) is None)


def events() -> list[Event]:
    """Every event of the file, each once, sorted by day and actor."""
    return sorted(set(icews.events()), key=lambda event: (event[3], event))


def graph(found: list[Event]) -> Graph:
    """All of it in memory: documents, claims, actors, and the ties that the claims add up to."""
    documents, claims = [], []
    for (day, source), told in groupby(found, key=lambda event: (event[3], event[0])):
        document, its = _day(day, source, [event[1:3] for event in told])
        documents.append(document)
        claims += its
    ties = add_up(claims, load().relations, {})
    return Graph(actors_for(claims, load()), tuple(claims), ties, tuple(documents))


def _day(day: str, source: str, told: list[tuple[str, str]]) -> tuple[Document, list[Claim]]:
    sentences = [f"{source}: {relation}: {target}." for relation, target in told]
    document = Document.of("\n".join(sentences), title=f"{source}, {day}", publisher="ICEWS18", published=day)
    return document, list(_claims(document, day, source, told, sentences))


def _claims(
    document: Document, day: str, source: str, told: list[tuple[str, str]], sentences: list[str]
) -> Iterator[Claim]:
    start = 0
    for (relation, target), sentence in zip(told, sentences, strict=True):
        evidence = Span(start, start + len(sentence))
        start = evidence.end + 1
        one, type_, other = _party(source), icews.sense(relation) or "MEETS", _party(target)
        yield Claim(
            Claim.id_of(document.id, one.actor_id, type_, other.actor_id, evidence), document.id, one, type_, other,
            Modality.PLANNED if relation.startswith("Express intent") else Modality.ASSERTED, None, day, None, evidence,
            ClaimOrigin.SENTENCE, False, "icews18", relation, 1.0,
        )  # fmt: skip


@cache
def _party(name: str) -> Party:
    return Party(f"icews_{digest(name)}", name, "organisation")
