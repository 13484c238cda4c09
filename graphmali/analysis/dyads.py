"""Two actors and what their signed ties add up to: friends, foes, or contested."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from graphmali.analysis.arrays import Projection
from graphmali.analysis.projection import Bonds, Network

__all__ = ["Dyad", "dyads", "dyads_of", "signed_graph"]


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two actors, ``one`` before ``other`` by id, with the weights of their signed ties and the ids of those."""

    one: str
    other: str
    positive: int
    negative: int
    ties: tuple[str, ...]

    @property
    def net(self) -> int:
        """The positive weight less the negative."""
        return self.positive - self.negative

    @property
    def sign(self) -> int:
        """The sign of the net weight; 0 where both sides weigh the same."""
        return (self.net > 0) - (self.net < 0)

    @property
    def contested(self) -> bool:
        """Whether there are ties of both signs."""
        return self.positive > 0 and self.negative > 0


def dyads(network: Network) -> tuple[Dyad, ...]:
    """The pairs of actors that signed ties join, in the order of ids.

    Directions do not count, neither do neutral ties and those of an actor with itself. Weight is strength.

    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("b", "a", "t1", weight=3, polarity=1)
    >>> _ = network.add_edge("a", "b", "t2", weight=1, polarity=-1)
    >>> dyads(network)
    (Dyad(one='a', other='b', positive=3, negative=1, ties=('t1', 't2')),)
    """
    return _added(
        (source, target, key, tie["weight"], tie["polarity"])
        for source, target, key, tie in network.edges(keys=True, data=True)
    )


def dyads_of(projection: Projection) -> tuple[Dyad, ...]:
    """The same of a projection, whose ties have no ids."""
    ends = ([projection.actors[at] for at in side.tolist()] for side in (projection.source, projection.target))
    weights, signs = projection.weight.astype(int).tolist(), projection.sign.tolist()
    return _added(zip(*ends, [None] * len(weights), weights, signs, strict=True))


def _added(ties: Iterable[tuple[str, str, str | None, int, int]]) -> tuple[Dyad, ...]:
    found: dict[tuple[str, str], tuple[int, int, list[str]]] = {}
    for source, target, key, weight, sign in ties:
        if source != target and sign and weight:
            pair = (min(source, target), max(source, target))
            positive, negative, keys = found.get(pair, (0, 0, []))
            added = (positive + weight, negative) if sign > 0 else (positive, negative + weight)
            found[pair] = (*added, keys if key is None else [*keys, key])
    return tuple(
        Dyad(one, other, positive, negative, tuple(sorted(keys)))
        for (one, other), (positive, negative, keys) in sorted(found.items())
    )


def signed_graph(pairs: Iterable[Dyad]) -> Bonds:
    """The dyads that have a sign as edges with ``sign`` and ``weight`` (the size of the net weight)."""
    joined: Bonds = nx.Graph()
    for dyad in pairs:
        if dyad.sign:
            joined.add_edge(dyad.one, dyad.other, sign=dyad.sign, weight=abs(dyad.net))
    return joined
