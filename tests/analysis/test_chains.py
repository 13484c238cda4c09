from __future__ import annotations

from itertools import islice, pairwise

import networkx as nx
import pytest
from hypothesis import given, settings

from graphmali.analysis.chains import Step, chains
from graphmali.analysis.projection import Network, bonds, flow

from .networks import networks, signed

# a — b — d is as long as a — c — d by 1/2 + 1/2 and 1/1 + ..., see below.
SQUARE = signed(("a", "b", 2), ("b", "d", -2), ("a", "c", 4), ("d", "c", 4), ("a", "d", 1), ("c", "d", 0))


def named(network: Network, *ends: str, **wanted: object) -> list[str]:
    return ["".join([ends[0], *(step.target for step in chain.steps)]) for chain in chains(network, *ends, **wanted)]


def test_chains_counted_by_hand() -> None:
    # a–c–d: 1/4 + 1/(4 + 1); a–d: 1; a–b–d: 1/2 + 1/2, one step more.
    assert named(SQUARE, "a", "d", limit=9) == ["acd", "ad", "abd"]
    first, second, third = chains(SQUARE, "a", "d")
    assert [chain.length for chain in (first, second, third)] == pytest.approx([0.45, 1, 1])
    assert first.strength == pytest.approx(1 / 0.45)
    assert first.steps == (Step("a", "c", 4, 1, ("a+c",)), Step("c", "d", 5, 1, ("c0d", "d+c")))
    assert [chain.sign for chain in (first, second, third)] == [1, 1, -1]


def test_direction_and_number_of_steps_count_where_asked_for() -> None:
    assert named(SQUARE, "a", "d", directed=True, limit=9) == ["ad", "abd", "acd"]
    assert chains(SQUARE, "a", "d", directed=True)[2].steps[1] == Step("c", "d", 1, 0, ("c0d",))
    assert named(SQUARE, "d", "a", directed=True) == []
    assert named(SQUARE, "a", "d", max_hops=1) == ["ad"]
    assert named(signed(("b", "a", 1, False)), "a", "b", directed=True) == ["ab"]


@pytest.mark.parametrize("ends", [("a", "a"), ("a", "z"), ("z", "a"), ("a", "q")])
def test_where_there_is_none_none_is_found(ends: tuple[str, str]) -> None:
    assert chains(signed(("a", "b", 1), ("q", "r", 1), ("a", "a", 1)), *ends) == ()
    assert chains(nx.MultiDiGraph(), *ends) == ()


@given(networks(actors=6, ties=16))
@settings(deadline=None)
def test_chains_are_the_shortest_simple_paths_of_networkx(network: Network) -> None:
    for directed in (False, True):
        walked = flow(network) if directed else bonds(network)
        for *_, step in walked.edges(data=True):
            step["length"] = 1 / step["weight"]
        if not {"a", "b"} <= set(walked) or not nx.has_path(walked, "a", "b"):
            assert chains(network, "a", "b", directed=directed) == ()
            continue
        expected = [
            nx.path_weight(walked, p, "length") for p in islice(nx.shortest_simple_paths(walked, "a", "b", "length"), 5)
        ]
        found = chains(network, "a", "b", directed=directed, max_hops=6, limit=5)
        assert [chain.length for chain in found] == pytest.approx(expected)


@given(networks(actors=6, ties=16))
@settings(deadline=None)
def test_chains_are_all_simple_paths_in_order(network: Network) -> None:
    if not {"a", "b"} <= set(network):
        return
    walked = bonds(network)
    paths = [tuple(path) for path in nx.all_simple_paths(walked, "a", "b", cutoff=3)]
    lengths = {path: sum(1 / walked.edges[step]["weight"] for step in pairwise(path)) for path in paths}
    expected = sorted(paths, key=lambda path: (round(lengths[path], 9), len(path), path))
    assert named(network, "a", "b", max_hops=3, limit=99) == ["".join(path) for path in expected]
