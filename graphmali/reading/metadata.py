"""Who published a text, who wrote it and when, from its fields or from its own lines."""

from __future__ import annotations

import re

from graphmali.model import Document
from graphmali.reading.blocks import blocks
from graphmali.reading.boilerplate import is_boilerplate
from graphmali.reading.cleaning import clean, tidy
from graphmali.reading.dates import iso_date
from graphmali.reading.language import detect, normalise
from graphmali.reading.lines import LineKind, classify

__all__ = ["complete", "is_headline", "printable"]

_EDGE = 15
_LONGEST_TITLE = 200
_END = (".", ",", ";", ":", "…")
_OUTLETS = frozenset({"AFP", "AP", "Reuters", "RFI", "BBC", "DW", "VOA", "Xinhua", "Anadolu", "EFE"})

_PUBLISHED = re.compile(
    r"^(?:publish(?:ed)?(?: date| on| at)?|publication date|"
    r"date(?: published| of publication| de publication)?|"
    r"posted(?: on)?|publi[ée]e?(?: le)?)\s*:?\s*(?:le |on )?(.{4,60})",
    re.I,
)
_AUTHOR = re.compile(r"^(?:authors?|auteure?s?|written by|byline|r[ée]dig[ée] par)\s*:\s*(.{2,80})$", re.I)
_BY = re.compile(r"^(?:by|par) (?!\d)([^.!?:]{2,60})$", re.I)
_PUBLISHER = re.compile(r"^(?:publisher|source|m[ée]dia|[ée]diteur|publi[ée] par|published by)\s*:\s*(.{2,80})$", re.I)
_UNSEEN = re.compile(r"[\x00\ud800-\udfff]")


def complete(text: str, *, made: str | None = None, **fields: str | None) -> Document:
    """The document of a text: fields that are given win, the text's own lines fill in the rest.

    ``made`` is when the file was made, for want of anything better.
    """
    known = {
        name: " ".join(value.split()) or None if value else None for name, value in fields.items() if name != "path"
    }
    known["path"] = fields.get("path")
    lines = _lines(text)
    edges = lines[:_EDGE] + lines[_EDGE:][-_EDGE:]
    known["published"] = iso_date(known.get("published")) or _date(edges) or made
    byline = _first(edges, _AUTHOR) or _byline(edges)
    publisher = known.get("publisher") or _first(edges, _PUBLISHER)
    if publisher is None and byline in _OUTLETS:
        publisher = byline
    known["publisher"] = publisher
    known["author"] = known.get("author") or byline
    known["title"] = known.get("title") or _title(text)
    known["language"] = normalise(known.get("language")) or detect(f"{known['title'] or ''}\n{text}")
    return Document.of(text, **known)


def printable(text: str) -> str:
    """A text layer without the characters that no file can hold.

    >>> printable("a\\x00b")
    'ab'
    """
    return _UNSEEN.sub("", text)


def is_headline(line: str) -> bool:
    """Whether a text's first line looks like a headline rather than a sentence.

    >>> is_headline("Mali quits the bloc"), is_headline("Mali quit the bloc on Sunday.")
    (True, False)
    """
    return 3 < len(line) < _LONGEST_TITLE and not line.endswith(_END) and len(line.split()) > 1


def _lines(text: str) -> list[str]:
    return [
        line
        for line in (" ".join(raw.split()) for raw in text[:20_000].splitlines() + text[-20_000:].splitlines())
        if line
    ]


def _date(lines: list[str]) -> str | None:
    for line in lines:
        match = _PUBLISHED.match(line)
        if match is not None and (found := iso_date(match[1])) is not None:
            return found
    return None


def _first(lines: list[str], pattern: re.Pattern[str]) -> str | None:
    found = (match[1].strip(" .") for match in map(pattern.match, lines) if match is not None)
    return next((value for value in found if value), None)


def _byline(lines: list[str]) -> str | None:
    return next((m[1].strip() for line in lines if (m := _BY.match(line)) and is_boilerplate(line)), None)


def _title(text: str) -> str | None:
    """The first line that says something, if it looks like a headline and something follows."""
    found = blocks(list(classify(clean(text[:20_000]))))
    said = [block for block in found if isinstance(block, list) or block.kind is not LineKind.BLANK]
    if len(said) < 2 or isinstance(said[0], list) or said[0].kind not in (LineKind.TEXT, LineKind.HEADING):
        return None
    first = tidy(said[0].body).text
    return first if is_headline(first) else None
