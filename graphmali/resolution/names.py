"""What two names have in common, word by word, across spellings, word order and two languages."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from graphmali.resolution.spelling import words_known
from graphmali.resolution.words import ALIKE, SHORT, likeness, skeleton, words
from graphmali.vocabulary import Vocabulary, folded

__all__ = ["Common", "Rarity", "Written", "common", "stands_for", "written"]

_ACRONYM = 12
"""A word of capitals up to this length may be an acronym."""


@dataclass(frozen=True, slots=True)
class Written:
    """A name taken apart.

    ``words`` are those that tell it from others, in the spelling that stands for all; ``parts`` those among them that
    make of a name the name of something else; ``acronym`` is the name, or the word of it, that may be one; ``initials``
    are those of its words without and with the small ones; ``letters`` those of its words in any language, sorted;
    ``bare`` are its words as they are written, without the small ones;
    ``countries`` ISO 3166 alpha-2 of those it names.
    """

    text: str
    words: tuple[str, ...]
    parts: frozenset[str] = frozenset()
    acronym: str | None = None
    initials: tuple[str, ...] = ()
    letters: frozenset[str] = frozenset()
    bare: tuple[str, ...] = ()
    countries: frozenset[str] = frozenset()


@lru_cache(maxsize=50_000)
def written(text: str, *, person: bool) -> Written:
    """A name taken apart. Ranks and forms of address are no part of a person's name.

    >>> written("Général Sadio Camara", person=True).words
    ('sadio', 'camara')
    >>> found = written("Mouvement national de libération de l'Azawad (MNLA)", person=False)
    >>> found.words, found.initials, found.acronym
    (('movement', 'national', 'liberation', 'azawad'), ('mnla', 'mndldla'), 'mnla')
    """
    known = words_known()
    acronym = None
    inside = re.search(r"\(([^)]*)\)", text)
    plain = text if inside is None or not text[: inside.start()].strip() else text[: inside.start()]
    if person and "," in plain:  # the governor of Agadez, Sadou Kaocen
        plain = next((part for part in plain.split(",") if not known.posts & set(words(part))), plain)
    for part in ([inside[1]] if inside else []) + re.split(r"[\s-]+", text):
        if not person and acronym is None and _is_acronym(part):
            acronym = folded(part)
    every = words(plain)
    bare = [word for word in every if word not in known.small or (person and len(word) == 1)]
    if person:
        own = tuple(word for word in bare if word not in known.ranks | known.addresses | known.posts)
        return Written(text, own or tuple(bare) or every, _parts(own))
    ordinals = [re.sub(r"^(\d+)(e|eme|er|re|st|nd|rd|th)$", r"\1", word) for word in bare]
    own = tuple(known.countries.get(word) or known.same.get(word, word) for word in ordinals)
    spelled = tuple(dict.fromkeys("".join(word[0] for word in kept) for kept in (bare, every) if len(kept) > 1))
    countries = frozenset(known.countries[word] for word in ordinals if word in known.countries)
    return Written(text, own or every, _parts(ordinals), acronym, spelled, _letters(bare), tuple(bare), countries)


def _parts(parts: Iterable[str]) -> frozenset[str]:
    known = words_known()
    return frozenset(known.same.get(part, part) for part in parts if part in known.parts)


_LETTERED = 3, 8
"""So many words are looked at for the letters that they have in two languages."""


def _letters(parts: Sequence[str]) -> frozenset[str]:
    """The first letters of words, sorted, with each word in each language."""
    if not _LETTERED[0] <= len(parts) <= _LETTERED[1]:
        return frozenset()
    found = {""}
    for part in parts:
        own = {other[0] for other in _all_forms().get(words_known().same.get(part, part), (part,))} | {part[0]}
        found = {letters + letter for letters in found for letter in own}
        if len(found) > 64:
            return frozenset()
    return frozenset("".join(sorted(letters)) for letters in found)


@lru_cache(maxsize=1)
def _all_forms() -> dict[str, tuple[str, ...]]:
    """For a word that stands for others, all of them."""
    found: dict[str, list[str]] = {}
    for word, first in words_known().same.items():
        found.setdefault(first, []).append(word)
    return {first: tuple(forms) for first, forms in found.items()}


def _is_acronym(word: str) -> bool:
    capitals = sum(character.isupper() for character in word)
    return 2 <= capitals <= len(word) <= _ACRONYM and capitals * 2 >= len(word)


class Rarity:
    """How much a word of a name tells: 1 for one that no listed name has, less for one that many have."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._counts: Counter[str] = Counter()
        for known in vocabulary.actors:
            person = known.actor.kind == "person"
            names = [written(name.text, person=person) for name in known.names if name.sort == "aliases"]
            self._counts.update({skeleton(word) for name in names for word in name.words})

    def of(self, word: str) -> float:
        """From 1 down to about a fifth; a letter is a quarter of a word."""
        if len(word) == 1:
            return 0.25
        return 1 / (1 + math.log1p(self._counts[skeleton(word)]) / 2)


