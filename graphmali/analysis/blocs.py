"""Who stands with whom: blocs of a signed network, how they hold together, and who bridges them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graphmali.analysis.arrays import Projection
from graphmali.analysis.dyads import Dyad, dyads
from graphmali.analysis.leiden import partition, signed_modularity
from graphmali.analysis.measures.spectral import pagerank
from graphmali.analysis.projection import Network

__all__ = ["Bloc", "Blocs", "Bridge", "Facing", "blocs"]


@dataclass(frozen=True, slots=True)
class Bridge:
    """An actor with positive ties into another bloc: their weight and ids."""

    actor_id: str
    to: int
    weight: int
    ties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facing:
    """Another bloc, and the weights of the ties of both signs between the two."""

    bloc: int
    positive: int
    negative: int


@dataclass(frozen=True, slots=True)
class Bloc:
    """Actors that stand together, the most prominent (PageRank) first.

    ``cohesion`` is the share of the positive weight of its members that stays inside, ``opposition`` the share
    of the negative weight that goes out; None where there is no such weight. ``bridges`` are its members'
    positive ties into other blocs, ``facing`` the other blocs that it has signed ties with, the heaviest first.
    """

    number: int
    members: tuple[str, ...]
    cohesion: float | None
    opposition: float | None
    bridges: tuple[Bridge, ...]
    facing: tuple[Facing, ...]


@dataclass(frozen=True, slots=True)
class Blocs:
    """The blocs of a network, and how good a partition they are (signed modularity)."""

    blocs: tuple[Bloc, ...]
    modularity: float

    @property
    def bloc_of(self) -> dict[str, int]:
        """The number of every actor's bloc."""
        return {actor: bloc.number for bloc in self.blocs for actor in bloc.members}


def blocs(network: Network, resolution: float = 1.0) -> Blocs:
    """The blocs that :func:`graphmali.analysis.leiden.partition` finds, described.

    Direction is ignored, weight is strength, neutral ties do not count. An actor without a positive tie is a
    bloc by itself, and nothing in common with another part of the network makes a bloc. Traag and Bruggeman 2009.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("a", "b", "t", weight=2, polarity=1, directed=True)
    >>> _ = network.add_edge("b", "c", "u", weight=1, polarity=-1, directed=True)
    >>> found = blocs(network)
    >>> [bloc.members for bloc in found.blocs], round(found.modularity, 6)
    ([('b', 'a'), ('c',)], 0.166667)
    """
    bloc_of, pairs = partition(network, resolution), dyads(network)
    projection = Projection.of(network)
    prominence = dict(zip(projection.actors, pagerank(projection).tolist(), strict=True))
    members: dict[int, list[str]] = defaultdict(list)
    for actor in sorted(bloc_of, key=lambda actor: (-round(prominence[actor], 12), actor)):
        members[bloc_of[actor]].append(actor)
    weights = _between(pairs, bloc_of)
    bridges = _bridges(network, bloc_of)
    return Blocs(
        tuple(_bloc(number, members[number], weights, bridges[number]) for number in sorted(members)),
        signed_modularity(pairs, bloc_of, resolution),
    )


_Weights = Mapping[int, Mapping[int, Counter[str]]]


def _between(pairs: Sequence[Dyad], bloc_of: Mapping[str, int]) -> _Weights:
    """The weight of each sign from each bloc to each, seen from every member: inside it counts twice."""
    weights: dict[int, dict[int, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for dyad in pairs:
        for one, other in ((dyad.one, dyad.other), (dyad.other, dyad.one)):
            weights[bloc_of[one]][bloc_of[other]].update(positive=dyad.positive, negative=dyad.negative)
    return weights


def _bridges(network: Network, bloc_of: Mapping[str, int]) -> Mapping[int, list[Bridge]]:
    found: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
    for source, target, key, tie in network.edges(keys=True, data=True):
        if tie["polarity"] > 0 and bloc_of[source] != bloc_of[target]:
            found[source, bloc_of[target]].append((key, tie["weight"]))
            found[target, bloc_of[source]].append((key, tie["weight"]))
    bridges: dict[int, list[Bridge]] = defaultdict(list)
    for (actor, to), ties in found.items():
        weight = sum(weight for _, weight in ties)
        bridges[bloc_of[actor]].append(Bridge(actor, to, weight, tuple(sorted(key for key, _ in ties))))
    return bridges


def _bloc(number: int, members: Sequence[str], weights: _Weights, bridges: Sequence[Bridge]) -> Bloc:
    its = weights.get(number, {})
    inside = its.get(number, Counter())
    total: Counter[str] = sum(its.values(), Counter())
    facing = [Facing(bloc, both["positive"], both["negative"]) for bloc, both in its.items() if bloc != number]
    return Bloc(
        number,
        tuple(members),
        inside["positive"] / total["positive"] if total["positive"] else None,
        1 - inside["negative"] / total["negative"] if total["negative"] else None,
        tuple(sorted(bridges, key=lambda bridge: (-bridge.weight, bridge.actor_id, bridge.to))),
        tuple(sorted(facing, key=lambda other: (-other.positive - other.negative, other.bloc))),
    )
