"""Whether one text is a copy of another: it tells the same, in the same words or in spun ones.

Candidates are found by :func:`sketch`, whose keys they share. Then :func:`are_copies` compares the two, sentence
by sentence. A rewrite changes words and the order of sentences; names, numbers, and what stands beside what in a
sentence stay. Another report of the same event shares names and a few sentences. Texts in two languages are no copies.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from datasketch import MinHash

from graphmali.model import Document, digest
from graphmali.resolution.credits import credited, outlet_key

__all__ = ["KEYS", "SAME_WORDS", "Telling", "are_copies", "may_be_copies", "sketch"]

SAME_WORDS = 0.48
"""The part of a text's words that the other has in matching sentences. Chosen on ``training/copies/dev``."""
SAME_WORDS_CREDITED = 0.42
"""The same, where one text credits the outlet or agency of the other."""
SAME_NAMES = 0.6
"""The part of the names and numbers of the text with fewer that the other has too."""
SAME_SIZE = 0.3
"""A text that is a smaller part of the other is an item in a digest, which copies none of its items as a whole."""
SHORT, SAME_WORDS_SHORT = 20, 0.9
"""Texts of fewer words are alike by chance, and need more in common."""

_NAME_BANDS, _NAME_ROWS = 26, 3
_WORD_BANDS, _WORD_ROWS = 6, 2
KEYS = _NAME_BANDS + _WORD_BANDS
"""The number of keys in a sketch."""

_LONGEST = 60_000
_SHINGLE = 3
_STEM = 5
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_STOP = re.compile(r"(?<=[.!?»”\":;])\s+|\n+")
_FUNCTION_WORDS = frozenset(
    "the a an of to in on at and or for with by from as that this these those is are was were be been has have had it"
    " its his her their they them he she we you i not no but who which what when where will would could should may"
    " might than then there here out up over after before into about more most said says say one two also all any some"
    " such only other new"
    " le la les l un une des de du d au aux et ou en dans sur par pour avec sans que qui quoi dont où ce cette ces cet"
    " son sa ses leur leurs il elle ils elles on se s ne n pas plus moins est sont était étaient ont avait avaient été"
    " être avoir y qu c j m t si mais comme tout tous toute toutes même aussi ainsi entre depuis".split()
)


