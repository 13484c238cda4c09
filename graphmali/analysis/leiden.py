"""Leiden's method for signed networks: a partition that positive ties hold together and negative ones push apart.

igraph's Leiden has one null model, and signed modularity needs two; so the method stands here, for both engines.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from graphmali.analysis.dyads import Dyad, dyads
from graphmali.analysis.projection import Network

__all__ = ["parted", "partition", "signed_modularity"]

_SEED = 20
_MANY = 2000
_STARTS, _ROUNDS = 10, 10
_STARTS_OF_MANY, _ROUNDS_OF_MANY = 1, 3
"""So many orders are tried, of which the best wins, each in so many rounds at most; fewer for many actors."""
_NOISE = 1e-9
"""A gain in weight that is only rounding."""


def signed_modularity(pairs: Sequence[Dyad], bloc_of: Mapping[str, int], resolution: float = 1.0) -> float:
    """How much more the blocs hold the positive ties and keep out the negative ones than chance would have it.

    ``Q = Σ [w⁺(u, v) − γ s⁺(u) s⁺(v) / 2W⁺ − w⁻(u, v) + γ s⁻(u) s⁻(v) / 2W⁻] / (2W⁺ + 2W⁻)`` over the ordered
    pairs of one bloc, where s are strengths, W total weights and γ the resolution. Direction is ignored, weight
    is strength. At most 1; 0 for one bloc of everybody, and for a network without signed ties. Without negative
    ties it is Newman's modularity. Parts that nothing joins share the totals. Gómez, Jensen and Arenas 2009.

    >>> pairs = [Dyad("a", "b", 2, 0, ()), Dyad("b", "c", 0, 2, ())]
    >>> signed_modularity(pairs, {"a": 1, "b": 1, "c": 2})
    0.25
    """
    inside, strength = 0, (Counter[int](), Counter[int]())
    for dyad in pairs:
        if bloc_of[dyad.one] == bloc_of[dyad.other]:
            inside += 2 * dyad.net
        for end in (dyad.one, dyad.other):
            strength[0][bloc_of[end]] += dyad.positive
            strength[1][bloc_of[end]] += dyad.negative
    totals = [side.total() for side in strength]
    if not sum(totals):
        return 0.0
    by_chance = [
        sum(s * s for s in side.values()) / total if total else 0.0
        for side, total in zip(strength, totals, strict=True)
    ]
    return (inside - resolution * (by_chance[0] - by_chance[1])) / sum(totals)


def partition(network: Network, resolution: float = 1.0) -> dict[str, int]:
    """The bloc of every actor: 1 is the largest, blocs of one size are numbered by their least id.

    Seeks the greatest :func:`signed_modularity` among the partitions whose blocs hang together by positive ties:
    common foes alone make no bloc, and an actor without a positive tie stands alone. A higher ``resolution``
    gives more and smaller blocs. The greatest is not guaranteed; the same network gives the same blocs. Traag,
    Waltman and van Eck 2019.

    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("a", "b", weight=1, polarity=1)
    >>> _ = network.add_edge("b", "c", weight=1, polarity=-1)
    >>> partition(network)
    {'a': 1, 'b': 1, 'c': 2}
    """
    return parted(sorted(network), dyads(network), resolution)


def parted(actors: Sequence[str], pairs: Sequence[Dyad], resolution: float = 1.0) -> dict[str, int]:
    """The same for actors in the order of ids and the pairs that signed ties join."""
    number = {actor: index for index, actor in enumerate(actors)}
    level = _Level.of(
        len(actors), [(number[d.one], number[d.other], d.positive, d.negative) for d in pairs], resolution
    )
    chance = random.Random(_SEED)
    order = list(range(len(actors)))
    best: tuple[float, list[int]] | None = None
    few = len(actors) <= _MANY
    for _ in range(_STARTS if few else _STARTS_OF_MANY):
        found = _repeated(level, order, _ROUNDS if few else _ROUNDS_OF_MANY)
        quality = level.quality(found)
        if best is None or quality > best[0] + _NOISE:
            best = quality, found
        chance.shuffle(order)
    return _numbered(actors, best[1]) if best else {}


def _numbered(actors: Sequence[str], part: Sequence[int]) -> dict[str, int]:
    members: dict[int, list[str]] = defaultdict(list)
    for actor, its in zip(actors, part, strict=True):
        members[its].append(actor)
    blocs = sorted(members.values(), key=lambda bloc: (-len(bloc), bloc[0]))
    bloc_of = {actor: place for place, bloc in enumerate(blocs, start=1) for actor in bloc}
    return {actor: bloc_of[actor] for actor in actors}


@dataclass(frozen=True, slots=True)
class _Level:
    """A network of nodes that stand for one actor or several.

    ``links[i][j]`` are the positive and the negative weight between two nodes, ``strength[i]`` the sums of a
    node's actors, ``totals`` the divisors of the null models, resolution included (0: there is none).
    """

    links: list[dict[int, tuple[float, float]]]
    strength: list[tuple[float, float]]
    totals: tuple[float, float]

    @classmethod
    def of(cls, count: int, edges: Sequence[tuple[int, int, int, int]], resolution: float) -> _Level:
        links: list[dict[int, tuple[float, float]]] = [{} for _ in range(count)]
        for one, other, positive, negative in edges:
            links[one][other] = links[other][one] = (float(positive), float(negative))
        strength = [(sum(p for p, _ in near.values()), sum(n for _, n in near.values())) for near in links]
        totals = [sum(side) / resolution if resolution else 0.0 for side in zip(*strength, strict=True)] or [0.0, 0.0]
        return cls(links, strength, (totals[0], totals[1]))

    def by_chance(self, one: tuple[float, float], other: tuple[float, float]) -> float:
        """The net weight between two that chance would give."""
        positive = one[0] * other[0] / self.totals[0] if self.totals[0] else 0.0
        return positive - (one[1] * other[1] / self.totals[1] if self.totals[1] else 0.0)

    def quality(self, part: Sequence[int]) -> float:
        """What signed modularity grows with."""
        inside = sum(p - n for i, near in enumerate(self.links) for j, (p, n) in near.items() if part[i] == part[j])
        return inside - sum(self.by_chance(total, total) for total in self.sums(part).values())

    def sums(self, part: Sequence[int]) -> dict[int, tuple[float, float]]:
        """The strengths of the parts."""
        sums: dict[int, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
        for its, (positive, negative) in zip(part, self.strength, strict=True):
            sums[its] = (sums[its][0] + positive, sums[its][1] + negative)
        return sums

    def merged(self, part: Sequence[int]) -> tuple[_Level, list[int]]:
        """The network whose nodes are the parts, and the new number of each node."""
        numbers = {its: index for index, its in enumerate(sorted(set(part)))}
        new = [numbers[its] for its in part]
        links: list[dict[int, tuple[float, float]]] = [{} for _ in numbers]
        for i, near in enumerate(self.links):
            for j, (positive, negative) in near.items():
                if new[i] != new[j]:
                    before = links[new[i]].get(new[j], (0.0, 0.0))
                    links[new[i]][new[j]] = (before[0] + positive, before[1] + negative)
        sums = self.sums(new)
        return _Level(links, [sums[index] for index in range(len(numbers))], self.totals), new


def _repeated(level: _Level, order: Sequence[int], rounds: int) -> list[int]:
    """Runs the method, each time from what it found, until it gains nothing more."""
    part, quality = list(range(len(level.links))), float("-inf")
    for _ in range(rounds):
        found = _connected(level, _run(level, part, order))
        if level.quality(found) <= quality + _NOISE:
            break
        part, quality = found, level.quality(found)
    return part


def _run(level: _Level, part: Sequence[int], order: Sequence[int]) -> list[int]:
    """One run: nodes move, parts are refined, refined parts become nodes, and so on."""
    part = list(part)
    stands_for = list(range(len(level.links)))
    while True:
        _settle(level, part, order)
        refined = _refined(level, part, order)
        if len(set(refined)) == len(refined):
            return [part[node] for node in stands_for]
        coarser, new = level.merged(refined)
        above = dict(zip(new, part, strict=True))
        stands_for = [new[node] for node in stands_for]
        order = list(dict.fromkeys(new[node] for node in order))
        # A part is named by one of its nodes, so that names do not run out.
        first: dict[int, int] = {}
        part = [first.setdefault(above[node], node) for node in range(len(coarser.links))]
        level = coarser


def _settle(level: _Level, part: list[int], order: Sequence[int]) -> None:
    """Moves nodes, one by one, to the part of a positive neighbour or alone, until none gains."""
    sums, size = level.sums(part), Counter(part)
    free = [its for its in range(len(part)) if its not in size]
    waiting, queue = set(order), deque(order)
    while queue:
        node = queue.popleft()
        waiting.discard(node)
        own, weight = part[node], level.strength[node]
        size[own] -= 1
        sums[own] = (sums[own][0] - weight[0], sums[own][1] - weight[1])
        near, friends = _towards(level, part, node)
        gain = {its: near[its] - level.by_chance(weight, sums[its]) for its in sorted(friends | {own})}
        best = max(gain, key=lambda its: gain[its])
        if gain[best] < -_NOISE and size[own]:  # alone gains nothing and loses nothing
            best = free.pop()
            gain[best] = 0.0
        if gain[best] <= gain[own] + _NOISE:
            best = own
        part[node] = best
        size[best] += 1
        sums[best] = (sums[best][0] + weight[0], sums[best][1] + weight[1])
        if best != own:
            if not size[own]:
                free.append(own)
            for other in level.links[node]:
                if part[other] != best and other not in waiting:
                    waiting.add(other)
                    queue.append(other)


def _towards(level: _Level, part: Sequence[int], node: int) -> tuple[dict[int, float], set[int]]:
    """The net weight from a node to each part, and the parts where it has a positive tie."""
    near: dict[int, float] = defaultdict(float)
    friends = set()
    for other, (positive, negative) in level.links[node].items():
        near[part[other]] += positive - negative
        if positive:
            friends.add(part[other])
    return near, friends


def _refined(level: _Level, part: Sequence[int], order: Sequence[int]) -> list[int]:
    """Parts of the parts: single nodes that join where they gain most, each once."""
    refined = list(range(len(part)))
    sums, size = dict(enumerate(level.strength)), [1] * len(part)
    for node in order:
        if size[node] > 1 or refined[node] != node:
            continue
        near, friends = _towards(level, refined, node)
        weight = level.strength[node]
        # A refined part is named by a node of it, which says whose part it is.
        gain = {
            its: near[its] - level.by_chance(weight, sums[its]) for its in sorted(friends) if part[its] == part[node]
        }
        best = max(gain, key=lambda its: gain[its], default=node)
        if best != node and gain[best] > _NOISE:
            refined[node] = best
            size[best] += 1
            sums[best] = (sums[best][0] + weight[0], sums[best][1] + weight[1])
    return refined


def _connected(level: _Level, part: Sequence[int]) -> list[int]:
    """The parts cut where no positive tie holds them; each is named by its least node."""
    held: nx.Graph[int] = nx.Graph()
    held.add_nodes_from(range(len(part)))
    for i, near in enumerate(level.links):
        held.add_edges_from((i, j) for j, (positive, _) in near.items() if positive and part[i] == part[j])
    cut = list(part)
    for nodes in nx.connected_components(held):
        least = min(nodes)
        for node in nodes:
            cut[node] = least
    return cut
