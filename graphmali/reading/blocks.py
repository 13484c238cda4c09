"""Lines put together: tables, and paragraphs that were hard-wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from graphmali.reading.lines import Line, LineKind
from graphmali.reading.mapped import Mapped

__all__ = ["blocks"]

_WIDEST_WRAP = 110
_NARROWEST_WRAP = 50
_TAB = re.compile("\t")


def blocks(lines: list[Line]) -> Iterator[Line | list[Line]]:
    """Tables as lists of their lines; other lines joined where they were only wrapped."""
    lines, at = _promoted(lines), 0
    while at < len(lines):
        end = at + 1
        if lines[at].kind in _TABLE:
            while end < len(lines) and lines[end].kind in _TABLE:
                end += 1
            yield lines[at:end]
        elif lines[at].kind in (LineKind.TEXT, LineKind.BULLET):
            while end < len(lines) and lines[end].kind in (LineKind.TEXT, LineKind.BULLET):
                end += 1
            yield from _unwrapped(lines[at:end])
        else:
            yield lines[at]
        at = end


_TABLE = (LineKind.ROW, LineKind.RULE, LineKind.DEBRIS_ROW)


def _unwrapped(lines: list[Line]) -> Iterator[Line]:
    width = max(line.length for line in lines)
    parts, open_line = [lines[0].body], lines[0]
    for before, line in pairwise(lines):
        if line.kind is LineKind.TEXT and _wraps(before, line, width):
            parts += [_gap(before, line), line.body]
        else:
            yield Line(open_line.kind, Mapped.joined(iter(parts)), open_line.length)
            parts, open_line = [line.body], line
    yield Line(open_line.kind, Mapped.joined(iter(parts)), open_line.length)


def _wraps(before: Line, line: Line, width: int) -> bool:
    """Whether a line goes on in the next: it broke off, or the next one's first word had no room in it."""
    text, following = before.body.text, line.body.text
    if not text.endswith((".", "!", "?", ":", ";", "»", "”", '"')) and following[:1].islower():
        return True
    room = before.length + 1 + len(following.split(" ", 1)[0])
    return _NARROWEST_WRAP <= width <= _WIDEST_WRAP and room > width


def _gap(before: Line, line: Line) -> Mapped:
    """One space where the line ended."""
    return Mapped(" ", (min(before.body.offsets[-1] + 1, line.body.offsets[0]),))


def _promoted(lines: list[Line]) -> list[Line]:
    """Rows without outer borders are told by the rule below the first of them, others by shared tabs."""
    tabs = [line.body.text.count("\t") if line.kind is LineKind.TEXT else 0 for line in lines]
    lines = [
        Line(LineKind.ROW, line.body.sub(_TAB, "|"), line.length)
        if tabs[at] and tabs[at] in (tabs[max(0, at - 1)] if at else 0, tabs[at + 1] if at + 1 < len(tabs) else 0)
        else line
        for at, line in enumerate(lines)
    ]
    for number, line in enumerate(lines):
        if number == 0 or line.kind not in (LineKind.RULE, LineKind.TEXT) or "|" not in line.body.text:
            continue
        above = number - 1 if line.kind is LineKind.RULE else number
        is_row = line.kind is LineKind.RULE or lines[number - 1].kind in (LineKind.RULE, LineKind.ROW)
        if is_row and lines[above].kind is LineKind.TEXT and "|" in lines[above].body.text:
            lines[above] = Line(LineKind.ROW, lines[above].body, lines[above].length)
    return lines
