"""The same commands over real Neo4j servers."""

from __future__ import annotations

import json

import pytest

from tests.servers import Server

from .conftest import Cli

pytestmark = pytest.mark.neo4j


@pytest.fixture(params=["neo4j_uri", "neo4j_lts"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    got: str | Server = request.getfixturevalue(request.param)
    return got if isinstance(got, str) else got.access(monkeypatch)


def test_a_graph_goes_to_neo4j_and_comes_back_the_same(cli: Cli, sample_store: str, server: str) -> None:
    assert cli("query", "-c", "MATCH (n) DETACH DELETE n", "--write", "--store", server).code == 0
    pushed = cli("push", server, "--store", sample_store)
    assert pushed.code == 0, pushed.err
    for kind in ("claims", "ties", "documents", "actors"):
        assert cli("export", kind, "--store", server).out == cli("export", kind, "--store", sample_store).out
    again = cli("push", server, "--store", sample_store)
    assert again.err == pushed.err
    assert cli("central", "--store", server).out == cli("central", "--store", sample_store).out


def test_doctor_says_that_neo4j_answers(cli: Cli, server: str) -> None:
    outcome = cli("doctor", "-f", "json", "--store", server)
    (store,) = [each for each in json.loads(outcome.out) if each["what"] == "store"]
    assert store["state"] == "ok"
    assert "answers" in store["detail"]
