"""Texts as pieces of words, with the characters that each stands for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import sentencepiece

from graphmali.model import Span

__all__ = ["MAX_PIECES", "Pieces"]

BEGIN, END = 0, 2
MAX_PIECES = 256
"""Pieces of a sentence that are read, with begin and end; what is longer is cut."""


class Pieces:
    """A SentencePiece model that knows which characters a piece came from."""

    def __init__(self, model: bytes | Path) -> None:
        data = model.read_bytes() if isinstance(model, Path) else model
        self._model = sentencepiece.SentencePieceProcessor(model_proto=data)

    def __len__(self) -> int:
        return int(self._model.get_piece_size())

    def encode(self, text: str) -> tuple[list[int], list[Span]]:
        """Numbers of the pieces between begin and end, and the characters of each (none for begin and end)."""
        found = self._model.encode(text, return_type="proto").pieces[: MAX_PIECES - 2]
        starts = list(accumulate((len(c.encode("utf-8", "surrogatepass")) for c in text), initial=0))
        character = {byte: number for number, byte in enumerate(starts)}
        places = [Span(0, 0)]
        for piece in found:
            start = character.get(piece.begin, places[-1].end)
            end = character.get(piece.end, start)
            while start < end and text[start].isspace():
                start += 1
            places.append(Span(start, end))
        last = places[-1].end
        return [BEGIN, *(piece.id for piece in found), END], [*places, Span(last, last)]

    @staticmethod
    def range_of(span: Span, places: Sequence[Span]) -> tuple[int, int]:
        """The half-open range of pieces that a span of characters touches; one piece at least."""
        touched = [n for n, place in enumerate(places) if place.overlaps(span)]
        if touched:
            return touched[0], touched[-1] + 1
        last = len(places) - 1
        return last, last + 1
