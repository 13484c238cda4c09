"""Whether friends of friends are friends: signed triads, frustration, and the dyads that do not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from graphmali.analysis.dyads import Dyad, dyads, signed_graph
from graphmali.analysis.frustration import TIME_LIMIT, Frustration, frustration
from graphmali.analysis.projection import Bonds, Network

__all__ = ["Balance", "Triads", "balance", "triads"]


@dataclass(frozen=True, slots=True)
class Triads:
    """The number of triangles by how many of their dyads are negative: +++, ++−, +−−, −−−.

    ``expected`` are the shares that chance would give: signs laid at random on the same dyads.
    """

    counts: tuple[int, int, int, int]
    expected: tuple[float, float, float, float]

    @property
    def shares(self) -> tuple[float, ...] | None:
        """The shares of the four types; None where there is no triangle."""
        total = sum(self.counts)
        return tuple(count / total for count in self.counts) if total else None

    @property
    def balanced(self) -> float | None:
        """The share of +++ and +−−: two camps. Cartwright and Harary 1956."""
        return None if self.shares is None else (self.counts[0] + self.counts[2]) / sum(self.counts)

    @property
    def weakly_balanced(self) -> float | None:
        """The share of all but ++−: any number of camps. Davis 1967."""
        return None if self.shares is None else 1 - self.counts[1] / sum(self.counts)


@dataclass(frozen=True, slots=True)
class Balance:
    """What :func:`balance` finds.

    ``dyads`` have a sign, ``contested`` have ties of both signs (they go by their net weight, and ``undecided``,
    where it is zero, by none), ``frustrated`` are a smallest known set of dyads that do not fit.
    """

    dyads: int
    negative: int
    contested: tuple[Dyad, ...]
    undecided: tuple[Dyad, ...]
    triads: Triads
    frustration: Frustration
    frustrated: tuple[Dyad, ...]


def balance(network: Network, time_limit: float = TIME_LIMIT) -> Balance:
    """How far the signed ties let themselves be laid out as two camps, and which do not.

    The sign of two actors is that of their net weight (positive less negative origins); directions and neutral
    ties do not count. Parts that nothing joins add up: each has camps of its own. Where there is no negative
    tie, nothing is frustrated. ``time_limit`` is in seconds. Heider 1946; Cartwright and Harary 1956.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("a", "b", weight=2, polarity=1)
    >>> _ = network.add_edge("b", "c", weight=2, polarity=1)
    >>> _ = network.add_edge("a", "c", weight=1, polarity=-1)
    >>> found = balance(network)
    >>> found.triads.counts, found.frustration.lower, [(dyad.one, dyad.other) for dyad in found.frustrated]
    ((0, 1, 0, 0), 1, [('a', 'c')])
    """
    pairs = dyads(network)
    signed = signed_graph(pairs)
    found = frustration(signed, time_limit)
    by_ends = {(dyad.one, dyad.other): dyad for dyad in pairs}
    return Balance(
        signed.number_of_edges(),
        sum(tie["sign"] < 0 for *_, tie in signed.edges(data=True)),
        tuple(dyad for dyad in pairs if dyad.contested),
        tuple(dyad for dyad in pairs if not dyad.sign),
        triads(signed),
        found,
        tuple(by_ends[pair] for pair in found.frustrated),
    )


def triads(signed: Bonds) -> Triads:
    """The triangles of a graph of :func:`graphmali.analysis.dyads.signed_graph` by type.

    Each triangle is found once, from its actor with the fewest neighbours: products of sparse matrices that
    point from fewer to more.

    >>> import networkx as nx
    >>> triads(nx.Graph([("a", "b", {"sign": 1}), ("b", "c", {"sign": -1}), ("a", "c", {"sign": -1})])).counts
    (0, 0, 1, 0)
    """
    order = {
        actor: place for place, actor in enumerate(sorted(signed, key=lambda actor: (signed.degree(actor), actor)))
    }
    ends = [(*sorted((order[u], order[v])), tie["sign"]) for u, v, tie in signed.edges(data=True)]
    upward = {sign: _matrix([end[:2] for end in ends if end[2] == sign], len(order)) for sign in (1, -1)}
    counts = [0, 0, 0, 0]
    for one in (1, -1):
        for other in (1, -1):
            ways = upward[one] @ upward[other]
            for third in (1, -1):
                counts[(one, other, third).count(-1)] += int(ways.multiply(upward[third]).sum())
    minus = sum(sign < 0 for *_, sign in ends) / len(ends) if ends else 0.0
    plus = 1 - minus
    return Triads(
        (counts[0], counts[1], counts[2], counts[3]), (plus**3, 3 * plus**2 * minus, 3 * plus * minus**2, minus**3)
    )


def _matrix(ends: Sequence[Sequence[int]], size: int) -> sparse.csr_array:
    rows, columns = np.array(ends, dtype=np.int64).reshape(-1, 2).T
    return sparse.csr_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=(size, size))
