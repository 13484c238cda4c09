"""``graphmali eval``, on texts and on exported claims."""

import json
from pathlib import Path

import pytest

from .conftest import Cli

TEXT = "Mali expelled the French ambassador in January 2022. ECOWAS imposed sanctions on Mali in January 2022."
ACTORS = [
    {"id": "mali", "label": "Mali", "type": "state", "aliases": [], "part_of": None},
    {"id": "ecowas", "label": "ECOWAS", "type": "igo", "aliases": ["Cédéao"], "part_of": None},
    {"id": "nobody", "label": "Nobody", "type": "person", "aliases": [], "part_of": None},
]
GOLD = [
    {"doc": "a.txt", "source_id": "ecowas", "type": "SANCTIONS", "target_id": "mali", "start": "2022-01",
     "evidence": "ECOWAS imposed sanctions on Mali in January 2022."},
    {"doc": "a.txt", "source_id": "nobody", "type": "MEETS", "target_id": "mali", "modality": "planned",
     "evidence": "Mali expelled the French ambassador"},
]  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "actors.json").write_text(json.dumps(ACTORS), encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text("".join(json.dumps(c) + "\n" for c in GOLD), encoding="utf-8")
    return tmp_path


def rows(out: str, table: str) -> list[dict[str, object]]:
    return [record for record in map(json.loads, out.splitlines()) if record["table"] == table]


@pytest.mark.parametrize("extractor", ["encoder", "rules"])
def test_texts_are_read_and_scored(cli: Cli, files: Path, extractor: str) -> None:
    outcome = cli(
        "eval", "gold.jsonl", "--actors", "actors.json", "--docs", "texts", "--extractor", extractor, "--errors"
    )
    assert outcome.code == 0
    (score,) = [
        r for r in rows(outcome.out, "scores") if (r["set"], r["ends"], r["grain"]) == ("factual", "strict", "type")
    ]
    assert (score["gold"], score["right"], score["recall"]) == (1, 1, 1.0)
    assert {r["rule"] for r in rows(outcome.out, "rules")}
    assert all({"rule", "evidence", "confidence"} <= r.keys() for r in rows(outcome.out, "extras"))


def test_exported_claims_are_scored_alike(cli: Cli, files: Path) -> None:
    arguments = ("eval", "gold.jsonl", "--actors", "actors.json")
    direct = cli(*arguments, "--docs", "texts")
    cli("build", "texts", "-q")
    cli("export", "claims", "-o", "claims.jsonl")
    assert cli(*arguments, "--claims", "claims.jsonl").out == direct.out


def test_a_table_for_people(cli: Cli, files: Path) -> None:
    out = cli("eval", "gold.jsonl", "--actors", "actors.json", "--docs", "texts", "-f", "table").out
    assert "Claims found, by set, ends and grain of type" in out
    assert "non-facts of the gold told as asserted" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["gold.jsonl", "--actors", "actors.json"], "eval needs either --docs or --claims"),
        (["gold.jsonl", "--actors", "actors.json", "--docs", "t", "--claims", "c"], "eval needs either"),
        (["none.jsonl", "--actors", "actors.json", "--docs", "texts"], "none.jsonl: cannot be read"),
        (["gold.jsonl", "--actors", "gold.jsonl", "--docs", "texts"], "gold.jsonl: not valid JSON"),
        (["gold.jsonl", "--actors", "actors.json", "--claims", "gold.jsonl"], "gold.jsonl:1: not a claim"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(cli: Cli, files: Path, arguments: list[str], says: str) -> None:
    outcome = cli("eval", *arguments)
    assert outcome.code == 2
    assert says in outcome.err
    assert "Traceback" not in outcome.err
