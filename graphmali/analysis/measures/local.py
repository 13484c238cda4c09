"""Measures that need no more than an actor's own ties and those among its neighbours."""

from __future__ import annotations

import networkx as nx
import numpy as np

from graphmali.analysis.arrays import Floats, Ints, Projection
from graphmali.analysis.engines import igraph, igraph_of

__all__ = ["constraint", "core", "degree", "reciprocity", "strength", "strength_in", "strength_out"]


def degree(projection: Projection) -> Floats:
    """With how many others an actor has ties, whatever their number, direction and weight.

    ``k(v) = |{u : u and v have a tie}|``, not normalised; parts need no rule. Freeman 1978.

    >>> degree(Projection.of_ties([("a", "b", 1), ("b", "a", 4)])).tolist()
    [1.0, 1.0]
    """
    return np.asarray(np.diff(projection.bonds.indptr), dtype=float)


def strength(projection: Projection) -> Floats:
    """The weight of all of an actor's ties, in and out; an undirected tie counts once.

    ``s(v) = Σ w`` over the ties with v at either end, not normalised; parts need no rule. Barrat et al. 2004.

    >>> strength(Projection.of_ties([("a", "b", 1), ("a", "b", 4, 1, False)])).tolist()
    [5.0, 5.0]
    """
    return np.asarray(projection.bonds.sum(axis=1), dtype=float)


def strength_in(projection: Projection) -> Floats:
    """The weight of the ties that lead to an actor; undirected ones do.

    ``s(v) = Σ w(u, v)``, not normalised; parts need no rule. Barrat et al. 2004.

    >>> strength_in(Projection.of_ties([("a", "b", 1), ("a", "b", 4, 1, False)])).tolist()
    [4.0, 5.0]
    """
    return np.asarray(projection.flow.sum(axis=0), dtype=float)


def strength_out(projection: Projection) -> Floats:
    """The weight of the ties that lead away from an actor; undirected ones do.

    ``s(v) = Σ w(v, u)``, not normalised; parts need no rule. Barrat et al. 2004.

    >>> strength_out(Projection.of_ties([("a", "b", 1), ("a", "b", 4, 1, False)])).tolist()
    [5.0, 4.0]
    """
    return np.asarray(projection.flow.sum(axis=1), dtype=float)


def core(projection: Projection) -> Floats:
    """How deep inside an actor stands: the greatest k of a set whose members each know k others of it.

    Direction and weight are ignored, several ties of two actors are one. Not normalised; an actor without ties
    has 0, and each part has its own core. Seidman 1983.

    >>> core(Projection.of_ties([("a", "b", 9), ("b", "c", 1), ("c", "a", 1), ("c", "d", 5)])).tolist()
    [2.0, 2.0, 2.0, 1.0]
    """
    library = igraph()
    if library is None:
        found = nx.core_number(projection.to_bonds())
        return np.array([found[actor] for actor in projection.actors], dtype=float)
    return np.array(igraph_of(library, projection.bonds, directed=False).coreness(), dtype=float)


def constraint(projection: Projection) -> Floats:
    """How far an actor's partners are each other's: little constraint is room to broker.

    ``c(v) = Σ (p(v, u) + Σ p(v, q) p(q, u))²`` over the partners u of v and whom they share, p(v, u) being u's
    share in the weight of all ties of v. Direction is ignored, weight is strength. Not normalised; it may
    exceed 1. Parts do not touch each other; an actor without ties has none (not a number). Burt 1992.

    >>> constraint(Projection.of_ties([("a", "b", 1), ("a", "c", 1)])).tolist()
    [0.5, 1.0, 1.0]
    """
    library = igraph()
    if library is None:
        found = nx.constraint(projection.to_bonds(), weight="weight")
        return np.array([found[actor] for actor in projection.actors], dtype=float)
    return np.array(igraph_of(library, projection.bonds, directed=False).constraint(weights="weight"), dtype=float)


def reciprocity(projection: Projection) -> Floats:
    """Of the ways by which an actor gives or takes, the share that goes both ways; not a number without ties.

    ``2 |in ∩ out| / (|in| + |out|)`` over the others; an undirected tie goes both ways. Wasserman and Faust 1994.

    >>> reciprocity(Projection.of_ties([("a", "b", 1), ("b", "a", 4), ("a", "c", 1)])).round(4).tolist()
    [0.6667, 1.0, 0.0]
    """
    flow = projection.flow.astype(bool).astype(np.int64)
    mutual: Ints = np.asarray(flow.multiply(flow.T).sum(axis=1))
    ways: Ints = np.asarray(flow.sum(axis=0) + flow.sum(axis=1))
    return np.asarray(np.divide(2 * mutual, ways, out=np.full(len(ways), np.nan), where=ways > 0))
