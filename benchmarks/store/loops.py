"""The same graph by hand: as a careful user of Neo4j writes it, constraint first, then UNWIND, batch by batch."""

from __future__ import annotations

import os
from collections import defaultdict
from typing import Any

import neo4j

from graphmali.model import Graph
from graphmali.store import layout

__all__ = ["by_hand"]

BATCH = 5_000
LABELS = ("Outlet", "Document", "Actor", "Claim")


def by_hand(graph: Graph) -> None:
    """Every node and edge of the layout into Neo4j, in managed transactions; run twice it is as if run once."""
    nodes, edges = defaultdict(list), defaultdict(list)
    for label, row in layout.nodes(graph):
        nodes[label].append(row)
    for ends, row in layout.edges(graph):
        edges[ends].append(row)
    auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(os.environ["NEO4J_URI"], auth=auth) as driver, driver.session() as session:
        for label in LABELS:
            session.run(f"CREATE CONSTRAINT IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE").consume()
        for label, rows in nodes.items():
            _send(session, f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row", rows)
        for (left, type_, right), rows in edges.items():
            _send(
                session,
                f"UNWIND $rows AS row MATCH (s:{left} {{id: row.source}}) MATCH (t:{right} {{id: row.target}}) "
                f"MERGE (s)-[r:{type_} {{id: row.id}}]->(t) SET r = row.fields",
                rows,
            )


def _send(session: neo4j.Session, statement: str, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        session.execute_write(lambda tx, batch=batch: tx.run(statement, rows=batch).consume())
