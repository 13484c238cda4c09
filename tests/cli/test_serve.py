"""A graph that is served, asked by the official driver and by graphmali itself."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import neo4j
import pytest
from neo4j.exceptions import AuthError, Neo4jError

from graphmali.store import Store, open_store
from tests.serving import PASSWORD, SERVE, Served, environment, served
from tests.store.graphs import sample_graph

from .conftest import Cli

ACCESS = ("neo4j", PASSWORD)
IDS = "MATCH (a:Actor) RETURN a.id AS id ORDER BY id"

WRITES = [
    "CREATE (n:Actor {id: 'x'}) RETURN n",
    "CREATE (n:Unheard {id: 'x'})",
    "MERGE (n:Actor {id: 'x'})",
    "MERGE (n:Actor {id: 'france'}) ON MATCH SET n.name = 'x'",
    "MATCH (a:Actor {id: 'france'}) SET a.name = 'x'",
    "MATCH (a:Actor {id: 'france'}) SET a:Other",
    "MATCH (a:Actor {id: 'france'}) REMOVE a.name",
    "MATCH (n) DETACH DELETE n",
    "MATCH ()-[r]->() DELETE r",
    "MATCH (a:Actor {id: 'france'}), (b:Actor {id: 'russia'}) CREATE (a)-[:SUPPORTS {id: 'z'}]->(b)",
    "MATCH (a:Actor) CALL { WITH a SET a.x = 1 } RETURN count(*) AS n",
    "FOREACH (x IN [1] | CREATE (:Actor {id: 'f'}))",
    "CALL merge.node(['Actor'], {id: 'x'}, {}, {})",
    "CREATE INDEX names FOR (n:Actor) ON (n.name)",
    "CREATE CONSTRAINT names FOR (n:Actor) REQUIRE n.name IS UNIQUE",
    "DROP CONSTRAINT actor_id",
    "CREATE USER somebody SET PASSWORD 'long enough'",
    "ALTER USER neo4j SET PASSWORD 'long enough'",
    "DROP USER neo4j",
    "CREATE DATABASE other",
    "DROP DATABASE neo4j",
    "LOAD CSV FROM 'file:///etc/hosts' AS line RETURN line",
]


def make(folder: Path) -> str:
    store = open_store(str(folder / "graph"), create=True)
    store.write(sample_graph())
    store.close()
    return str(folder / "graph")


@pytest.fixture
def store(tmp_path: Path) -> str:
    return make(tmp_path)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Served]]:
    """A store's folder, and how it is served for reading only."""
    folder = make(tmp_path_factory.mktemp("serve"))
    with served(folder) as running:
        yield folder, running


@contextlib.contextmanager
def driver(address: str, access: tuple[str, str] | None = ACCESS) -> Iterator[neo4j.Driver]:
    with neo4j.GraphDatabase.driver(address, auth=access) as opened:
        yield opened


def autocommit(opened: neo4j.Driver, cypher: str) -> list[dict[str, Any]]:
    with opened.session() as session:
        return session.run(cypher).data()


def transaction(opened: neo4j.Driver, cypher: str) -> list[dict[str, Any]]:
    with opened.session() as session, session.begin_transaction() as open_one:
        rows = open_one.run(cypher).data()
        open_one.commit()
        return rows


def managed(opened: neo4j.Driver, cypher: str) -> list[dict[str, Any]]:
    with opened.session() as session:
        return session.execute_write(lambda open_one: open_one.run(cypher).data())


