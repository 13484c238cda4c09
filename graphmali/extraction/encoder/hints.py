"""What single words say of relation types: the share of a word's uses in which it is the cue of each type.

The table is counted from annotated text and the cue lexicons; it is data that a person can read. The network takes it
as a hint beside its own reading, which knows words in context but has seen each rare one a few times at most.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from graphmali.extraction.encoder.pieces import Pieces
from graphmali.extraction.gazetteer import fold
from graphmali.model import Span

__all__ = ["Counts", "Floats", "Hints", "stem", "words_of"]

Floats = NDArray[np.float32]

_WORD = re.compile(r"[^\W\d_]{2,}")
_LETTERS = 6
_DOUBT = 2.0
"""Uses that are added to every word's, so that one sighting is no proof."""


def stem(word: str) -> str:
    """A word without its ending, crudely: its first letters, without accents and case.

    >>> stem("condemned"), stem("Expulsés")
    ('condem', 'expuls')
    """
    return fold(word)[:_LETTERS]


def words_of(text: str) -> Iterable[tuple[str, Span]]:
    """The stems of a text's words with their places."""
    for match in _WORD.finditer(text):
        yield stem(match.group()), Span(*match.span())


Counts = tuple[Counter[str], dict[str, Counter[str]]]
"""How often each stem was seen, and how often as a cue of each type."""


class Hints:
    """For every stem, how often it was seen and how often as a cue of each type."""

    def __init__(
        self, types: Sequence[str], seen: Mapping[str, float], cues: Mapping[str, Mapping[str, float]]
    ) -> None:
        self._types = {name: number for number, name in enumerate(types)}
        self._seen, self._cues = seen, cues
        self._rows: dict[str, Floats] = {}

    def of(self, text: str, places: Sequence[Span], without: Counts | None = None) -> Floats:
        """Pieces × types: the shares of the word that each piece belongs to.

        ``without`` are counts to be left out: in training, those of the subject that the text is from.
        """
        result = np.zeros((len(places), len(self._types)), np.float32)
        for key, span in words_of(text):
            if key in self._cues:
                start, end = Pieces.range_of(span, places)
                result[start:end] = self._shares(key, without)
        return result

    def _shares(self, key: str, without: Counts | None) -> Floats:
        """By type, the share of a stem's uses."""
        if without is None and key in self._rows:
            return self._rows[key]
        row = np.zeros(len(self._types), np.float32)
        seen = self._seen.get(key, 0.0) - (without[0][key] if without else 0)
        own = without[1].get(key, Counter()) if without else Counter[str]()
        for type_, count in self._cues[key].items():
            share = (count - own[type_]) / (max(seen, 0.0) + _DOUBT)
            row[self._types[type_]] = min(max(share, 0.0), 1.0)
        if without is None:
            self._rows[key] = row
        return row
