"""The graph as other programs read it: one format a file, each a function of graph, relations and a stream.

``EXPORTERS`` maps what is exported to the function that writes it as JSON lines. Lines are sorted by id and
fields stand in a fixed order: the same graph gives the same bytes. :func:`write_neo4j_admin` makes a folder instead,
and takes the graph as rows, so that it need not be in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO, TypeAlias

from graphmali.exchange.actors import write_actors
from graphmali.exchange.claims import claim_record, write_claims
from graphmali.exchange.corrections import write_corrections, write_training_set
from graphmali.exchange.documents import write_documents
from graphmali.exchange.neo4j_admin import write_neo4j_admin
from graphmali.exchange.projection import write_projection
from graphmali.exchange.ties import write_ties
from graphmali.model import Graph, Relation

__all__ = [
    "EXPORTERS",
    "Exporter",
    "claim_record",
    "write_actors",
    "write_claims",
    "write_corrections",
    "write_documents",
    "write_neo4j_admin",
    "write_projection",
    "write_ties",
    "write_training_set",
]

Exporter: TypeAlias = Callable[[Graph, Mapping[str, Relation], BinaryIO], None]
"""Writes one part of a graph to a binary stream."""

EXPORTERS: dict[str, Exporter] = {
    "claims": write_claims,
    "ties": write_ties,
    "documents": write_documents,
    "actors": write_actors,
}
