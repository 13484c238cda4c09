"""The first graph of an embedded store goes in by the engine's bulk path: whole or not at all."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from graphmali.errors import StoreBusy, StoreError
from graphmali.model import Document, Graph, Span
from graphmali.store import Store, layout, open_store
from graphmali.store.cypher import CypherStore
from tests.store.graphs import sample_graph

DIES = """
import os, signal, sys
from graphmali.store import bulk, layout, open_store
from tests.store.graphs import sample_graph

where, what, number = sys.argv[1], sys.argv[2], int(sys.argv[3])
layout.BATCH = 2
bulk._EDGES = 4  # the engine writes edges while others still come
rows, change = getattr(layout, what, None), bulk._change

def dying(graph):
    for count, each in enumerate(rows(graph)):
        if count == number:
            os.kill(os.getpid(), signal.SIGKILL)
        yield each

def dying_before(database, cypher, parameters):
    if cypher == getattr(bulk, what):
        os.kill(os.getpid(), signal.SIGKILL)
    return change(database, cypher, parameters)

if rows:
    setattr(layout, what, dying)
else:
    bulk._change = dying_before
open_store(where, create=True).write(sample_graph())
print("survived")
"""


@pytest.fixture
def where(tmp_path: Path) -> str:
    where = str(tmp_path / "graph")
    open_store(where, create=True).close()
    return where


def loads_and_dies(where: str, what: str, number: int = 0) -> None:
    command = [sys.executable, "-c", DIES, where, what, str(number)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, ""), done.stderr


def left_in(store: Store) -> tuple[object, ...]:
    return store.query("MATCH (n) RETURN count(n) AS n").rows[0]


@pytest.mark.parametrize(
    ("what", "number"),
    [("_BEGIN", 0), ("nodes", 1), ("nodes", 20), ("edges", 0), ("edges", 41), ("edges", 90), ("_END", 0)],
)
def test_of_a_killed_load_nothing_is_left(where: str, what: str, number: int) -> None:
    loads_and_dies(where, what, number)
    with closing(open_store(where)) as store:
        assert (left_in(store), store.revision(), store.read()) == ((0,), 0, Graph())
        store.write(sample_graph(), since=0)
    with closing(open_store(where)) as store:
        assert (store.read(), store.revision()) == (sample_graph(), 1)


def test_nor_of_one_that_was_killed_while_it_was_cleared_away(where: str) -> None:
    loads_and_dies(where, "_END")
    loads_and_dies(where, "_FORGET")
    with closing(open_store(where)) as store:
        assert (left_in(store), store.read()) == ((0,), Graph())


def test_what_goes_wrong_leaves_nothing(where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = layout.edges

    def interrupted(graph: Graph) -> Iterator[object]:
        yield next(rows(graph))
        raise KeyboardInterrupt

    monkeypatch.setattr(layout, "edges", interrupted)
    with closing(open_store(where)) as store:
        with pytest.raises(KeyboardInterrupt):
            store.write(sample_graph())
        monkeypatch.undo()
        assert (left_in(store), store.revision()) == ((0,), 0)
        store.write(sample_graph())
        assert store.read() == sample_graph()


def test_it_leaves_what_the_statements_leave(tmp_path: Path) -> None:
    everything = (
        "MATCH (n) OPTIONAL MATCH (n)-[r]->(m)"
        " RETURN labels(n) AS label, n AS node, type(r) AS type, r AS edge, m.id AS target ORDER BY n.id, type, target"
    )
    with (
        closing(open_store(str(tmp_path / "one"), create=True)) as bulky,
        closing(open_store(str(tmp_path / "other"), create=True)) as other,
    ):
        bulky.write(sample_graph())
        CypherStore.write(other, sample_graph())  # type: ignore[arg-type]
        assert bulky.query(everything) == other.query(everything)


def test_only_into_a_store_without_a_node(where: str) -> None:
    with closing(open_store(where)) as store:
        store.query("CREATE (n:Actor {id: 'france', name: 'Mine'})", write=True)
        store.write(sample_graph())
        assert store.read() == sample_graph()


def test_not_over_what_another_process_wrote(where: str) -> None:
    with closing(open_store(where)) as store:
        with pytest.raises(StoreBusy):
            store.write(sample_graph(), since=3)
        assert left_in(store) == (0,)


def test_ends_that_are_not_there_make_no_edges(where: str) -> None:
    document = Document.of("A copy.")
    with closing(open_store(where)) as store:
        store.write(Graph(documents=(document,), copies={document.id: "elsewhere"}, partial=True))
        assert store.read() == Graph(documents=(document,))


@pytest.mark.parametrize("number", [2**31, 2**53 + 1, 2**63 - 1])
def test_big_numbers_stay_what_they_are(where: str, number: int) -> None:
    graph = sample_graph()
    claim, *others = graph.claims
    grown = replace(claim, source=replace(claim.source, span=Span(0, number)))
    with closing(open_store(where)) as store:
        store.write(replace(graph, claims=(grown, *others)))
        assert store.read().claim_by_id[claim.id] == grown


@pytest.mark.parametrize("number", [2**63, 2**70])
def test_bigger_ones_are_refused(where: str, number: int) -> None:
    graph = sample_graph()
    claim, *others = graph.claims
    grown = replace(claim, source=replace(claim.source, span=Span(0, number)))
    with closing(open_store(where)) as store:
        with pytest.raises(StoreError):
            store.write(replace(graph, claims=(grown, *others)))
        assert left_in(store) == (0,)
