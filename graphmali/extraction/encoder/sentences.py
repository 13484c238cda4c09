"""Sentences of a passage, by their marks alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphmali.model import Span

__all__ = ["sentences"]

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?:\s+[»”])?(?=\s+[\"'“‘«(\[—–-]*\s*[A-ZÀ-Þ0-9])|[.!?…]+[\"”»)]*(?=\n)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|prof|gen|col|lt|capt|maj|sgt|brig|adm|rev|hon|st|no|nos|vs|inc|ltd|corp|co|fig|art|approx|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|janv|févr|juill|déc|m|mm|mme|mmes|mlle|me|pr|cdt|cne|al|etc|cf|av)"
    r"|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"\b[a-z]\.$")
MAX_LENGTH = 700
"""Characters of a sentence; what runs on for longer is cut at a space."""


def sentences(text: str, part: Span) -> Iterator[Span]:
    """The sentences of a part of a text, without the blanks around them.

    >>> text = "Gen. Tiani left. “We stay.” Paris did not."
    >>> [s.of(text) for s in sentences(text, Span(0, len(text)))]
    ['Gen. Tiani left.', '“We stay.”', 'Paris did not.']
    """
    start = part.start
    for match in _END.finditer(text, part.start, part.end):
        before = text[max(start, match.start() - 12) : match.start() + 1]
        if match.group() == "." and _ABBREVIATION.search(before) and not _INITIAL.search(before):
            continue
        yield from _cut(text, start, match.end())
        start = match.end()
    yield from _cut(text, start, part.end)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        stop = end
        if stop - start > MAX_LENGTH:
            space = text.rfind(" ", start, start + MAX_LENGTH)
            stop = space if space > start else start + MAX_LENGTH
        last = stop
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            yield Span(start, last)
        start = stop
