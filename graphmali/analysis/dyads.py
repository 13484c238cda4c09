"""Two actors and what their signed ties add up to: friends, foes, or contested."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from graphmali.analysis.projection import Bonds, Network

__all__ = ["Dyad", "dyads", "signed_graph"]


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
    found: dict[tuple[str, str], tuple[int, int, list[str]]] = {}
    for source, target, key, tie in network.edges(keys=True, data=True):
        if source != target and tie["polarity"]:
            pair = (min(source, target), max(source, target))
            positive, negative, ties = found.get(pair, (0, 0, []))
            if tie["polarity"] > 0:
                positive += tie["weight"]
            else:
                negative += tie["weight"]
            found[pair] = (positive, negative, [*ties, key])
    return tuple(
        Dyad(one, other, positive, negative, tuple(sorted(ties)))
        for (one, other), (positive, negative, ties) in sorted(found.items())
    )


def signed_graph(pairs: Iterable[Dyad]) -> Bonds:
    """The dyads that have a sign as edges with ``sign`` and ``weight`` (the size of the net weight)."""
    joined: Bonds = nx.Graph()
    for dyad in pairs:
        if dyad.sign:
            joined.add_edge(dyad.one, dyad.other, sign=dyad.sign, weight=abs(dyad.net))
    return joined
