"""The least number of dyads that keep a signed graph from being two camps: exact where feasible, else bounds."""

from __future__ import annotations

import math
import random
import time
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import networkx as nx

from graphmali.analysis.camps import Couplings, best_camps
from graphmali.analysis.projection import Bonds

__all__ = ["TIME_LIMIT", "Frustration", "frustration"]

TIME_LIMIT = 20.0
"""Seconds that the exact search may take."""

_SEED = 20
_STARTS = 20
_SEARCHED = 3000
"""The exact search is tried on blocks of up to so many dyads."""
_TRACED = 5000
"""Up to so many dyads the lower bound looks for cycles longer than triangles."""

_Pair = tuple[str, str]
_Camps = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Frustration:
    """The frustration index lies between ``lower`` and ``upper``; ``frustrated`` are ``upper`` pairs without which
    the rest is balanced, in the order of ids.
    """

    lower: int
    upper: int
    frustrated: tuple[_Pair, ...]

    @property
    def exact(self) -> bool:
        """Whether no smaller set can do."""
        return self.lower == self.upper

    def __str__(self) -> str:
        return f"exactly {self.upper}" if self.exact else f"between {self.lower} and {self.upper}"


def frustration(signed: Bonds, time_limit: float = TIME_LIMIT) -> Frustration:
    """The least number of dyads whose removal leaves two camps, friendly inside and hostile across.

    ``min Σ f(u, v)`` over two camps, where f is 1 for a positive dyad across and a negative one inside. Dyads
    count alike; of the smallest sets it takes one of the least weight. Signs and weights are those of
    :func:`graphmali.analysis.dyads.signed_graph`. Only cycles can be frustrated, so each biconnected block is
    solved by itself, by :func:`graphmali.analysis.camps.best_camps`. Where a block is too large for that, or it
    is not done within ``time_limit`` seconds in all, the index is told as bounds: unbalanced cycles without a
    dyad in common, and the best camps that a descent finds. Harary 1959; Aref, Mason and Wilson 2018.

    >>> str(frustration(nx.Graph([("a", "b", {"sign": -1, "weight": 1})])))
    'exactly 0'
    """
    deadline = time.monotonic() + time_limit
    lower, frustrated = 0, []
    for block in sorted(sorted(_pair(*end) for end in ends) for ends in nx.biconnected_component_edges(signed)):
        if len(block) > 2:
            part: Bonds = nx.Graph()
            for one, other in block:
                part.add_edge(one, other, **signed.edges[one, other])
            bound, pairs = _of_block(part, deadline)
            lower += bound
            frustrated += pairs
    return Frustration(lower, len(frustrated), tuple(sorted(frustrated)))


def _pair(one: str, other: str) -> _Pair:
    return (one, other) if one < other else (other, one)


def _of_block(block: Bonds, deadline: float) -> tuple[int, list[_Pair]]:
    """A lower bound, and pairs that do not fit."""
    pairs = _misfits(block, _searched(block))
    lower = _packed(block, pairs)
    left = deadline - time.monotonic()
    if pairs and block.number_of_edges() <= _SEARCHED and left > 0:
        bound, camps = _solved(block, pairs, left)
        lower = max(lower, bound)
        if camps is not None:
            pairs = min(pairs, _misfits(block, camps), key=lambda found: (len(found), _weight(block, found)))
    return lower, pairs


def _misfits(block: Bonds, camps: _Camps) -> list[_Pair]:
    return [_pair(u, v) for u, v, tie in block.edges(data=True) if tie["sign"] * camps[u] * camps[v] < 0]


def _weight(block: Bonds, pairs: Iterable[_Pair]) -> int:
    return sum(block.edges[pair]["weight"] for pair in pairs)


def _searched(block: Bonds) -> _Camps:
    """Good camps (1 and −1): the best of some descents, one from a spanning tree and others from near the best."""
    chance = random.Random(_SEED)
    actors = sorted(block)
    camps = {actors[0]: 1}
    for one, other in nx.bfs_edges(block, actors[0], sort_neighbors=sorted):
        camps[other] = camps[one] * block.edges[one, other]["sign"]
    best = _descended(block, camps)
    least = len(_misfits(block, best))
    for _ in range(_STARTS):
        start = {actor: camp if chance.random() < 0.8 else -camp for actor, camp in best.items()}
        found = _descended(block, start)
        if (count := len(_misfits(block, found))) < least:
            best, least = found, count
    return best


def _descended(block: Bonds, camps: _Camps) -> dict[str, int]:
    """Actors change camp, one by one, as long as fewer dyads misfit."""
    found, queue = dict(camps), deque(sorted(block))
    waiting = set(queue)
    while queue:
        actor = queue.popleft()
        waiting.discard(actor)
        fits = sum(tie["sign"] * found[actor] * found[other] for other, tie in block.adj[actor].items())
        if fits < 0:
            found[actor] = -found[actor]
            queue.extend(other for other in sorted(block.adj[actor]) if other not in waiting)
            waiting.update(block.adj[actor])
    return found


def _packed(block: Bonds, misfits: Sequence[_Pair]) -> int:
    """How many unbalanced cycles have no dyad in common: each needs one frustrated dyad of its own.

    A misfit and a path of fitting dyads between its ends make an unbalanced cycle.
    """
    fitting = block.copy()
    fitting.remove_edges_from(misfits)
    open_ended = []
    for one, other in misfits:
        common = min(set(fitting.adj[one]) & set(fitting.adj[other]), default=None)
        if common is None:
            open_ended.append((one, other))
        else:
            fitting.remove_edges_from([(one, common), (common, other)])
    longer = 0
    for one, other in open_ended if block.number_of_edges() <= _TRACED else ():
        try:
            path = nx.bidirectional_shortest_path(fitting, one, other)
        except nx.NetworkXNoPath:
            continue
        fitting.remove_edges_from(list(nx.utils.pairwise(path)))
        longer += 1
    return len(misfits) - len(open_ended) + longer


def _solved(block: Bonds, known: Sequence[_Pair], seconds: float) -> tuple[int, _Camps | None]:
    """A lower bound and, if better ones than the known were sought and found, camps."""
    # The weights decide among smallest sets, and together count less than one dyad.
    unit = 1 + _weight(block, block.edges)
    couplings: Couplings = {actor: {} for actor in sorted(block)}
    for one, other, tie in sorted(block.edges(data=True)):
        couplings[one][other] = couplings[other][one] = tie["sign"] * (1 + Fraction(tie["weight"], unit))
    most = len(known) + Fraction(_weight(block, known), unit)
    bound, camps = best_camps(couplings, most, seconds)
    return max(0, math.ceil(bound - (1 - 1 / unit) - 1e-6)), camps
