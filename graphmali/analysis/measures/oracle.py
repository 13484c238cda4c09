"""The measures by networkx, slow and plain: what ``--engine networkx`` computes with, and what tests hold ours to.

Where networkx leaves open what a measure is (on disconnected networks, or where it has none), it is what ours says.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import networkx as nx
import numpy as np

from graphmali.analysis.arrays import Floats, Projection
from graphmali.analysis.measures.brokers import ROLES, communities
from graphmali.analysis.measures.paths import betweenness_of
from graphmali.analysis.measures.spectral import DAMPING, katz_factor
from graphmali.errors import UsageError

__all__ = ["ORACLE", "roles"]

_ROUNDS = 100_000
_SMALL = 3
"""The sparse solver of networkx needs more actors than this."""


def _ordered(measure: Callable[[Projection], Mapping[str, float]]) -> Callable[[Projection], Floats]:
    def in_order(projection: Projection) -> Floats:
        try:
            found = measure(projection) if projection.actors else {}
        except nx.NetworkXException as error:
            raise UsageError(f"networkx cannot compute this: {error}", hint="--engine auto can") from None
        return np.array([found[actor] for actor in projection.actors], dtype=float)

    return in_order


def _pagerank(projection: Projection) -> Mapping[str, float]:
    tolerance = 1e-14 / len(projection.actors)
    return nx.pagerank(projection.to_flow(), alpha=DAMPING, tol=tolerance, max_iter=_ROUNDS)


def _eigenvector(projection: Projection) -> Mapping[str, float]:
    joined = projection.to_bonds()
    size = sum(1 for actor in joined if joined[actor])
    scores = dict.fromkeys(joined, 0.0)
    for actors in nx.connected_components(joined):
        if len(actors) > 1:
            part = joined.subgraph(actors)
            if len(actors) > _SMALL:
                found = nx.eigenvector_centrality_numpy(part, weight="weight")
            else:
                found = nx.eigenvector_centrality(part, weight="weight", max_iter=_ROUNDS, tol=1e-15)
            scores |= {actor: score * math.sqrt(len(actors) / size) for actor, score in found.items()}
    return scores


def _katz(projection: Projection) -> Mapping[str, float]:
    alpha = katz_factor(projection)
    flow = projection.to_flow()
    return nx.katz_centrality(flow, alpha=alpha, weight="weight", tol=1e-15, max_iter=_ROUNDS)


def _hits(projection: Projection, *, hubs: bool) -> Mapping[str, float]:
    """Both for every set of ways that share ends, each of length √(its share of givers and takers)."""
    flow = projection.to_flow()
    twice: nx.Graph[Any] = nx.Graph((("out", source), ("in", target)) for source, target in flow.edges)
    scores = dict.fromkeys(flow, 0.0)
    for ends in nx.connected_components(twice):
        edges = [(source, target) for source, target in flow.edges if ("out", source) in ends]
        found = nx.hits(flow.edge_subgraph(edges), max_iter=_ROUNDS, tol=0)[0 if hubs else 1]
        length = math.sqrt(sum(score**2 for score in found.values())) / math.sqrt(len(ends) / len(twice))
        side = "out" if hubs else "in"
        scores |= {actor: score / length for actor, score in found.items() if (side, actor) in ends}
    total = sum(scores.values())
    return {actor: score / total if total else 0.0 for actor, score in scores.items()}


def _with_lengths(projection: Projection) -> nx.DiGraph[str]:
    flow = projection.to_flow()
    for _, _, step in flow.edges(data=True):
        step["length"] = 1 / step["weight"]
    return flow


def _strength(projection: Projection) -> Mapping[str, float]:
    return dict(projection.to_bonds().degree(weight="weight"))


def _strength_in(projection: Projection) -> Mapping[str, float]:
    return dict(projection.to_flow().in_degree(weight="weight"))


def _net_support(projection: Projection) -> Mapping[str, float]:
    for_, against = (_strength_in(projection.of_sign(sign)) for sign in (1, -1))
    return {actor: for_[actor] - against[actor] for actor in for_}


def _support_ratio(projection: Projection) -> Mapping[str, float]:
    for_, against = (_strength_in(projection.of_sign(sign)) for sign in (1, -1))
    return {
        actor: for_[actor] / (for_[actor] + against[actor]) if for_[actor] + against[actor] else math.nan
        for actor in for_
    }


def roles(projection: Projection) -> dict[str, Floats]:
    """:func:`graphmali.analysis.measures.brokers.roles`, way by way."""
    blocs = communities(projection) if projection.blocs is None else projection.blocs
    bloc = dict(zip(projection.actors, blocs.tolist(), strict=True))
    flow = projection.to_flow()
    count = {role: dict.fromkeys(flow, 0) for role in ROLES}
    for over in flow:
        for start in flow.predecessors(over):
            for end in flow.successors(over):
                if start != end and not flow.has_edge(start, end):
                    count[_role(bloc[start], bloc[over], bloc[end])][over] += 1
    return {role: np.array(list(counts.values()), dtype=float) for role, counts in count.items()}


def _role(start: int, over: int, end: int) -> str:
    if start == end:
        return "coordinator" if over == start else "itinerant"
    return "gatekeeper" if over == end else "representative" if over == start else "liaison"


def _brokerage(projection: Projection) -> Mapping[str, float]:
    return dict(zip(projection.actors, np.sum(list(roles(projection).values()), axis=0), strict=True))


_PLAIN: dict[str, Callable[[Projection], Mapping[str, float]]] = {
    "pagerank": _pagerank,
    "pagerank-coop": lambda projection: _pagerank(projection.of_sign(1)),
    "pagerank-conflict": lambda projection: _pagerank(projection.of_sign(-1)),
    "net-support": _net_support,
    "support-ratio": _support_ratio,
    "strength": _strength,
    "strength-in": _strength_in,
    "strength-out": lambda projection: dict(projection.to_flow().out_degree(weight="weight")),
    "degree": lambda projection: dict(projection.to_bonds().degree()),
    "eigenvector": _eigenvector,
    "katz": _katz,
    "hub": partial(_hits, hubs=True),
    "authority": partial(_hits, hubs=False),
    "betweenness": betweenness_of,
    "closeness": lambda projection: nx.closeness_centrality(_with_lengths(projection), distance="length"),
    "harmonic": lambda projection: nx.harmonic_centrality(_with_lengths(projection), distance="length"),
    "core": lambda projection: nx.core_number(projection.to_bonds()),
    "constraint": lambda projection: nx.constraint(projection.to_bonds(), weight="weight"),
    "brokerage": _brokerage,
}
ORACLE = {name: _ordered(measure) for name, measure in _PLAIN.items()}
"""Measures by the names of :data:`graphmali.analysis.measures.MEASURES`."""
