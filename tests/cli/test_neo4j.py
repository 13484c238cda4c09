"""The same commands over a real Neo4j server."""

from __future__ import annotations

import json

import pytest

from .conftest import Cli

pytestmark = pytest.mark.neo4j


@pytest.fixture
def server(neo4j_uri: str) -> str:
    return neo4j_uri


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


def test_a_wrong_password_is_refused_in_one_line(cli: Cli, server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "not the password")
    outcome = cli("actors", "--store", server)
    assert outcome.code == 3
    assert outcome.err.startswith("error: ")
    assert "not the password" not in outcome.err
