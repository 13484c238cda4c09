"""Names as they are compared: without ranks, with one spelling for what two languages and two scribes write apart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import graphmali.vocabulary
from graphmali.vocabulary import Vocabulary, folded
from graphmali.vocabulary.loader import mapping, texts
from graphmali.vocabulary.unlisted import actor_id_of, is_described, is_listed, parted, words_of

__all__ = ["RULES", "Spellings", "Words", "sounded", "without_rank", "words_known"]

RULES = 2
"""Raised when names that are merged without a person's word are others than before: documents are then read again."""

_SOUNDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"gh", "g"), (r"kh", "k"), (r"dj", "j"), (r"ph", "f"), (r"th", "t"), (r"ck|q", "k"), (r"c(?=[aou])", "k"),
        (r"oua|wa", "wa"), (r"ou", "u"), (r"y|ii", "i"), (r"(.)\1", r"\1"), (r"(?<=..)e$", ""),
    )
)  # fmt: skip
"""Letters that transliterations from Arabic, Tamasheq and Bamanankan interchange, and what stands for them."""


@cache
def sounded(word: str) -> str:
    """A folded word in the one spelling that its transliterations share.

    >>> sounded("ghaly") == sounded("ghali"), sounded("oumarou") == sounded("umaru"), sounded("camara")
    (True, True, 'kamara')
    """
    for pattern, to in _SOUNDS:
        word = pattern.sub(to, word)
    return word


@dataclass(frozen=True)
class Words:
    """What ``names.yaml`` knows of words; ``same`` and ``countries`` give the one that stands for a word.

    ``trades`` are words for what people do, alike in a line, with ``_`` between words; the first stands for all.
    """

    ranks: frozenset[str]
    addresses: frozenset[str]
    posts: frozenset[str]
    small: frozenset[str]
    parts: frozenset[str]
    trades: tuple[tuple[str, ...], ...]
    same: dict[str, str]
    countries: dict[str, str]


_LISTS = ("ranks", "addresses", "posts", "small", "parts")


@cache
def words_known() -> Words:
    """The shipped words."""
    file = Path(graphmali.vocabulary.__file__).parent / "names.yaml"
    entries = {entry.key: entry for entry in mapping(file)}
    lists = {name: frozenset(texts(entries[name], "words")) for name in _LISTS}
    same = [line.split() for line in texts(entries["same_words"], "lines")]
    countries = [line.split() for line in texts(entries["countries"], "lines")]
    return Words(
        trades=tuple(tuple(line.split()) for line in texts(entries["trades"], "lines")),
        same={word: line[0] for line in reversed(same) for word in line},
        countries={word: line[0] for line in reversed(countries) for word in line[1:]},
        **lists,
    )


class Spellings:
    """Which names are one without anybody's word, by rule:

    1. names of unlisted actors that differ in case, accents, spacing or punctuation alone (their ids are the same);
    2. a name after a form of address (Dr, Mme) and the name without it, if it has two words or more besides;
    3. a name of two words or more and a listed actor's, whatever their ranks and transliteration, unless a name of
       another listed actor is the same or ends so ("Prime Minister Modibo Keïta").

    Descriptions ("three traders") are never merged.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        names: dict[tuple[str, ...], str] = {}
        ends: dict[tuple[str, ...], set[str]] = {}
        for known in vocabulary.actors:
            for name in known.names:
                if name.sort == "aliases":
                    words = without_rank(tuple(re.findall(r"\w+", folded(name.text))))
                    spelled = tuple(map(sounded, words))
                    names[spelled] = known.actor.id
                    for first in range(len(spelled)):
                        ends.setdefault(spelled[first:], set()).add(known.actor.id)
        self._listed = {words: id_ for words, id_ in names.items() if len(ends[words]) == 1}

    def of(self, actor_id: str) -> str:
        """The id that the rules give to whom an id means; most often the same."""
        if is_listed(actor_id) or is_described(actor_id) or parted(actor_id)[1] is not None:
            return actor_id
        words = words_of(actor_id)
        if len(words) < 2:
            return actor_id
        listed = self._listed.get(tuple(map(sounded, without_rank(words))))
        return listed or actor_id_of(" ".join(_without(words, words_known().addresses)))


def without_rank(words: tuple[str, ...]) -> tuple[str, ...]:
    """The folded words of a name without ranks and forms of address before it, if a person's name of two words is left.

    >>> without_rank(("colonel", "sadio", "camara")), without_rank(("general", "union", "of", "workers"))
    (('sadio', 'camara'), ('general', 'union', 'of', 'workers'))
    """
    return _without(words, words_known().ranks | words_known().addresses)


def _without(words: tuple[str, ...], before: frozenset[str]) -> tuple[str, ...]:
    first = next((n for n, word in enumerate(words) if word not in before), len(words))
    rest = words[first:]
    return words if len(rest) < 2 or _NOT_IN_PERSONS & set(rest) else rest


_NOT_IN_PERSONS = frozenset("of for the and on to de du des d la les l et pour en au aux".split())
