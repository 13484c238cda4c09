"""The ids of actors that no list has: made of the words of a text, and sometimes of one document alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graphmali.model import digest
from graphmali.vocabulary import folded

__all__ = ["actor_id_of", "described_id_of", "in_document", "is_described", "is_listed", "parted", "words_of"]

_NEW = "new:"
_IN = "@"


def actor_id_of(name: str) -> str:
    """The id of an actor that only its name is known of: spellings that differ in accents and case are one.

    >>> actor_id_of("Ibrahim  Traoré"), actor_id_of("ibrahim traore")
    ('new:ibrahim_traore', 'new:ibrahim_traore')
    """
    return _NEW + "_".join(re.findall(r"\w+", folded(name)))


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
    return not actor_id.startswith(_NEW) and _IN not in actor_id


def is_described(actor_id: str) -> bool:
    """Whether an id was made of a description.

    >>> is_described(described_id_of(["three", "traders"], "d1")), is_described("new:ibrahim_traore")
    (True, False)
    """
    return re.match(rf"{_NEW}[0-9a-f]{{6}}_", actor_id) is not None


def words_of(actor_id: str) -> tuple[str, ...]:
    """The folded words that an id was made of, of a name or of a description.

    >>> words_of("new:ibrahim_traore@d1"), words_of(described_id_of(["three", "traders"], "d1"))
    (('ibrahim', 'traore'), ('three', 'traders'))
    """
    words = parted(actor_id)[0].removeprefix(_NEW).split("_")
    return tuple(words[is_described(actor_id) :])


def in_document(actor_id: str, document_id: str) -> str:
    """The id of whom one document alone calls by the name of an actor, listed or not.

    >>> in_document("goita", "d1"), in_document("new:ibrahim_traore", "d1")
    ('goita@d1', 'new:ibrahim_traore@d1')
    """
    return f"{actor_id}{_IN}{document_id}"


def parted(actor_id: str) -> tuple[str, str | None]:
    """An id and the document that it is limited to.

    >>> parted("goita@d1"), parted("goita")
    (('goita', 'd1'), ('goita', None))
    """
    name, _, document = actor_id.partition(_IN)
    return name, document or None
