"""A Neo4j that is killed in the middle of a build, that stays away, that comes back, that comes back read-only."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import neo4j
import pytest

from graphmali.cli.app import run
from graphmali.errors import StoreError
from graphmali.exchange import EXPORTERS
from graphmali.model import Graph
from graphmali.store import neo4j as adapter
from graphmali.store import open_store
from tests.servers import Server
from tests.store.calls import CALLS
from tests.store.conftest import clear
from tests.store.listening import Cable

pytestmark = pytest.mark.neo4j

DOWN = "hint: is the server running, and is the address right? see: docker compose up -d"
READ_ONLY = "server.databases.default_to_read_only=true"
BLOCKED = "SHOW TRANSACTIONS YIELD status WHERE status STARTS WITH 'Blocked' RETURN count(*) AS n"

Command = Callable[..., tuple[int, str, list[str]]]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs a command line; gives its exit code, its output, and the lines that it wrote to stderr."""

    def call(*arguments: str) -> tuple[int, str, list[str]]:
        code = run(list(arguments))
        said = capsys.readouterr()
        assert os.environ["NEO4J_PASSWORD"] not in said.out + said.err
        return code, said.out, said.err.splitlines()

    return call


@pytest.fixture
def uri(neo4j_lts: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    where = neo4j_lts.access(monkeypatch)
    clear(where)
    return where


@pytest.fixture
def first(tmp_path: Path) -> str:
    """A document that makes the actor that the others speak of too."""
    file = tmp_path / "first.txt"
    file.write_text("Russia has supplied weapons to Mali since 2019.", encoding="utf-8")
    return str(file)


@pytest.fixture
def many(tmp_path: Path) -> str:
    """Sixty documents."""
    file = tmp_path / "many.jsonl"
    told = "Russia has supplied weapons to Mali since {}. ECOWAS condemned the coup on {} May 2021."
    lines = [{"id": str(n), "text": told.format(1960 + n, 1 + n % 31), "language": "en"} for n in range(60)]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return str(file)


def build(*paths: str, into: str) -> list[str]:
    return ["build", *paths, "--store", into, "--extractor", "rules", "--jobs", "1", "-q"]


def exported(command: Command, where: str) -> list[str]:
    """The whole graph, as bytes that are the same for the same graph."""
    told = [command("export", what, "--store", where) for what in EXPORTERS]
    assert {code for code, _, _ in told} == {0}
    return [out for _, out, _ in told]


def graph_at(where: str) -> Graph:
    with closing(open_store(where)) as store:
        return store.read()


@contextmanager
def in_the_middle(uri: str, do: Callable[[], None]) -> Iterator[None]:
    """Does it once the next change has written its documents and waits for the actor that is held up here."""
    over, done = threading.Event(), threading.Event()

    def wait() -> None:
        with opened(uri) as looking:
            while not over.is_set() and not looking.execute_query(BLOCKED).records[0]["n"]:
                over.wait(0.05)
        if not over.is_set():
            do()
            done.set()

    with opened(uri) as driver, driver.session() as session:
        held = session.begin_transaction()
        assert held.run("MATCH (a:Actor {id: 'russia'}) SET a.held = true RETURN a").single()
        thread = threading.Thread(target=wait)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()
    assert done.is_set()


def opened(uri: str) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(uri, auth=(os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"]))


def test_a_server_that_restarts_under_a_build(
    command: Command, neo4j_lts: Server, uri: str, first: str, many: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(adapter, "_RETRYING", 600.0)  # on a slow machine a server takes its time to start
    assert command(*build(first, into=uri))[0] == 0

    def restart() -> None:
        neo4j_lts.kill()
        neo4j_lts.start()

    with in_the_middle(uri, restart):
        code, out, err = command(*build(many, into=uri))
    assert (code, err) == (0, [])
    assert "60 new" in out
    aside = str(tmp_path / "aside")
    assert command(*build(first, many, into=aside))[0] == 0
    assert exported(command, uri) == exported(command, aside)


def test_a_build_that_fails_is_done_again(
    command: Command, uri: str, first: str, many: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "_RETRYING", 0.0)
    scheme, _, place = uri.partition("://")
    assert command(*build(first, into=uri))[0] == 0
    before = graph_at(uri)
    cable = Cable(int(place.rpartition(":")[2]))
    with in_the_middle(uri, cable.cut):
        code, out, (error, hint) = command(*build(many, into=f"{scheme}://127.0.0.1:{cable.port}"))
    assert (code, out, hint) == (3, "", DOWN)
    assert "does not answer" in error
    assert graph_at(uri) == before
    assert command(*build(many, into=uri))[0] == 0
    aside = str(tmp_path / "aside")
    assert command(*build(first, many, into=aside))[0] == 0
    assert exported(command, uri) == exported(command, aside)


def test_a_server_that_dies_under_a_build_and_comes_back_read_only(
    command: Command, neo4j_lts: Server, uri: str, first: str, many: str, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(adapter, "_RETRYING", 0.0)
    assert command(*build(first, into=uri))[0] == 0
    store = open_store(uri)
    before = store.read()

    with in_the_middle(uri, neo4j_lts.kill):
        code, out, (error, hint) = command(*build(many, into=uri))
    assert (code, out, hint) == (3, "", DOWN)
    assert error.startswith(f"error: {uri} does not answer")
    for call in CALLS.values():
        with pytest.raises(StoreError, match="does not answer") as caught:
            call(store)
        assert caught.value.exit_code == 3
    store.close()
    down = [f"error: {uri} does not answer (Connection refused)", DOWN]
    assert command("actors", "--store", uri) == (3, "", down)
    assert command(*build(many, into=uri)) == (3, "", down)

    neo4j_lts.start(READ_ONLY)
    assert graph_at(uri) == before  # nothing of what was half written
    aside = str(tmp_path / "aside")
    assert command(*build(first, into=aside))[0] == 0
    why = "hint: server.databases.default_to_read_only or server.databases.read_only in its neo4j.conf says so"
    for refused in (
        build(many, into=uri),
        ["push", uri, "--store", aside],
        ["demo", "--store", uri],
        ["query", "-c", "MATCH (n) DETACH DELETE n", "--write", "--store", uri],
    ):
        assert command(*refused) == (3, "", [f"error: {uri} is read-only", why])
    dry = command(*build(many, into=uri), "--dry-run")
    assert (dry[0], "60 new" in dry[1]) == (0, True)
    assert graph_at(uri) == before
