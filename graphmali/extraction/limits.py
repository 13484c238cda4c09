"""How much of a document is read: enough for a book, so that no page of junk holds up a run."""

from __future__ import annotations

from collections.abc import Sequence

from graphmali.model import Passage

__all__ = ["MAX_CHARACTERS", "MAX_PASSAGES", "within_limits"]

MAX_CHARACTERS = 300_000
"""Characters of a document that are read: some fifty thousand words, a minute or two of work on one processor."""
MAX_PASSAGES = 5_000
"""Paragraphs, bullets and table rows of a document that are read."""


def within_limits(passages: Sequence[Passage]) -> tuple[tuple[Passage, ...], int | None]:
    """The passages that are read, and where in the document reading stops: None if it does not.

    >>> within_limits(())
    ((), None)
    """
    total = 0
    for number, passage in enumerate(passages):
        total += len(passage.text)
        if total > MAX_CHARACTERS or number >= MAX_PASSAGES:
            room = MAX_CHARACTERS - (total - len(passage.text)) if number < MAX_PASSAGES else 0
            kept, stop = list(passages[:number]), passage.offsets[0]
            if room > 0 and not passage.cells:
                kept.append(Passage(passage.kind, passage.text[:room], passage.offsets[: room + 1], passage.section))
                stop = passage.offsets[room]
            return tuple(kept), stop
    return tuple(passages), None
