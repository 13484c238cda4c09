"""Plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphmali.model import Document, Reject
from graphmali.reading.decoding import decode
from graphmali.reading.metadata import complete
from graphmali.reading.source import Source

__all__ = ["read", "read_markdown"]

_HEADING = re.compile(r"^ {0,3}#[ \t]{1,4}([^\n]{1,300})$", re.M)


def read(source: Source) -> Iterator[Document | Reject]:
    """One document: the file's own text."""
    yield complete(decode(source.data), path=source.path)


def read_markdown(source: Source) -> Iterator[Document | Reject]:
    """One document, titled by its first heading."""
    text = decode(source.data)
    heading = _HEADING.search(text)
    title = heading[1].strip().rstrip("#").strip() if heading else None
    yield complete(text, path=source.path, title=title or None)
