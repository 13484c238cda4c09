"""Actors that no list knows: whom the parser's entity recogniser proposes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphmali.extraction.mentions import Found
from graphmali.model import Span
from graphmali.vocabulary.unlisted import actor_id_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["new_names"]

_KINDS = {"PERSON": "person", "PER": "person", "ORG": "organisation"}
_MAX_WORDS = 6


def new_names(doc: Doc, known: tuple[Found, ...]) -> list[Found]:
    """Persons of two words or more, and organisations, in capitals and apart from every known mention."""
    found: list[Found] = []
    for entity in doc.ents:
        kind = _KINDS.get(entity.label_)
        words = entity.text.split()
        if kind is None or len(words) > _MAX_WORDS or not all(w[0].isupper() or w in _SMALL for w in words):
            continue
        if (kind == "person" and len(words) < 2) or not re.search(r"[^\W\d_]{2}", entity.text):
            continue
        if any(t.pos_ in {"VERB", "PUNCT"} for t in entity) or "\n" in entity.text:
            continue
        span = Span(entity.start_char, entity.end_char)
        if not any(span.overlaps(mention.span) for mention in known):
            name = re.sub(r"^(?:the|les?|la)\s+|^l['’]", "", entity.text, flags=re.IGNORECASE)
            bare = Span(span.end - len(name), span.end)
            found.append(Found(bare, name, actor_id_of(name), kind, "new"))
    return found


_SMALL = {
    "of",
    "for",
    "the",
    "and",
    "de",
    "du",
    "des",
    "la",
    "le",
    "les",
    "pour",
    "et",
    "ag",
    "ould",
    "bin",
    "al",
}
