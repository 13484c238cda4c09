"""Measures over shortest ways. Weight is strength, so a step over a tie is 1 / weight long; ways follow direction."""

from __future__ import annotations

import math
from collections.abc import Callable

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from graphmali.analysis.arrays import Floats, Projection
from graphmali.analysis.engines import igraph, igraph_of

__all__ = ["betweenness", "betweenness_of", "closeness", "harmonic"]

_ROWS = 256
"""So many ends of ways are looked at at once, for the sake of memory."""


def betweenness(projection: Projection) -> Floats:
    """Standing on the shortest ways from some to others.

    ``B(v) = Σ σ(s, t | v) / σ(s, t)`` over ordered pairs of others, divided by their number (n − 1)(n − 2):
    between 0 and 1. Ways follow the direction; weight is strength, a step 1 / weight long, and ways are
    equally long if they differ by less than 10⁻¹⁰ of their length. Pairs without a way add nothing.
    Freeman 1977, Brandes 2001.

    >>> betweenness(Projection.of_ties([("a", "b", 1), ("b", "c", 2)])).tolist()
    [0.0, 0.5, 0.0]
    """
    library, n = igraph(), len(projection.actors)
    if library is None:
        found = betweenness_of(projection)
        return np.array([found[actor] for actor in projection.actors])
    graph = igraph_of(library, projection.flow, directed=True)
    lengths = None if _alike(projection) else [1 / weight for weight in graph.es["weight"]]
    return np.array(graph.betweenness(directed=True, weights=lengths)) / max((n - 1) * (n - 2), 1)


def betweenness_of(projection: Projection) -> dict[str, float]:
    """:func:`betweenness` by networkx, with lengths in multiples of 1 / lcm of all weights: equal ways are equal."""
    walked = projection.to_flow()
    unit = math.lcm(*(int(step["weight"]) for _, _, step in walked.edges(data=True)))
    for _, _, step in walked.edges(data=True):
        step["length"] = unit // int(step["weight"])
    return dict(nx.betweenness_centrality(walked, weight=None if _alike(projection) else "length"))


def closeness(projection: Projection) -> Floats:
    """Being near to all who can reach it at all.

    ``C(v) = (r − 1)/Σ d(u, v) · (r − 1)/(n − 1)`` over the r actors, v among them, that have a way to v: ways
    lead to v, weight is strength, a step 1 / weight long. With steps of 1 it is at most 1. Whom few can reach
    has little, so parts are comparable; whom nobody can has 0. Wasserman and Faust 1994.

    >>> closeness(Projection.of_ties([("a", "b", 1), ("b", "c", 2)])).round(4).tolist()
    [0.0, 0.5, 1.0]
    """
    others = len(projection.actors) - 1

    def near(lengths: Floats) -> Floats:
        reached = np.isfinite(lengths)
        total = np.where(reached, lengths, 0).sum(axis=1)
        count = reached.sum(axis=1) - 1
        return np.asarray(np.divide(count * count, total * others, out=np.zeros(len(total)), where=total > 0))

    return _over_lengths(projection, near)


def harmonic(projection: Projection) -> Floats:
    """Being near to many.

    ``H(v) = Σ 1 / d(u, v)``, not normalised: ways lead to v, weight is strength, a step 1 / weight long. Whoever
    has no way to v adds nothing, so that parts need no rule of their own. Marchiori and Latora 2000.

    >>> harmonic(Projection.of_ties([("a", "b", 1), ("b", "c", 2)])).round(4).tolist()
    [0.0, 1.0, 2.6667]
    """

    def near(lengths: Floats) -> Floats:
        return np.asarray(np.divide(1, lengths, out=np.zeros_like(lengths), where=lengths > 0).sum(axis=1))

    return _over_lengths(projection, near)


def _over_lengths(projection: Projection, score: Callable[[Floats], Floats]) -> Floats:
    """``score`` of the lengths of the ways from all actors (columns) to each (row)."""
    n = len(projection.actors)
    backward = csr_array(projection.flow.T)
    backward.data = 1 / backward.data
    starts = (np.arange(start, min(start + _ROWS, n)) for start in range(0, n, _ROWS))
    found = [score(dijkstra(backward, indices=rows)) for rows in starts]
    return np.concatenate(found) if found else np.empty(0)


def _alike(projection: Projection) -> bool:
    """Whether all steps are equally long."""
    weights = projection.flow.data
    return bool(weights.size == 0 or weights.min() == weights.max())
