from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import combinations, product

import networkx as nx
import pytest
from hypothesis import given, settings

from graphmali.analysis import frustration as module
from graphmali.analysis.balance import balance, triads
from graphmali.analysis.dyads import Dyad, dyads, signed_graph
from graphmali.analysis.frustration import frustration
from graphmali.analysis.projection import Bonds, Network

from .networks import networks, signed


def misfits(graph: Bonds, camps: Mapping[str, int]) -> list[int]:
    return [
        weight for u, v, weight in graph.edges(data="weight") if graph.edges[u, v]["sign"] * camps[u] * camps[v] < 0
    ]


def least(graph: Bonds) -> tuple[int, int]:
    """The least number of misfits and then their least weight, of all ways to choose camps."""
    actors = sorted(graph)
    all_camps = (dict(zip(actors, camps, strict=True)) for camps in product((1, -1), repeat=len(actors)))
    return min((len(found), sum(found)) for camps in all_camps for found in [misfits(graph, camps)])


def test_a_network_counted_by_hand() -> None:
    # Triangles abc (+ + −) and bcd (+ − −); b and c are contested, c and e undecided.
    network = signed(
        ("a", "b", 2), ("a", "c", 1), ("b", "c", -3), ("c", "b", 1), ("b", "d", 1), ("c", "d", -1), ("c", "e", 1),
        ("e", "c", -1), ("a", "e", 0),
    )  # fmt: skip
    found = balance(network)
    assert (found.dyads, found.negative) == (5, 2)
    assert found.contested == (Dyad("b", "c", 1, 3, ("b-c", "c+b")), Dyad("c", "e", 1, 1, ("c+e", "e-c")))
    assert found.undecided == (found.contested[1],)
    assert found.triads.counts == (0, 1, 1, 0)
    assert found.triads.shares == (0, 0.5, 0.5, 0)
    assert (found.triads.balanced, found.triads.weakly_balanced) == (0.5, 0.5)
    assert found.triads.expected == pytest.approx((0.216, 0.432, 0.288, 0.064))  # 3 of 5 are positive
    # One dyad of abc must go: the lightest that leaves bcd balanced.
    assert str(found.frustration) == "exactly 1"
    assert found.frustrated == (Dyad("a", "c", 1, 0, ("a+c",)),)


@pytest.mark.parametrize(
    "network", [nx.MultiDiGraph(), signed(("a", "a", -1)), signed(("a", "b", 0)), signed(("a", "b", 1))]
)
def test_little_networks_are_balanced(network: Network) -> None:
    found = balance(network)
    assert found.triads.counts == (0, 0, 0, 0)
    assert found.triads.balanced is found.triads.weakly_balanced is None
    assert (found.frustration.lower, found.frustration.upper, found.frustrated) == (0, 0, ())


def test_only_positive_ties_are_balanced() -> None:
    found = balance(signed(("a", "b", 1), ("b", "c", 1), ("c", "a", 1), ("x", "y", 1)))
    assert found.triads.shares == (1, 0, 0, 0)
    assert found.triads.balanced == 1
    assert found.triads.expected == (1, 0, 0, 0)
    assert str(found.frustration) == "exactly 0"


def test_three_foes_are_weakly_balanced() -> None:
    found = balance(signed(("a", "b", -1), ("b", "c", -1), ("c", "a", -1)))
    assert (found.triads.balanced, found.triads.weakly_balanced) == (0, 1)
    assert str(found.frustration) == "exactly 1"


@given(networks(actors=9, ties=30))
@settings(deadline=None)
def test_triads_are_those_that_one_enumerates(network: Network) -> None:
    graph = signed_graph(dyads(network))
    counts = [0, 0, 0, 0]
    for trio in combinations(sorted(graph), 3):
        if all(graph.has_edge(*pair) for pair in combinations(trio, 2)):
            counts[[graph.edges[pair]["sign"] for pair in combinations(trio, 2)].count(-1)] += 1
    assert triads(graph).counts == tuple(counts)


@given(networks(actors=7, ties=24))
@settings(deadline=None)
def test_frustration_is_that_of_the_best_camps(network: Network) -> None:
    graph = signed_graph(dyads(network))
    found = frustration(graph)
    assert found.exact
    assert (found.upper, sum(graph.edges[pair]["weight"] for pair in found.frustrated)) == least(graph)


def _random(actors: int, dyads: int, seed: int) -> Bonds:
    chance = random.Random(seed)
    graph = nx.relabel_nodes(nx.gnm_random_graph(actors, dyads, seed=seed), str)
    for edge in graph.edges:
        graph.edges[edge].update(sign=chance.choice((1, 1, -1)), weight=chance.randint(1, 5))
    return graph


@pytest.mark.parametrize("seed", range(6))
def test_frustration_of_dense_networks(seed: int) -> None:
    graph = _random(11, 40, seed)
    found = frustration(graph)
    assert (found.lower, found.upper) == (found.upper, least(graph)[0])


def test_what_is_left_without_the_frustrated_is_balanced() -> None:
    graph = _random(60, 110, 3)
    found = frustration(graph)
    assert found.exact
    assert len(found.frustrated) == found.upper
    graph.remove_edges_from(found.frustrated)
    assert frustration(graph).upper == 0


def test_without_the_time_the_index_is_told_as_bounds_that_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = _random(60, 130, 5)
    exact = frustration(graph)
    bounds = frustration(graph, time_limit=0)
    assert bounds.lower <= exact.lower == exact.upper <= bounds.upper
    assert bounds.lower < bounds.upper
    assert str(bounds) == f"between {bounds.lower} and {bounds.upper}"
    monkeypatch.setattr(module, "_SEARCHED", 10)
    assert frustration(graph) == bounds


def test_a_search_that_is_broken_off_still_tells_a_bound() -> None:
    graph = _random(300, 620, 1)
    found = frustration(graph, time_limit=1)
    assert 0 < found.lower < found.upper
    graph.remove_edges_from(found.frustrated)
    assert frustration(graph).upper == 0
