from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import neo4j
import pytest

from graphmali.store import Store, open_store

EMPTY = "MATCH (n) DETACH DELETE n"


@pytest.fixture
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a store of the kind that the test asks for can be made, with nothing in it."""
    if request.param == "embedded":
        return str(tmp_path / "graph")
    uri: str = request.getfixturevalue("neo4j_uri")
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
