from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from graphmali.model import Actor, Document
from graphmali.store import open_store
from tests.sample import TEXT, claim, graph

from .conftest import Cli, Outcome

STRUCTURE = [["blocs"], ["balance"], ["path", "Mali", "France"], ["similar", "Mali"]]


@pytest.fixture(scope="module")
def crisis(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Mali and Niger against France and ECOWAS; the army of Mali is with France; =evil() meets Mali."""
    folder = str(tmp_path_factory.mktemp("crisis") / "store")
    found = graph(
        claim("d1", "mali", "ALLIED_WITH", "niger"),
        claim("d2", "mali", "ALLIED_WITH", "niger"),
        claim("d1", "france", "SUPPORTS", "ecowas"),
        claim("d1", "ecowas", "SANCTIONS", "mali"),
        claim("d2", "ecowas", "SANCTIONS", "niger"),
        claim("d1", "mali", "BREAKS_WITH", "france"),
        claim("d2", "france", "AIDS", "niger"),
        claim("d2", "army", "COOPERATES_WITH", "france"),
        claim("d1", "evil", "MEETS", "mali"),
        claim("d1", "civilians", "SUPPORTS", "mali"),
        claim("d1", "lone", "SUPPORTS", "wolf"),
        actors=(
            Actor("mali", "Mali", "state"),
            Actor("army", "Malian army", "military", part_of="mali"),
            Actor("evil", "=evil()\x1b[31m", "person"),
            Actor("civilians", "civilians", "population"),
        ),
        documents=(Document("d1", TEXT, publisher="Studio Tamani", published="2022-01-10"),),
    )
    store = open_store(folder, create=True)
    store.write(found)
    store.close()
    return folder


def rows(outcome: Outcome) -> list[Any]:
    assert outcome.code == 0, outcome.err
    found = json.loads(outcome.out)
    assert isinstance(found, list)
    return found


def test_blocs_with_members_bridges_and_the_words(cli: Cli, crisis: str) -> None:
    outcome = cli("blocs", "--store", crisis, "-f", "json")
    first, third, second = rows(outcome)
    assert [[m["id"] for m in bloc["members"]] for bloc in (first, third, second)] == [
        ["france", "army", "ecowas"], ["wolf", "lone"], ["mali", "niger"],
    ]  # fmt: skip
    assert (first["bloc"], first["size"], second["opposition"]) == (1, 3, 1)
    (bridge,) = second["bridges"]
    assert (bridge["id"], bridge["to"], bridge["weight"]) == ("niger", 1, 1)
    assert bridge["ties"][0]["type"] == "AIDS"
    assert bridge["ties"][0]["quote"] == {
        "text": TEXT, "outlet": None, "published": "2024-05-01", "modality": "asserted",
        "claim": bridge["ties"][0]["quote"]["claim"], "document": "d2",
    }  # fmt: skip
    assert second["facing"] == [{"bloc": 1, "positive": 1, "negative": 3}]
    assert "left out: 1 actors" in outcome.err
    assert "1 actors stand in blocs of less than 2" in outcome.err
    # The army counts as Mali: nobody is on both sides any more.
    states = rows(cli("blocs", "--store", crisis, "-f", "json", "--level", "state"))
    assert [{m["id"] for m in bloc["members"]} for bloc in states] == [
        {"ecowas", "france"}, {"lone", "wolf"}, {"mali", "niger"},
    ]  # fmt: skip
    alone = rows(cli("blocs", "--store", crisis, "-f", "json", "--min-size", "1"))[-1]
    assert [member["id"] for member in alone["members"]] == ["evil"]


def test_balance_tells_triads_the_index_and_what_does_not_fit(cli: Cli, crisis: str) -> None:
    found = json.loads(cli("balance", "--store", crisis, "-f", "json").out)
    # Mali–Niger–ECOWAS + − −, Mali–Niger–France + + −, Mali–France–ECOWAS + − −, Niger–France–ECOWAS + + −.
    assert [triad["count"] for triad in found["triads"]] == [0, 2, 2, 0]
    assert found["frustration"] == {"lower": 1, "upper": 1, "exact": True}
    (misfit,) = found["frustrated"]
    assert [end["id"] for end in misfit["actors"]] == ["france", "niger"]
    assert (misfit["sign"], misfit["claims"], misfit["ties"][0]["quote"]["text"]) == (1, 1, TEXT)
    outcome = cli("balance", "--store", crisis, "-f", "csv")
    assert "frustration index: exactly 1 of 8 pairs" in outcome.err
    table = {row["what"]: row for row in csv.DictReader(outcome.out.splitlines())}
    assert table["frustration, exact"]["count"] == "1"
    assert table["triads + − −"]["share"] == "0.5"
    assert table["does not fit"]["actors"] == "France – Niger"
    assert table["does not fit"]["quote"] == TEXT


def test_a_path_with_the_words_of_each_step(cli: Cli, crisis: str) -> None:
    first, second, third = rows(cli("path", "Niger", "france", "--store", crisis, "-f", "json"))
    assert [[s["to"]["id"] for s in chain["steps"]] for chain in (first, second, third)] == [
        ["france"], ["mali", "france"], ["ecowas", "france"],
    ]  # fmt: skip
    assert (second["length"], second["sign"]) == (1.5, -1)
    assert second["strength"] == pytest.approx(2 / 3)
    assert second["steps"][0]["ties"][0]["origins"] == 2
    assert second["steps"][1]["ties"][0]["quote"]["outlet"] == "Studio Tamani"
    (only,) = rows(cli("path", "Niger", "france", "--store", crisis, "-f", "json", "--directed"))
    assert [step["to"]["id"] for step in only["steps"]] == ["mali", "france"]
    table = cli("path", "Niger", "france", "--store", crisis, "-f", "table", "--limit", "1").out
    assert "AIDS ← (1, positive)" in table
    assert TEXT in table


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["path", "Niger", "lone"], 0, "no chain of at most 4 steps from Niger to lone"),
        (["path", "Niger", "lone", "--type", "MEETS"], 0, "Niger: no ties in this view"),
        (["similar", "lone"], 0, "nobody has a tie in common with lone"),
        (["similar", "civilians"], 0, "civilians: no ties in this view"),
        (["path", "Niger", "niger"], 2, "are the same actor"),
        (["path", "Malian army", "Mali", "--level", "state"], 2, "are the same actor"),
        (["path", "Niger", "Frnace"], 2, "did you mean France"),
        (["similar", "Nigger"], 2, "no actor"),
    ],
)
def test_what_is_not_there_is_said(cli: Cli, crisis: str, arguments: list[str], code: int, words: str) -> None:
    outcome = cli(*arguments, "--store", crisis)
    assert (outcome.code, outcome.out) == (code, "")
    assert words in outcome.err
    if code == 0:
        assert rows(cli(*arguments, "--store", crisis, "-f", "json")) == []


def test_similar_with_reasons_that_add_up(cli: Cli, crisis: str) -> None:
    first, *_ = rows(cli("similar", "Mali", "--store", crisis, "-f", "json"))
    assert (first["rank"], first["id"]) == (1, "niger")
    assert first["score"] == pytest.approx(sum(shared["contribution"] for shared in first["shared"]))
    assert {(s["what"], s["direction"], s["id"]) for s in first["shared"]} == {
        ("SANCTIONS", "in", "ecowas"), ("negative", "in", "ecowas"),
    }  # fmt: skip
    assert len(rows(cli("similar", "Mali", "--store", crisis, "-f", "json", "--limit", "1"))) == 1


@pytest.mark.parametrize("command", STRUCTURE, ids=lambda command: command[0])
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md"])
def test_nothing_in_a_name_runs_and_the_same_bytes_come_again(
    cli: Cli, crisis: str, command: list[str], form: str
) -> None:
    arguments = [*command, "--store", crisis, "-f", form, "--no-exclude-generic"]
    if command[0] == "blocs":
        arguments += ["--min-size", "1"]
    first = cli(*arguments)
    assert first.code == 0, first.err
    assert form == "csv" or "\x1b" not in first.out
    if form == "csv":
        assert not any(
            cell.startswith(("=", "+", "-", "@")) for row in csv.reader(first.out.splitlines()) for cell in row
        )
    assert cli(*arguments) == first


@pytest.mark.parametrize("command", STRUCTURE, ids=lambda command: command[0])
def test_an_empty_graph_is_no_error(cli: Cli, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "empty.txt").write_text("Nothing happened.")
    assert cli("build", "empty.txt", "--store", "store", "-q").code == 0
    outcome = cli(*command, "--store", "store", "-f", "json")
    assert outcome.code == 0, outcome.err
    found = json.loads(outcome.out)
    if command[0] == "balance":
        assert found["frustration"] == {"lower": 0, "upper": 0, "exact": True}
        assert [triad["share"] for triad in found["triads"]] == [None] * 4
    else:
        assert found == []
