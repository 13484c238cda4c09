"""Ties as JSON lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from graphmali.exchange.lines import write_lines
from graphmali.model import Graph, Relation, Tie

__all__ = ["write_ties"]


def write_ties(graph: Graph, _relations: Mapping[str, Relation], stream: BinaryIO) -> None:
    """Every tie with the names of its ends; ``claims`` counts the claims that make it."""
    write_lines((_record(graph, tie) for tie in graph.ties), stream)


def _record(graph: Graph, tie: Tie) -> dict[str, Any]:
    return {
        "id": tie.id,
        "source": _end(graph, tie.source_id),
        "type": tie.type,
        "target": _end(graph, tie.target_id),
        "polarity": tie.polarity,
        "claims": len(tie.claims),
        "documents": tie.documents,
        "origins": tie.origins,
        "asserted": tie.asserted,
        "alleged": tie.alleged,
        "denied": tie.denied,
        "confidence": tie.confidence,
        "first": tie.first,
        "last": tie.last,
    }


def _end(graph: Graph, actor_id: str) -> dict[str, str]:
    return {"id": actor_id, "name": graph.actor_by_id[actor_id].name}
