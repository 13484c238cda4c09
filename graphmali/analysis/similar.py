"""Who has the same kind of ties with the same others."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from graphmali.analysis.projection import Network

__all__ = ["Shared", "Similar", "similar"]


@dataclass(frozen=True, slots=True)
class Shared:
    """What two actors have in common with a third, and how much of their similarity it makes.

    ``what`` is a type of tie, or ``positive``, ``negative`` or ``neutral``: all ties of that sign. ``direction``
    is out, in or both, as the two see it; ``weights`` are those of the first and of the second.
    """

    what: str
    direction: str
    actor_id: str
    weights: tuple[int, int]
    contribution: float


@dataclass(frozen=True, slots=True)
class Similar:
    """An actor, its similarity, and what makes it, the greatest contribution first; they add up to the score."""

    actor_id: str
    score: float
    shared: tuple[Shared, ...]


_SIGNS = {1: "positive", -1: "negative", 0: "neutral"}

_Feature = tuple[str, str, str]
"""What, direction, and with whom."""
_Profile = Mapping[_Feature, int]


def similar(network: Network, actor_id: str) -> tuple[Similar, ...]:
    """The actors whose ties are most like those of one, the most similar first, equal ones by id.

    The cosine of profiles, ``Σ p(f) q(f) / (‖p‖ ‖q‖)``. A profile has the weight of the ties for every other
    actor, direction (out, in, both) and type, and again for every other, direction and sign: two who condemn
    and attack the same one are a little alike, two who both condemn it are more. Ties between the two compared,
    and of an actor with itself, do not count; weight is strength. From 0 to 1, and 0, not listed, for those who
    have nothing in common, so never between parts that nothing joins. Structural equivalence: Lorrain and White
    1971; cosine: Salton 1989, Leicht, Holme and Newman 2006.

    >>> import networkx as nx
    >>> network = nx.MultiDiGraph()
    >>> for source in "a", "b":
    ...     _ = network.add_edge(source, "c", weight=1, polarity=-1, type="CONDEMNS", directed=True)
    >>> [(found.actor_id, round(found.score, 12), len(found.shared)) for found in similar(network, "a")]
    [('b', 1.0, 2)]
    """
    profiles = _profiles(network)
    own = profiles.get(actor_id, {})
    found = [_compared(actor_id, own, other, its) for other, its in profiles.items() if own.keys() & its.keys()]
    others = [each for each in found if each.actor_id != actor_id]
    return tuple(sorted(others, key=lambda each: (-round(each.score, 12), each.actor_id)))


def _profiles(network: Network) -> dict[str, dict[_Feature, int]]:
    profiles: dict[str, dict[_Feature, int]] = defaultdict(lambda: defaultdict(int))
    for source, target, tie in network.edges(data=True):
        if source == target:
            continue
        for what in (tie["type"], _SIGNS[tie["polarity"]]):
            profiles[source][what, "out" if tie["directed"] else "both", target] += tie["weight"]
            profiles[target][what, "in" if tie["directed"] else "both", source] += tie["weight"]
    return profiles


def _compared(one: str, its: _Profile, other: str, others: _Profile) -> Similar:
    length = math.sqrt(_squares(its, other) * _squares(others, one))
    shared = [Shared(*f, (its[f], others[f]), its[f] * others[f] / length) for f in its.keys() & others.keys()]
    shared.sort(key=lambda each: (-each.contribution, each.what, each.direction, each.actor_id))
    return Similar(other, math.fsum(each.contribution for each in shared), tuple(shared))


def _squares(profile: _Profile, but: str) -> int:
    return sum(weight * weight for (_, _, whom), weight in profile.items() if whom != but)
