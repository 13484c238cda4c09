from __future__ import annotations

import networkx as nx
import pytest

from graphmali.analysis import MEASURES, View, layout, rank, to_networkx
from graphmali.errors import UnknownName
from graphmali.model import Document, Graph, Modality
from tests.sample import RELATIONS, claim, graph


def edges(*rows: tuple[str, str, int, bool]) -> nx.MultiDiGraph:
    network = nx.MultiDiGraph()
    for source, target, weight, directed in rows:
        network.add_edge(source, target, weight=weight, directed=directed)
    return network


# a → b twice as heavy as a → c; b — d undirected.
KITE = edges(("a", "b", 2, True), ("a", "c", 1, True), ("b", "d", 1, False))


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("degree", {"a": 2, "b": 2, "c": 1, "d": 1}),
        ("strength", {"a": 3, "b": 3, "c": 1, "d": 1}),
        # Only a → b → d leads over another: one of (4 − 1)(4 − 2) pairs.
        ("betweenness", {"a": 0, "b": 1 / 6, "c": 0, "d": 0}),
    ],
)
def test_a_measure_gives_what_one_counts_by_hand(measure: str, expected: dict[str, float]) -> None:
    assert MEASURES[measure](KITE) == pytest.approx(expected)


def test_pagerank_of_two_solved_by_hand() -> None:
    # b = 0.075 + 0.85 (a + b/2), a = 0.075 + 0.85 b/2, a + b = 1
    scores = MEASURES["pagerank"](edges(("a", "b", 5, True)))
    assert scores == pytest.approx({"a": 0.5 / 1.425, "b": 0.925 / 1.425})


def test_pagerank_divides_by_weight() -> None:
    scores = MEASURES["pagerank"](KITE)
    assert sum(scores.values()) == pytest.approx(1)
    base = 0.15 / 4 + 0.85 * scores["c"] / 4
    assert scores["c"] == pytest.approx(base + 0.85 * scores["a"] / 3)


def test_eigenvector_solved_by_hand() -> None:
    # A star with weights 3 and 4: the centre has 1/√2, the leaves (3, 4)/5 of that.
    scores = MEASURES["eigenvector"](edges(("a", "b", 3, True), ("c", "a", 4, True)))
    half = 0.5**0.5
    assert scores == pytest.approx({"a": half, "b": 0.6 * half, "c": 0.8 * half})


def test_eigenvector_of_a_larger_network_is_that_of_networkx() -> None:
    rows = [(str(i), str((i * i + 3) % 11), i % 3 + 1, True) for i in range(11) if i != (i * i + 3) % 11]
    network = edges(*rows, *((str(i), str(i + 1), 1, True) for i in range(10)))
    joined = nx.Graph()
    for source, target, weight in network.edges(data="weight"):
        before = joined.get_edge_data(source, target, {"weight": 0})["weight"]
        joined.add_edge(source, target, weight=before + weight)
    expected = nx.eigenvector_centrality(joined, weight="weight", max_iter=5000, tol=1e-12)
    assert MEASURES["eigenvector"](network) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("measure", MEASURES)
def test_measures_bear_parts_and_nothing(measure: str) -> None:
    assert MEASURES[measure](nx.MultiDiGraph()) == {}
    scores = MEASURES[measure](edges(("a", "b", 1, True), ("c", "d", 1, True), ("e", "e", 1, True)))
    assert scores["a"] == pytest.approx(scores["c"])
    assert scores["b"] == pytest.approx(scores["d"])
    assert rank(Graph(), RELATIONS, measure) == ()


def test_longer_ways_over_strong_ties_are_shorter() -> None:
    network = edges(("a", "c", 1, True), ("a", "b", 3, True), ("b", "c", 3, True))
    assert MEASURES["betweenness"](network)["b"] == pytest.approx(0.5)


