"""Documents as JSON lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import BinaryIO

from graphmali.exchange.lines import write_lines
from graphmali.model import Graph, Relation

__all__ = ["write_documents"]


def write_documents(graph: Graph, _relations: Mapping[str, Relation], stream: BinaryIO) -> None:
    """Every document with all its fields, and ``origin``: the id of the document that it counts under."""
    records = (asdict(document) | {"origin": graph.origin_of(document.id)} for document in graph.documents)
    write_lines(records, stream)
