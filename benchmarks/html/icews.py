"""Graphs from the ICEWS18 events: the most named actors, each with its strongest tie, and the strongest of all."""

from __future__ import annotations

from collections import Counter, defaultdict

from benchmarks import icews
from benchmarks.icews import Event
from graphmali.model import Actor, Claim, ClaimOrigin, Document, Graph, Modality, Party, Span, TieKey
from graphmali.resolution import add_up
from graphmali.vocabulary import load

__all__ = ["graph"]

TIES_PER_ACTOR = 2.5
"""As in the measurements that the goals come from."""


def _type(relation: str) -> str:
    return icews.sense(relation) or "MEETS"


def graph(actors: int) -> Graph:
    """A graph of so many actors; every event is a claim, and every two actors and day a document."""
    relations = load().relations
    events = sorted(set(icews.events()))
    named = Counter(end for source, _, target, _ in events for end in (source, target))
    top = {name for name, _ in sorted(named.items(), key=lambda item: (-item[1], item[0]))[:actors]}
    by_tie: dict[TieKey, list[Event]] = defaultdict(list)
    for event in events:
        source, what, target, _ = event
        if source != target and {source, target} <= top:
            by_tie[TieKey.of(source, _type(what), target, directed=relations[_type(what)].directed)].append(event)
    order = sorted(by_tie, key=lambda key: (-len(by_tie[key]), key))
    # Everybody keeps the strongest of its own ties.
    own = {end: key for key in reversed(order) for end in (key.source_id, key.target_id)}
    strongest = list(dict.fromkeys([*own.values(), *order]))[: max(len(own), int(TIES_PER_ACTOR * actors))]
    documents: dict[str, Document] = {}
    claims = []
    for key in strongest:
        for source, what, target, date in by_tie[key]:
            text = f"{source}: {what.lower()}: {target}, as reported on {date}."
            id_ = f"{source}|{target}|{date}|{what}"
            documents[id_] = Document(id_, text, None, None, "ICEWS", published=date)
            claims.append(_claim(documents[id_], source, key.type, target))
    ends = {end for key in strongest for end in (key.source_id, key.target_id)}
    known = tuple(Actor(name, name, "collective" if "(" in name else "state") for name in sorted(ends))
    unique = tuple({claim.id: claim for claim in claims}.values())
    return Graph(known, unique, add_up(unique, relations, {}), tuple(documents.values()))


def _claim(document: Document, source: str, type_: str, target: str) -> Claim:
    evidence = Span(0, len(document.text))
    return Claim(
        Claim.id_of(document.id, source, type_, target, evidence), document.id, Party(source, source, "state"), type_,
        Party(target, target, "state"), Modality.ASSERTED, None, document.published, None, evidence,
        ClaimOrigin.TABLE, False, "icews", "icews", 0.9,
    )  # fmt: skip
