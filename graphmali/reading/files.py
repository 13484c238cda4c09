"""Files, folders and standard input to documents, one reader per suffix."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from graphmali.errors import ReadError, UsageError
from graphmali.model import Document, Reject
from graphmali.reading import feed, html, jsons, pdf, plain, word
from graphmali.reading.source import Reader, Source

__all__ = ["READERS", "read_paths"]

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": plain.read,
        ".md": plain.read_markdown,
        ".html": html.read,
        ".htm": html.read,
        ".jsonl": jsons.read_lines,
        ".json": jsons.read_whole,
        ".xml": feed.read,
        ".rss": feed.read,
        ".pdf": pdf.read,
        ".docx": word.read,
    }
)
"""The reader of each suffix."""

STDIN = "-"


def read_paths(
    paths: Iterable[str], *, max_bytes: int = 10_000_000, stdin: BinaryIO | None = None
) -> Iterator[Document | Reject]:
    """Documents, and a reject for each thing that cannot be read, in the order given; folders sorted.

    ``-`` is JSONL on ``stdin``, one line at a time. Raises :class:`UsageError` at once where a path does not
    exist; what is wrong inside a file never raises.
    """
    given = [os.fspath(path) for path in paths]
    for path in given:
        if path == STDIN and stdin is None:
            raise UsageError("'-' was given, and there is no standard input")
        if path != STDIN and not _exists(path):
            raise UsageError(f"no such file or folder: {path!r}")
    return _read_all(given, max_bytes, stdin)


def _exists(path: str) -> bool:
    try:
        return os.path.lexists(path)
    except ValueError:
        return False


def _read_all(paths: list[str], max_bytes: int, stdin: BinaryIO | None) -> Iterator[Document | Reject]:
    for path in paths:
        if path == STDIN and stdin is not None:
            yield from jsons.read_stream(stdin, STDIN, max_bytes)
        elif Path(path).is_dir():
            for name in _inside(path):
                if Path(name).suffix.lower() in READERS:
                    yield from _read_file(name, max_bytes)
        else:
            yield from _read_file(path, max_bytes)


def _inside(folder: str) -> Iterator[str]:
    """Every file below a folder that is not hidden, sorted by its path, the folder as given."""
    base, found = folder.rstrip("/"), []
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        relative = Path(where).relative_to(folder)
        found += [(relative / name).as_posix() for name in names if not name.startswith(".")]
    return (f"{base}/{name}" for name in sorted(found))


def _read_file(path: str, max_bytes: int) -> Iterator[Document | Reject]:
    reader = READERS.get(Path(path).suffix.lower())
    try:
        if reader is None:
            raise ReadError(f"unknown suffix {Path(path).suffix!r} (known: {' '.join(READERS)})")
        yield from reader(Source(path, _content(Path(path), max_bytes)))
    except ReadError as error:
        yield Reject(path, None, error.message)


def _content(file: Path, max_bytes: int) -> bytes:
    try:
        if not file.is_file():
            raise ReadError("unreadable: not a regular file")
        with file.open("rb") as stream:
            data = stream.read(max_bytes + 1)
    except OSError as error:
        raise ReadError(f"unreadable: {error.strerror or error}") from None
    if len(data) > max_bytes:
        raise ReadError(f"oversized: more than {max_bytes} bytes")
    if not data.strip():
        raise ReadError("empty")
    return data
