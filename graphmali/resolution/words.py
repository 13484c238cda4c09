"""Words as they are compared across spellings, transliterations and two languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import SequenceMatcher
from functools import lru_cache

from graphmali.resolution.spelling import sounded, words_known
from graphmali.vocabulary import folded

__all__ = ["ALIKE", "SHORT", "likeness", "skeleton", "telling", "words"]

ALIKE, _SOUNDS_ALIKE, SHORT = 0.8, 0.75, 4
"""Words at least so much alike, of so many letters, may be one; more easily where the consonants are the same."""
_INITIAL = 0.7
"""What a letter is worth beside a word that begins with it."""


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
def likeness(left: str, right: str) -> float:
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
    if min(len(one), len(other)) < SHORT:
        return 0.0
    loose = skeleton(left) == skeleton(right) and len(skeleton(left)) > 2
    least = _SOUNDS_ALIKE if loose else ALIKE
    first, second = sorted((_loosened(left), _loosened(right)))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    found = matcher.ratio() if matcher.real_quick_ratio() >= least else 0.0
    return max(0.9 * found, ALIKE * loose) if found >= least else 0.0


@lru_cache(maxsize=100_000)
def telling(text: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
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
