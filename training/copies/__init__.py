"""Texts on the same events: originals, their light and heavy rewrites, and independent reports; a half is held out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from graphmali.model import Document

__all__ = ["HALVES", "Text", "events", "pairs"]

HALVES = ("dev", "held")
"""The thresholds were chosen on the first; the second was measured once they were."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an event: ``story`` names what it tells, and a copy has that of its original; ``rewrite`` says how."""

    event: str
    story: str
    rewrite: str | None
    document: Document


def events(half: str) -> Iterator[tuple[Text, ...]]:
    """The texts of each event of a half."""
    for file in sorted((Path(__file__).parent / half).glob("*.txt")):
        _, *blocks = file.read_text(encoding="utf-8").split("\n= ")
        yield tuple(_text(file.stem, block) for block in blocks)


def _text(event: str, block: str) -> Text:
    head, _, body = block.partition("\n")
    name, publisher, published = head.split(" | ")
    story, _, rewrite = name.partition(" ")
    headline, _, rest = body.strip().partition("\n")
    title = headline.removeprefix("# ")
    document = Document.of(
        f"{title}\n\n{rest}\n", title=title, publisher=publisher, published=published, language=event[-2:]
    )
    return Text(event, story, rewrite or None, document)


def pairs(half: str) -> Iterator[tuple[Text, Text, str | None]]:
    """Every two texts of an event, and how the second was made of the first: ``light``, ``heavy``, or not at all."""
    for texts in events(half):
        for left, right in combinations(texts, 2):
            same = left.story == right.story
            yield left, right, (right.rewrite or left.rewrite) if same else None
