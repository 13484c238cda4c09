"""What every store must do, held against each of them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graphmali.errors import QueryError, StoreError, StoreRefused, WriteRefused
from graphmali.model import Actor, Claim, ClaimOrigin, Document, Graph, Modality, Party, Span, TieKey
from graphmali.resolution import assemble
from graphmali.resolution.ties import add_up
from graphmali.store import Reading, Store, open_store
from graphmali.vocabulary import load
from tests.store.conftest import EMPTY
from tests.store.graphs import sample_graph

KINDS = ["embedded", "bolt", *(pytest.param(kind, marks=pytest.mark.neo4j) for kind in ("neo4j", "neo4j-lts"))]
pytestmark = pytest.mark.parametrize("where", KINDS, indirect=True)

HOSTILE = [
    "'; MATCH (n) DETACH DELETE n //",
    "`a`}) DELETE",
    "\\u0027 \\",
    "{{$x}}",
    "ناصر 馬里 🏜️",
    "@rid",
    "#1:0",
    "null",
    "\n\t",
]


def test_empty(store: Store) -> None:
    assert store.read() == Graph()
    assert dict(store.sizes()) == {"documents": 0, "actors": 0, "claims": 0, "ties": 0}
    assert store.documents() == ()
    assert store.copies(["x"]) == {}
    assert store.actors([]) == ()


def test_round_trip(store: Store) -> None:
    graph = sample_graph()
    store.write(graph)
    assert store.read() == graph
    assert store.sizes() == {
        "documents": len(graph.documents), "actors": len(graph.actors),
        "claims": len(graph.claims), "ties": len(graph.ties),
    }  # fmt: skip


def test_writing_twice_is_writing_once(store: Store) -> None:
    count = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS edges"
    store.write(sample_graph())
    before = store.query(count)
    store.write(sample_graph())
    assert store.query(count) == before
    assert store.read() == sample_graph()


def test_it_is_there_after_closing(where: str) -> None:
    first = open_store(where, create=True)
    first.write(sample_graph())
    first.close()
    first.close()
    again = open_store(where)
    try:
        assert again.read() == sample_graph()
    finally:
        again.close()


def test_a_value_that_is_known_no_more_goes(store: Store) -> None:
    document = Document.of("Text.", url="https://example.org/a", title="Old", author="Somebody", publisher="Outlet")
    store.write(Graph(documents=(document,), fingerprints={document.id: "1"}))
    bare = replace(document, title=None, author=None, publisher=None)
    store.write(Graph(documents=(bare,)))
    assert store.read() == Graph(documents=(bare,))
    assert store.query("MATCH (d:Document)-[r:PUBLISHED_BY]->() RETURN count(r) AS n").rows == ((0,),)


def test_a_claim_told_otherwise_loses_its_attribution(store: Store) -> None:
    graph = sample_graph()
    store.write(graph)
    changed = replace(graph, claims=tuple(replace(claim, attribution=None) for claim in graph.claims))
    store.write(changed)
    assert store.read().claims == changed.claims


def test_dropping_a_document_takes_all_of_it(store: Store) -> None:
    graph = sample_graph()
    store.write(graph)
    gone = next(document for document in graph.documents if document.path == "notes/mali.txt")
    claims = [claim for claim in graph.claims if claim.document_id != gone.id]
    kept = [document for document in graph.documents if document.id != gone.id]
    prints = {document.id: graph.fingerprints[document.id] for document in kept}
    left = assemble(kept, claims, load(), copies=graph.copies, fingerprints=prints)
    ties = {tie.id for tie in graph.ties} - {tie.id for tie in left.ties}
    assert ties
    store.write(Graph(), drop_documents=[gone.id], drop_ties=sorted(ties))
    assert store.read() == left
    assert "senior_officers" not in {actor.id for actor in left.actors}


def test_dropping_everything_leaves_nothing(store: Store) -> None:
    graph = sample_graph()
    store.write(graph)
    store.write(Graph(), drop_documents=[d.id for d in graph.documents], drop_ties=[t.id for t in graph.ties])
    assert store.read() == Graph()
    assert store.query("MATCH (n) WHERE NOT n:Meta RETURN count(n) AS n").rows == ((0,),)


def test_a_part_is_added_to_what_is_there(store: Store) -> None:
    whole = sample_graph()
    echo = next(document for document in whole.documents if document.publisher == "The Echo")
    claims = [claim for claim in whole.claims if claim.document_id != echo.id]
    first = assemble(
        [d for d in whole.documents if d is not echo], claims, load(),
        fingerprints={k: v for k, v in whole.fingerprints.items() if k != echo.id},
    )  # fmt: skip
    store.write(first)
    new = [claim for claim in whole.claims if claim.document_id == echo.id]
    keys = {TieKey.of(c.source.actor_id, c.type, c.target.actor_id, directed=True) for c in new}
    known = store.claims_on(keys)
    assert {claim.document_id for claim in known} == {whole.copies[echo.id]} | {
        c.document_id for c in claims if c.evidence and c.type == "SUPPORTS" and c.source.actor_id == "russia"
    } | {
        c.document_id
        for c in claims
        if c.type == "SUPPORTS" and c.target.actor_id == "mali_junta" and c.source.actor_id == "russia"
    }
    ties = add_up([*known, *new], load().relations, whole.copies)
    documents = [d for d in whole.documents if d.id == echo.id or d.id == whole.copies[echo.id]]
    store.write(
        Graph(
            whole.actors, tuple(new), ties, tuple(documents), whole.copies,
            {d.id: whole.fingerprints[d.id] for d in documents}, partial=True,
        )
    )  # fmt: skip
    assert store.read() == whole


def test_lookups(store: Store) -> None:
    graph = sample_graph()
    store.write(graph)
    assert [document.id for document in store.documents()] == [document.id for document in graph.documents]
    assert {d.path for d in store.documents()} == {None, "notes/mali.txt"}
    first, (noted,) = graph.documents[0], (d for d in graph.documents if d.path)
    looked_up = store.documents(of=[first.id, "nobody", noted.id], at=["notes/mali.txt", "nowhere"])
    assert [document.id for document in looked_up] == sorted({first.id, noted.id})
    assert store.documents(of=[], at=["notes/mali.txt"]) == store.documents(of=[noted.id])
    assert store.documents(of=[]) == ()
    assert store.actors(["russia", "nobody"]) == (graph.actor_by_id["russia"],)
    one = graph.documents[0].id
    assert store.claims_in([one]) == tuple(c for c in graph.claims if c.document_id == one)
    assert store.copies([document.id for document in graph.documents]) == graph.copies
    denied = store.claims_on([TieKey("france", "ATTACKS", "mali_junta")])
    assert {claim.modality for claim in denied} == {Modality.ALLEGED, Modality.DENIED}


def test_who_was_read_as_whom(store: Store) -> None:
    graph = sample_graph()
    (first, *others) = (claim for claim in graph.claims if claim.target.actor_id == "burkina_faso")
    read = replace(first, target=replace(first.target, read_as="new:burkina"))
    store.write(replace(graph, claims=tuple(read if c.id == read.id else c for c in graph.claims)))
    told = {Reading(claim.document_id, "burkina_faso", "burkina_faso") for claim in others}
    changed = Reading(read.document_id, "burkina_faso", "new:burkina")
    assert store.readings([]) == (changed,)
    assert store.readings(["burkina_faso"]) == tuple(sorted(told | {changed}))
    of_niger = tuple(c for c in graph.claims if "niger" in (c.source.actor_id, c.target.actor_id))
    assert store.claims_of(["niger", "nobody"]) == of_niger
    assert store.claims_of([]) == ()


@pytest.mark.parametrize("since", [0, None])
def test_what_it_was_decided_by_is_noted_until_something_else_is(store: Store, since: int | None) -> None:
    assert store.decisions() == ""
    store.write(sample_graph(), since=since, decisions="one")
    assert store.decisions() == "one"
    store.write(Graph())
    assert store.decisions() == "one"
    store.write(Graph(), decisions="")
    assert store.decisions() == ""


def test_an_undirected_tie_has_the_claims_of_both_directions(store: Store) -> None:
    store.write(sample_graph())
    (claim,) = store.claims_on([TieKey("burkina_faso", "ALLIED_WITH", "mali_junta")])
    assert claim.source.actor_id == "mali_junta"


def test_hostile_text(store: Store) -> None:
    documents = [Document.of(f"{text} x {text}", title=text, publisher=text, path=text) for text in HOSTILE]
    actors = tuple(Actor(f"id {text}", text, "state", aliases=(text, text + "2")) for text in HOSTILE)
    graph = Graph(actors=actors, documents=tuple(documents))
    store.write(graph)
    assert store.read() == graph
    for text in HOSTILE:
        found = store.query("MATCH (a:Actor {name: $name}) RETURN a.id AS id", {"name": text})
        assert found.rows == ((f"id {text}",),)


text = st.text(st.characters(codec="utf-8"), max_size=20)
date = st.none() | st.sampled_from(["2020", "2021-09", "0001"]) | st.dates().map(str)
number = st.integers(0, 40) | st.integers(2**31, 2**63 - 1)
actor_ids = st.sampled_from(["france", "mali_junta", "russia", "someone new"])


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    documents = {
        d.id: d
        for body in draw(st.lists(text.filter(bool), max_size=3, unique=True))
        for d in [Document.of(body, title=draw(st.none() | text), publisher=draw(st.none() | text.filter(bool)))]
    }
    claims = {}
    for document in documents.values():
        for _ in range(draw(st.integers(0, 3))):
            source, target = draw(st.permutations(["france", "mali_junta", "russia", "someone new"]))[:2]
            type_ = draw(st.sampled_from(sorted(load().relations)))
            evidence = Span(0, draw(number))
            claim = Claim(
                Claim.id_of(document.id, source, type_, target, evidence), document.id,
                Party(source, draw(text), "state", draw(st.none() | st.builds(Span, number, number))), type_,
                Party(target, draw(text), "state", None, draw(st.none() | text.filter(bool))),
                draw(st.sampled_from(Modality)), draw(st.none() | actor_ids), draw(date),
                draw(date | st.just("open")), evidence,
                draw(st.sampled_from(ClaimOrigin)), draw(st.booleans()), "x", "y",
                draw(st.floats(0, 1)),
            )  # fmt: skip
            if claim.attribution in (None, "france", source, target):
                claims[claim.id] = claim
    return assemble(documents.values(), claims.values(), load())


@given(graph=graphs())
@example(graph=Graph())
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_graph_comes_back(store: Store, graph: Graph) -> None:
    store.query(EMPTY, write=True)
    for since in (0, 1, None):  # the first into an empty store, the others over what is there
        store.write(graph, since=since)
        assert store.read() == graph


def test_a_failed_write_changes_nothing(store: Store) -> None:
    store.write(sample_graph())
    actor = Actor("new", "New", "state", aliases=({"a": 1},))  # type: ignore[arg-type]  # no database takes that
    with pytest.raises(StoreError):
        store.write(
            Graph(actors=(Actor("also", "Also", "state"), actor)), drop_documents=[sample_graph().documents[0].id]
        )
    assert store.read() == sample_graph()


def test_columns_and_values(store: Store) -> None:
    store.write(sample_graph())
    found = store.query(
        "MATCH (a:Actor {id: $id}) RETURN a.name AS name, a.wikidata AS q,"
        " date('2020-01-02') AS d, [1, 'x'] AS l, a AS node",
        {"id": "france"},
    )
    assert found.columns == ("name", "q", "d", "l", "node")
    ((name, _, day, items, node),) = found.rows
    assert (name, day, items, node["id"]) == ("France", "2020-01-02", [1, "x"], "france")


@pytest.mark.parametrize(
    "cypher", ["CREATE (n:Actor {id: 'x'})", "MATCH (n) DETACH DELETE n", "MATCH (a:Actor) SET a.name = 'x'"]
)
def test_reading_never_writes(store: Store, cypher: str) -> None:
    store.write(sample_graph())
    with pytest.raises(WriteRefused) as caught:
        store.query(cypher)
    assert caught.value.exit_code == 2
    assert caught.value.hint
    assert store.read() == sample_graph()


def test_writing_when_asked_to(store: Store) -> None:
    store.query("CREATE (n:Note {id: $id})", {"id": "x"}, write=True)
    assert store.query("MATCH (n:Note) RETURN n.id AS id").rows == (("x",),)


@pytest.mark.parametrize("cypher", ["MATCH (n RETURN n", "RETURN $missing AS x", ""])
def test_wrong_cypher(store: Store, cypher: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.query(cypher)
    assert "\n" not in str(caught.value)
    assert not isinstance(caught.value, WriteRefused)


@pytest.mark.parametrize("layout", [0, 99])
def test_another_layout_is_refused_with_the_command_to_run(where: str, layout: int) -> None:
    store = open_store(where, create=True)
    store.write(Graph())
    store.query("MATCH (m:Meta) SET m.layout = $layout", {"layout": layout}, write=True)
    store.close()
    for create in (False, True):
        with pytest.raises(StoreRefused, match=f"layout {layout}") as caught:
            open_store(where, create=create)
        assert "graphmali build PATH… --store OTHER" in str(caught.value.hint)


def test_an_index_that_an_older_graphmali_did_not_make_is_made(where: str) -> None:
    store = open_store(where, create=True)
    store.write(sample_graph())
    store.query("DROP INDEX document_path", write=True)
    store.close()
    with closing(open_store(where)) as older:
        assert [found.path for found in older.documents(of=[], at=["notes/mali.txt"])] == ["notes/mali.txt"]
    open_store(where, create=True).close()
    with closing(open_store(where)) as newer:
        newer.query("DROP INDEX document_path", write=True)  # there again
        assert newer.read() == sample_graph()
