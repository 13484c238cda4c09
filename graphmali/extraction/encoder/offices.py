"""Who held which office when, by the words for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from graphmali.extraction.gazetteer import fold
from graphmali.vocabulary import KnownActor, Office, Vocabulary

__all__ = ["Titles"]


class Titles:
    """Who held which office in which body when, by the words for it in one language."""

    def __init__(self, vocabulary: Vocabulary, language: str) -> None:
        self._words = sorted(
            (
                (tuple(fold(word).split()), title.id)
                for title in vocabulary.titles.values()
                for of, word in title.words
                if of == language
            ),
            key=lambda entry: (-len(entry[0]), entry),
        )
        self._holders: dict[str, list[tuple[str, Office]]] = {}
        for known in vocabulary.actors:
            for office in known.offices:
                self._holders.setdefault(office.title, []).append((known.actor.id, office))
        self._vocabulary = vocabulary
        self.persons: dict[str, list[KnownActor]] = {}
        """Persons by each word of their name."""
        for known in vocabulary.actors:
            if known.actor.kind == "person":
                for word in dict.fromkeys(fold(w) for w in re.findall(r"[\w'’-]+", known.actor.name)):
                    self.persons.setdefault(word, []).append(known)
        self.heads = frozenset(word for words, _ in self._words for word in words)

    def holder(self, words: list[str], body: str, date: str | None) -> str | None:
        """The one person who held the office that the words name, in the body or its state, on the date."""
        title = next((id_ for entry, id_ in self._words if _within(entry, words)), None)
        if title is None:
            return None
        bodies = self._family(body)
        found = {
            person
            for person, office in self._holders.get(title, ())
            if office.of in bodies and (date is None or office.held_on(date))
        }
        return found.pop() if len(found) == 1 else None

    def in_countries(self, words: list[str], countries: Iterable[str], date: str | None) -> Iterator[str]:
        """Who held the office that the words name, in each of the countries, on the date."""
        if self.heads.isdisjoint(words):
            return
        states = (self._vocabulary.states[country] for country in countries if country in self._vocabulary.states)
        holders = (self.holder(words, state.id, date) for state in states)
        yield from (holder for holder in holders if holder is not None)

    def _family(self, body: str) -> set[str]:
        actor = self._vocabulary.actor(body)
        country = actor.country if actor else None
        if actor is None or country is None or actor.kind not in {"state", "government"}:
            return {body}
        return {
            known.actor.id
            for known in self._vocabulary.actors
            if known.actor.country == country and known.actor.kind in {"state", "government", "military"}
        }


def _within(entry: tuple[str, ...], words: list[str]) -> bool:
    return any(tuple(words[n : n + len(entry)]) == entry for n in range(len(words) - len(entry) + 1))
