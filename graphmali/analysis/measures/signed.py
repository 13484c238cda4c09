"""Measures that look at whether ties are for or against."""

from __future__ import annotations

import numpy as np

from graphmali.analysis.arrays import Floats, Projection
from graphmali.analysis.measures.local import strength_in
from graphmali.analysis.measures.spectral import pagerank

__all__ = ["net_support", "pagerank_conflict", "pagerank_coop", "support_ratio"]


def pagerank_coop(projection: Projection) -> Floats:
    """Being supported, met, supplied by many: PageRank over the positive ties alone.

    See :func:`graphmali.analysis.measures.spectral.pagerank`, which it is in all else; all actors take part,
    and those without a positive tie to them have the least score.

    >>> pagerank_coop(Projection.of_ties([("a", "b", 1, 1), ("b", "a", 1, -1)])).round(4).tolist()
    [0.3509, 0.6491]
    """
    return pagerank(projection.of_sign(1))


def pagerank_conflict(projection: Projection) -> Floats:
    """Being attacked, condemned, sanctioned by many: PageRank over the negative ties alone.

    See :func:`graphmali.analysis.measures.spectral.pagerank`, which it is in all else; all actors take part,
    and those without a negative tie to them have the least score.

    >>> pagerank_conflict(Projection.of_ties([("a", "b", 1, 1), ("b", "a", 1, -1)])).round(4).tolist()
    [0.6491, 0.3509]
    """
    return pagerank(projection.of_sign(-1))


def net_support(projection: Projection) -> Floats:
    """How much more support than opposition an actor meets with.

    ``P − N``: the weight of the positive ties that lead to it less that of the negative ones; undirected ties
    do lead to it, neutral ones count nothing. Not normalised; parts need no rule. Below 0 for who is opposed.

    >>> net_support(Projection.of_ties([("a", "b", 3, 1), ("c", "b", 1, -1)])).tolist()
    [0.0, 2.0, 0.0]
    """
    return strength_in(projection.of_sign(1)) - strength_in(projection.of_sign(-1))


def support_ratio(projection: Projection) -> Floats:
    """The share of support in all support and opposition that an actor meets with.

    ``P / (P + N)`` with P and N as in :func:`net_support`: from 0 to 1; parts need no rule. Whom nobody
    supports or opposes has none (not a number), and one supporter makes 1: look at the interval.

    >>> support_ratio(Projection.of_ties([("a", "b", 3, 1), ("c", "b", 1, -1)])).tolist()
    [nan, 0.75, nan]
    """
    with_it, against = (strength_in(projection.of_sign(sign)) for sign in (1, -1))
    both = with_it + against
    return np.asarray(np.divide(with_it, both, out=np.full(len(both), np.nan), where=both > 0))
