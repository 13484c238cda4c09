"""The library of saved queries: each has the columns that it promises, and the same rows on both stores."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphmali.errors import ConfigurationError, UnknownName
from graphmali.store import Rows, Store, open_store, queries
from tests.store.conftest import clear
from tests.store.graphs import sample_graph

NAMES = [query.name for query in queries.load()]


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(str(tmp_path_factory.mktemp("queries") / "graph"), create=True)
    store.write(sample_graph())
    yield store
    store.close()


@pytest.fixture(scope="module")
def server(neo4j_uri: str) -> Iterator[Store]:
    clear(neo4j_uri)
    store = open_store(neo4j_uri, create=True)
    store.write(sample_graph())
    yield store
    store.close()
    clear(neo4j_uri)


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


@pytest.mark.neo4j
@pytest.mark.parametrize("name", NAMES)
def test_both_stores_answer_alike(embedded: Store, server: Store, name: str) -> None:
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
