"""``build``, its counts and its rejects, over real reading, extraction and the embedded store."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from graphmali import resources

from .conftest import Cli

ARTICLE = "France condemned the Malian junta on 12 May 2022. Russia supplied weapons to Mali in 2021."


def counts(text: str) -> dict[str, int]:
    return {name: int(count) for count, name in re.findall(r"(\d+) (\w+)", text)}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


def test_build_ends_with_counts_and_names_its_rejects(cli: Cli, articles: Path, tmp_path: Path) -> None:
    outcome = cli("build", "articles")
    assert outcome.code == 0, outcome.err
    found = counts(outcome.out)
    assert {name: found[name] for name in ("read", "new", "changed", "unchanged", "duplicate", "rejected")} == {
        "read": 1,
        "new": 1,
        "changed": 0,
        "unchanged": 0,
        "duplicate": 0,
        "rejected": 1,
    }
    assert found["claims"] >= 2
    (reject,) = [json.loads(line) for line in (tmp_path / "rejects.jsonl").read_text().splitlines()]
    assert reject["path"] == "articles/empty.txt"
    assert reject["reason"]
    assert f"rejected: articles/empty.txt: {reject['reason']}" in outcome.err


def test_building_again_changes_nothing(cli: Cli, articles: Path) -> None:
    first = cli("build", "articles", "-q")
    claims = cli("export", "claims")
    again = cli("build", "articles", "-q")
    assert again.code == 0, again.err
    assert counts(again.out)["unchanged"] == 1
    assert counts(again.out)["new"] == 0
    assert first.out.splitlines()[1] == again.out.splitlines()[1]
    assert cli("export", "claims").out == claims.out


def test_nothing_rejected_leaves_no_file(cli: Cli, articles: Path, tmp_path: Path) -> None:
    assert cli("build", "articles/one.txt").code == 0
    assert not (tmp_path / "rejects.jsonl").exists()


def test_strict_makes_rejects_a_failure(cli: Cli, articles: Path) -> None:
    assert cli("build", "articles", "--strict").code == 1
    assert cli("build", "articles/one.txt", "--strict").code == 0


def test_a_dry_run_writes_nothing(cli: Cli, articles: Path, tmp_path: Path) -> None:
    outcome = cli("build", "articles", "--dry-run")
    assert counts(outcome.out)["new"] == 1
    assert "graph:     0 documents" in outcome.out
    assert [path.name for path in tmp_path.iterdir()] == ["articles"]
    assert counts(cli("build", "articles", "-q").out)["new"] == 1


def test_json_lines_on_stdin(cli: Cli) -> None:
    line = json.dumps({"text": ARTICLE, "key": "k1", "publisher": "Outlet", "published": "2022-05-13"})
    outcome = cli("build", "-", stdin=f"{line}\nnot json\n".encode())
    assert counts(outcome.out)["new"] == 1
    assert counts(outcome.out)["rejected"] == 1
    (document,) = [json.loads(each) for each in cli("export", "documents").out.splitlines()]
    assert (document["key"], document["publisher"], document["published"]) == ("k1", "Outlet", "2022-05-13")


def test_a_path_that_is_not_there(cli: Cli) -> None:
    outcome = cli("build", "nowhere")
    assert outcome.code == 2
    assert outcome.err.startswith("error: ")
    assert "nowhere" in outcome.err


def test_the_demo_refuses_to_mix_with_other_documents(cli: Cli, articles: Path, tmp_path: Path) -> None:
    cli("build", "articles", "-q")
    outcome = cli("demo")
    assert outcome.code == 2
    assert "already holds other documents" in outcome.err
    assert "hint: graphmali demo --store demo.store" in outcome.err
    assert not (tmp_path / "graph.html").exists()


def test_the_demo_in_a_store_of_its_own(cli: Cli, articles: Path, tmp_path: Path) -> None:
    cli("build", "articles", "-q")
    outcome = cli("demo", "--store", "demo.store", "-o", "demo.html")
    assert outcome.code == 0, outcome.err
    assert counts(outcome.out)["rejected"] == 0
    assert counts(outcome.out)["documents"] >= 14
    assert "already" not in outcome.err
    assert "Open demo.html in a browser" in outcome.out
    assert (tmp_path / "demo.html").stat().st_size > 100_000
    assert len(list(resources.folder("seeds").rglob("*"))) >= 8
