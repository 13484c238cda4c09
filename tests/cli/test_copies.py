"""Copies, origins and outlets on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .conftest import Cli

STORY = """\
Publisher: {outlet}
Published: {date}

Russia has supplied weapons to Mali since 2020, three officials at the airbase of Senou said on Tuesday. Crates marked
for the army left two Ilyushin cargo planes before dawn, they added, and lorries took them to Kati under escort.
{more}
ECOWAS condemned the junta on 9 January 2022 and closed its borders. Burkina Faso and Guinea stood aside, as Niger did
not until the coup of July 2023, when General Tiani took power in Niamey and his men turned to Moscow in their turn.
"""
OTHER = "Publisher: Echo\nPublished: 2024-05-01\n\nRussia has supplied weapons to Mali since 2021, a minister said.\n"


@pytest.fixture
def built(cli: Cli, tmp_path: Path) -> Cli:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.txt").write_text(STORY.format(outlet="River Wire", date="2024-03-05", more=""), encoding="utf-8")
    more = "The embassy did not answer questions. (River Wire)"
    (folder / "two.txt").write_text(STORY.format(outlet="Sahel Post", date="2024-03-06", more=more), encoding="utf-8")
    (folder / "three.txt").write_text(OTHER, encoding="utf-8")
    assert cli("build", "in", "-q").code == 0
    return cli


def lines(cli: Cli, *words: str) -> list[dict[str, object]]:
    done = cli(*words)
    assert done.code == 0, done.err
    return [json.loads(line) for line in done.out.splitlines()]


def test_a_copy_is_listed_with_its_origin_and_counts_once(built: Cli) -> None:
    documents = {str(record["path"]): record for record in lines(built, "export", "documents")}
    one, two, three = (documents[f"in/{name}.txt"] for name in ("one", "two", "three"))
    assert (one["origin"], two["origin"], three["origin"]) == (one["id"], one["id"], three["id"])
    (copy,) = lines(built, "documents", "--copies", "-f", "jsonl")
    assert (copy["path"], copy["origin"]) == ("in/two.txt", one["id"])
    (arms,) = lines(built, "ties", "--type", "SUPPLIES_ARMS_TO", "-f", "jsonl")
    assert (arms["documents"], arms["origins"]) == (3, 2)
    (condemned,) = lines(built, "ties", "--type", "CONDEMNS", "-f", "jsonl")
    assert (condemned["documents"], condemned["origins"]) == (2, 1)


def test_what_too_few_origins_tell_is_left_out(built: Cli) -> None:
    both = {record["type"] for record in lines(built, "claims", "--min-origins", "2", "-f", "jsonl")}
    assert both == {"SUPPLIES_ARMS_TO"}
    assert {record["type"] for record in lines(built, "ties", "--min-origins", "2", "-f", "jsonl")} == both
    ranked = lines(built, "central", "--min-origins", "2", "-f", "jsonl")
    assert {record["actor"] for record in ranked} == {"Russia", "Mali"}


def test_listings_as_of_a_date(built: Cli) -> None:
    (document,) = lines(built, "documents", "--as-of", "2021", "--copies", "-f", "jsonl")
    assert document["path"] == "in/two.txt"
    assert lines(built, "documents", "--as-of", "2019", "-f", "jsonl") == []
    told = {record["id"] for record in lines(built, "actors", "--as-of", "2020-06", "-f", "jsonl")}
    assert told == {"russia", "mali"}


def test_an_outlet_is_trusted_as_the_configuration_says(built: Cli, tmp_path: Path) -> None:
    (before,) = lines(built, "ties", "--type", "CONDEMNS", "-f", "jsonl")
    (tmp_path / "graphmali.toml").write_text('[outlets]\n"*" = 0.5\n', encoding="utf-8")
    assert built("build", "in", "-q").code == 0
    (after,) = lines(built, "ties", "--type", "CONDEMNS", "-f", "jsonl")
    assert after["confidence"] == pytest.approx(float(str(before["confidence"])) / 2, abs=1e-4)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[outlets]\n"Echo" = 2\n', "the outlet 'Echo' has the reliability 2"),
        ('[outlets]\n"Echo" = "good"\n', "the outlet 'Echo' has the reliability 'good'"),
        ("[outlets]\nEcho = true\n", "the outlet 'Echo' has the reliability True"),
        ('outlets = "all"\n', "'outlets' is not a table, [outlets]"),
    ],
)
def test_a_reliability_that_is_none_is_one_line(cli: Cli, tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "graphmali.toml").write_text(text, encoding="utf-8")
    done = cli("build", ".")
    assert done.code == 2
    assert done.err.startswith("error: graphmali.toml: " + what)
