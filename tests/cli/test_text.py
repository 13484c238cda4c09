from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graphmali.cli.output import FORMATS, Sink, emit
from graphmali.errors import UsageError

RECORDS = [
    {
        "name": "=1+1",
        "party": {"id": "a"},
        "score": 0.123456789,
        "signs": ["x", "y"],
        "polarity": -1,
        "end": None,
    },
    {
        "name": "Côte | d'\x1b[31mIvoire\n",
        "party": {"id": "b"},
        "score": 2.0,
        "signs": [],
        "polarity": 1,
        "end": "open",
    },
]
COLUMNS = ("name", "party.id", "score", "signs")


def written(tmp_path: Path, name: str, form: str | None = None) -> str:
    emit(RECORDS, Sink(form, str(tmp_path / name)), columns=COLUMNS)
    return (tmp_path / name).read_text(encoding="utf-8")


def test_json_lines_are_the_records_unrounded(tmp_path: Path) -> None:
    assert [json.loads(line) for line in written(tmp_path, "x.txt").splitlines()] == RECORDS


def test_json_is_one_array(tmp_path: Path) -> None:
    assert json.loads(written(tmp_path, "x.json")) == RECORDS


def test_csv_has_every_field_and_no_formula(tmp_path: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(written(tmp_path, "x.csv"), newline="")))
    assert rows[0] == {
        "name": "'=1+1",
        "party.id": "a",
        "score": "0.123456789",
        "signs": "x; y",
        "polarity": "-1",
        "end": "",
    }
    assert rows[1]["end"] == "open"


def test_no_format_steers_a_terminal() -> None:
    pty = pytest.importorskip("pty")
    for form in FORMATS:
        here, there = pty.openpty()
        code = f"emit(RECORDS, Sink({form!r}), columns=COLUMNS)"
        subprocess.run([sys.executable, "-c", f"from tests.cli.test_text import *; {code}"], stdout=there, check=True)
        os.close(there)
        shown = os.read(here, 100_000)
        os.close(here)
        assert b"Ivoire" in shown, form
        assert b"\x1b" not in shown, form


@pytest.mark.parametrize("text", ["=cmd", "+1", "-1", "@x", "\tx", "\rx"])
def test_csv_text_that_begins_like_a_formula_is_neutralised(tmp_path: Path, text: str) -> None:
    emit([{"text": text}], Sink("csv", str(tmp_path / "x")), columns=("text",))
    with (tmp_path / "x").open(encoding="utf-8", newline="") as stream:
        assert list(csv.reader(stream))[1] == [f"'{text}"]


def test_a_table_is_for_people(tmp_path: Path) -> None:
    table = written(tmp_path, "x", "table")
    assert "\x1b" not in table
    lines = table.splitlines()
    assert lines[0].split() == ["name", "party.id", "score", "signs"]
    assert "0.1235" in lines[2]
    assert "Côte | d' [31mIvoire" in lines[3]


def test_markdown_cells_cannot_break_the_table(tmp_path: Path) -> None:
    lines = written(tmp_path, "x.md").splitlines()
    assert lines[1] == "| --- | --- | --- | --- |"
    assert lines[3].startswith("| Côte \\| d' \\[31mIvoire")
    assert len(lines) == 4


def test_lone_surrogates_survive(tmp_path: Path) -> None:
    emit([{"text": "a\udc80"}], Sink("jsonl", str(tmp_path / "x")), columns=("text",))
    assert json.loads((tmp_path / "x").read_bytes()) == {"text": "a\udc80"}


def test_no_records_still_give_a_header(tmp_path: Path) -> None:
    emit([], Sink("csv", str(tmp_path / "x")), columns=COLUMNS)
    assert (tmp_path / "x").read_bytes() == b"name,party.id,score,signs\r\n"


def test_a_file_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    class Broken:
        def __str__(self) -> str:
            raise ValueError("broken")

    target = tmp_path / "x.jsonl"
    target.write_text("old")
    with pytest.raises(ValueError, match="broken"):
        emit([{"text": Broken()}], Sink(None, str(target)), columns=("text",))
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="is a folder"):
        emit([], Sink(None, str(tmp_path)), columns=COLUMNS)
    with pytest.raises(UsageError, match=r"cannot be written \(No such file or directory\)"):
        emit([], Sink(None, str(tmp_path / "no" / "x")), columns=COLUMNS)
