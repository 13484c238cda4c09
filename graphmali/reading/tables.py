"""Pipe tables, whole and in ruins, as rows of cells under a header."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graphmali.model import Span
from graphmali.reading.cleaning import tidy
from graphmali.reading.lines import Line, LineKind
from graphmali.reading.mapped import Mapped

__all__ = ["Row", "rows"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row's text, where its cells lie in it, and the words of the table's header row."""

    body: Mapped
    cells: tuple[Span, ...]
    header: tuple[str, ...] = ()


def rows(lines: list[Line]) -> Iterator[Row]:
    """The rows of a table's lines: the one above a rule is the header of those below."""
    header: tuple[str, ...] = ()
    for number, line in enumerate(lines):
        if line.kind is LineKind.RULE:
            continue
        following = lines[number + 1] if number + 1 < len(lines) else None
        row = _row(line.body, header)
        if following is not None and following.kind is LineKind.RULE:
            header = tuple(span.of(row.body.text) for span in row.cells)
        elif any(span.start < span.end for span in row.cells):
            yield row


def _row(line: Mapped, header: tuple[str, ...]) -> Row:
    """Cells are tidied one by one, so that no rule of prose joins two of them."""
    parts: list[Mapped] = []
    cells: list[Span] = []
    length, start = 0, 0
    for text in line.text.split("|"):
        cell = tidy(line.slice(start, start + len(text)))
        if cells:
            border = line.offsets[start - 1]
            parts.append(Mapped(" | ", (border, border, border)))
            length += 3
        parts.append(cell)
        cells.append(Span(length, length + len(cell.text)))
        length += len(cell.text)
        start += len(text) + 1
    return Row(Mapped.joined(iter(parts)), tuple(cells), header)
