from __future__ import annotations

import pytest

from graphmali.analysis import MEASURES, View, layout, rank, to_networkx
from graphmali.analysis.arrays import Projection, project, ties_between
from graphmali.errors import UnknownName
from graphmali.model import Document, Graph, Modality
from tests.sample import RELATIONS, claim, graph


def test_a_projection_is_the_same_from_claims_and_from_networkx() -> None:
    found = graph(
        claim("d1", "russia", "TRAINS", "mali"),
        claim("d2", "russia", "TRAINS", "mali"),
        claim("d1", "niger", "MEETS", "mali"),
        claim("d1", "mali", "ACCUSES", "mali"),
    )
    ours = project(found, RELATIONS, ties_between(found, RELATIONS, View()))
    theirs = Projection.of(to_networkx(found))
    assert ours.actors == theirs.actors == ("mali", "niger", "russia")
    assert ours.flow.toarray().tolist() == theirs.flow.toarray().tolist() == [[0, 1, 0], [1, 0, 0], [2, 0, 0]]
    assert ours.bonds.toarray().tolist() == [[0, 1, 2], [1, 0, 0], [2, 0, 0]]


@pytest.mark.parametrize("measure", MEASURES)
def test_an_empty_graph_has_no_ranking(measure: str) -> None:
    assert rank(Graph(), RELATIONS, measure) == ()


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
