"""What two names have in common, word by word, across spellings, word order and two languages."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from graphmali.resolution.spelling import sounded, words_known
from graphmali.vocabulary import Vocabulary, folded

__all__ = ["Common", "Rarity", "Written", "common", "skeleton", "stands_for", "telling", "words", "written"]

_ALIKE, _SOUNDS_ALIKE, _SHORT = 0.8, 0.75, 4
"""Words at least so much alike, of so many letters, may be one; more easily where the consonants are the same."""
_INITIAL = 0.7
"""What a letter is worth beside a word that begins with it."""
_ACRONYM = 12
"""A word of capitals up to this length may be an acronym."""


@lru_cache(maxsize=100_000)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a text; "N'Diaye" is one word, "d'Inata" is two, and a letter with a point is one.

    >>> words("Me Awa N'Diaye"), words("Veuves d’Inata")
    (('me', 'awa', 'ndiaye'), ('veuves', 'd', 'inata'))
    """
    plain = re.sub(r"\b(?!(?:[dlst]|qu)['’])(\w+)['’](?=\w)(?!s\b)", r"\1", folded(text))
    return tuple(re.findall(r"[^\W_]+", plain))


@lru_cache(maxsize=100_000)
def _loosened(word: str) -> str:
    for pattern, to in _LOOSE:
        word = pattern.sub(to, word)
    return sounded(word)


@lru_cache(maxsize=100_000)
def skeleton(word: str) -> str:
    """What is left of a folded word in every transliteration: its consonants, with one letter for similar ones.

    >>> skeleton("tchangari") == skeleton("changary"), skeleton("drukdal") == skeleton("droukdel"), skeleton("aly")
    (True, True, 'al')
    """
    plain = _loosened(word).translate(_SIMILAR)
    first, rest = ("a" if plain[:1] in _VOWELS else plain[:1]), plain[1:]
    return re.sub(r"(.)\1", r"\1", first + re.sub(f"[{_VOWELS}]", "", rest))


_LOOSE = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        ("^abd(?:ou|[aeu])?[lrsn]?(?=[^aeiouy].{3})", "abd"), ("^(?:al|el)(?=.{4})", ""), ("rh", "gh"),
        ("tch|sch|ch|sh|c(?=[eiy])", "s"), ("di(?=[aou])", "j"),
    )
)  # fmt: skip
_SIMILAR = str.maketrans({"z": "s", "v": "b", "h": ""})
_VOWELS = "aeiouyw"


@lru_cache(maxsize=200_000)
def _likeness(left: str, right: str) -> float:
    """How much two folded words are alike, from 0 to 1; numbers are alike only if they are the same."""
    if left == right:
        return 1.0
    if left.isdigit() or right.isdigit():
        return 0.0
    if min(len(left), len(right)) == 1:
        return _INITIAL if left[0] == right[0] else 0.0
    if skeleton(left)[:1] != skeleton(right)[:1]:
        return 0.0
    one, other = sounded(left), sounded(right)
    if one == other:
        return 0.98
    if min(len(one), len(other)) < _SHORT:
        return 0.0
    loose = skeleton(left) == skeleton(right) and len(skeleton(left)) > 2
    least = _SOUNDS_ALIKE if loose else _ALIKE
    first, second = sorted((_loosened(left), _loosened(right)))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    found = matcher.ratio() if matcher.real_quick_ratio() >= least else 0.0
    return max(0.9 * found, _ALIKE * loose) if found >= least else 0.0


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
        ((likeness, i, j) for i, a in enumerate(left) for j, b in enumerate(right) if (likeness := _likeness(a, b))),
        key=lambda option: (-option[0], abs(option[1] - option[2]), option[1], option[2]),
    )
    if all(len(left[i]) == 1 or len(right[j]) == 1 for _, i, j in options):
        options = []
    free_left, free_right = dict(enumerate(left)), dict(enumerate(right))
    pairs: list[tuple[str, str]] = []
    shared = weight = 0.0
    initials = 0
    for likeness, i, j in options:
        if i in free_left and j in free_right:
            a, b = free_left.pop(i), free_right.pop(j)
            pairs.append((a, b))
            rare = rarity.of(max(a, b, key=len))
            initials += min(len(a), len(b)) == 1
            worth = likeness * rare * (0.5 if min(len(a), len(b)) == 1 else 1)
            weight += worth
            shared += 2 * likeness * rare
    whole = shared + sum(map(rarity.of, (*free_left.values(), *free_right.values())))
    share = shared / whole if whole else 0.0
    return Common(share, weight, tuple(pairs), tuple(free_left.values()), tuple(free_right.values()), initials)


def _joined(one: Sequence[str], other: Sequence[str]) -> list[str]:
    """The words of a name, two of them as one where the other name writes them so."""
    if len(one) == 1 or tuple(one) == tuple(other):
        return list(one)
    for place, (first, second) in enumerate(pairwise(one)):
        whole = _most(first + second, other) if min(len(first), len(second)) > 1 else 0.0
        if whole >= _ALIKE and whole > max(_most(first, other), _most(second, other)):
            return [*one[:place], first + second, *_joined(one[place + 2 :], other)]
    return list(one)


def _most(word: str, others: Sequence[str]) -> float:
    return max((_likeness(word, other) for other in others), default=0.0)


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
    if len(acronym) < _SHORT:
        return 0.0
    return 0.8 if "".join(sorted(acronym)) in name.letters or _begins(acronym, name.bare) else 0.0


def _begins(acronym: str, parts: Sequence[str]) -> bool:
    """Whether an acronym is made of the beginnings of all words, in their order."""
    if not acronym or not parts:
        return not acronym and not parts
    return len(acronym) >= len(parts) and any(
        _begins(acronym[n:], parts[1:]) for n in range(1, len(acronym) + 1) if parts[0].startswith(acronym[:n])
    )


@lru_cache(maxsize=100_000)
def telling(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """Words that tell what a text is about: those with a capital or a figure, and other long ones.

    What they are compared by, as names have it, and the folded word that stands first.

    >>> telling("Le préfet de Bagré a vu les pêcheurs.")
    ({'bgr': 'bagre'}, {'prfc': 'prefet', 'fsrm': 'pecheurs'})
    """
    known = words_known()
    names: dict[str, str] = {}
    others: dict[str, str] = {}
    for place in re.finditer(r"[\w'’]+", text):
        first = place[0][0]
        for part in words(place[0]):
            if part in known.small or (len(part) < 3 and not part.isdigit()):
                continue
            word = known.countries.get(part) or known.same.get(part)
            key = skeleton(word or part)[:_STEM]
            if first.isdigit() or (first.isupper() and place.start() > 0 and part not in known.same):
                names.setdefault(key, part)
            elif word or len(part) > 5:
                others.setdefault(key, part)
    return names, {key: word for key, word in others.items() if key not in names}


_STEM = 4
"""Other words are compared by so many letters of their skeleton: "prosecutor", "prosecuted"."""
