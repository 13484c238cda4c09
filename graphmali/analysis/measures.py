"""Measures of prominence: each takes a network of :func:`to_networkx` and gives every actor a score.

The weight of a tie is the number of its independent origins. It is strength, except for paths, where the
distance is its inverse. A measure of prominence says who is written about, not who has power.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypeAlias

import networkx as nx
import numpy as np
from scipy.sparse.linalg import eigsh

from graphmali.analysis.projection import Bonds, Network, bonds, flow

__all__ = ["MEASURES", "Measure", "betweenness", "degree", "eigenvector", "pagerank", "strength"]

Measure: TypeAlias = Callable[[Network], dict[str, float]]

DAMPING = 0.85
_DENSE = 3
"""The sparse solver needs more actors than this; so few are solved densely."""


def pagerank(network: Network) -> dict[str, float]:
    """Being named by many, and by those who are themselves named by many.

    ``PR(v) = (1 − d)/n + d · Σ PR(u) · w(u, v) / Σ w(u, ·)`` with d = 0.85. Direction: a tie gives to its
    target, an undirected one both ways. Weight is strength. Scores sum to 1. An actor that gives to nobody
    gives to all alike, so parts that no tie joins are comparable. Brin and Page 1998.

    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("a", "b", weight=1, directed=True)
    >>> {actor: round(score, 4) for actor, score in pagerank(network).items()}
    {'a': 0.3509, 'b': 0.6491}
    """
    if not network:
        return {}
    return dict(nx.pagerank(flow(network), alpha=DAMPING, tol=1e-14, max_iter=2000))


def degree(network: Network) -> dict[str, float]:
    """With how many others an actor has ties, whatever their number, direction and weight.

    ``k(v) = |{u ≠ v : u and v have a tie}|``, not normalised. Freeman 1978.

    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("a", "b", directed=True, weight=1)
    >>> _ = network.add_edge("b", "a", directed=True, weight=4)
    >>> degree(network)
    {'a': 1.0, 'b': 1.0}
    """
    met = nx.Graph(network)
    return {actor: float(len(set(met[actor]) - {actor})) for actor in network}


def strength(network: Network) -> dict[str, float]:
    """The weight of all of an actor's ties, in and out; an undirected tie counts once.

    ``s(v) = Σ w`` over the ties with v at either end and another actor at the other, not normalised.
    Barrat et al. 2004.

    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("a", "b", directed=True, weight=1)
    >>> _ = network.add_edge("a", "b", directed=False, weight=4)
    >>> strength(network)
    {'a': 5.0, 'b': 5.0}
    """
    total = dict.fromkeys(network, 0.0)
    for source, target, tie in network.edges(data=True):
        if source != target:
            total[source] += tie["weight"]
            total[target] += tie["weight"]
    return total


def betweenness(network: Network) -> dict[str, float]:
    """Standing on the shortest ways from some to others.

    ``B(v) = Σ σ(s, t | v) / σ(s, t)`` over ordered pairs of others, divided by their number (n − 1)(n − 2):
    between 0 and 1. Ways follow the direction; the length of a step is the inverse of its weight, in whole
    multiples of 1 / lcm of all weights, so that equal ways are equal. Pairs without a way add nothing.
    Freeman 1977, Brandes 2001.

    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("a", "b", directed=True, weight=1)
    >>> _ = network.add_edge("b", "c", directed=True, weight=2)
    >>> betweenness(network)
    {'a': 0.0, 'b': 0.5, 'c': 0.0}
    """
    walked = flow(network)
    unit = math.lcm(*(step["weight"] for _, _, step in walked.edges(data=True)))
    for _, _, step in walked.edges(data=True):
        step["distance"] = unit // step["weight"]
    return dict(nx.betweenness_centrality(walked, weight="distance"))


def eigenvector(network: Network) -> dict[str, float]:
    """Having ties with those who have ties with many.

    ``λ x(v) = Σ w(u, v) x(u)`` for the greatest λ, direction ignored: w adds up all ties of the two. Weight
    is strength. Each connected part is solved by itself and has length √(its share of the actors), so that
    all scores together have length 1; on a connected network it is the usual vector. An actor without ties
    has 0. Bonacich 1972.

    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("a", "b", directed=True, weight=3)
    >>> {actor: round(score, 4) for actor, score in eigenvector(network).items()}
    {'a': 0.7071, 'b': 0.7071}
    """
    joined = bonds(network)
    scores = dict.fromkeys(network, 0.0)
    for part in nx.connected_components(joined):
        if len(part) > 1:
            scores |= _principal(joined, sorted(part), math.sqrt(len(part) / len(joined)))
    return scores


def _principal(joined: Bonds, actors: list[str], length: float) -> dict[str, float]:
    matrix = nx.to_scipy_sparse_array(joined, nodelist=actors, weight="weight", dtype=np.dtype(float))
    if len(actors) <= _DENSE:
        vector = np.linalg.eigh(matrix.toarray())[1][:, -1]
    else:
        vector = eigsh(matrix, k=1, which="LA", v0=np.ones(len(actors)))[1][:, 0]
    # Of a connected part the vector has one sign (Perron and Frobenius), which the solver chooses freely.
    size = np.abs(vector) / np.linalg.norm(vector) * length
    return dict(zip(actors, size.tolist(), strict=True))


MEASURES: dict[str, Measure] = {
    "pagerank": pagerank,
    "degree": degree,
    "strength": strength,
    "betweenness": betweenness,
    "eigenvector": eigenvector,
}
"""Measures by name."""
