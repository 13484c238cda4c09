"""Records to stdout or to a file, as a table, JSON, JSON lines, CSV or Markdown."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from graphmali.cli.text import printable, without_formula
from graphmali.errors import UsageError

__all__ = ["FORMATS", "Record", "Sink", "emit", "emit_one", "note", "opened"]

Record = Mapping[str, Any]


@contextmanager
def opened(path: str | None) -> Iterator[BinaryIO]:
    """A stream to write to: stdout for None and ``-``, else a file that is there whole or not at all."""
    if path is None or path == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    target = Path(path)
    if target.is_dir():
        raise UsageError("is a folder", where=path)
    if target.exists() and not target.is_file():
        with target.open("wb") as stream:  # a device or a pipe, which cannot be renamed over
            yield stream
        return
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise UsageError(f"cannot be written ({error.strerror})", where=path) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(target)
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def note(message: str) -> None:
    """A line for the person at the terminal: it goes to stderr."""
    print(printable(message), file=sys.stderr, flush=True)


@dataclass(frozen=True, slots=True)
class Sink:
    """Where records go, and in which format of :data:`FORMATS` (None: as fits the place)."""

    form: str | None = None
    path: str | None = None

    @property
    def format(self) -> str:
        """A table on a terminal, what the file's suffix says, else JSON lines."""
        if self.form is not None:
            return self.form
        if self.path is None or self.path == "-":
            return "table" if sys.stdout.isatty() else "jsonl"
        suffix = Path(self.path).suffix.removeprefix(".").lower()
        return suffix if suffix in FORMATS else "jsonl"

    @property
    def for_programs(self) -> bool:
        """Whether the format keeps structure."""
        return self.format in ("json", "jsonl")


def emit(records: Sequence[Record], sink: Sink, *, columns: Sequence[str], only: bool = False) -> None:
    """Writes records. ``columns`` are those of a table, ``a.b`` being field b of field a.

    The formats for programs give every field; CSV too, unless ``only`` the columns are wanted.
    """
    flat = [_flat(record) for record in records]
    if sink.format == "csv" and not only:
        columns = list(dict.fromkeys(key for record in flat for key in record)) or columns
    text = FORMATS[sink.format](records if sink.for_programs else flat, columns)
    with opened(sink.path) as stream:
        stream.write(text.encode("utf-8", "backslashreplace"))


def emit_one(record: Record, sink: Sink) -> None:
    """Writes one record, in a format for programs: an object, not a list of one."""
    indent = 2 if sink.format == "json" else None
    text = json.dumps(record, ensure_ascii=False, indent=indent, default=str) + "\n"
    with opened(sink.path) as stream:
        stream.write(text.encode("utf-8", "backslashreplace"))


def _flat(record: Record, prefix: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, Mapping):
            flat |= _flat(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = value
    return flat


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, (list, tuple)):
        return "; ".join(_cell(item) for item in value)
    if isinstance(value, (bool, dict)):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _short(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else printable(_cell(value))


def _jsonl(records: Sequence[Record], _columns: Sequence[str]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False, default=str) + "\n" for record in records)


def _json(records: Sequence[Record], _columns: Sequence[str]) -> str:
    return json.dumps(records, ensure_ascii=False, indent=2, default=str) + "\n"


def _csv(records: Sequence[Record], columns: Sequence[str]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(columns)
    for record in records:
        writer.writerow([_safe(record.get(column)) for column in columns])
    return stream.getvalue()


def _safe(value: Any) -> str:
    return _cell(value) if isinstance(value, (int, float)) else without_formula(_cell(value))


def _markdown(records: Sequence[Record], columns: Sequence[str]) -> str:
    rows = [list(columns), ["---"] * len(columns)]
    rows += [[_short(record.get(column)).translate(_MARKDOWN) for column in columns] for record in records]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


_MARKDOWN = str.maketrans({character: f"\\{character}" for character in "\\|`*<>[]"})


def _table(records: Sequence[Record], columns: Sequence[str]) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    stream = io.StringIO()
    width, between = (None, "\n") if sys.stdout.isatty() else (10_000, "; ")
    console = Console(file=stream, color_system=None, width=width, highlight=False)
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False)
    for column in columns:
        number = all(isinstance(record.get(column), (int, float, type(None))) for record in records)
        table.add_column(Text(printable(column)), justify="right" if number and records else "left")
    for record in records:
        table.add_row(*(Text(_stacked(record.get(column), between)) for column in columns))
    console.print(table)
    lines = stream.getvalue().splitlines()
    return "".join(f"{line.rstrip()}\n" for line in lines if line.strip())


def _stacked(value: Any, between: str) -> str:
    return between.join(map(_short, value)) if isinstance(value, list) else _short(value)


FORMATS: dict[str, Callable[[Sequence[Record], Sequence[str]], str]] = {
    "table": _table,
    "json": _json,
    "jsonl": _jsonl,
    "csv": _csv,
    "md": _markdown,
}
"""How records are written, by name."""
