"""Decisions and retractions, on the command line and in the graph."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from graphmali.vocabulary import load
from training.annotated import parse

from .conftest import Cli

ONE = "Colonel Zan Bogotari met Russia on 3 May 2022. France condemned the Malian junta on 12 May 2022.\n"
TWO = "Russia supplied weapons to Mali in 2021. France condemned Russia on 12 May 2022.\n"


@pytest.fixture
def built(cli: Cli, tmp_path: Path) -> Cli:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text(ONE, encoding="utf-8")
    (tmp_path / "in" / "two.txt").write_text(TWO, encoding="utf-8")
    assert cli("build", "in", "-q").code == 0
    return cli


def exported(cli: Cli, store: str = "graphmali.store") -> list[str]:
    return [cli("export", what, "--store", store).out for what in ("actors", "documents", "claims", "ties")]


def claim(cli: Cli, type_: str) -> dict[str, str]:
    lines = [json.loads(line) for line in cli("claims", "--type", type_, "-f", "jsonl").out.splitlines()]
    return lines[0]


def test_a_retracted_document_leaves_the_graph_that_was_never_built_with_it(built: Cli) -> None:
    assert built("retract", "in/one.txt").code == 0
    assert built("build", "in/two.txt", "--store", "other", "-q").code == 0
    assert exported(built) == exported(built, "other")
    again = built("retract", "in/one.txt")
    assert again.code == 2
    assert "no document 'in/one.txt'" in again.err


def test_a_rejected_claim_stays_away_from_every_later_build_until_it_is_restored(built: Cli, tmp_path: Path) -> None:
    before = exported(built)
    id_ = claim(built, "SUPPLIES_ARMS_TO")["id"]
    assert built("claims", "--reject", id_, "--why", "a test", "--by", "Ann").code == 0
    assert id_ not in built("export", "claims").out
    assert built("build", "in", "--store", "other", "-q").code == 0
    assert exported(built) == exported(built, "other")
    assert built("claims", "--restore", id_).code == 0
    assert exported(built) == before
    lines = (tmp_path / "graphmali.decisions.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["verdict"] for line in lines] == ["rejected", "restored"]


def test_a_retyped_claim_keeps_its_new_type(built: Cli) -> None:
    id_ = claim(built, "SUPPLIES_ARMS_TO")["id"]
    assert built("claims", "--retype", id_, "aids").code == 0
    assert claim(built, "AIDS")["id"] == id_
    assert built("claims", "--type", "SUPPLIES_ARMS_TO").out == ""
    assert built("build", "in", "--store", "other", "-q").code == 0
    assert exported(built) == exported(built, "other")


def test_corrections_become_lines_of_the_training_set(built: Cli, tmp_path: Path) -> None:
    arms, condemned = claim(built, "SUPPLIES_ARMS_TO"), claim(built, "CONDEMNS")
    met = claim(built, "MEETS")
    assert built("claims", "--reject", arms["id"], "--why", "a test").code == 0
    assert built("claims", "--retype", condemned["id"], "accuses", "--cue", "condemned").code == 0
    bad = built("claims", "--retype", met["id"], "accuses", "--cue", "shouted at")
    assert (bad.code, "'shouted at' stands nowhere in" in bad.err) == (2, True)
    lines = [json.loads(line) for line in built("export", "corrections").out.splitlines()]
    assert [len(line["corrections"]) for line in lines] == [1, 1]
    by_verdict = {line["corrections"][0]["verdict"]: line for line in lines}
    assert by_verdict["rejected"]["claims"] == []
    assert by_verdict["rejected"]["lines"] == ["[Russia|russia] supplied weapons to [Mali|mali] in 2021."]
    assert built("export", "corrections", "text").code == 0
    subject = parse(tmp_path / "text" / "en" / "corrections.txt", load())
    said = {unit.text: [(c.source, c.type, unit.cue_text(c)) for c in unit.claims] for unit in subject.units}
    assert said["Russia supplied weapons to Mali in 2021."] == []
    assert [(type_, cue) for _, type_, cue in said[by_verdict["retyped"]["text"]]] == [("ACCUSES", "condemned")]
    again = tmp_path / "text" / "en" / "corrections.txt"
    before = again.read_bytes()
    assert built("export", "corrections", "text").code == 0
    assert again.read_bytes() == before


def test_what_two_people_decided_merges_in_git_and_means_the_same_in_any_order(built: Cli, tmp_path: Path) -> None:
    def git(*words: str) -> None:
        names = ("user.name=Ann", "user.email=ann@example.org", "commit.gpgsign=false")
        options = [word for name in names for word in ("-c", name)]
        subprocess.run(["git", "-C", tmp_path, *options, *words], check=True, capture_output=True)

    file = tmp_path / "graphmali.decisions.jsonl"
    (tmp_path / ".gitattributes").write_text("*.decisions.jsonl merge=union\n", encoding="utf-8")
    file.touch()
    git("init", "-b", "main")
    git("add", ".gitattributes", file.name)
    git("commit", "-m", "begun")
    arms, condemned = claim(built, "SUPPLIES_ARMS_TO")["id"], claim(built, "CONDEMNS")["id"]
    git("switch", "-c", "other")
    assert built("claims", "--reject", arms, "--by", "Ann").code == 0
    git("commit", "-am", "arms")
    git("switch", "main")
    assert built("claims", "--retype", condemned, "accuses", "--by", "Ben").code == 0
    git("commit", "-am", "accuses")
    git("merge", "other")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 2
    assert built("build", "in", "-q").code == 0
    merged = exported(built)
    assert arms not in merged[2]
    assert claim(built, "ACCUSES")["id"] == condemned
    file.write_text("\n".join(reversed(lines)) + "\n", encoding="utf-8")
    assert built("build", "in", "--store", "other", "-q").code == 0
    assert exported(built, "other") == merged


def test_a_decision_on_actors_is_followed_at_once_and_by_a_build_of_all(built: Cli) -> None:
    before = exported(built)
    done = built("review", "--decide", "russia@nowhere", "russia", "not same")
    assert done.code == 0, done.err
    assert exported(built) == before
    bad = built("review", "--decide", "a", "b", "perhaps")
    assert (bad.code, bad.err.splitlines()[1]) == (2, "hint: one of: same, not same, unsure, open")
