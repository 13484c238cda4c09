"""What part a line plays on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from graphmali.reading.boilerplate import cut, is_boilerplate
from graphmali.reading.mapped import Mapped

__all__ = ["Line", "LineKind", "classify"]


class LineKind(Enum):
    """Kinds of line."""

    BLANK = auto()
    TEXT = auto()
    BULLET = auto()
    HEADING = auto()
    ROW = auto()
    RULE = auto()
    DEBRIS_ROW = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its marker; ``length`` is what it took up on the page."""

    kind: LineKind
    body: Mapped
    length: int


_DEBRIS = re.compile(r"^[\s<>\"'/\\.\-–—_=*|·•~…#:;,+\[\](){}^`]*$")
_RULE = frozenset("|+:-–—─= \t")
_DASHES = frozenset("-–—─=")
_DEBRIS_CELLS = re.compile(r"^>[^<>\n]+<(?:[ \t]*>[^<>\n]+<)+$")
_BETWEEN = re.compile(r"<[ \t]*>")
_BULLET = re.compile(
    r"^(?:[-•*–—·▪●◦‣■✓➤→o][ \t]+"
    r"|[•▪●◦‣■➤](?=\w)|-(?=[A-ZÀ-Þ][a-zß-ÿ])|\(?\d{1,2}[.)][ \t]+|\(?[a-h]\)[ \t]+)(?=\S)"
)
_HEADING = re.compile(r"^#{1,6}[ \t]+(?=\S)|^={2,6}[ \t]?(?=[^\s=])")
_QUOTE = re.compile(r"^(?:>[ \t]?)+(?=[^\s<>])")
_FENCE = re.compile(r"^(?:```|~~~)")
_DECLARED = re.compile(r"^(?:title|titre|headline)\s?:\s*(?=\S)", re.I)


def classify(mapped: Mapped) -> Iterator[Line]:
    """Every line of a cleaned text with its kind; boilerplate and debris are blank."""
    for raw in mapped.lines():
        stripped = raw.strip()
        yield _line(stripped, len(raw.text.rstrip()))


def _line(line: Mapped, length: int) -> Line:
    text = line.text
    if "|" in text and _RULE.issuperset(text) and not _DASHES.isdisjoint(text):
        return Line(LineKind.RULE, line, length)
    if _DEBRIS.match(text) or _FENCE.match(text):
        return Line(LineKind.BLANK, line, length)
    if _DEBRIS_CELLS.match(text):
        return Line(LineKind.DEBRIS_ROW, line.slice(1, len(text) - 1).sub(_BETWEEN, "|"), length)
    if _is_row(text):
        return Line(LineKind.ROW, _without_borders(line), length)
    for pattern in (*cut(), _QUOTE, _DECLARED):
        line = line.sub(pattern, "").strip()
    return _prose(_without(line, "<> \t"), length)


def _prose(line: Mapped, length: int) -> Line:
    if _DEBRIS.match(line.text) or is_boilerplate(line.text):
        return Line(LineKind.BLANK, line, length)
    for kind, pattern in ((LineKind.HEADING, _HEADING), (LineKind.BULLET, _BULLET)):
        match = pattern.match(line.text)
        if match is not None:
            body = line.slice(match.end(), len(line.text))
            body = _without(body, "#= \t", left=False) if kind is LineKind.HEADING else body
            kept = not is_boilerplate(body.text) and not _DEBRIS.match(body.text)
            return Line(kind if kept else LineKind.BLANK, body.strip(), length)
    return Line(LineKind.TEXT, line, length)


def _is_row(text: str) -> bool:
    if text.startswith("|"):
        return text.count("|") > 1
    return False


def _without_borders(line: Mapped) -> Mapped:
    end = len(line.text) - 1 if line.text.endswith("|") else len(line.text)
    return line.slice(1, max(1, end))


def _without(line: Mapped, marks: str, *, left: bool = True) -> Mapped:
    """Without the marks at its ends."""
    start = len(line.text) - len(line.text.lstrip(marks)) if left else 0
    return line.slice(start, max(start, len(line.text.rstrip(marks))))
