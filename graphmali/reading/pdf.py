"""PDF, text layer only."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator

import pypdf
import pypdf.errors

from graphmali.errors import ReadError
from graphmali.model import Document, Reject
from graphmali.reading.dates import iso_date
from graphmali.reading.metadata import complete, printable
from graphmali.reading.source import Source

__all__ = ["read"]

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read(source: Source) -> Iterator[Document | Reject]:
    """One document. Raises :class:`ReadError` for a scan, an encrypted or a broken file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            text, title, author, published = _content(source.data)
    except ReadError:
        raise
    # AES needs a package that is not among ours.
    except pypdf.errors.DependencyError:
        raise ReadError("encrypted: it needs a password") from None
    # A damaged PDF can make pypdf raise nearly anything, RecursionError and KeyError among them.
    except Exception as error:
        raise ReadError(f"not a readable PDF ({type(error).__name__})") from None
    if not text.strip():
        raise ReadError("no text layer: a scan?")
    yield complete(text, path=source.path, title=title, author=author, made=published)


def _content(data: bytes) -> tuple[str, str | None, str | None, str | None]:
    reader = pypdf.PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ReadError("encrypted: it needs a password")
    pages = [printable(page.extract_text()) for page in reader.pages]
    info = reader.metadata
    if info is None:
        return "\n\n".join(pages), None, None, None
    made = str(info.get("/CreationDate", "")).removeprefix("D:")[:8]
    title, author = (str(value) if value else None for value in (info.title, info.author))
    return "\n\n".join(pages), title, author, iso_date(made)