@dataclass(frozen=True)
class Telling:
    """What is compared of a text: its sentences, language, outlet, and the outlets and agencies that it credits."""

    sentences: tuple[str, ...]
    language: str | None = None
    outlet: str | None = None
    credits: frozenset[str] = frozenset()

    @classmethod
    def of(cls, document: Document, passages: Iterable[str]) -> Telling:
        """The telling of a document whose body is the passages: no headline, which every outlet makes anew."""
        body = "\n".join(passages)[:_LONGEST]
        sentences = tuple(part for part in _STOP.split(body) if part.strip())
        outlet = outlet_key(document.publisher) if document.publisher else None
        return cls(sentences, document.language, outlet, credited(document.text))

    @cached_property
    def words(self) -> tuple[frozenset[str], ...]:
        """The words that carry meaning, cut to a stem, of each sentence that has any."""
        found = (
            frozenset(_stem(word) for word in _words(sentence) if word not in _FUNCTION_WORDS)
            for sentence in self.sentences
        )
        return tuple(words for words in found if words)

    @cached_property
    def names(self) -> frozenset[str]:
        """Numbers, and words with a capital that no sentence begins with; abbreviations wherever they stand."""
        return frozenset(_stem(word.lower()) for sentence in self.sentences for word in _names(sentence))

    @cached_property
    def shingles(self) -> frozenset[str]:
        """Every three words in a row."""
        words = [word for sentence in self.sentences for word in _words(sentence)]
        return frozenset(" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))

    @cached_property
    def size(self) -> int:
        """The number of words, each counted once a sentence."""
        return sum(map(len, self.words))

    @cached_property
    def _places(self) -> dict[str, frozenset[int]]:
        """For each word, the numbers of the pairs of neighbouring sentences that have it: rewriting joins two."""
        places: dict[str, set[int]] = defaultdict(set)
        for number, words in enumerate(self.words):
            for word in words:
                places[word].update((number, number - 1))
        return {word: frozenset(numbers) for word, numbers in places.items()}

    def told_by(self, other: Telling) -> float:
        """The part of this text's words that stand in the other in the two sentences that match theirs best."""
        told = 0
        for words in self.words:
            matches = Counter(place for word in words for place in other._places.get(word, ()))
            told += max(matches.values(), default=0)
        return told / self.size if self.size else 0.0

    def credits_shared(self, other: Telling) -> bool:
        """Whether one credits the other's outlet, or both the same one."""
        return bool(self.credits & (other.credits | {other.outlet}) or other.credits & (self.credits | {self.outlet}))


def are_copies(left: Telling, right: Telling) -> bool:
    """Whether the two tell one story in one wording; the order of the two does not matter."""
    if left.language and right.language and left.language != right.language:
        return False
    smaller, larger = sorted((left.size, right.size))
    if smaller == 0 or smaller < SAME_SIZE * larger or _shared(left.names, right.names) < SAME_NAMES:
        return False
    wanted = SAME_WORDS_CREDITED if left.credits_shared(right) else SAME_WORDS
    if smaller < SHORT:
        wanted = SAME_WORDS_SHORT
    return max(left.told_by(right), right.told_by(left)) >= wanted


def sketch(telling: Telling) -> tuple[str, ...]:
    """The keys of a text, :data:`KEYS` of them; :func:`may_be_copies` says what it means to share some.

    A band of MinHash values makes a key: of the names, for spun copies, and of three words in a row, for others. Two
    texts with a part ``s`` of all their names in common share a name key with the chance s³, and three of the 26 with
    .64 for a half, .94 for six tenths, and .000003 for a tenth. Empty for a text without names or without three words.
    """
    if not telling.names or not telling.shingles:
        return ()
    keys = list(_keys("names", telling.names, _NAME_BANDS, _NAME_ROWS))
    return (*keys, *_keys("words", telling.shingles, _WORD_BANDS, _WORD_ROWS))


def may_be_copies(places: Collection[int]) -> bool:
    """Whether texts that share the keys in these places are candidates: three of them, or one of words in a row.

    One or two of the names are often chance: then the number of candidates would grow with the square of the texts.
    """
    return len(places) > 2 or any(place >= _NAME_BANDS for place in places)


def _keys(of: str, features: Collection[str], bands: int, rows: int) -> Iterator[str]:
    minhash = _hashes(bands * rows).copy()
    minhash.update_batch([feature.encode() for feature in sorted(features)])
    values = minhash.hashvalues.tolist()
    for band in range(bands):
        yield digest(of, *values[band * rows : (band + 1) * rows])


@cache
def _hashes(number: int) -> MinHash:
    return MinHash(num_perm=number, seed=1)


def _shared(left: frozenset[str], right: frozenset[str]) -> float:
    """The part of the smaller set that the larger one has; all of it where one is empty."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 1.0


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _names(sentence: str) -> Iterator[str]:
    for number, word in enumerate(_WORD.findall(sentence)):
        named = word[0].isupper() and number > 0 and word.lower() not in _FUNCTION_WORDS
        if named or word[0].isdigit() or (len(word) > 1 and word[:2].isupper()):
            yield word


def _stem(word: str) -> str:
    """The beginning of a word, without accents: ``arrested`` and ``arrest`` are alike. Numbers stay whole.

    >>> _stem("décrété"), _stem("2,000")
    ('decre', '2,000')
    """
    if word[0].isdigit():
        return word
    plain = unicodedata.normalize("NFKD", word[: 2 * _STEM])
    return "".join(letter for letter in plain if not unicodedata.combining(letter))[:_STEM]
