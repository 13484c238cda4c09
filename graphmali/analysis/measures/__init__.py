"""Measures of prominence: each takes a projection and gives a score for each of its actors, in their order.

The weight of a tie is the number of its independent origins. It is strength, except for paths, where the
distance is its inverse. A measure of prominence says who is written about, not who has power. A score that is
not a number says that the measure is not defined for the actor.

A measure is a function and a line of :data:`MEASURES`; :mod:`graphmali.analysis.measures.oracle` has the same
measures by networkx, which the tests hold them to.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from graphmali.analysis.arrays import Floats, Projection
from graphmali.analysis.measures.brokers import brokerage
from graphmali.analysis.measures.local import constraint, core, degree, strength, strength_in, strength_out
from graphmali.analysis.measures.paths import betweenness, closeness, harmonic
from graphmali.analysis.measures.signed import net_support, pagerank_conflict, pagerank_coop, support_ratio
from graphmali.analysis.measures.spectral import authority, eigenvector, hub, katz, pagerank

__all__ = ["MEASURES", "Measure"]

Measure: TypeAlias = Callable[[Projection], Floats]

MEASURES: dict[str, Measure] = {
    "pagerank": pagerank,
    "pagerank-coop": pagerank_coop,
    "pagerank-conflict": pagerank_conflict,
    "net-support": net_support,
    "support-ratio": support_ratio,
    "strength": strength,
    "strength-in": strength_in,
    "strength-out": strength_out,
    "degree": degree,
    "eigenvector": eigenvector,
    "katz": katz,
    "hub": hub,
    "authority": authority,
    "betweenness": betweenness,
    "closeness": closeness,
    "harmonic": harmonic,
    "core": core,
    "constraint": constraint,
    "brokerage": brokerage,
}
"""Measures by name."""
