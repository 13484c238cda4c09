"""JSON lines, and one JSON value a file: an article, a list of them, or ``{"articles": […]}``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from graphmali.errors import ReadError
from graphmali.model import Document, Reject
from graphmali.reading.decoding import decode
from graphmali.reading.metadata import complete
from graphmali.reading.source import Source

__all__ = ["read_lines", "read_stream", "read_whole"]

_FIELDS = ("title", "url", "publisher", "author", "published", "language")
_LISTS = ("articles", "items")


def read_lines(source: Source) -> Iterator[Document | Reject]:
    """One document a line; a bad line is a reject of its own."""
    data = source.data
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = decode(data).encode("utf-8", "surrogatepass")
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        yield from _read_line(line, source.path, number)


def read_stream(stream: BinaryIO, path: str, max_bytes: int) -> Iterator[Document | Reject]:
    """The same from a stream of any length; ``max_bytes`` bounds a line."""
    number = 0
    try:
        while line := stream.readline(max_bytes + 1):
            number += 1
            if len(line) > max_bytes and not line.endswith(b"\n"):
                yield Reject(path, number, f"oversized: more than {max_bytes} bytes")
                while line and not line.endswith(b"\n"):
                    line = stream.readline(max_bytes + 1)
                continue
            yield from _read_line(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, path, number)
    except OSError as error:
        yield Reject(path, number + 1, f"unreadable: {error.strerror or error}")


def read_whole(source: Source) -> Iterator[Document | Reject]:
    """The articles of a JSON file; of several, a bad one is a reject of its own."""
    value = _parse(decode(source.data))
    if isinstance(value, dict):
        for name in _LISTS:
            if isinstance(value.get(name), list):
                value = value[name]
                break
    if not isinstance(value, list):
        yield _document(value, source.path)
        return
    if not value:
        raise ReadError("empty: no articles")
    for number, item in enumerate(value, start=1):
        try:
            yield _document(item, source.path)
        except ReadError as error:
            yield Reject(source.path, None, f"article {number}: {error.message}")


def _read_line(line: bytes, path: str, number: int) -> Iterator[Document | Reject]:
    if not line.strip():
        return
    try:
        yield _document(_parse(line.decode("utf-8")), path)
    except UnicodeDecodeError:
        yield Reject(path, number, "not valid UTF-8")
    except ReadError as error:
        yield Reject(path, number, error.message)


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ReadError(f"not valid JSON ({error.msg}, column {error.colno})") from None
    except (ValueError, RecursionError):
        raise ReadError("not valid JSON (nested too deep, or a number too long)") from None


def _document(item: Any, path: str) -> Document:
    if not isinstance(item, dict):
        raise ReadError("not valid JSON (expected object)")
    text = _string(item, "text")
    if text is None or not text.strip():
        raise ReadError("'text' is missing" if text is None else "'text' is empty")
    fields = {name: _string(item, name) for name in _FIELDS}
    return complete(text, path=path, key=_key(item), **fields)


def _string(item: dict[str, Any], name: str) -> str | None:
    value = item.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ReadError(f"{name!r} is not a string")
    # A lone surrogate can be written in JSON and in no encoding; the replacement is as long.
    return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _key(item: dict[str, Any]) -> str | None:
    for name in ("id", "key"):
        value = item.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        if (text := _string(item, name)) is not None and text.strip():
            return text.strip()
    return None
