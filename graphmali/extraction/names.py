"""Actors that no list knows: their ids, and whom the parser's entity recogniser proposes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from graphmali.extraction.gazetteer import fold
from graphmali.extraction.mentions import Found
from graphmali.model import Span, digest

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["actor_id_of", "described_id_of", "is_listed", "new_names"]

_KINDS = {"PERSON": "person", "PER": "person", "ORG": "organisation"}
_MAX_WORDS = 6
_NEW = "new:"


def actor_id_of(name: str) -> str:
    """The id of an actor that only its name is known of: spellings that differ in accents and case are one.

    >>> actor_id_of("Ibrahim  Traoré"), actor_id_of("ibrahim traore")
    ('new:ibrahim_traore', 'new:ibrahim_traore')
    """
    return _NEW + "_".join(re.findall(r"\w+", fold(name)))


def described_id_of(words: Sequence[str], document_id: str) -> str:
    """The id of an actor that only a description is known of, in folded words: it is one in its document alone.

    >>> described_id_of(["three", "traders"], "d1").endswith("_three_traders")
    True
    """
    return f"{_NEW}{digest(document_id)[:6]}_{'_'.join(words) or 'somebody'}"


def is_listed(actor_id: str) -> bool:
    """Whether an id is one of a list's, or composed of such, and was not made of the words of a text.

    >>> is_listed("mali_junta"), is_listed("new:ibrahim_traore")
    (True, False)
    """
    return not actor_id.startswith(_NEW)


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