def test_it_says_how_to_connect(reading: tuple[str, Served]) -> None:
    folder, running = reading
    address = running.address
    assert re.fullmatch(r"bolt://127\.0\.0\.1:\d+", address)
    assert running.line == (
        f"serving {folder} at {address}, user neo4j, database neo4j, reading only;"
        f" connect with: cypher-shell -a {address} -u neo4j,"
        f' or in Python: neo4j.GraphDatabase.driver("{address}", auth=("neo4j", password))\n'
    )


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_the_driver_asks_it(reading: tuple[str, Served], scheme: str) -> None:
    address = reading[1].address.replace("bolt", scheme)
    with driver(address) as opened:
        opened.verify_connectivity()
        for ask in (autocommit, transaction, managed):
            assert [row["id"] for row in ask(opened, IDS)] == [actor.id for actor in sample_graph().actors]
        found = opened.execute_query(
            "MATCH p = (:Actor {id: $id})-[:FIGHTS]->() RETURN p", id="france", database_="neo4j"
        )
    ((path,),) = found.records
    assert isinstance(path, neo4j.graph.Path)
    assert [node["name"] for node in path.nodes] == ["France", "JNIM"]


def test_graphmali_asks_it_as_it_asks_the_folder(
    cli: Cli, reading: tuple[str, Served], store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    access(monkeypatch)
    for command in (["query", "who-condemned-whom", "-p", "since", "2021"], ["central"], ["export", "claims"]):
        asked = cli(*command, "--store", reading[1].address)
        assert asked.code == 0, asked.err
        assert asked.out
        assert asked.out == cli(*command, "--store", store).out


@pytest.fixture(scope="module")
def readers(reading: tuple[str, Served]) -> Iterator[list[neo4j.Driver]]:
    """A driver for each user."""
    with driver(reading[1].address) as one, driver(reading[1].address, ("reader", PASSWORD)) as other:
        yield [one, other]


@pytest.fixture(scope="module")
def seen(reading: tuple[str, Served]) -> Iterator[Store]:
    """The store as graphmali sees it at the address."""
    with pytest.MonkeyPatch.context() as patch:
        access(patch)
        opened = open_store(reading[1].address)
    yield opened
    opened.close()


@pytest.mark.parametrize("cypher", WRITES)
def test_reading_only_holds(readers: list[neo4j.Driver], seen: Store, cypher: str) -> None:
    before = schema(seen)
    for opened in readers:
        for way in (autocommit, transaction, managed):
            with pytest.raises(Neo4jError) as caught:
                way(opened, cypher)
            assert caught.value.code.startswith("Neo.ClientError.")
    assert schema(seen) == before
    assert seen.read() == sample_graph()


@pytest.mark.parametrize("cypher", ["PROFILE MATCH (n) DETACH DELETE n", "EXPLAIN MATCH (n) DETACH DELETE n"])
def test_what_only_looks_like_writing_writes_nothing(readers: list[neo4j.Driver], seen: Store, cypher: str) -> None:
    for way in (autocommit, transaction):
        assert way(readers[0], cypher) == []
    assert seen.read() == sample_graph()


def schema(seen: Store) -> list[Any]:
    asked = ("CALL db.labels()", "CALL db.relationshipTypes()", "SHOW CONSTRAINTS", "SHOW INDEXES")
    found = [sorted(map(str, seen.query(cypher).rows)) for cypher in asked]
    assert all(found)
    return found


def access(patch: pytest.MonkeyPatch) -> None:
    patch.setenv("NEO4J_PASSWORD", PASSWORD)
    for name in ("NEO4J_USERNAME", "NEO4J_DATABASE"):
        patch.delenv(name, raising=False)


def test_writing_is_refused_in_one_line(cli: Cli, reading: tuple[str, Served], monkeypatch: pytest.MonkeyPatch) -> None:
    access(monkeypatch)
    create = ("query", "-c", "MATCH (a:Actor) SET a.name = 'x'", "--store", reading[1].address)
    without, with_flag = cli(*create), cli(*create, "--write")
    assert (without.code, without.err.splitlines()[0]) == (2, "error: the statement would write")
    assert (with_flag.code, len(with_flag.err.splitlines())) == (3, 2)
    assert "serve --write" in with_flag.err


@pytest.mark.parametrize("given", [("neo4j", "not that one"), ("root", PASSWORD), ("", ""), None])
def test_nobody_else_comes_in(reading: tuple[str, Served], given: tuple[str, str] | None) -> None:
    with driver(reading[1].address, given) as opened, pytest.raises(AuthError):
        autocommit(opened, "RETURN 1 AS x")


def test_a_wrong_password_is_refused_in_one_line(
    cli: Cli, reading: tuple[str, Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    access(monkeypatch)
    monkeypatch.setenv("NEO4J_PASSWORD", "not that one")
    outcome = cli("actors", "--store", reading[1].address)
    assert (outcome.code, outcome.err.splitlines()[0]) == (
        3,
        f"error: {reading[1].address} refuses the user or password",
    )
    assert "not that one" not in outcome.err


@pytest.mark.parametrize("name", ["other", "../../graph", "/tmp"])
def test_there_is_no_other_database(
    cli: Cli, reading: tuple[str, Served], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    access(monkeypatch)
    monkeypatch.setenv("NEO4J_DATABASE", name)
    outcome = cli("actors", "--store", reading[1].address)
    assert (outcome.code, outcome.err.splitlines()[0]) == (3, f"error: {reading[1].address} has no database {name!r}")


def test_meanwhile_nobody_else_opens_the_folder(cli: Cli, reading: tuple[str, Served]) -> None:
    folder, running = reading
    outcome = cli("actors", "--store", folder)
    assert outcome.code == 3
    (error, _) = outcome.err.splitlines()
    assert error.startswith(f"error: {folder} is open in process {running.process.pid} (graphmali serve ")


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_it_listens_on_this_machine_alone(reading: tuple[str, Served]) -> None:
    process = Path("/proc", str(reading[1].process.pid))
    own = set()
    for file in (process / "fd").iterdir():
        with contextlib.suppress(FileNotFoundError):  # closed meanwhile
            own.add(str(file.readlink()))
    lines = [line.split() for kind in ("tcp", "tcp6") for line in (process / "net" / kind).read_text().splitlines()[1:]]
    listening = [line[1].partition(":")[0] for line in lines if line[3] == "0A" and f"socket:[{line[9]}]" in own]
    assert listening
    assert all(address.endswith("0100007F") for address in listening)


@pytest.mark.parametrize(
    ("signalled", "code", "said"), [(signal.SIGINT, 130, ["interrupted"]), (signal.SIGTERM, 0, [])]
)
def test_it_stops_when_told_and_leaves_nothing(
    store: str, tmp_path: Path, signalled: signal.Signals, code: int, said: list[str]
) -> None:
    files = sorted(file.name for file in Path(store).iterdir())
    rest, logs = tmp_path / "rest", tmp_path / "logs"
    rest.mkdir()
    with served(store, TMPDIR=str(rest), ARCADEDB_LOG_DIR=str(logs)) as running, driver(running.address) as opened:
        assert autocommit(opened, IDS)
        assert [file.name.startswith("graphmali-serve-") for file in rest.iterdir()] == [True]
        kept = [file.read_text("utf-8", "replace") for file in rest.rglob("*") if file.is_file()]
        running.process.send_signal(signalled)
        assert running.process.wait(60) == code
        assert running.process.stderr is not None
        assert running.process.stderr.read().split() == said
    assert list(rest.iterdir()) == []
    kept += [file.read_text("utf-8", "replace") for file in logs.iterdir()]
    assert kept
    assert not any(PASSWORD in text or "entre-nous" in text for text in kept)
    assert sorted(file.name for file in Path(store).iterdir()) == files
    with contextlib.closing(open_store(store)) as again:
        assert again.read() == sample_graph()


def test_a_kill_costs_nothing_that_was_written(store: str, tmp_path: Path) -> None:
    with served(store, "--write", TMPDIR=str(tmp_path)) as running:
        with driver(running.address) as opened:
            managed(opened, "CREATE (:Note {id: 'kept'})")
        running.process.kill()
        running.process.wait(60)
    with contextlib.closing(open_store(store)) as again:
        assert again.query("MATCH (n:Note) RETURN n.id AS id").rows == (("kept",),)
        assert again.read() == sample_graph()


def test_with_write_the_graph_changes_and_nothing_else(
    cli: Cli, store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    access(monkeypatch)
    (tmp_path / "secret.csv").write_text("secret\n")
    change = ("query", "-c", "MERGE (n:Note {id: 'x'}) SET n.text = 'y' RETURN n.text AS text", "--store")
    with served(store, "--write") as running:
        assert "reading and writing" in running.line
        refused = cli(*change, running.address)
        assert (refused.code, refused.err.splitlines()[0]) == (2, "error: the statement would write")
        assert cli(*change, running.address, "--write").out == '{"text": "y"}\n'
        with driver(running.address) as opened:
            for cypher in (
                f"LOAD CSV FROM 'file://{tmp_path}/secret.csv' AS line RETURN line",
                "CREATE USER somebody SET PASSWORD 'long enough'",
                "SHOW USERS",
            ):
                with pytest.raises(Neo4jError):
                    managed(opened, cypher)
        with driver(running.address, ("reader", PASSWORD)) as opened, pytest.raises(Neo4jError):
            managed(opened, "CREATE (:Note {id: 'z'})")
    assert json.loads(cli("query", "-c", "MATCH (n:Note) RETURN n.id AS id", "--store", store).out) == {"id": "x"}


def refusal(*arguments: str, **environ: str) -> tuple[int, list[str]]:
    done = subprocess.run(
        [*SERVE, *arguments], env=environment(**environ), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout == ""
    return done.returncode, done.stderr.splitlines()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_only_this_machine_is_served(store: str, host: str) -> None:
    code, (error, hint) = refusal("--store", store, "--host", host, NEO4J_PASSWORD=PASSWORD)
    assert code == 2
    assert error.startswith(f"error: {host} is not this machine alone")
    assert "ssh -L" in hint


def test_what_cannot_be_served(store: str, tmp_path: Path) -> None:
    none = str(tmp_path / "none")
    code, (error, _) = refusal("--store", none, NEO4J_PASSWORD=PASSWORD)
    assert (code, error) == (3, f"error: no graph at {none}")
    code, (error, _) = refusal("--store", "bolt://127.0.0.1:7687", NEO4J_PASSWORD=PASSWORD)
    assert (code, error) == (2, "error: bolt://127.0.0.1:7687 is a server already")
    code, (error, _) = refusal("--store", store, NEO4J_PASSWORD=PASSWORD, NEO4J_USERNAME="root")
    assert (code, error) == (2, "error: the user cannot be root")
    code, (error, hint) = refusal("--store", store)
    assert (code, error) == (2, "error: serve needs a password")
    assert "NEO4J_PASSWORD" in hint


def test_a_port_that_is_taken(store: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        code, (error, hint) = refusal("--store", store, "--port", str(port), NEO4J_PASSWORD=PASSWORD)
    assert (code, hint) == (2, "hint: give another --port")
    assert error == f"error: cannot listen at 127.0.0.1:{port} (address already in use)"


def test_on_a_terminal_a_password_is_made_and_shown_once(store: str) -> None:
    ours, theirs = os.openpty()
    command = [*SERVE, "--store", store, "--port", "0"]
    with subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=theirs, text=True
    ) as process, os.fdopen(ours) as terminal:  # fmt: skip
        os.close(theirs)
        assert process.stdout is not None
        line = process.stdout.readline()
        (password,) = re.findall(r"^password, for this run: (\S{16})$", terminal.readline())
        address = re.findall(r"bolt://[^\s,]+", line)[0]
        with driver(address, ("neo4j", password)) as opened:
            assert autocommit(opened, IDS)
        process.terminate()
        assert process.wait(60) == 0
        assert password not in line + process.stdout.read()
