"""Which library computes."""

from __future__ import annotations

import importlib
from typing import Any

from graphmali.analysis.arrays import Matrix
from graphmali.errors import MissingExtra, UnknownName

__all__ = ["ENGINES", "FASTER", "chosen", "igraph", "igraph_of"]

ENGINES = ("auto", "fast", "networkx")
"""igraph and scipy where they are installed; igraph or an error; networkx alone, to check the others by."""

FASTER = frozenset({"betweenness", "core", "constraint", "brokerage"})
"""The measures that igraph computes faster."""


def igraph() -> Any | None:
    """The library, None where it is not installed: it is an extra, for its licence."""
    try:
        return importlib.import_module("igraph")
    except ImportError:
        return None


def chosen(engine: str) -> str:
    """The engine, checked. Raises :class:`UnknownName`, or :class:`MissingExtra` for ``fast`` without igraph."""
    if engine not in ENGINES:
        raise UnknownName("engine", engine, ENGINES, hint=f"one of: {', '.join(ENGINES)}")
    if engine == "fast" and igraph() is None:
        raise MissingExtra("igraph", "fast")
    return engine


def igraph_of(library: Any, matrix: Matrix, *, directed: bool) -> Any:
    """A matrix as igraph's graph with ``weight``; of a symmetric one that is not directed each pair is one edge."""
    cells = matrix.tocoo()
    row, column, weight = cells.row, cells.col, cells.data
    if not directed:
        upper = row < column
        row, column, weight = row[upper], column[upper], weight[upper]
    edges = list(zip(row.tolist(), column.tolist(), strict=True))
    return library.Graph(matrix.shape[0], edges, directed=directed, edge_attrs={"weight": weight.tolist()})
