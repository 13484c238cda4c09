"""The graph as CSV files for ``neo4j-admin database import full``, and the command that imports them.

One file a table, named by its labels: ``Actor.csv`` has nodes, ``Claim-Actor.csv`` edges. Values stand as they are,
so that the imported graph is the same graph: a text that a spreadsheet would take for a formula is left alone here,
these files are for no spreadsheet. Every text is in quotes, which alone keeps an empty one apart from none at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, TextIO

from graphmali.errors import UsageError

__all__ = ["COMMAND", "write_neo4j_admin"]

COMMAND = "import.sh"
"""The file with the command. It is there from the start, and does nothing but complain until all others are whole."""

_MARK = "# Made by: graphmali export neo4j-admin"
_UNFINISHED = f"""\
#!/bin/sh
{_MARK}
echo "error: this export was stopped before its end; make it again" >&2
exit 2
"""
_FINISHED = f"""\
#!/bin/sh
{_MARK}
# Run this where the Neo4j server is, as the user that it runs as, while it is stopped, with neo4j-admin in the PATH:
#   sh {COMMAND} [OPTION...]
# The database is NEO4J_DATABASE, else neo4j. One that is there already is left alone, unless you give
# --overwrite-destination=true, which deletes what is in it. The server's uniqueness constraints are made
# by the next graphmali build or graphmali push into the imported graph.
set -eu
cd "$(dirname "$0")"
exec neo4j-admin database import full \\
%s
"""
_TYPES = {str: "string", int: "long", float: "double", bool: "boolean", list: "string[]"}
_SEPARATORS = (*range(0x1F, 0x0F, -1), *range(0xE000, 0xF8FF))
_BUFFER = 4 * 1024 * 1024

Table = tuple[str, ...]
Tables = Mapping[Table, Mapping[str, type]]
Rows = Iterable[tuple[Table, str, Sequence[str], Mapping[str, Any]]]


class _Taken(Exception):
    """An item of a list has the character in it that was to part the items."""


def write_neo4j_admin(tables: Tables, rows: Callable[[], Rows], folder: Path) -> None:
    """Writes the files and, as the last one, the command; ``rows`` gives the rows of the tables from the first.

    ``tables`` names the columns of each table and the types of their values; a row is its table, its label or type,
    the ids of its ends if it is an edge, and what is known of its columns.

    Raises :class:`graphmali.errors.UsageError` for a folder that holds anything but an earlier export, and where
    nothing can be written.
    """
    try:
        _claim(folder)
        for separator in _SEPARATORS:
            try:
                longest = _write(tables, rows(), folder, chr(separator))
            except _Taken:  # hardly ever: control characters in a name
                continue
            _write_command(folder, _FINISHED % _arguments(tables, separator, longest))
            return
    except OSError as error:
        raise UsageError(f"cannot be written ({error.strerror})", where=str(error.filename or folder)) from None
    raise UsageError("its lists have every character in them that could part their items", where=str(folder))


def _claim(folder: Path) -> None:
    """Makes the folder ours."""
    if folder.exists() and not folder.is_dir():
        raise UsageError("is no folder", where=str(folder))
    command = folder / COMMAND
    if folder.is_dir() and any(folder.iterdir()) and not (command.is_file() and _MARK in command.read_text("utf-8")):
        raise UsageError("is not empty, and holds no earlier export", where=str(folder), hint="give another folder")
    folder.mkdir(parents=True, exist_ok=True)
    _write_command(folder, _UNFINISHED)


def _write_command(folder: Path, text: str) -> None:
    new = folder / f"{COMMAND}.new"
    new.write_text(text, encoding="utf-8")
    new.chmod(new.stat().st_mode | 0o111)
    new.replace(folder / COMMAND)


def _write(tables: Tables, rows: Rows, folder: Path, separator: str) -> int:
    """Writes the tables, and returns the length of the longest line in bytes."""
    longest = 0
    with ExitStack() as stack:
        files: dict[Table, TextIO] = {}
        for table, columns in tables.items():
            path = folder / _file(table)
            files[table] = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            files[table].write(_header(table, columns))
        for table, name, ends, values in rows:
            columns = tables[table]
            if not values.keys() <= columns.keys():
                raise ValueError(f"{name} has more than the table's columns: {', '.join(values)}")
            if [""] in values.values():
                raise UsageError(f"{name} {values['id']!r} has a list of one empty text, which reads as an empty list")
            cells = [_cell(values.get(column), separator) for column in columns]
            line = ",".join([*map(_text, ends), *cells, name])
            longest = max(longest, len(line.encode()))
            files[table].write(line + "\n")
    return longest


def _file(table: Table) -> str:
    return f"{'-'.join(table)}.csv"


def _header(table: Table, columns: Mapping[str, type]) -> str:
    cells = [f"{column}:{_TYPES[type_]}" for column, type_ in columns.items()]
    if len(table) == 1:
        cells[0] = f"id:ID({table[0]})"
        return ",".join([*cells, ":LABEL"]) + "\n"
    return ",".join([f":START_ID({table[0]})", f":END_ID({table[1]})", *cells, ":TYPE"]) + "\n"


def _cell(value: Any, separator: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, (list, tuple)):
        if any(separator in item for item in value):
            raise _Taken
        return _text(separator.join(value))
    return repr(value)


def _text(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'


def _arguments(tables: Tables, separator: int, longest: int) -> str:
    """The options, one a line. Those that say what is the default anyway are those that the files rely on."""
    options = [
        '"$@"',
        *(f"--nodes=./{_file(table)}" for table in tables if len(table) == 1),
        *(f"--relationships=./{_file(table)}" for table in tables if len(table) == 2),
        f"--array-delimiter=U+{separator:04X}",
        f"--read-buffer-size={max(_BUFFER, longest)}",
        "--multiline-fields=true",
        "--id-type=string",
        "--trim-strings=false",
        "--ignore-empty-strings=false",
        "--legacy-style-quoting=false",
        "--bad-tolerance=0",
        "--report-file=/dev/null",
    ]
    return " \\\n".join(f"  {option}" for option in [*options, '"${NEO4J_DATABASE:-neo4j}"'])
