"""Scores on actors: there for queries, no part of the graph, gone with the next change."""

from __future__ import annotations

import pytest

from graphmali.analysis import MEASURES
from graphmali.errors import StoreBusy, UsageError
from graphmali.model import Actor, Graph
from graphmali.store import Store
from graphmali.store.scores import SCORES, name_of
from tests.store.graphs import sample_graph

KINDS = ["embedded", "bolt", *(pytest.param(kind, marks=pytest.mark.neo4j) for kind in ("neo4j", "neo4j-lts"))]
pytestmark = pytest.mark.parametrize("where", KINDS, indirect=True)

ALL = (
    "MATCH (a:Actor) WHERE a.pageRank IS NOT NULL OR a.degree IS NOT NULL"
    " RETURN a.id AS id, a.pageRank AS pr, a.degree AS d"
)


def test_scores_are_there_for_queries_and_no_part_of_the_graph(store: Store) -> None:
    graph = sample_graph()
    store.write(graph)
    store.write_scores({"pageRank": {"mali_junta": 0.25, "france": 0.5}, "degree": {"france": 3.0}})
    rows = {id_: values for id_, *values in store.query(ALL).rows}
    assert rows == {"mali_junta": [0.25, None], "france": [0.5, 3.0]}
    assert store.read() == graph
    assert store.actors(["france"]) == tuple(actor for actor in graph.actors if actor.id == "france")
    assert {actor for part in store.parts() for actor in part.actors} == set(graph.actors)


def test_who_is_named_no_more_loses_the_score_of_that_name_alone(store: Store) -> None:
    store.write(sample_graph())
    store.write_scores({"pageRank": {"france": 0.5, "russia": 0.5}, "degree": {"france": 3.0}})
    store.write_scores({"pageRank": {"russia": 1.0, "nobody": 1.0}})
    assert sorted(store.query(ALL).rows) == [("france", None, 3.0), ("russia", 1.0, None)]


def test_the_next_change_takes_them_off_everybody(store: Store) -> None:
    store.write(sample_graph())
    for change in (lambda: store.write(Graph(actors=(Actor("x", "X", "person"),))), lambda: store.write_parts([])):
        store.write_scores({name: {"france": 1.0} for name in SCORES})
        assert len(store.query(ALL).rows) == 1
        change()
        assert store.query("MATCH (a:Actor {id: 'france'}) RETURN keys(a) AS keys").rows[0][0].count("degree") == 0
        assert store.query(ALL).rows == ()


def test_a_graph_that_has_changed_meanwhile_is_not_scored(store: Store) -> None:
    store.write(sample_graph())
    seen = store.revision()
    store.write(Graph())
    with pytest.raises(StoreBusy):
        store.write_scores({"degree": {"france": 3.0}}, since=seen)
    assert store.query(ALL).rows == ()


def test_only_known_names_are_written(store: Store) -> None:
    with pytest.raises(UsageError, match="no score"):
        store.write_scores({"name": {"france": 1.0}})
    assert list(SCORES) == [name_of(measure) for measure in MEASURES]
