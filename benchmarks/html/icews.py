"""Graphs from the ICEWS18 events: the most named actors, each with its strongest tie, and the strongest of all."""

from __future__ import annotations

import gzip
import os
import re
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

from graphmali.model import Actor, Claim, ClaimOrigin, Document, Graph, Modality, Party, Span, TieKey
from graphmali.resolution import add_up
from graphmali.vocabulary import load

__all__ = ["FILE", "graph"]

FILE = Path(os.environ.get("GRAPHMALI_DATA", Path(__file__).parents[3] / "shared" / "data"), "icews18.tsv.gz")
TIES_PER_ACTOR = 2.5
"""As in the measurements that the goals come from."""

# The first that fits; the rest is cooperation. Only the sign and the name matter here.
TYPES = (
    (r"visit|consult|meet|negotiat|discuss|statement", "MEETS"),
    (r"criticize|denounce|complain", "CONDEMNS"),
    (r"accuse|investigat|lawsuit|guilty", "ACCUSES"),
    (r"threat|ultimatum", "THREATENS"),
    (r"conventional|fight|bomb|attack|kill|assault|occupy|violen", "ATTACKS"),
    (r"arrest|detain|abduct|hostage|expel", "ARRESTS"),
    (r"reject|refuse|veto|defy|decline", "REJECTS"),
    (r"sanction|embargo|reduce|halt|break", "SANCTIONS"),
    (r"protest|demonstrat|strike|rally", "PROTESTS_AGAINST"),
    (r"demand|appeal|request", "DEMANDS"),
    (r"aid\b|provide", "AIDS"),
    (r"praise|endorse|support|rally|defend|optimistic", "SUPPORTS"),
    (r"sign|agree", "AGREES_WITH"),
)


@cache
def _type(event: str) -> str:
    return next((type_ for pattern, type_ in TYPES if re.search(pattern, event.lower())), "COOPERATES_WITH")


def graph(actors: int) -> Graph:
    """A graph of so many actors; every event is a claim, and every two actors and day a document."""
    relations = load().relations
    with gzip.open(FILE, "rt", encoding="utf-8") as stream:
        events = sorted({tuple(line.rstrip("\n").split("\t")[:4]) for line in stream})
    named = Counter(end for source, _, target, _ in events for end in (source, target))
    top = {name for name, _ in sorted(named.items(), key=lambda item: (-item[1], item[0]))[:actors]}
    by_tie: dict[TieKey, list[tuple[str, ...]]] = defaultdict(list)
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
