"""Hostile names, statements, parameters and types (``hostile.yaml``): none changes a graph or a query."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from graphmali.errors import QueryError, StoreError
from graphmali.model import Actor, Claim, ClaimOrigin, Document, Graph, Modality, Party, Span, TieKey
from graphmali.store import Rows, Store, open_store
from graphmali.store.queries import load
from tests.serving import served
from tests.store.conftest import with_access
from tests.store.graphs import sample_graph

FILE = Path(__file__).with_name("hostile.yaml")
HOSTILE: Mapping[str, Mapping[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
TEXTS = tuple(HOSTILE["texts"].values())
KINDS = ["embedded", "bolt", *(pytest.param(kind, marks=pytest.mark.neo4j) for kind in ("neo4j", "neo4j-lts"))]
on_every_store = pytest.mark.parametrize("where", KINDS, indirect=True)

COUNT = (
    "MATCH (n) OPTIONAL MATCH (n)-[r]->()"
    " RETURN labels(n) AS label, type(r) AS type, count(*) AS n ORDER BY label, type"
)


def test_there_are_enough() -> None:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line.startswith("  ")]
    assert len(lines) == sum(map(len, HOSTILE.values())) >= 200  # a name that stands twice would hide one
    for kind in HOSTILE.values():
        values = list(map(repr, kind.values()))
        assert sorted(set(values)) == sorted(values)


def hostile_graph() -> Graph:
    """Every text wherever a text may stand: a document, its claim, and the two actors of that."""
    actors, documents, claims = [], [], []
    for number, text in enumerate(TEXTS):
        one, other = f"{text} {number}", f"{number} {text}"
        actors += [Actor(one, text, text, text, text, (text, other)), Actor(other, text, "state", part_of=one)]
        document = Document(text, f"{text} said {text}", text, text, text, text, text, text, text, text)
        documents.append(document)
        evidence = Span(0, len(document.text))
        claims.append(
            Claim(
                one, text, Party(one, text, text), "SUPPORTS", Party(other, text, "state"), Modality.ASSERTED, other,
                text, text, evidence, ClaimOrigin.SENTENCE, False, text, text, 0.5,
            )
        )  # fmt: skip
    copies = dict.fromkeys(TEXTS[1:], TEXTS[0])
    prints = {text: text for text in TEXTS}
    return Graph(tuple(actors), tuple(claims), (), tuple(documents), copies, prints)


@on_every_store
def test_texts_are_kept_to_the_letter(store: Store) -> None:
    graph = hostile_graph()
    for _ in range(2):
        store.write(graph)
        assert store.read() == graph
        assert store.sizes() == {"documents": len(TEXTS), "actors": 2 * len(TEXTS), "claims": len(TEXTS), "ties": 0}
        assert store.query("MATCH (n:Mallory) RETURN count(n) AS n").rows == ((0,),)


@on_every_store
def test_texts_find_what_bears_them_and_nothing_else(store: Store) -> None:
    graph = hostile_graph()
    store.write(graph)
    for text in TEXTS:
        found = store.query("MATCH (d:Document {title: $title}) RETURN d.id AS id, d.title AS title", {"title": text})
        assert found.rows == ((text, text),)
    ids = [actor.id for actor in graph.actors]
    assert [actor.id for actor in store.actors(ids)] == ids
    assert [document.id for document in store.documents(of=[], at=TEXTS)] == sorted(TEXTS)
    assert store.claims_in(TEXTS) == graph.claims
    keys = [TieKey(claim.source.actor_id, "SUPPORTS", claim.target.actor_id) for claim in graph.claims]
    assert store.claims_on(keys) == graph.claims
    assert store.copies(TEXTS) == graph.copies


@on_every_store
def test_texts_take_nothing_else_with_them(store: Store) -> None:
    store.write(sample_graph())
    store.write(Graph(), drop_documents=[f"{text}!" for text in TEXTS], drop_ties=TEXTS)
    assert store.read().claims == sample_graph().claims
    store.write(replace(hostile_graph(), actors=(*sample_graph().actors, *hostile_graph().actors)))
    store.write(Graph(), drop_documents=TEXTS)
    assert store.read() == sample_graph()


def unchanged(store: Store, before: Rows) -> None:
    """The sample graph, every node and edge, and the constraint that there are no two of an id."""
    assert store.query(COUNT) == before
    assert store.read() == sample_graph()


def ask_all(store: Store, before: Rows) -> None:
    let_through = []
    for tries, cypher in HOSTILE["queries"].items():
        with contextlib.suppress(StoreError):
            let_through.append((tries, store.query(cypher).rows))
        assert store.query(COUNT) == before, tries
    unchanged(store, before)
    # What a reader may ask for all the same is answered without a row that was made, and without effect.
    assert [tries for tries, rows in let_through if rows and "makes" in tries] == []


@on_every_store
def test_statements_for_reading_do_not_write(store: Store, where: str) -> None:
    store.write(sample_graph())
    before = store.query(COUNT)
    ask_all(store, before)
    with pytest.raises(StoreError):
        store.query("CREATE (n:Actor {id: 'russia'})", write=True)
    store.close()
    with contextlib.closing(open_store(where)) as again:  # with the same user and password
        unchanged(again, before)


def test_nor_does_anybody_where_reading_is_all_that_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with contextlib.closing(open_store(str(tmp_path / "graph"), create=True)) as store:
        store.write(sample_graph())
    with served(str(tmp_path / "graph")) as running:
        with_access(monkeypatch)
        with contextlib.closing(open_store(running.address)) as store:
            before = store.query(COUNT)
            for tries, cypher in HOSTILE["queries"].items():
                with contextlib.suppress(StoreError):
                    store.query(cypher, write=True)
                assert store.query(COUNT) == before, tries
            unchanged(store, before)


@on_every_store
def test_parameters_are_values(store: Store) -> None:
    store.write(sample_graph())
    before = store.query(COUNT)
    for tries, value in {**HOSTILE["parameters"], **HOSTILE["texts"]}.items():
        for cypher in (
            "MATCH (a:Actor {id: $x}) RETURN a.id AS id",
            "MATCH (a:Actor) WHERE a.name = $x RETURN a.id AS id",
            "MATCH (a:Actor) WHERE a.name CONTAINS $x + '!' RETURN a.id AS id",
        ):
            with contextlib.suppress(StoreError):
                assert store.query(cypher, {"x": value}).rows == (), tries
        if isinstance(value, str):
            assert store.query("RETURN $x AS x", {"x": value}).rows == ((value,),), tries
    unchanged(store, before)


@on_every_store
def test_names_of_parameters_are_names(store: Store) -> None:
    store.write(sample_graph())
    before = store.query(COUNT)
    for name in HOSTILE["names"].values():
        for value in (1, {name: name}):
            with contextlib.suppress(StoreError):
                assert store.query("MATCH (a:Actor {id: 'russia'}) RETURN a.id AS id", {name: value}).rows == (
                    ("russia",),
                )
    unchanged(store, before)


@on_every_store
def test_types_are_the_vocabularys(store: Store) -> None:
    graph = sample_graph()
    store.write(graph)
    before = store.query(COUNT)
    claim, tie = graph.claims[0], graph.ties[0]
    for type_ in HOSTILE["types"].values():
        for changed in (
            replace(graph, claims=(replace(claim, type=type_), *graph.claims[1:])),
            replace(graph, ties=(replace(tie, type=type_), *graph.ties[1:])),
        ):
            with pytest.raises(QueryError, match="no type of the vocabulary"):
                store.write(changed)
            with pytest.raises(QueryError, match="no type of the vocabulary"):
                store.write_parts([changed])
            store.write_parts([])  # lets the store be opened again
        assert store.claims_on([TieKey("france", type_, "mali_junta")]) == ()
    unchanged(store, before)


@on_every_store
def test_a_saved_query_takes_no_value_for_a_parameter(store: Store) -> None:
    store.write(sample_graph())
    for query in load():
        given = {p.name: int(p.example) if p.type == "int" else p.example for p in query.parameters}
        for one in query.parameters:
            for other in query.parameters:
                if one.type in ("actor", "type") and one is not other:
                    named = store.query(query.cypher, {**given, one.name: f"${other.name}"})
                    assert named == store.query(query.cypher, {**given, one.name: "nobody"}), query.name
