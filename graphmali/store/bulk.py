"""The first load of an embedded graph, by the engine's bulk path: whole or not at all.

The engine commits as it goes, and flushes each commit to the disk. So the graph bears a mark from before the first
of them until after the last, and what is found with the mark is what a killed load left: it is cleared away before
anybody sees it. Who sets the mark, and who finds it, has the graph open alone; no other process comes in between.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

from graphmali.model import Graph
from graphmali.store import layout

__all__ = ["clear_half", "load"]

_LANGUAGE = "opencypher"
_BEGIN = "CREATE (m:Meta {id: $id, layout: $layout, loading: true})"
_END = "MATCH (m:Meta {id: $id}) SET m.revision = 1 REMOVE m.loading"
_HALF = "MATCH (m:Meta {id: $id}) WHERE m.loading RETURN m.id AS id"
_CLEAR = "MATCH (n) WHERE NOT n:Meta WITH n LIMIT 5000 DETACH DELETE n RETURN count(n) AS deleted"
_FORGET = "MATCH (m:Meta {id: $id}) DELETE m"
_EDGES = 200_000
"""Edges that the engine gathers before it writes them: more in a row, fewer pages written twice."""


def load(database: Any, graph: Graph, more: Sequence[layout.Statement] = ()) -> None:
    """Loads a graph into a database that has the schema and no node, and makes it the first revision.

    ``more`` are statements of the same change.
    What goes wrong on the way is raised, and leaves the database without a node again.
    """
    _change(database, _BEGIN, layout.meta())
    try:
        with database.graph_batch(use_wal=True, wal_flush="yes_full", batch_size=_EDGES) as batch:
            _fill(database, batch, graph)
        for cypher, parameters in (*more, (_END, {"id": layout.meta()["id"]})):
            _change(database, cypher, parameters)
    except BaseException:
        with contextlib.suppress(Exception):  # on a full disk it is done when the graph is opened again
            clear_half(database)
        raise


def _fill(database: Any, batch: Any, graph: Graph) -> None:
    places: dict[tuple[str, str], str] = {}
    for label, rows in layout.batched(layout.nodes(graph)):
        found = batch.create_vertices(label, rows)
        places.update(zip(((label, row["id"]) for row in rows), found, strict=True))
    known = set()
    for (left, type_, right), rows in layout.batched(layout.edges(graph)):
        if type_ not in known:
            database.command("sql", f"CREATE EDGE TYPE `{type_}` IF NOT EXISTS")
            known.add(type_)
        # A part of a graph may name ends that are not there; such edges are none, as in a MATCH.
        ends = [(places.get((left, row["source"])), places.get((right, row["target"])), row["fields"]) for row in rows]
        there = [each for each in ends if each[0] and each[1]]
        if there:
            sources, targets, fields = zip(*there, strict=True)
            batch.new_edges(sources, type_, targets, fields)


def clear_half(database: Any) -> None:
    """Takes away what a load left that did not come to its end."""
    meta = {"id": layout.meta()["id"]}
    if not list(database.query(_LANGUAGE, _HALF, meta)):
        return
    while _change(database, _CLEAR, {})[0].to_dict()["deleted"]:
        pass
    _change(database, _FORGET, meta)


def _change(database: Any, cypher: str, parameters: dict[str, Any]) -> list[Any]:
    with database.transaction():
        return list(database.command(_LANGUAGE, cypher, parameters))
