"""A document divided into the passages that are to be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphmali.model import Document, Passage, PassageKind
from graphmali.reading.blocks import blocks
from graphmali.reading.cleaning import clean, tidy
from graphmali.reading.lines import Line, LineKind, classify
from graphmali.reading.mapped import Mapped
from graphmali.reading.tables import Row, rows

__all__ = ["passages"]

_LONGEST_HEADING = 140
_MOST_WORDS = 18
_MOST_WORDS_OF_A_QUESTION = 10
_NO_HEADING_END = (".", "!", ":", ";", ",", "…", ")", "»", "”", '"')
_SAME = re.compile(r"[\W_]+")


def passages(document: Document) -> tuple[Passage, ...]:
    """The passages of a document in their order; boilerplate and debris are in none."""
    found = _trimmed(list(_kinds(list(blocks(list(classify(clean(document.text))))))))
    return tuple(_built(found, document))


_Block = tuple[PassageKind, Mapped] | list[Line]


def _kinds(found: list[Line | list[Line]]) -> Iterator[_Block]:
    solid = [block for block in found if isinstance(block, list) or block.kind is not LineKind.BLANK]
    for number, block in enumerate(solid):
        if isinstance(block, list):
            yield block
        elif block.kind is LineKind.BULLET:
            yield PassageKind.BULLET, block.body
        elif block.kind is LineKind.HEADING or (number + 1 < len(solid) and _is_heading(block.body.text)):
            yield PassageKind.HEADING, block.body
        else:
            yield PassageKind.PARAGRAPH, block.body


def _is_heading(text: str) -> bool:
    words = len(text.split())
    if len(text) > _LONGEST_HEADING or text[:1].islower() or text.endswith(_NO_HEADING_END):
        return False
    return words <= (_MOST_WORDS_OF_A_QUESTION if text.endswith("?") else _MOST_WORDS)


def _trimmed(blocks: list[_Block]) -> list[_Block]:
    """Without the headlines of other stories that pages put after the last paragraph."""
    end = len(blocks)
    while end and _alike_heading(blocks[end - 1]):
        end -= 1
    read_before = any(not isinstance(b, list) and b[0] is PassageKind.PARAGRAPH for b in blocks[:end])
    return blocks[:end] if read_before and len(blocks) - end > 1 else blocks


def _alike_heading(block: _Block) -> bool:
    return not isinstance(block, list) and block[0] is not PassageKind.BULLET and _is_heading(block[1].text.strip())


def _built(found: list[_Block], document: Document) -> Iterator[Passage]:
    title = _folded(document.title or "")
    section: str | None = None
    titled = False
    for number, block in enumerate(found):
        if isinstance(block, list):
            yield from (_row(row, section) for row in rows(block))
            continue
        kind, body = block[0], tidy(block[1])
        if not body.text:
            continue
        if title and number < 5 and _folded(body.text) == title:
            if not titled:
                yield Passage(PassageKind.HEADLINE, body.text, body.closed())
            titled = True
            continue
        yield Passage(kind, body.text, body.closed(), section)
        section = body.text if kind is PassageKind.HEADING else section


def _row(row: Row, section: str | None) -> Passage:
    return Passage(PassageKind.ROW, row.body.text, row.body.closed(), section, row.cells, row.header)


def _folded(text: str) -> str:
    return _SAME.sub(" ", text.replace("’", "'").casefold()).strip()
