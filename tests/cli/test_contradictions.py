from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphmali.model import Actor, Document, Modality
from graphmali.store import open_store
from tests.sample import TEXT, claim, graph

from .conftest import Cli


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The army is said, and denied, to have killed civilians; France goes from aid to threats."""
    folder = str(tmp_path_factory.mktemp("disputed") / "store")
    found = graph(
        claim("d1", "army", "ATTACKS", "civilians", modality=Modality.ALLEGED),
        claim("d2", "army", "ATTACKS", "civilians", modality=Modality.DENIED),
        claim("d1", "france", "AIDS", "mali", start="2021-05"),
        claim("d2", "france", "THREATENS", "mali", start="2022-03"),
        claim("d1", "mali", "MEMBER_OF", "ecowas", start="1975", end="2022-02"),
        actors=(Actor("army", "Malian army", "military"), Actor("civilians", "civilians", "population")),
        documents=(
            Document("d1", TEXT, publisher="Studio Tamani\x1b[31m", published="2022-03-10"),
            Document("d2", TEXT, publisher="=ORTM()", published="2022-03-12"),
        ),
    )
    opened = open_store(folder, create=True)
    opened.write(found)
    opened.close()
    return folder


def test_conflicts_stand_side_by_side_with_outlets_and_words(cli: Cli, store: str) -> None:
    outcome = cli("conflicts", "--store", store, "-f", "json")
    (found,) = json.loads(outcome.out)
    assert (found["conflict"], found["source"]["id"], found["target"]["id"]) == ("denied", "army", "civilians")
    assert [(c["type"], c["modality"], c["outlet"], c["text"]) for c in found["told"] + found["against"]] == [
        ("ATTACKS", "alleged", "Studio Tamani\x1b[31m", TEXT), ("ATTACKS", "denied", "=ORTM()", TEXT),
    ]  # fmt: skip
    table = cli("conflicts", "--store", store, "-f", "table").out
    assert "Studio Tamani" in table
    assert "\x1b" not in table
    assert json.loads(cli("conflicts", "--actor", "France", "--store", store, "-f", "json").out) == []


def test_nobody_in_particular_is_left_out_when_asked(cli: Cli, store: str) -> None:
    outcome = cli("conflicts", "--exclude-generic", "--store", store, "-f", "json")
    assert json.loads(outcome.out) == []
    assert "no contradictions in this view" in outcome.err


def test_what_changed_between_two_dates(cli: Cli, store: str) -> None:
    outcome = cli("diff", "2021-12", "2022-12", "--store", store, "-f", "json")
    found = [(c["change"], c["source"]["id"], c["type"], c["target"]["id"], c["date"]) for c in json.loads(outcome.out)]
    assert found == [
        ("appeared", "france", "THREATENS", "mali", "2022-03"),
        ("appeared", "army", "ATTACKS", "civilians", "2022-03-10"),
        ("ended", "mali", "MEMBER_OF", "ecowas", "2022-02"),
        ("changed sign", "france", None, "mali", "2022-03"),
    ]
    outcome = cli("diff", "2022", "2021", "--store", store)
    assert (outcome.code, outcome.err) == (
        2, "error: 2022 is not before 2021\nhint: the earlier date comes first\n",
    )  # fmt: skip
    assert cli("diff", "soon", "later", "--store", store).code == 2


def test_listings_as_of_a_date(cli: Cli, store: str, tmp_path: Path) -> None:
    def told(*flags: str) -> set[str]:
        outcome = cli("claims", "--store", store, "-f", "jsonl", *flags)
        return {json.loads(line)["type"] for line in outcome.out.splitlines()}

    assert told("--as-of", "2000") == {"MEMBER_OF"}
    assert told("--as-of", "2022-03-12") == {"ATTACKS", "THREATENS"}
