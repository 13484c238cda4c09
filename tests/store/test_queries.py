"""The library of saved queries: each has the columns that it promises, and the same rows wherever it is asked."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphmali.cli.app import run
from graphmali.errors import ConfigurationError, UnknownName
from graphmali.store import Rows, Store, open_store, queries
from tests.serving import served
from tests.store.conftest import clear, with_access
from tests.store.graphs import sample_graph

NAMES = [query.name for query in queries.load()]


def filled(folder: Path) -> Store:
    store = open_store(str(folder / "graph"), create=True)
    store.write(sample_graph())
    return store


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = filled(tmp_path_factory.mktemp("queries"))
    yield store
    store.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where a filled graph lies that nobody has open."""
    place = tmp_path_factory.mktemp("examples")
    filled(place).close()
    return str(place / "graph")


@pytest.fixture(scope="module")
def bolt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("served")
    filled(folder).close()
    with served(str(folder / "graph")) as running:
        with pytest.MonkeyPatch.context() as patch:
            with_access(patch)
            store = open_store(running.address)
        yield store
        store.close()


@pytest.fixture(scope="module", params=["neo4j_uri", "neo4j_lts"])
def server(request: pytest.FixtureRequest) -> Iterator[Store]:
    got = request.getfixturevalue(request.param)
    with pytest.MonkeyPatch.context() as patch:
        uri = got if isinstance(got, str) else got.access(patch)
        clear(uri)
        store = open_store(uri, create=True)
        store.write(sample_graph())
        yield store
        store.close()
        clear(uri)


def ask(store: Store, name: str) -> Rows:
    query = queries.find(name)
    values = {p.name: int(p.example) if p.type == "int" else p.example for p in query.parameters}
    return store.query(query.cypher, values)


def test_there_are_enough() -> None:
    assert len(NAMES) >= 16


@pytest.mark.parametrize("name", NAMES)
def test_its_examples_find_something(embedded: Store, name: str) -> None:
    found = ask(embedded, name)
    assert found.rows
    assert found.columns == queries.find(name).columns


@pytest.mark.parametrize("name", NAMES)
def test_its_example_is_a_command_that_finds_something(folder: str, name: str, tmp_path: Path) -> None:
    query = queries.find(name)
    given = [word for each in query.parameters for word in ("-p", each.name, each.example)]
    program, *arguments = shlex.split(query.example)
    assert (program, arguments) == ("graphmali", ["query", name, *given])
    out = tmp_path / "rows.jsonl"
    assert run([*arguments, "--store", folder, "-f", "jsonl", "-o", str(out)]) == 0
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert rows
    assert {tuple(row) for row in rows} == {query.columns}


@pytest.mark.parametrize("name", NAMES)
def test_it_answers_alike_over_bolt(embedded: Store, bolt: Store, name: str) -> None:
    assert ask(bolt, name) == ask(embedded, name)


@pytest.mark.neo4j
@pytest.mark.parametrize("name", NAMES)
def test_neo4j_answers_alike(embedded: Store, server: Store, name: str) -> None:
    assert ask(server, name) == ask(embedded, name)


def test_an_unknown_name_has_a_hint() -> None:
    with pytest.raises(UnknownName) as caught:
        queries.find("who-back")
    assert "who-backs" in str(caught.value.hint)


@pytest.mark.parametrize(
    "text", ["RETURN 1 AS x", "// purpose: p\n// columns: x\n", "// parameter: nonsense\nRETURN 1 AS x"]
)
def test_a_wrong_header_names_its_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "q.cypher"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        queries.parse(file)
    assert str(caught.value.where).startswith(str(file))
