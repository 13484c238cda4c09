"""Word documents (.docx), tables as pipe rows."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from graphmali.errors import ReadError
from graphmali.model import Document, Reject
from graphmali.reading.layout import table_lines
from graphmali.reading.metadata import complete, printable
from graphmali.reading.source import Source

__all__ = ["read"]

_LARGEST_UNPACKED = 200_000_000


def read(source: Source) -> Iterator[Document | Reject]:
    """One document. Raises :class:`ReadError` for a broken file, one without text, or a zip bomb."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _guard(source.data)
            file = docx.Document(io.BytesIO(source.data))
            text = printable("\n\n".join(_blocks(file)))
            info = file.core_properties
            title, author = info.title or None, info.author or None
    except ReadError:
        raise
    # python-docx lets zipfile, lxml and its own lookups raise what they like.
    except Exception as error:
        raise ReadError(f"not a readable .docx ({type(error).__name__})") from None
    if not text.strip():
        raise ReadError("empty: no text")
    yield complete(text, path=source.path, title=title, author=_person(author))


def _guard(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(item.file_size for item in archive.infolist()) > _LARGEST_UNPACKED:
            raise ReadError(f"oversized: more than {_LARGEST_UNPACKED} bytes unpacked")


def _blocks(file: docx.document.Document) -> Iterator[str]:
    for block in file.iter_inner_content():
        if isinstance(block, Table):
            rows = [[cell.text for cell in row.cells] for row in block.rows]
            yield "\n".join(table_lines(rows))
        elif isinstance(block, Paragraph) and block.text.strip():
            style = (block.style.name or "") if block.style is not None else ""
            yield f"- {block.text.strip()}" if style.startswith("List") else block.text.strip()


def _person(author: str | None) -> str | None:
    # The template's default, which names the library.
    return None if author == "python-docx" else author
