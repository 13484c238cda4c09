"""RSS and Atom feeds, one document an entry."""

from __future__ import annotations

import io
import time
import warnings
from collections.abc import Iterator
from typing import Any

import feedparser

from graphmali.errors import ReadError
from graphmali.model import Document, Reject
from graphmali.reading.dates import iso_date
from graphmali.reading.decoding import decode
from graphmali.reading.html import fragment_text
from graphmali.reading.metadata import complete
from graphmali.reading.source import Source

__all__ = ["read"]


def read(source: Source) -> Iterator[Document | Reject]:
    """One document an entry; an entry without text is a reject of its own.

    Raises :class:`ReadError` for what is no feed, and for any file that declares entities, so that none can
    blow up or reach out.
    """
    if "<!ENTITY" in decode(source.data).upper():
        raise ReadError("it declares XML entities, which are not read")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # A stream, because a string could be taken for an address or a file's name.
            feed = feedparser.parse(io.BytesIO(source.data), resolve_relative_uris=False)
    # feedparser hands through what its XML parser and its date handlers raise.
    except Exception as error:
        raise ReadError(f"not a readable feed ({type(error).__name__})") from None
    if not feed.entries:
        raise ReadError("not an RSS or Atom feed with entries")
    for number, entry in enumerate(feed.entries, start=1):
        text = _text(entry)
        if text:
            yield complete(text, path=source.path, **_fields(entry, feed.feed))
        else:
            yield Reject(source.path, None, f"entry {number}: empty")


def _text(entry: Any) -> str:
    """Headline and body; the longest of the contents and the summary is the body."""
    bodies = [part.get("value") or "" for part in entry.get("content", [])] + [entry.get("summary") or ""]
    body = fragment_text(max(bodies, key=len))
    title = _title(entry)
    if not title or body.startswith(title):
        return body
    return f"{title}\n\n{body}".strip()


def _title(entry: Any) -> str:
    return " ".join(fragment_text(entry.get("title") or "").split())


def _fields(entry: Any, feed: Any) -> dict[str, str | None]:
    origin = entry.get("source") or {}
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    written = entry.get("published") or entry.get("updated")
    fields = {
        "title": _title(entry),
        "url": entry.get("link"),
        "publisher": origin.get("title") or feed.get("title"),
        "author": entry.get("author"),
        "published": _day(when) or iso_date(written),
        "language": feed.get("language"),
        "key": entry.get("id"),
    }
    return {name: str(value).strip() or None if value else None for name, value in fields.items()}


def _day(when: time.struct_time | None) -> str | None:
    return iso_date(f"{when.tm_year:04d}-{when.tm_mon:02d}-{when.tm_mday:02d}") if when else None
