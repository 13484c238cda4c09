"""Every method of a store, with arguments that it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphmali.model import TieKey
from graphmali.store import Store
from tests.store.graphs import sample_graph

__all__ = ["CALLS"]

CALLS: dict[str, Callable[[Store], Any]] = {
    "revision": lambda store: store.revision(),
    "write": lambda store: store.write(sample_graph(), drop_documents=["x"], drop_ties=["y"]),
    "read": lambda store: store.read(),
    "parts": lambda store: list(store.parts()),
    "write_parts": lambda store: store.write_parts([sample_graph()]),
    "write_scores": lambda store: store.write_scores({"pageRank": {"france": 0.5}}),
    "documents": lambda store: store.documents(of=["x"], at=["y"]),
    "actors": lambda store: store.actors(["france"]),
    "claims_on": lambda store: store.claims_on([TieKey("france", "ATTACKS", "mali_junta")]),
    "claims_in": lambda store: store.claims_in(["x"]),
    "copies": lambda store: store.copies(["x"]),
    "clusters": lambda store: store.clusters(["x"]),
    "alike": lambda store: store.alike({"x": ["key"]}),
    "texts": lambda store: store.texts(["x"]),
    "dates": lambda store: store.dates(["x"]),
    "decisions": lambda store: store.decisions(),
    "readings": lambda store: store.readings(["x"]),
    "claims_of": lambda store: store.claims_of(["x"]),
    "outlets": lambda store: store.outlets(),
    "outlets_of": lambda store: store.outlets_of(["x"]),
    "published_by": lambda store: store.published_by(["RFI"]),
    "sizes": lambda store: store.sizes(),
    "query": lambda store: store.query("MATCH (n) RETURN count(n) AS n"),
    "query for writing": lambda store: store.query("CREATE (n:Note) RETURN n", write=True),
}
