"""The commands that show what is in a graph, over the graph of the sample documents."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .conftest import Cli

Records = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def records(cli: Cli, sample_store: str) -> Records:
    def call(*arguments: str) -> list[dict[str, Any]]:
        outcome = cli(*arguments, "--store", sample_store)
        assert outcome.code == 0, outcome.err
        return [json.loads(line) for line in outcome.out.split("\n") if line]

    return call


def test_central_in_json_is_an_unrounded_array(cli: Cli, sample_store: str) -> None:
    outcome = cli("central", "-f", "json", "--store", sample_store)
    ranked = json.loads(outcome.out)
    assert list(ranked[0])[:5] == ["rank", "id", "actor", "kind", "score"]
    assert [each["rank"] for each in ranked] == sorted(each["rank"] for each in ranked)
    assert [each["score"] for each in ranked] == sorted((each["score"] for each in ranked), reverse=True)
    assert any(len(str(each["score"])) > 8 for each in ranked)
    assert len(ranked[0]["ties"]) <= 3


def test_central_of_one_type_ranks_only_its_actors(records: Records) -> None:
    condemning = {end["id"] for tie in records("ties", "--type", "condemns") for end in (tie["source"], tie["target"])}
    assert {
        each["id"] for each in records("central", "--type", "CONDEMNS", "--no-exclude-generic", "--top", "999")
    } == condemning


def test_the_lists_are_what_export_writes(records: Records) -> None:
    for kind in ("claims", "ties"):
        assert records(kind) == records("export", kind)
    for kind in ("actors", "documents"):
        exported = records("export", kind)
        assert [{k: v for k, v in each.items() if k in exported[0]} for each in records(kind)] == [
            {k: v for k, v in each.items() if k in exported[0]} for each in exported
        ]


@pytest.mark.parametrize("name", ["russia", "Russia", "RUSSIE", "Russian"])
def test_an_actor_by_any_of_its_names(records: Records, name: str) -> None:
    found = records("ties", "--actor", name)
    assert found
    assert all("russia" in (tie["source"]["id"], tie["target"]["id"]) for tie in found)


def test_filters_only_ever_narrow(records: Records) -> None:
    every = {claim["id"] for claim in records("claims")}
    for flags in (
        ["--modality", "alleged"],
        ["--since", "2022"],
        ["--until", "2022"],
        ["--min-confidence", "0.9"],
        ["--type", "CONDEMNS"],
    ):
        some = {claim["id"] for claim in records("claims", *flags)}
        assert some < every, flags
    assert len(records("claims", "--limit", "3")) == 3
    assert all(claim["modality"] == "alleged" for claim in records("claims", "--modality", "alleged"))
    assert all(tie["origins"] >= 2 for tie in records("ties", "--min-origins", "2"))


def test_new_actors_are_those_that_the_vocabulary_lacks(records: Records) -> None:
    from graphmali.vocabulary import load

    known = load().actor_by_id
    new = {actor["id"] for actor in records("actors", "--new")}
    assert new == {actor["id"] for actor in records("actors") if load().actor(actor["id"]) is None}
    assert new.isdisjoint(known)


def test_documents_that_name_an_actor(records: Records) -> None:
    documents = {document["id"] for document in records("documents", "--actor", "russia")}
    naming = {claim["document"]["id"] for claim in records("claims", "--actor", "russia")}
    assert naming <= documents
    assert len(documents) < len(records("documents"))
    assert {document["language"] for document in records("documents", "--language", "fr")} == {"fr"}


def test_csv_and_tables_come_from_the_same_rows(cli: Cli, sample_store: str, records: Records) -> None:
    rows = list(csv.DictReader(io.StringIO(cli("ties", "-f", "csv", "--store", sample_store).out, newline="")))
    assert [row["id"] for row in rows] == [tie["id"] for tie in records("ties")]
    table = cli("ties", "-f", "table", "--store", sample_store).out.splitlines()
    assert len(table) == len(rows) + 2


def test_queries_list_what_query_runs(records: Records, cli: Cli, sample_store: str) -> None:
    outcome = cli("queries", "-f", "jsonl")
    listed = [json.loads(line) for line in outcome.out.splitlines()]
    assert len(listed) >= 12
    for query in listed:
        assert list(query) == ["name", "purpose", "parameters", "columns"]
        assert all(list(parameter) == ["name", "example"] for parameter in query["parameters"])
        given = [word for each in query["parameters"] for word in ("-p", each["name"], each["example"])]
        for row in records("query", query["name"], *given):
            assert list(row) == query["columns"]


def test_a_statement_with_a_parameter(records: Records) -> None:
    statement = "MATCH (a:Actor) WHERE a.id = $id RETURN a.id AS id, $n + 1 AS n"
    assert records("query", "-c", statement, "-p", "id", "russia", "-p", "n", "1") == [{"id": "russia", "n": 2}]


def test_a_statement_in_a_file(records: Records, tmp_path: Path) -> None:
    (tmp_path / "count.cypher").write_text("MATCH (a:Actor) RETURN count(a) AS actors")
    assert records("query", "count.cypher") == [{"actors": len(records("actors"))}]


def test_queries_only_read(cli: Cli, sample_store: str) -> None:
    outcome = cli("query", "-c", "CREATE (x:Actor {id: 'x'})", "--store", sample_store)
    assert outcome.code == 2
    assert outcome.err.startswith("error: ")


def test_a_missing_parameter_and_a_misspelt_query(cli: Cli, sample_store: str) -> None:
    outcome = cli("queries", "-f", "jsonl")
    query = next(q for q in map(json.loads, outcome.out.splitlines()) if q["parameters"])
    missing = cli("query", query["name"], "--store", sample_store)
    assert missing.code == 2
    assert f"needs -p {query['parameters'][0]['name']}" in missing.err
    misspelt = cli("query", query["name"][:-1], "--store", sample_store)
    assert misspelt.code == 2
    assert query["name"] in misspelt.err


def test_the_page_is_the_same_each_time(cli: Cli, sample_store: str, tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        assert cli("html", "-o", name, "--store", sample_store).code == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_push_copies_everything(cli: Cli, sample_store: str, records: Records) -> None:
    outcome = cli("push", "copy", "--store", sample_store)
    assert outcome.code == 0, outcome.err
    for kind in ("claims", "ties", "documents", "actors"):
        assert cli("export", kind, "--store", "copy").out == cli("export", kind, "--store", sample_store).out


def test_doctor_is_content(cli: Cli, sample_store: str) -> None:
    outcome = cli("doctor", "-f", "json", "--store", sample_store)
    found = {each["what"]: each for each in json.loads(outcome.out)}
    assert outcome.code == 0
    assert found["store"]["state"] == "ok"
    assert found["encoder, English and French"]["state"] == "ok"
    assert found["English parser (rules)"]["state"] == "ok"


def test_doctor_says_what_does_not_answer(cli: Cli) -> None:
    outcome = cli("doctor", "-f", "json", "--store", "bolt://127.0.0.1:9")
    found = {each["what"]: each for each in json.loads(outcome.out)}
    assert outcome.code == 1
    assert found["store"]["state"] == "broken"


@pytest.mark.parametrize("command", ["actors", "ties", "claims", "documents", "central", "html"])
def test_no_store_is_a_clear_error(cli: Cli, command: str, tmp_path: Path) -> None:
    outcome = cli(command)
    assert outcome.code in (2, 3)
    assert outcome.err.startswith("error: ")
    assert "internal" not in outcome.err
    assert list(tmp_path.iterdir()) == []
