"""How two actors hang together: the strongest chains of ties between them."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, pairwise

from graphmali.analysis.projection import Network, bonds, flow

__all__ = ["Chain", "Step", "chains"]


@dataclass(frozen=True, slots=True)
class Step:
    """From one actor to the next: the weight of the ties walked on, their ids, and the sign of their net weight."""

    source: str
    target: str
    weight: int
    sign: int
    ties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps from one actor to another. ``length`` is the sum of the inverse weights."""

    steps: tuple[Step, ...]
    length: float

    @property
    def strength(self) -> float:
        """The inverse of the length: the weight of the tie that would be as short."""
        return 1 / self.length

    @property
    def sign(self) -> int:
        """The product of the steps' signs: the foe of a foe is positive; 0 if a step is neutral or undecided."""
        return math.prod(step.sign for step in self.steps)


def chains(
    network: Network, source: str, target: str, *, directed: bool = False, max_hops: int = 4, limit: int = 3
) -> tuple[Chain, ...]:
    """The ``limit`` shortest chains that meet nobody twice, the shortest first.

    ``length = Σ 1 / w`` over the steps, as for betweenness, where w adds up all ties between the two: weight is
    strength, distance its inverse. Equally long ones stand by their number of steps and then by the ids of
    their actors. Without ``directed`` ties are walked both ways; with it along their direction, undirected ones
    both ways. Every sign counts: a chain says through whom two are told of together, not that they are friends.
    No chain is found between parts that nothing joins, and none of more than ``max_hops`` steps. Yen 1971 for
    the problem; Hart, Nilsson and Raphael 1968 (A*) for the search.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("a", "b", "t", weight=2, polarity=1, directed=True)
    >>> _ = network.add_edge("c", "b", "u", weight=2, polarity=-1, directed=True)
    >>> [(chain.length, [step.target for step in chain.steps]) for chain in chains(network, "a", "c")]
    [(1.0, ['b', 'c'])]
    >>> chains(network, "a", "c", directed=True)
    ()
    """
    if source == target or source not in network or target not in network:
        return ()
    walked = flow(network) if directed else bonds(network)
    # Whole multiples of one unit, so that equally long ways are equal.
    unit = math.lcm(*(step["weight"] for *_, step in walked.edges(data=True)))
    steps = {actor: {other: unit // tie["weight"] for other, tie in walked.adj[actor].items()} for actor in walked}
    found = islice(_ways(steps, source, target, max_hops), limit)
    ties = _ties(network, directed)
    return tuple(Chain(tuple(_step(ties, *ends) for ends in pairwise(way)), length / unit) for length, way in found)


_Steps = Mapping[str, Mapping[str, int]]
_Cost = tuple[int, int]
"""Length and number of steps: in that order chains are compared."""


def _ways(steps: _Steps, source: str, target: str, max_hops: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """All ways that meet nobody twice, in order, each with its length.

    The first in the queue is the way that may be completed at the least cost, as the exact cost of the rest,
    without the rule that nobody is met twice, says.
    """
    rest = _rests(steps, target, max_hops)
    queue: list[tuple[_Cost, tuple[str, ...], int]] = []
    if source in rest[max_hops]:
        queue.append((rest[max_hops][source], (source,), 0))
    while queue:
        _, way, length = heapq.heappop(queue)
        if way[-1] == target:
            yield length, way
            continue
        left = max_hops - len(way)
        for other, step in steps[way[-1]].items():
            if other in rest[left] and other not in way:
                ahead = rest[left][other]
                cost = (length + step + ahead[0], len(way) + ahead[1])
                heapq.heappush(queue, (cost, (*way, other), length + step))


def _rests(steps: _Steps, target: str, max_hops: int) -> list[dict[str, _Cost]]:
    """For every number of steps left, what it costs at least to come from an actor to the target."""
    backward: dict[str, dict[str, int]] = defaultdict(dict)
    for actor, its in steps.items():
        for other, step in its.items():
            backward[other][actor] = step
    rests = [{target: (0, 0)}]
    for _ in range(max_hops):
        now = dict(rests[-1])
        for actor, (length, hops) in rests[-1].items():
            for before, step in backward[actor].items():
                cost = (length + step, hops + 1)
                if before not in now or cost < now[before]:
                    now[before] = cost
        rests.append(now)
    return rests


_Walkable = Mapping[tuple[str, str], list[tuple[str, int, int]]]


def _ties(network: Network, directed: bool) -> _Walkable:
    """The id, weight and sign of the ties that lead from one to another."""
    ties: dict[tuple[str, str], list[tuple[str, int, int]]] = defaultdict(list)
    for source, target, key, tie in network.edges(keys=True, data=True):
        ties[source, target].append((key, tie["weight"], tie["polarity"]))
        if source != target and not (directed and tie["directed"]):
            ties[target, source].append((key, tie["weight"], tie["polarity"]))
    return ties


def _step(ties: _Walkable, source: str, target: str) -> Step:
    its = ties[source, target]
    net = sum(weight * sign for _, weight, sign in its)
    return Step(
        source,
        target,
        sum(weight for _, weight, _ in its),
        (net > 0) - (net < 0),
        tuple(sorted(key for key, *_ in its)),
    )