def test_a_ranking_tells_signs_origins_and_the_strongest_ties() -> None:
    found = graph(
        claim("d1", "russia", "TRAINS", "mali"),
        claim("d2", "russia", "TRAINS", "mali"),
        claim("d3", "russia", "TRAINS", "mali"),
        claim("d1", "france", "CONDEMNS", "mali"),
        claim("d1", "mali", "MEETS", "niger", modality=Modality.ALLEGED),
        claim("d1", "mali", "ATTACKS", "niger", modality=Modality.DENIED),
        copies={"d3": "d1"},
    )
    first, *others = rank(found, RELATIONS, "strength")
    assert (first.rank, first.actor_id, first.name, first.kind, first.score) == (1, "mali", "Mali", "state", 4.0)
    assert (first.positive, first.negative, first.neutral, first.origins) == (3, 1, 1, 2)
    assert [str(t) for t in first.ties] == [
        "TRAINS ← Russia (2)", "CONDEMNS ← France (1)", "MEETS ↔ Niger (1)",
    ]  # fmt: skip
    assert [other.actor_id for other in others] == ["russia", "france", "niger"]
    assert str(others[0].ties[0]) == "TRAINS → Mali (2)"


def test_an_unknown_measure_is_named() -> None:
    with pytest.raises(UnknownName, match="pagerang") as caught:
        rank(Graph(), RELATIONS, "pagerang")
    assert "pagerank" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (View(), {"TRAINS", "CONDEMNS", "MEETS"}),
        (View(since="2022-03"), {"TRAINS", "CONDEMNS", "MEETS"}),
        (View(since="2023"), {"TRAINS", "MEETS"}),
        (View(until="2021"), {"TRAINS"}),
        (View(signs={-1}), {"CONDEMNS"}),
        (View(types={"MEETS"}), {"MEETS"}),
        (View(min_confidence=0.95), set()),
    ],
)
def test_a_view_keeps_what_may_lie_in_it(view: View, expected: set[str]) -> None:
    found = graph(
        claim("d1", "russia", "TRAINS", "mali", start="2020", end="open"),
        claim("d1", "france", "CONDEMNS", "mali", start="2022"),
        claim("d2", "mali", "MEETS", "niger"),  # has the date of its document, 2024
        documents=(Document("d2", "x" * 60, published="2024-02-02"),),
    )
    assert {t["type"] for *_, t in to_networkx(found, RELATIONS, view).edges(data=True)} == expected


def test_networkx_has_every_tie_with_its_attributes() -> None:
    found = graph(
        claim("d1", "russia", "TRAINS", "mali", start="2020", end="open"),
        claim("d2", "russia", "TRAINS", "mali", start="2021"),
        claim("d1", "niger", "MEETS", "mali"),
        claim("d1", "niger", "ATTACKS", "mali", modality=Modality.PLANNED),
    )
    network = to_networkx(found)
    assert list(network) == ["mali", "niger", "russia"]
    assert network.nodes["mali"]["name"] == "Mali"
    assert sorted(key for *_, key in network.edges(keys=True)) == [tie.id for tie in found.ties]
    (trains,) = network.get_edge_data("russia", "mali").values()
    assert trains == {
        "type": "TRAINS", "polarity": 1, "directed": True, "weight": 2, "origins": 2, "documents": 2, "claims": 2,
        "first": "2020", "last": "open",
    }  # fmt: skip
    (meets,) = network.get_edge_data("mali", "niger").values()
    assert meets["directed"] is False
    assert not network.has_edge("niger", "mali")


def test_a_layout_is_the_same_again_and_no_labels_touch() -> None:
    names = [f"actor{i:02}" for i in range(25)]
    claims = [claim("d1", names[i], "SUPPORTS", names[i * 7 % 12]) for i in range(24) if i != i * 7 % 12]
    found = graph(*claims, claim("d1", "x", "MEETS", "y"))
    places = layout(found)
    assert set(places) == {actor.id for actor in found.actors}
    assert layout(found) == places
    points = sorted(places.values())
    for index, (x, y) in enumerate(points):
        assert all(abs(x - a) > 130 or abs(y - b) > 50 for a, b in points[index + 1 :])
    assert set(layout(found, ["x", "y", "nobody"])) == {"x", "y"}
    assert layout(Graph()) == {}
