"""Finding known names in a text: longest match of folded tokens, with the case that the name is written in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from graphmali.model import Span
from graphmali.vocabulary import Vocabulary
from graphmali.vocabulary import folded as fold

__all__ = ["Gazetteer", "Match", "fold"]

_TOKEN = re.compile(r"[^\W_]+")
_GAP = re.compile(r"[\s\-–'’./&]{0,3}$")
_ACRONYM = 5
"""Names of capitals alone up to this length are taken for acronyms, and match in capitals only."""


@dataclass(frozen=True, slots=True)
class Match:
    """A known name in a text. ``sort`` is aliases, demonyms, seats or role; ``key`` an actor's or a role's id."""

    span: Span
    sort: str
    key: str


@dataclass(frozen=True, slots=True)
class _Pattern:
    folded: tuple[str, ...]
    written: tuple[str, ...]
    sort: str
    key: str
    acronym: bool
    country: str | None
    """Where alone the name holds: of short names the country of the actor."""

    def agrees(self, tokens: list[str]) -> bool:
        if self.acronym:
            return tokens == list(self.written)
        return all(
            not w[0].isupper() or t[0].isupper() or t[0].isdigit() for w, t in zip(self.written, tokens, strict=True)
        )


class Gazetteer:
    """The names of a vocabulary as they are matched in texts of one language.

    Names in capitals are looked for in every language, common words only in their own.
    """

    def __init__(self, vocabulary: Vocabulary, language: str) -> None:
        self._by_first: dict[str, list[_Pattern]] = defaultdict(list)
        for known in vocabulary.actors:
            for name in known.names:
                common = not any(c.isupper() for c in name.text)
                if not common or name.language == language:
                    if name.sort == "short":
                        self._add(name.text, "aliases", known.actor.id, known.actor.country)
                    else:
                        self._add(name.text, name.sort, known.actor.id)
        for role in vocabulary.roles.values():
            for of, word in role.words:
                if of == language:
                    self._add(word, "role", role.id)
        for patterns in self._by_first.values():
            patterns.sort(key=lambda p: (-len(p.folded), p.country is not None, p.sort == "role", not p.acronym, p.key))

    def _add(self, text: str, sort: str, key: str, country: str | None = None) -> None:
        written = tuple(_TOKEN.findall(text))
        if not written:
            return
        acronym = len(written) == 1 and len(text) <= _ACRONYM and text.isupper()
        pattern = _Pattern(tuple(fold(t) for t in written), written, sort, key, acronym, country)
        self._by_first[pattern.folded[0]].append(pattern)

    def find(self, text: str, country: str | None = None) -> Iterator[Match]:
        """The matches in order, none overlapping another, the longest first where they start together.

        ``country`` is what the text is about: short names of its actors count.
        """
        found = list(_TOKEN.finditer(text))
        tokens = [m.group() for m in found]
        folded = [fold(t) for t in tokens]
        at = 0
        while at < len(found):
            pattern = self._at(text, found, tokens, folded, at, country)
            if pattern is None:
                at += 1
                continue
            last = at + len(pattern.folded)
            yield Match(Span(found[at].start(), found[last - 1].end()), pattern.sort, pattern.key)
            at = last

    def _at(
        self, text: str, found: list[re.Match[str]], tokens: list[str], folded: list[str], at: int, country: str | None
    ) -> _Pattern | None:
        for pattern in self._by_first.get(folded[at], ()):
            last = at + len(pattern.folded)
            if (
                pattern.country in (None, country)
                and tuple(folded[at:last]) == pattern.folded
                and pattern.agrees(tokens[at:last])
                and all(
                    _GAP.match(text[found[i].end() : found[i + 1].start()])
                    and ". " not in text[found[i].end() : found[i + 1].start()]
                    for i in range(at, last - 1)
                )
            ):
                return pattern
        return None
