"""No error of a driver, an engine or the system gets out of a store: only ours do."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphmali import pipeline
from graphmali.config import Settings
from graphmali.errors import StoreError, StoreUnavailable
from graphmali.model import Actor, Graph
from graphmali.store import Store, open_store
from tests.store.calls import CALLS
from tests.store.conftest import EMPTY
from tests.store.graphs import sample_graph
from tests.store.listening import Cable

RULES = Settings(jobs=1, extractor="rules")
KINDS = ["embedded", "bolt", *(pytest.param(kind, marks=pytest.mark.neo4j) for kind in ("neo4j", "neo4j-lts"))]
on_every_store = pytest.mark.parametrize("where", KINDS, indirect=True)


def test_every_method_is_called() -> None:
    methods = {name for name, value in vars(Store).items() if callable(value) and not name.startswith("_")}
    assert methods == {name.partition(" ")[0] for name in CALLS} | {"close"}


@on_every_store
def test_of_a_closed_store(store: Store) -> None:
    store.close()
    for call in CALLS.values():
        with pytest.raises(StoreError) as caught:
            call(store)
        assert caught.value.exit_code == 3
        assert "\n" not in str(caught.value)
    store.close()


VALUES: list[Any] = [2**63, -(2**63) - 1, "\ud800", object(), {"a": object()}, {1, 2}, [[object()]], 1 + 2j, Ellipsis]


@on_every_store
@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_of_a_value_that_no_database_has(store: Store, value: Any) -> None:
    for parameters in ({"x": value}, {"x": [value]}, {"x": {"y": value}}):
        for write in (False, True):
            with contextlib.suppress(StoreError):
                store.query("RETURN $x AS x", parameters, write=write)
    with contextlib.suppress(StoreError):
        store.write(Graph(actors=(Actor("a", value, "state"),)))
    assert store.query("RETURN 1 AS x").rows == ((1,),)


@on_every_store
@pytest.mark.parametrize("cypher", ["\ud800", "RETURN '\ud800' AS x", "\0", "RETURN 1 AS `\0`", "CALL nothing.such()"])
def test_of_a_statement_that_no_database_takes(store: Store, cypher: str) -> None:
    for write in (False, True):
        with contextlib.suppress(StoreError):
            store.query(cypher, write=write)
    assert store.query("RETURN 1 AS x").rows == ((1,),)


# A connection that breaks while it saves: the change is there, and nobody has said so


@pytest.fixture
def cable(where: str) -> Iterator[Cable]:
    place = where.partition("://")[2]
    if not where.startswith("bolt://"):
        pytest.skip("NEO4J_URI names no bolt:// address, through which the test could look")
    led = Cable(int(place.rpartition(":")[2]))
    yield led
    led.cut()


@pytest.fixture
def led(cable: Cable) -> Iterator[Store]:
    opened = open_store(f"bolt://127.0.0.1:{cable.port}", create=True)
    yield opened
    opened.close()


@pytest.mark.neo4j
@pytest.mark.parametrize("where", ["neo4j"], indirect=True)
class TestABreakWhileItSaves:
    def test_a_write_is_done_again(self, cable: Cable, led: Store) -> None:
        cable.break_at_commit()
        led.write(sample_graph())
        assert cable.broken == 1
        assert led.read() == sample_graph()

    def test_a_build_looks_again(self, cable: Cable, led: Store, tmp_path: Path) -> None:
        (tmp_path / "one.txt").write_text("Russia has supplied weapons to Mali since 2020.", encoding="utf-8")
        expected = pipeline.build([str(tmp_path)], settings=RULES)
        number = 0
        while cable.broken == number:  # at each of its commits in turn, of those that only read too
            number += 1
            led.query(EMPTY, write=True)
            cable.break_at_commit(number)
            pipeline.build_into(led, [str(tmp_path)], settings=RULES)
            cable.break_at_commit(0)
            assert led.read() == expected
        assert number > 5

    def test_a_statement_is_not_done_again(self, cable: Cable, led: Store) -> None:
        cable.break_at_commit()
        with pytest.raises(StoreUnavailable, match="was lost while it saved") as caught:
            led.query("CREATE (n:Note)", write=True)
        assert caught.value.hint == "the change may be there or not"
        assert led.query("MATCH (n:Note) RETURN count(n) AS n").rows == ((1,),)
