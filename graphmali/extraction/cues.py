"""Cues: the words that name a relation, compiled from ``cues/LANGUAGE.yaml``.

A pattern is ``LEMMA [NEED] [<WHERE>]``. LEMMA is the folded lemma of a verb or noun, ``a|b`` for either. NEED are
lemmas of which one must stand in the object (of a verb) or beside it (of a noun). WHERE says what introduces the
target: prepositions ``<on|against>``, ``<*>`` for the country that the document is about, ``<to_leave>`` for the
object of a verb that is followed by "to leave"; without it the target is the object of a verb, or follows "of".
Other entries are plain word lists with a ``name``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from graphmali.errors import VocabularyError
from graphmali.extraction.gazetteer import fold
from graphmali.vocabulary import Vocabulary
from graphmali.vocabulary.loader import texts

__all__ = ["Cue", "Cues", "compile_cues", "parse_pattern"]

_PATTERN = re.compile(r"(?P<lemma>[^\s<>]+)(?:\s+(?P<need>[^\s<>]+))?(?:\s+<(?P<where>[^<>]+)>)?$")
CONTEXT = "*"


@dataclass(frozen=True, slots=True)
class Cue:
    """A compiled pattern: ``where`` is empty where the target is the object or follows "of"."""

    type: str
    lemmas: frozenset[str]
    need: frozenset[str]
    where: frozenset[str]
    rule: str

    @property
    def in_context(self) -> bool:
        """Whether the target is the country that the document is about."""
        return CONTEXT in self.where


@dataclass(frozen=True)
class Cues:
    """Cues of one language by lemma, the most specific first, and word lists by name."""

    verbs: dict[str, tuple[Cue, ...]]
    nouns: dict[str, tuple[Cue, ...]]
    words: dict[str, frozenset[str]]


def parse_pattern(type_: str, sort: str, text: str, where: str) -> Cue:
    """A compiled pattern.

    >>> cue = parse_pattern("SANCTIONS", "verb", "impose sanction|embargo <on|against>", "x.yaml:1")
    >>> sorted(cue.need), sorted(cue.where)
    (['embargo', 'sanction'], ['against', 'on'])
    """
    match = _PATTERN.match(text)
    if match is None:
        raise VocabularyError(f"{text!r} is no cue", where=where, hint="a cue is: LEMMA [NEED] [<PREPOSITION|…>]")
    split = {
        k: frozenset(fold(w) for w in (v or "").replace("_", " ").split("|") if w) for k, v in match.groupdict().items()
    }
    return Cue(type_, split["lemma"], split["need"], split["where"], _rule(sort, text))


def _rule(sort: str, text: str) -> str:
    """A short name for a pattern: each list of alternatives by its first.

    >>> _rule("verb", "impose sanction|embargo <on|against>")
    'verb:impose sanction… <on…>'
    """
    return f"{sort}:" + re.sub(r"\|[^\s>]+", "…", text)


def compile_cues(vocabulary: Vocabulary, language: str) -> Cues:
    """The cues of a language. Raises :class:`VocabularyError` for a pattern or type that is none."""
    by_sort: dict[str, dict[str, list[Cue]]] = {"verb": defaultdict(list), "noun": defaultdict(list)}
    words: dict[str, frozenset[str]] = {}
    for entry in vocabulary.cues.get(language, ()):
        if "name" in entry.data:
            name = entry.text("name")
            words[name] = words.get(name, frozenset()) | {fold(w) for w in texts(entry, "words")}
            continue
        type_ = entry.text("type")
        if type_ not in vocabulary.relations:
            raise VocabularyError(f"unknown relation type {type_!r}", where=entry.where)
        for sort, found in by_sort.items():
            for text in texts(entry, f"{sort}s"):
                cue = parse_pattern(type_, sort, text, entry.where)
                for lemma in cue.lemmas:
                    found[lemma].append(cue)
    return Cues(_ordered(by_sort["verb"]), _ordered(by_sort["noun"]), words)


def _ordered(found: dict[str, list[Cue]]) -> dict[str, tuple[Cue, ...]]:
    """The most specific first, then by name, so that the order of files does not matter."""
    return {
        lemma: tuple(sorted(cues, key=lambda c: (not c.need, not c.where, c.in_context, c.rule)))
        for lemma, cues in found.items()
    }
