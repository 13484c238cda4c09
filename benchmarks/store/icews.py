"""ICEWS18, the events of 2018 that link prediction is measured on, as a graph of ours: each event is a claim.

The file has no texts, so the events of one actor on one day are the sentences of one document. Its relation texts are
those of CAMEO; each takes the type of ours that is next in sense, by the first pattern that fits. Sayings without a
side, such as "Make statement", have no type of ours: they stand as MEETS, the neutral one, and are counted. What the
file says is the claim's ``rule``, word by word.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

from graphmali.model import Claim, ClaimOrigin, Document, Graph, Modality, Party, Span, digest
from graphmali.resolution import actors_for, add_up
from graphmali.vocabulary import load

__all__ = ["Event", "events", "graph", "unmapped"]

Event = tuple[str, str, str, str]
"""Source, relation, target, date."""

# pattern, type: in the order of their strength
_SENSES = """\
^(Return|Grant asylum|Ease |Forgive)|RELEASES
^Threaten|ultimatum|THREATENS
^Express intent to (meet|mediate|accept mediation|settle)|MEETS
^Express intent to (release|ease)|RELEASES
^Express intent to (yield|de-escalate|change|institute|allow)|YIELDS_TO
^Express intent to provide military|ASSISTS_MILITARILY
^Express intent to provide|AIDS
^Express intent to .*diplomatic|SUPPORTS
^Express intent to|COOPERATES_WITH
^(Appeal|Demand) |^Demand$|^Make an appeal|^Rally support|DEMANDS
^Demonstrate (military|or police)|^(Mobilize|Increase) |MOBILISES_AGAINST
^Demonstrate|riot|strike|^Rally opposition|PROTESTS_AGAINST
^Engage in (political dissent|violent protest)|^Obstruct passage to|PROTESTS_AGAINST
^Accuse|^Bring lawsuit|^Investigate|^find guilty|ACCUSES
^Criticize|^Complain|^Make pessimistic|CONDEMNS
^Reject|^Refuse|^Veto|^Deny|^Defy|^Decline|^Halt|REJECTS
^Impose (embargo|administrative|blockade)|^Reduce or stop|^Obstruct|^Confiscate|SANCTIONS
^Reduce (or break )?|BREAKS_WITH
^Expel or withdraw|^Expel|expulsion|EXPELS
^Arrest|ARRESTS
^Coerce|repression|^Impose|^Ban |restrictions|^Torture|^Seize|human shield|REPRESSES
^fight|^Use conventional|^Employ aerial|^Occupy|^Violate ceasefire|FIGHTS
^Abduct|^Physically|^Sexually|bomb|[Aa]ssassinate|[Kk]ill|violence|weapons|^Destroy|ATTACKS
^Yield|^Accede|^Retreat|^Declare truce|^Demobilize|^Apologize|^Receive|^Acknowledge|YIELDS_TO
^Provide military|ASSISTS_MILITARILY
^Provide|AIDS
intelligence|SHARES_INTELLIGENCE_WITH
^Sign formal|^Express accord|AGREES_WITH
^(Engage in|Cooperate).*cooperat|^Cooperate|COOPERATES_WITH
^Praise|^Defend verbally|^Grant diplomatic|^Make (empathetic|optimistic)|SUPPORTS
^Mediate|MEDIATES
^Consult|visit$|^Discuss|^Meet|negotiation|MEETS"""


@cache
def _sense(relation: str) -> str | None:
    for line in _SENSES.split("\n"):
        pattern, _, type_ = line.rpartition("|")
        if re.search(pattern, relation):
            return type_
    return None


def unmapped(found: list[Event]) -> Counter[str]:
    """The relations that none of our types means, with how many events there are of each."""
    return Counter(relation for _, relation, _, _ in found if _sense(relation) is None)


def events(file: Path) -> list[Event]:
    """Every event of the file, each once, sorted by day and actor."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        told = {tuple(line.rstrip("\n").split("\t")[:4]) for line in lines}
    return sorted(told, key=lambda event: (event[3], event))  # type: ignore[return-value,arg-type]


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
        one, type_, other = _party(source), _sense(relation) or "MEETS", _party(target)
        yield Claim(
            Claim.id_of(document.id, one.actor_id, type_, other.actor_id, evidence), document.id, one, type_, other,
            Modality.PLANNED if relation.startswith("Express intent") else Modality.ASSERTED, None, day, None, evidence,
            ClaimOrigin.SENTENCE, False, "icews18", relation, 1.0,
        )  # fmt: skip


@cache
def _party(name: str) -> Party:
    return Party(f"icews_{digest(name)}", name, "organisation")
