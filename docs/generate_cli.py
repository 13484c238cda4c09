"""Writes docs/cli.md from the commands themselves: ``make docs``."""

from __future__ import annotations

from pathlib import Path

import click

from graphmali.cli import root

FILE = Path(__file__).with_name("cli.md")

INTRODUCTION = """\
# Command line

Made by `make docs` from the commands themselves; a test keeps it up to date.

Data goes to stdout, progress and remarks to stderr. `-f` chooses the format: a table on a terminal, JSON
lines in a pipe. A table is for people; `json` and `jsonl` give every field, unrounded, and in CSV a cell
that a spreadsheet would run as a formula begins with `'`. `-` is stdin or stdout. Wherever an ACTOR is
asked for, an id, a name or an alias will do; case, accents and punctuation do not count.

Settings come from flags, else from the environment (`GRAPHMALI_STORE`, and for a Neo4j store
`NEO4J_USERNAME`, `NEO4J_PASSWORD`, `NEO4J_DATABASE`), else from `graphmali.toml` in the current folder
(`store`, `vocabulary`, `max_bytes`, `jobs`), else from defaults. A password is never a flag. `NO_COLOR`
is honoured.

| exit code | meaning |
|---|---|
| 0 | done; no rows is also done |
| 1 | finished, but with rejected input under `--strict`, or a check of `doctor` failed |
| 2 | wrong usage, configuration, file or Cypher; a refused write |
| 3 | the database cannot be reached or refuses us |
| 130 | interrupted |
"""


def reference() -> str:
    """The whole page."""
    parts = [INTRODUCTION]
    top = click.Context(root, info_name="graphmali", terminal_width=100, **root.context_settings)
    for name, command in root.commands.items():
        with click.Context(command, info_name=name, parent=top) as context:
            parts.append(f"## {name}\n\n```text\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    FILE.write_text(reference(), encoding="utf-8")
