"""Which actors, documents, ties and copies of a stored graph make up a part that is small enough for the memory.

What there is to be read is listed page by page, ids and weights alone, and cut into parts by weight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

__all__ = ["PART", "TIES_OF", "actors", "copies", "documents", "ties"]

PART = 2_000
"""What the weights of a part add up to at most, unless one document or tie alone weighs more: about kilobytes."""

TIES_OF = (
    "UNWIND $runs AS run MATCH (s:Actor) WHERE s.id = run.source MATCH (s)-[r]->(t:Actor)"
    " WHERE r.polarity IS NOT NULL AND r.id >= run.first AND r.id <= run.last"
)
"""Matches the ties ``r`` of the runs that :func:`ties` gives."""

Row = dict[str, Any]
Ask = Callable[[str, Mapping[str, Any]], list[Row]]
"""The rows that a statement with its parameters gives."""


def actors(ask: Ask) -> Iterator[list[str]]:
    """Ids of actors, part by part."""
    for part in _parts(_listed(ask, "Actor", "RETURN n.id AS id, 1 AS weight ORDER BY id", 10_000)):
        yield [row["id"] for row in part]


def documents(ask: Ask) -> Iterator[list[str]]:
    """Ids of documents, part by part; they weigh what they and their claims do."""
    weighed = (
        "OPTIONAL MATCH (n)<-[:STATED_IN]-(c:Claim) WITH n, count(c) AS claims"
        " RETURN n.id AS id, 1 + size(n.text) / 1000 + claims AS weight ORDER BY id"
    )
    for part in _parts(_listed(ask, "Document", weighed, 10_000)):
        yield [row["id"] for row in part]


def ties(ask: Ask) -> Iterator[list[dict[str, str]]]:
    """Ties, part by part, as runs: the ``first`` to the ``last``, by id, of one actor's, the ``source``."""
    weighed = (
        "OPTIONAL MATCH (n)-[r]->(:Actor) WHERE r.polarity IS NOT NULL"
        " RETURN n.id AS id, r.id AS tie, 1 + r.claims / 10 AS weight ORDER BY id, tie"
    )
    for part in _parts(row for row in _listed(ask, "Actor", weighed, 100) if row["tie"]):
        runs: dict[str, dict[str, str]] = {}
        for row in part:
            runs.setdefault(row["id"], {"source": row["id"], "first": row["tie"]})["last"] = row["tie"]
        yield list(runs.values())


def copies(ask: Ask) -> Iterator[dict[str, str]]:
    """For ids of documents that are copies, those of what they are copies of, part by part."""
    paired = "OPTIONAL MATCH (n)-[:COPY_OF]->(o:Document) RETURN n.id AS id, o.id AS original, 1 AS weight ORDER BY id"
    for part in _parts(row for row in _listed(ask, "Document", paired, 10_000) if row["original"]):
        yield {row["id"]: row["original"] for row in part}


def _listed(ask: Ask, label: str, returns: str, size: int) -> Iterator[Row]:
    """What ``returns`` tells of each node ``n`` of a label, in the order of their ids, asked for page by page."""
    where, after = "", ""
    while rows := ask(f"MATCH (n:{label}) {where}WITH n ORDER BY n.id LIMIT {size} {returns}", {"after": after}):
        yield from rows
        where, after = "WHERE n.id > $after ", rows[-1]["id"]


def _parts(rows: Iterable[Row]) -> Iterator[list[Row]]:
    part: list[Row] = []
    weight = 0
    for row in rows:
        if part and weight + row["weight"] > PART:
            yield part
            part, weight = [], 0
        part.append(row)
        weight += row["weight"]
    if part:
        yield part
