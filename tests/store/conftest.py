from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest

from graphmali.store import Store, open_store
from tests.servers import Server
from tests.serving import PASSWORD, served

EMPTY = "MATCH (n) DETACH DELETE n"


@pytest.fixture(scope="session")
def bolt_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An embedded graph that is served for writing; the tests may empty it. Its access is :func:`with_access`."""
    store = str(tmp_path_factory.mktemp("bolt") / "graph")
    open_store(store, create=True).close()
    with served(store, "--write") as running:
        yield running.address


def with_access(patch: pytest.MonkeyPatch) -> None:
    """Sets ``NEO4J_*`` for what :func:`tests.serving.served` serves."""
    patch.setenv("NEO4J_PASSWORD", PASSWORD)
    for name in ("NEO4J_USERNAME", "NEO4J_DATABASE"):
        patch.delenv(name, raising=False)


@pytest.fixture
def where(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where a store of the kind that the test asks for can be made, with nothing in it."""
    if request.param == "embedded":
        return str(tmp_path / "graph")
    if request.param == "neo4j-lts":
        server: Server = request.getfixturevalue("neo4j_lts")
        uri = server.access(monkeypatch)
    else:
        uri = request.getfixturevalue("bolt_uri" if request.param == "bolt" else "neo4j_uri")
    if request.param == "bolt":
        with_access(monkeypatch)
    clear(uri)
    return uri


def clear(uri: str) -> None:
    """Empties a server's database, whatever a test left in it."""
    auth = (os.environ.get("NEO4J_USERNAME", "neo4j"), os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(uri, auth=auth) as driver:
        driver.execute_query(EMPTY, database_=os.environ.get("NEO4J_DATABASE"))


@pytest.fixture
def store(where: str) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(where, create=True)
    yield opened
    opened.close()
