"""Reviewing who is who: on a terminal, from a pipe, as a list."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .conftest import Cli

DOCUMENTS = [
    ("a", "The mayor Zan Bogotari met Russia on 3 May 2022.", "Tam-Tam", "2022-05-04"),
    ("b", "France condemned the mayor Zan Bogotary on 12 June 2022.", "Le Fleuve", "2022-06-13"),
    ("c", "France condemned the mayor Zan Bogotari on 12 July 2022.", "Radio Dune", "2022-07-13"),
]
PAIR = ("new:zan_bogotari", "new:zan_bogotary")


def bring(folder: Path, documents: list[tuple[str, str, str, str]] = DOCUMENTS) -> None:
    (folder / "graphmali.toml").write_text('extractor = "rules"\n', encoding="utf-8")
    lines = (
        json.dumps({"id": id_, "text": text, "publisher": outlet, "published": date, "language": "en"})
        for id_, text, outlet, date in documents
    )
    (folder / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def built(cli: Cli, tmp_path: Path) -> Cli:
    bring(tmp_path)
    done = cli("build", "in.jsonl", "-q")
    assert done.code == 0, done.err
    return cli


def decided(folder: Path) -> list[tuple[str, str, str]]:
    file = folder / "graphmali.decisions.jsonl"
    lines = map(json.loads, file.read_text(encoding="utf-8").splitlines()) if file.exists() else ()
    return [(line["left"], line["right"], line["verdict"]) for line in lines]


def actors(cli: Cli) -> set[str]:
    return {json.loads(line)["id"] for line in cli("actors", "--new", "-f", "jsonl").out.splitlines()}


def test_answers_from_a_pipe_are_kept_and_the_graph_follows_once(built: Cli, tmp_path: Path) -> None:
    assert actors(built) == set(PAIR)
    done = built("review", "--by", "Ann", "--why", "same town", stdin=b"perhaps\ny\n")
    assert done.code == 0, done.err
    assert "“The mayor Zan Bogotari met Russia on 3 May 2022.” (Tam-Tam, 2022-05-04)" in done.out
    assert decided(tmp_path) == [(*PAIR, "same")]
    assert done.err.count("documents read again") == 1
    assert actors(built) == {PAIR[0]}
    assert built("review").err == "nothing to decide\n"
    merged = json.loads(built("review", "--merged", "-f", "jsonl").out)
    assert (merged["read_as"], merged["actor"], merged["decision"]["reason"]) == (PAIR[1], PAIR[0], "same town")


def test_undo_quit_and_resume(built: Cli, tmp_path: Path) -> None:
    done = built("review", stdin=b"b\ny\nb\nq\n")
    assert done.code == 0
    assert done.err.count("nothing to undo") == 1
    assert decided(tmp_path) == [(*PAIR, "same"), (*PAIR, "open")]
    assert actors(built) == set(PAIR)
    assert built("review", stdin=b"u\n").code == 0
    assert built("review").err == "nothing to decide\n"
    assert built("review", "--unsure", stdin=b"n\n").code == 0
    assert [verdict for _, _, verdict in decided(tmp_path)] == ["same", "open", "unsure", "not same"]
    assert built("review", "--unsure").err == "nothing to decide\n"
    assert actors(built) == set(PAIR)


def test_a_build_of_all_anew_replays_what_was_decided(built: Cli) -> None:
    assert built("review", stdin=b"y\n").code == 0
    assert built("build", "in.jsonl", "--store", "other", "-q").code == 0
    for what in ("actors", "claims", "ties"):
        assert built("export", what).out == built("export", what, "--store", "other").out


def test_the_list_has_scores_and_reasons_and_is_the_same_every_time(built: Cli) -> None:
    first, again = (built("review", "--list", "-f", "json").out for _ in range(2))
    assert first == again
    (found,) = json.loads(first)
    assert (found["left"]["id"], found["right"]["id"]) == PAIR
    assert {key: type(found[key]) for key in ("score", "features")} == {"score": float, "features": list}
    assert [context["sentence"] for context in found["right"]["contexts"]] == [DOCUMENTS[1][1]]
    assert found["right"]["contexts"][0]["outlet"] == "Le Fleuve"
    assert {"base", "same name", "same trade"} <= {feature["feature"] for feature in found["features"]}
    assert all(set(feature) == {"feature", "weight", "detail"} for feature in found["features"])
    assert built("review", "--list", "--min-score", "1", "-f", "json").out == "[]\n"
    assert built("review", "--list", "--limit", "0", "-f", "json").out == "[]\n"
    table = built("review", "--list", "-f", "table").out
    assert "same name: Zan Bogotari is Zan Bogotary" in table


def test_splitting_asks_of_each_document(built: Cli, tmp_path: Path) -> None:
    done = built("review", "--split", "Zan Bogotari", stdin=b"y\nn\n")
    assert done.code == 0, done.err
    (yes, left, same), (no, right, not_same) = decided(tmp_path)
    assert (left, right, same, not_same) == (PAIR[0], PAIR[0], "same", "not same")
    assert yes.startswith(f"{PAIR[0]}@")
    assert actors(built) == {*PAIR, no}
    again = built("review", "--split", PAIR[0], stdin=b"y\n")
    assert "documents read again" not in again.err
    unknown = built("review", "--split", "Nobody Atall")
    assert (unknown.code, unknown.err.splitlines()[0]) == (2, "error: no actor 'Nobody Atall'")


def test_one_thing_at_a_time(built: Cli) -> None:
    done = built("review", "--list", "--merged")
    assert (done.code, done.err.splitlines()[0]) == (2, "error: one thing at a time")


LIMIT = 40
"""Seconds after which a command is taken to hang."""


class Terminal:
    """The command on a terminal of its own."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        pty = pytest.importorskip("pty")
        self.master, there = pty.openpty()
        code = "import sys; from graphmali.cli import main; sys.exit(main())"
        command = [sys.executable, "-c", code, *arguments]
        self.process = subprocess.Popen(
            command, cwd=folder, stdin=there, stdout=there, stderr=there, start_new_session=True, preexec_fn=_own(there)
        )
        os.close(there)
        self.seen = b""

    def until(self, words: bytes) -> None:
        start = len(self.seen)
        end = time.monotonic() + LIMIT
        while words not in self.seen[start:]:
            assert time.monotonic() < end, self.seen.decode(errors="replace")
            self.read()

    def read(self) -> bool:
        if not select.select([self.master], [], [], 0.2)[0]:
            return True
        try:
            more = os.read(self.master, 65536)
        except OSError:  # nobody holds the other end
            return False
        self.seen += more
        return bool(more)

    def press(self, key: bytes) -> None:
        """Presses a key once the command listens to keys, not to lines."""
        import termios

        end = time.monotonic() + LIMIT
        while termios.tcgetattr(self.master)[3] & termios.ICANON:
            assert time.monotonic() < end, self.seen.decode(errors="replace")
            self.read()
        os.write(self.master, key)

    def ended(self) -> int:
        end = time.monotonic() + LIMIT
        while self.read() and self.process.poll() is None:
            if time.monotonic() > end:
                self.process.kill()
        self.read()
        code = self.process.wait(LIMIT)
        os.close(self.master)
        return code


