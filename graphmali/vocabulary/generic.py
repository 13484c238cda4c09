"""Which actors are nobody in particular: "civilians", "the population", "unidentified gunmen"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from graphmali.errors import VocabularyError
from graphmali.model import Actor
from graphmali.vocabulary import KINDS, LANGUAGES, folded
from graphmali.vocabulary.loader import mapping, texts

__all__ = ["Generic", "load_generic"]

_PARTS = ("kinds", "names", "words")


@dataclass(frozen=True, slots=True)
class Generic:
    """What makes an actor generic: its kind, its whole name, or a word of it; names and words are folded."""

    kinds: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]

    def __contains__(self, actor: Actor) -> bool:
        return actor.kind in self.kinds or self._named(actor.name)

    def _named(self, name: str) -> bool:
        plain = " ".join(re.findall(r"\w+", folded(re.sub(r"\([^)]*\)", "", name))))
        return plain in self.names or any(f" {word} " in f" {plain} " for word in self.words)


@lru_cache(maxsize=4)
def load_generic(folder: Path | None = None) -> Generic:
    """Ours, with what a user's folder adds in its ``generic.yaml``.

    >>> Actor("x", "Citizen (Mali)", "organisation") in load_generic()
    True
    >>> Actor("mali", "Mali", "state") in load_generic()
    False
    """
    found: dict[str, set[str]] = {part: set() for part in _PARTS}
    for place in (Path(__file__).parent, folder):
        if place is None or not (place / "generic.yaml").is_file():
            continue
        for entry in mapping(place / "generic.yaml"):
            if entry.key not in found:
                raise VocabularyError(f"{entry.key!r} is none of: {', '.join(_PARTS)}", where=entry.where)
            if entry.key == "kinds":
                found["kinds"] |= set(texts(entry, "any"))
                if not found["kinds"] <= KINDS:
                    wrong = min(found["kinds"] - KINDS)
                    raise VocabularyError(f"unknown kind {wrong!r}", where=entry.where)
            else:
                found[entry.key] |= {folded(text) for lang in LANGUAGES for text in texts(entry, lang)}
    return Generic(*(frozenset(found[part]) for part in _PARTS))
