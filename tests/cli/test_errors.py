from __future__ import annotations

import subprocess
import sys

import click
import pytest

from graphmali.cli import root
from graphmali.errors import StoreBusy, WriteRefused

from .conftest import Cli


@pytest.mark.parametrize(
    ("arguments", "error", "hint"),
    [
        (["bild"], "no command 'bild'", "did you mean build?"),
        (["zzz"], "no command 'zzz'", "graphmali --help lists them"),
        (["build", "--strikt", "x"], "no such option '--strikt'", "did you mean --strict, --store?"),
        (["build"], "missing argument 'PATH...'", "graphmali build --help shows how"),
        (
            ["central", "--since", "2021-13"],
            "invalid value for '--since'",
            "graphmali central --help shows how",
        ),
        (["central", "--type", "CONDEMN"], "no relation type 'CONDEMN'", "did you mean CONDEMNS?"),
        (["actors", "--kind", "states"], "no kind of actor 'states'", "did you mean state?"),
        (["export", "claim"], "no export 'claim'", "did you mean claims?"),
        (["query"], "give a query's name, a .cypher file, or -c CYPHER", "graphmali queries lists names"),
        (["query", "no_such_file.cypher"], "no_such_file.cypher: cannot be read", None),
    ],
)
def test_usage_errors_are_one_line_and_a_hint(cli: Cli, arguments: list[str], error: str, hint: str | None) -> None:
    outcome = cli(*arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    lines = outcome.err.splitlines()
    assert lines[0].startswith(f"error: {error}")
    assert lines[1:] == ([f"hint: {hint}"] if hint else [])


def test_no_arguments_show_the_help(cli: Cli) -> None:
    outcome = cli()
    assert outcome.code == 2
    assert "Commands:" in outcome.err


@pytest.mark.parametrize(
    ("raised", "code", "line"),
    [
        (StoreBusy("the store is in use", where="x.store"), 3, "error: x.store: the store is in use"),
        (WriteRefused("it would write", hint="say --write"), 2, "error: it would write"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (
            FileNotFoundError(2, "No such file or directory", "a.txt"),
            2,
            "error: a.txt: No such file or directory",
        ),
        (KeyError("x"), 2, "error: internal error: KeyError: 'x'"),
        (click.UsageError("Bad\x1b[31m thing."), 2, "error: bad [31m thing"),
    ],
)
def test_exit_codes(cli: Cli, monkeypatch: pytest.MonkeyPatch, raised: BaseException, code: int, line: str) -> None:
    def fail() -> None:
        raise raised

    monkeypatch.setitem(root.commands, "fail", click.Command("fail", callback=fail))
    outcome = cli("fail")
    assert outcome.code == code
    assert line in outcome.err.splitlines()
    assert "Traceback" not in outcome.err


def test_debug_shows_the_traceback(cli: Cli) -> None:
    outcome = cli("central", "--type", "CONDEMN", "--debug")
    assert outcome.code == 2
    assert "Traceback (most recent call last)" in outcome.err
    assert outcome.err.splitlines()[-1] == "hint: did you mean CONDEMNS?"


def test_a_broken_pipe_is_silent() -> None:
    script = "from graphmali.cli import main; main(['claims', '--help'])"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0