def _own(there: int):  # type: ignore[no-untyped-def]
    import fcntl
    import termios

    return lambda: fcntl.ioctl(there, termios.TIOCSCTTY, 0)


@pytest.fixture
def hostile(cli: Cli, tmp_path: Path) -> Path:
    documents = [
        (id_, f"{text} \x1b]0;owned\x07\x1b[31mred\x9b2J", f"{outlet}\x1b[2J", date)
        for id_, text, outlet, date in DOCUMENTS
    ]
    bring(tmp_path, documents)
    assert cli("build", "in.jsonl", "-q").code == 0
    return tmp_path


def test_on_a_terminal_a_key_is_enough_and_nothing_steers_it(hostile: Path) -> None:
    terminal = Terminal(hostile, "review")
    terminal.until(b"q quit] ")
    terminal.press(b"y")
    terminal.until(b"q quit] ")
    terminal.press(b"q")
    assert terminal.ended() == 0, terminal.seen.decode(errors="replace")
    assert b"\x1b" not in terminal.seen
    assert "\x9b" not in terminal.seen.decode()
    assert b"documents read again" in terminal.seen
    assert decided(hostile) == [(*PAIR, "same")]


def test_ctrl_c_keeps_what_was_decided_and_the_graph_follows(hostile: Path, cli: Cli) -> None:
    terminal = Terminal(hostile, "review", "--split", PAIR[0])
    terminal.until(b"q quit] ")
    terminal.press(b"n")
    terminal.until(b"q quit] ")
    terminal.press(b"\x03")
    assert terminal.ended() == 130, terminal.seen.decode(errors="replace")
    assert b"documents read again: 1" in terminal.seen
    ((no, _, _),) = decided(hostile)
    assert no in actors(cli)


def test_a_killed_review_has_lost_nothing(hostile: Path, cli: Cli) -> None:
    terminal = Terminal(hostile, "review", "--split", PAIR[0])
    terminal.until(b"q quit] ")
    terminal.press(b"n")
    terminal.until(b"q quit] ")
    os.kill(terminal.process.pid, signal.SIGKILL)
    assert terminal.ended() == -signal.SIGKILL
    assert len(decided(hostile)) == 1
    assert cli("build", "in.jsonl", "-q").code == 0
    assert decided(hostile)[0][0] in actors(cli)
