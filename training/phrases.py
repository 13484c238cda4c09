"""The phrase book: ways to say each type of relation between A, who does it, and B.

``phrases/LANGUAGE/TYPE.txt`` holds one phrase a line, with one standalone capital A and one B; ``NONE.txt`` those in
which nothing of the kind is said. The annotated text shows how sentences are built, the phrase book which words mean
what: a person can say the second far more cheaply.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphmali.errors import ReadError
from graphmali.extraction.encoder.hints import words_of
from graphmali.model import Span
from graphmali.vocabulary import LANGUAGES, Vocabulary

__all__ = ["NONE", "PHRASES", "Phrase", "read_phrases"]

PHRASES = Path(__file__).parent / "phrases"
NONE = "NONE"
_PARTY = {end: re.compile(rf"(?<![\w'’-]){end}(?![\w-])") for end in "AB"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say that source does ``type`` to target, or, where that is None, to say nothing of them."""

    language: str
    type: str | None
    text: str
    source: Span
    target: Span

    @property
    def stems(self) -> Counter[str]:
        """Of its words; the parties, single letters, are none."""
        return Counter(key for key, _ in words_of(self.text))


def read_phrases(vocabulary: Vocabulary, folder: Path = PHRASES) -> Iterator[Phrase]:
    """All phrases by language and file.

    Raises :class:`ReadError` naming file and line of one that has not exactly one A and one B, or of an unknown type.
    """
    for language in LANGUAGES:
        for path in sorted((folder / language).glob("*.txt")):
            if path.stem != NONE and path.stem not in vocabulary.relations:
                raise ReadError(f"unknown type {path.stem!r}", where=str(path))
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                ends = [_only(pattern.finditer(line)) for pattern in _PARTY.values()]
                if ends[0] is None or ends[1] is None:
                    raise ReadError("a phrase has one A and one B", where=f"{path}:{number}")
                yield Phrase(language, None if path.stem == NONE else path.stem, line, ends[0], ends[1])


def _only(matches: Iterator[re.Match[str]]) -> Span | None:
    found: Sequence[re.Match[str]] = list(matches)
    return Span(*found[0].span()) if len(found) == 1 else None
