"""Actors as JSON lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import BinaryIO

from graphmali.exchange.lines import write_lines
from graphmali.model import Graph, Relation

__all__ = ["write_actors"]


def write_actors(graph: Graph, _relations: Mapping[str, Relation], stream: BinaryIO) -> None:
    """Every actor with all its fields."""
    write_lines((asdict(actor) for actor in graph.actors), stream)
