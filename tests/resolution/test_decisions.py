"""The file of decisions: added to, merged by git, read in any order."""

import json
import subprocess
from pathlib import Path

import pytest

from graphmali.errors import ReadError
from graphmali.model import Decision
from graphmali.resolution.decisions import Correction, Line, add, line_of, moment, read

ONE = Decision("new:a", "new:b", "same", "Ann", "2026-01-01T00:00:00Z", "“one” – l’un")
TWO = Decision("new:a", "new:b", "not same", "Ben", "2026-01-01T00:00:00.5Z")
CLAIM = Correction("c1", "d1", "He left.", "x", "He", "MEETS", "y", "Y", "rejected", "Ann", "2025-01-01T00:00:00Z")


def test_what_is_added_is_read_back_the_latest_first(tmp_path: Path) -> None:
    path = tmp_path / "decisions.jsonl"
    assert read(path) == ()
    add(path, [ONE])
    before = path.read_bytes()
    add(path, [TWO, CLAIM])
    assert path.read_bytes().startswith(before)
    assert read(path) == (TWO, ONE, CLAIM)


def test_a_line_is_one_json_object_with_its_keys_in_one_order() -> None:
    assert line_of(ONE) == (
        '{"left": "new:a", "right": "new:b", "verdict": "same", "by": "Ann", "at": "2026-01-01T00:00:00Z",'
        ' "reason": "“one” – l’un"}'
    )


def test_two_words_of_one_moment_are_told_apart_by_what_they_say(tmp_path: Path) -> None:
    other = Decision("new:a", "new:b", "not same", "Ann", ONE.at)
    for order in ([ONE, other], [other, ONE]):
        path = tmp_path / order[0].verdict
        add(path, order)
        assert read(path)[0] == max(order, key=line_of)


def test_a_moment_is_after_every_line_even_where_the_clock_is_behind() -> None:
    ahead = Decision("a", "b", "same", "Ann", "2999-12-31T23:59:58.999999Z")
    assert moment([ahead, ONE]) == "2999-12-31T23:59:59.000000Z"


def test_git_merges_two_peoples_lines(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        told = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", *words]
        subprocess.run(told, cwd=tmp_path, check=True, capture_output=True)

    path = tmp_path / "graphmali.decisions.jsonl"
    lines: list[Line] = [CLAIM, ONE, TWO]
    (tmp_path / ".gitattributes").write_text("graphmali.decisions.jsonl merge=union\n")
    git("init", "-b", "main")
    for branch, line in (("main", lines[0]), ("ann", lines[1]), ("ben", lines[2])):
        if branch != "main":
            git("checkout", "-b", branch, "main")
        add(path, [line])
        git("add", ".")
        git("commit", "-m", branch)
    git("merge", "ann", "-m", "both")
    assert read(path) == (TWO, ONE, CLAIM)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "not JSON"),
        ("<<<<<<< HEAD", "not JSON"),
        ("[1]", "not a decision"),
        ('{"left": "a"}', "lacks 'right'"),
        ('{"claim": "a"}', "lacks 'document'"),
        (json.dumps({"left": "a", "right": "b", "verdict": "yes", "by": "x", "at": ONE.at}), "unknown verdict 'yes'"),
        (json.dumps({"left": "a", "right": "b", "verdict": "same", "by": "x", "at": "now"}), "'now' is no moment"),
        (line_of(ONE)[:-1] + ', "colour": "red"}', "unknown field 'colour'"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "decisions.jsonl"
    path.write_text(f"{line_of(ONE)}\n\n{text}\n", encoding="utf-8")
    with pytest.raises(ReadError, match=message) as caught:
        read(path)
    assert caught.value.where == f"{path}:3"
