"""What a ranking is computed on, as JSON lines."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from graphmali.exchange.lines import write_lines

__all__ = ["write_projection"]


def write_projection(edges: Iterable[tuple[str, str, float]], stream: BinaryIO) -> None:
    """Every edge: source and target by id, and its weight."""
    write_lines(({"source": source, "target": target, "weight": weight} for source, target, weight in edges), stream)