@dataclass(frozen=True, slots=True)
class Common:
    """What two names share.

    ``share`` of their words, from 0 to 1, and ``weight`` of the shared ones, as they are rare; ``left`` and ``right``
    have the words of each that the other lacks. ``initials`` counts words that stand as a letter on one side.
    """

    share: float
    weight: float
    pairs: tuple[tuple[str, str], ...]
    left: tuple[str, ...]
    right: tuple[str, ...]
    initials: int


def common(one: Sequence[str], other: Sequence[str], rarity: Rarity) -> Common:
    """What the words of two names share, each word once, the most alike first, whatever their order.

    Letters alone are nothing.
    """
    left, right = _joined(one, other), _joined(other, one)
    options = sorted(
        ((alike, i, j) for i, a in enumerate(left) for j, b in enumerate(right) if (alike := likeness(a, b))),
        key=lambda option: (-option[0], abs(option[1] - option[2]), option[1], option[2]),
    )
    if all(len(left[i]) == 1 or len(right[j]) == 1 for _, i, j in options):
        options = []
    free_left, free_right = dict(enumerate(left)), dict(enumerate(right))
    pairs: list[tuple[str, str]] = []
    shared = weight = 0.0
    initials = 0
    for alike, i, j in options:
        if i in free_left and j in free_right:
            a, b = free_left.pop(i), free_right.pop(j)
            pairs.append((a, b))
            rare = rarity.of(max(a, b, key=len))
            initials += min(len(a), len(b)) == 1
            worth = alike * rare * (0.5 if min(len(a), len(b)) == 1 else 1)
            weight += worth
            shared += 2 * alike * rare
    whole = shared + sum(map(rarity.of, (*free_left.values(), *free_right.values())))
    share = shared / whole if whole else 0.0
    return Common(share, weight, tuple(pairs), tuple(free_left.values()), tuple(free_right.values()), initials)


def _joined(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """The words of a name, two of them as one where the other name writes them so."""
    if len(one) == 1 or tuple(one) == tuple(other):
        return list(one)
    for place, (first, second) in enumerate(pairwise(one)):
        whole = _most(first + second, other) if min(len(first), len(second)) > 1 else 0.0
        if whole >= ALIKE and whole > max(_most(first, other), _most(second, other)):
            return [*one[:place], first + second, *_joined(one[place + 2 :], other)]
    return list(one)


def _most(word: str, others: Sequence[str]) -> float:
    return max((likeness(word, other) for other in others), default=0.0)


def stands_for(acronym: str, name: Written) -> float:
    """How well a folded acronym stands for a name, from 0 to 1.

    By initials; by its words' initials in another language and order; or by the beginnings of words.

    >>> stands_for("cma", written("Coordination of Movements of Azawad", person=False))
    1.0
    >>> stands_for("syntrap", written("Syndicat des travailleurs de l'administration publique", person=False))
    0.8
    """
    if len(acronym) < 3 or len(name.words) < 2:
        return 0.0
    if acronym in name.initials:
        return 1.0
    if len(acronym) < SHORT:
        return 0.0
    return 0.8 if "".join(sorted(acronym)) in name.letters or _begins(acronym, name.bare) else 0.0


def _begins(acronym: str, parts: Sequence[str]) -> bool:
    """Whether an acronym is made of the beginnings of all words, in their order."""
    if not acronym or not parts:
        return not acronym and not parts
    return len(acronym) >= len(parts) and any(
        _begins(acronym[n:], parts[1:]) for n in range(1, len(acronym) + 1) if parts[0].startswith(acronym[:n])
    )
