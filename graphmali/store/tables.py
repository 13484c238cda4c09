"""The layout as tables: each node and each edge of a graph that comes in parts as one row, for bulk loaders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields

from graphmali.model import Document, Graph
from graphmali.store import layout

__all__ = ["TABLES", "Row", "Table", "rows"]

Table = tuple[str, ...]
"""The label of nodes, or the labels of edges' two ends."""

Row = tuple[Table, str, tuple[str, ...], Mapping[str, object]]
"""The table, the node's label or the edge's type, the ids of an edge's ends, and the properties that are known."""

_ID = {"id": str}

TABLES: Mapping[Table, Mapping[str, type]] = {
    ("Meta",): {**_ID, "layout": int},
    ("Outlet",): {**_ID, "name": str, "reliability": float},
    ("Document",): dict.fromkeys((*(field.name for field in fields(Document)), "fingerprint", *layout.SKETCH), str),
    ("Actor",): {**_ID, "name": str, "kind": str, "country": str, "wikidata": str, "aliases": list},
    ("Claim",): {
        **_ID, "type": str, "polarity": int, "modality": str, "start": str, "end": str, "evidence": str,
        "evidence_start": int, "evidence_end": int, "origin": str, "implied": bool, "extractor": str, "rule": str,
        "confidence": float,
    },
    ("Actor", "Actor"): {
        **_ID, "polarity": int, "claims": int, "claim_ids": list, "documents": int, "origins": int, "asserted": int,
        "alleged": int, "denied": int, "confidence": float, "first": str, "last": str,
    },
    ("Claim", "Actor"): {**_ID, "surface": str, "kind": str, "start": int, "end": int, "read_as": str},
    ("Claim", "Document"): _ID,
    ("Document", "Document"): _ID,
    ("Document", "Outlet"): _ID,
}  # fmt: skip
"""Every property that a row of the table may have, and what its values are; a list is one of texts."""


def rows(parts: Iterable[Graph]) -> Iterator[Row]:
    """The rows of a graph, each once, in the order of its parts."""
    seen: set[str] = set()
    yield ("Meta",), "Meta", (), layout.meta()
    for part in parts:
        for label, node in layout.nodes(part):
            if label not in ("Actor", "Outlet") or _is_new(f"{label} {node['id']}", seen):
                yield (label,), label, (), node
        for (left, type_, right), edge in layout.edges(part):
            # Actors come in many parts, each time with what they hang on.
            if type_ not in ("PART_OF", "GOVERNS") or _is_new(edge["fields"]["id"], seen):
                yield (left, right), type_, (edge["source"], edge["target"]), edge["fields"]


def _is_new(key: str, seen: set[str]) -> bool:
    new = key not in seen
    seen.add(key)
    return new
