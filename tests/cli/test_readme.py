"""What the README tells people to type."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest

from graphmali.cli import root
from graphmali.cli.app import Command

from .conftest import Cli

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")

COMMAND = re.compile(r"^(?:\.venv/bin/)?graphmali (\w+)(.*)$", re.MULTILINE)


def test_the_commands_and_options_are_there() -> None:
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    lines = [line for block in blocks for line in COMMAND.findall(block)]
    assert len(lines) >= 6
    for name, rest in lines:
        options = {option for parameter in root.commands[name].params for option in parameter.opts}
        for word in rest.partition("#")[0].partition("'")[0].split():
            if word.startswith("-"):
                assert word in options, f"{name} {word}"


@pytest.mark.parametrize("name", sorted(root.commands))
def test_the_examples_of_the_help_have_options_and_queries_that_exist(name: str) -> None:
    from graphmali.store.queries import load

    command = root.commands[name]
    assert isinstance(command, Command)
    queries = {query.name: {parameter.name for parameter in query.parameters} for query in load()}
    for example in command.examples:
        words = shlex.split(example)
        words = words[words.index("graphmali") + 1 :]
        assert words[0] == name
        options = {option for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("-") and word != "-"} <= options
        if name == "query" and words[1] in queries:
            assert {words[i + 1] for i, word in enumerate(words) if word == "-p"} == queries[words[1]]


def test_the_cypher_of_the_readme_runs(cli: Cli, sample_store: str) -> None:
    (statement,) = re.findall(r"graphmali query -c '\n(.*?)'\n", README, re.DOTALL)
    assert len(statement.splitlines()) >= 9
    outcome = cli("query", "-c", statement, "--store", sample_store)
    assert outcome.code == 0, outcome.err
    rows = [json.loads(line) for line in outcome.out.split("\n") if line]
    assert rows
    assert list(rows[0]) == ["who", "whom", "origins", "titles", "first", "last"]


def test_the_python_of_the_readme_runs(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "a.txt").write_text("France condemned the Malian junta on 12 May 2022.")
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, object] = {}
    exec(code, names)
    assert "france CONDEMNS" in capsys.readouterr().out
    assert names["network"].number_of_edges() == 1  # type: ignore[attr-defined]
