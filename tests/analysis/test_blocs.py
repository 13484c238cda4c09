from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given, settings

from graphmali.analysis.blocs import Bridge, Facing, blocs
from graphmali.analysis.dyads import Dyad, dyads
from graphmali.analysis.leiden import partition, signed_modularity
from graphmali.analysis.projection import Network

from .networks import networks, signed

# Two friendly triangles, hostile to one another, with one friendship between them; d leads a tail.
CAMPS = signed(
    ("a", "b", 2), ("b", "c", 2), ("c", "a", 2), ("x", "y", 3), ("y", "z", 3), ("z", "x", 3),
    ("a", "x", -4), ("b", "y", -2), ("c", "z", 1), ("n", "a", 0),
)  # fmt: skip


def test_two_camps_are_found_and_described() -> None:
    found = blocs(CAMPS)
    first, second, alone = found.blocs
    assert [sorted(bloc.members) for bloc in found.blocs] == [["a", "b", "c"], ["x", "y", "z"], ["n"]]
    # Its members' positive weight: 2 · 6 inside, 1 out. All its negative weight goes out.
    assert first.cohesion == pytest.approx(12 / 13)
    assert first.opposition == 1
    assert first.bridges == (Bridge("c", 2, 1, ("c+z",)),)
    assert first.facing == (Facing(2, 1, 6),)
    assert second.bridges == (Bridge("z", 1, 1, ("c+z",)),)
    assert (alone.cohesion, alone.opposition, alone.bridges, alone.facing) == (None, None, (), ())
    assert found.bloc_of == {"a": 1, "b": 1, "c": 1, "x": 2, "y": 2, "z": 2, "n": 3}
    # W⁺ = 16, W⁻ = 6: inside 2 · 15; by chance (13² + 19²)/32 − (6² + 6²)/12
    assert found.modularity == pytest.approx((30 - (13**2 + 19**2) / 32 + 72 / 12) / 44)


def test_members_stand_by_prominence() -> None:
    found = blocs(signed(("a", "c", 1), ("b", "c", 1), ("c", "b", 1)))
    assert found.blocs[0].members == ("c", "b", "a")


@pytest.mark.parametrize(
    ("network", "expected"),
    [
        (nx.MultiDiGraph(), {}),
        (signed(("a", "a", 2)), {"a": 1}),
        (signed(("a", "b", -1), ("b", "c", -1)), {"a": 1, "b": 2, "c": 3}),  # a common foe makes no bloc
        (signed(("a", "b", 0)), {"a": 1, "b": 2}),
        (signed(("a", "b", 1), ("c", "d", 1)), {"a": 1, "b": 1, "c": 2, "d": 2}),
        (signed(("a", "b", 1), ("a", "b", -1), ("b", "c", 3)), {"a": 2, "b": 1, "c": 1}),
    ],
)
def test_little_networks(network: Network, expected: dict[str, int]) -> None:
    assert partition(network) == expected


def test_a_higher_resolution_gives_smaller_blocs() -> None:
    cliques = [(f"{k}{i}", f"{k}{j}", 1) for k in range(4) for i in range(4) for j in range(i)]
    ring = signed(*cliques, *((f"{k}0", f"{(k + 1) % 4}1", 1) for k in range(4)))
    assert [max(partition(ring, g).values()) for g in (0.0, 1.0, 20.0)] == [1, 4, 16]


@given(networks(actors=10, ties=25))
@settings(deadline=None)
def test_without_negative_ties_it_is_the_modularity_of_networkx(network: Network) -> None:
    network.remove_edges_from([edge[:3] for edge in network.edges(keys=True, data=True) if edge[3]["polarity"] < 0])
    pairs, found = dyads(network), partition(network)
    graph = nx.Graph()
    graph.add_nodes_from(network)
    graph.add_weighted_edges_from((dyad.one, dyad.other, dyad.positive) for dyad in pairs)
    groups = [{a for a in found if found[a] == bloc} for bloc in set(found.values())]
    expected = nx.community.modularity(graph, groups) if graph.size() else 0.0
    assert signed_modularity(pairs, found) == pytest.approx(expected, abs=1e-12)


@given(networks())
@settings(deadline=None)
def test_blocs_hang_together_by_positive_ties(network: Network) -> None:
    found = blocs(network)
    friends = nx.Graph([(d.one, d.other) for d in dyads(network) if d.positive])
    friends.add_nodes_from(network)
    assert sorted(found.bloc_of) == sorted(network)
    assert all(nx.is_connected(friends.subgraph(bloc.members)) for bloc in found.blocs)
    sizes = [(-len(bloc.members), min(bloc.members)) for bloc in found.blocs]
    assert sizes == sorted(sizes)


def partitions(actors: Sequence[str], friends: nx.Graph) -> Iterator[dict[str, int]]:
    """All whose blocs hang together."""

    def grown(place: int, bloc_of: dict[str, int], blocs: int) -> Iterator[dict[str, int]]:
        if place == len(actors):
            groups = [[a for a in actors if bloc_of[a] == bloc] for bloc in range(blocs)]
            if all(nx.is_connected(friends.subgraph(group)) for group in groups):
                yield dict(bloc_of)
            return
        for bloc in range(blocs + 1):
            yield from grown(place + 1, bloc_of | {actors[place]: bloc}, max(blocs, bloc + 1))

    return grown(0, {}, 0)


def test_the_best_of_all_partitions_is_nearly_always_found_and_never_beaten() -> None:
    chance = random.Random(4)
    hits, trials = 0, 40
    for _ in range(trials):
        actors = "abcdef"
        rows = [
            (u, v, chance.choice((-2, -1, 1, 1, 2, 3)))
            for u in actors
            for v in actors
            if u < v and chance.random() < 0.6
        ]
        network = signed(*rows)
        pairs = dyads(network)
        friends = nx.Graph([(d.one, d.other) for d in pairs if d.positive])
        friends.add_nodes_from(network)
        best = max(signed_modularity(pairs, each) for each in partitions(sorted(network), friends))
        found = signed_modularity(pairs, partition(network))
        assert found <= best + 1e-12
        hits += found == pytest.approx(best)
    assert hits >= 0.95 * trials


def test_planted_blocs_are_found_again() -> None:
    chance = random.Random(7)
    rows = []
    for i in range(60):
        for j in range(i):
            same = i % 3 == j % 3
            if chance.random() < 0.4:
                rows.append((f"{i:02}", f"{j:02}", 1 if same == (chance.random() < 0.9) else -1))
    found = partition(signed(*rows))
    assert len(set(found.values())) == 3
    assert all(found[f"{i:02}"] == found[f"{i + 3:02}"] for i in range(57))


def test_it_is_as_good_as_louvain_where_there_are_no_negative_ties() -> None:
    graph = nx.karate_club_graph()
    pairs = tuple(
        Dyad(f"{u:02}", f"{v:02}", w, 0, ())
        for u, v, w in sorted((min(e[:2]), max(e[:2]), e[2]) for e in graph.edges(data="weight"))
    )
    network = signed(*((d.one, d.other, d.positive) for d in pairs))
    ours = signed_modularity(pairs, partition(network))
    louvain = max(
        nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=seed)) for seed in range(10)
    )
    assert ours >= louvain - 1e-12


def test_the_same_network_gives_the_same_blocs() -> None:
    rows = [(one, other, (-1) ** i * (i % 3 + 1)) for i, (one, other) in enumerate(pairwise("abcdefghijklmnopa"))]
    assert blocs(signed(*rows)) == blocs(signed(*reversed(rows)))
