"""What is known of the actors of the lists, by which a mention is weighed against each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from graphmali.extraction.recall import content_words
from graphmali.vocabulary import Vocabulary
from graphmali.vocabulary.unlisted import is_listed

__all__ = ["NOBODY", "OFFICES", "ROLE", "Actors", "Profile"]

ROLE = "role "
"""How the category of an actor begins that plays a role."""
OFFICES = ("leader", "head_of_government", "minister")
"""Categories of persons in office."""
_ACTING = ("government", "junta", "military", "soldiers", "population", "opposition")
"""Roles whose actors a country's name may stand for."""
_NAMED, _TOO_MANY = 4, 40
"""So many actors with a word in their names may be meant by it; a word that is in more names than that says nothing."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of an actor: ``category``, the part that it plays (its role, its office, else its kind), its
    country, and the words of its names. Of an actor that no list has nothing is."""

    category: str | None = None
    country: str | None = None
    words: frozenset[str] = frozenset()


NOBODY = Profile()


class Actors:
    """Profiles of actors by id."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._profiles: dict[str, Profile] = {}

    @cached_property
    def _by_word(self) -> dict[str, set[str]]:
        """The actors of the lists by each word of their names."""
        found: dict[str, set[str]] = {}
        for known in self._vocabulary.actors:
            for word in self[known.actor.id].words:
                found.setdefault(word, set()).add(known.actor.id)
        return found

    def __getitem__(self, id_: str) -> Profile:
        """Those of the lists are kept; the ids of others are new with every document."""
        if not is_listed(id_):
            return NOBODY
        if id_ not in self._profiles:
            self._profiles[id_] = self._profile(id_)
        return self._profiles[id_]

    def _profile(self, id_: str) -> Profile:
        actor = self._vocabulary.actor(id_)
        if actor is None:
            return NOBODY
        words = frozenset(word for name in (actor.name, *actor.aliases) for word in content_words(name))
        return Profile(self._part(id_) or actor.kind, actor.country, words)

    def _part(self, id_: str) -> str | None:
        known, composed = self._vocabulary.actor_by_id.get(id_), self._vocabulary.composed(id_)
        role = known.role if known is not None else composed[1].id if composed is not None else None
        if role:
            return f"{ROLE}{role}"
        titles = {office.title for office in known.offices} if known is not None else set()
        if titles & {"head_of_state", "junta_leader"}:
            return "leader"
        return "head_of_government" if "head_of_government" in titles else "minister" if titles else None

    def of_country(self, country: str, date: str | None) -> Iterator[str]:
        """The state and those who act for it: its government, junta, army, people."""
        if country in self._vocabulary.states:
            yield self._vocabulary.states[country].id
            for role in _ACTING:
                holder = self._vocabulary.holder(role, country, date)
                if holder is not None:
                    yield holder

    def serves(self, id_: str, date: str | None) -> bool:
        """Whether a person holds an office on a date, of no date whether ever."""
        known = self._vocabulary.actor_by_id.get(id_)
        return known is not None and any(date is None or office.held_on(date) for office in known.offices)

    def named(self, words: Collection[str], countries: Sequence[str]) -> list[str]:
        """Those that have all of the words in their names: of the countries first, then of none; a few at most."""
        if not words:
            return []
        found = set.intersection(*(self._by_word.get(word, set()) for word in words))
        rank = {country: place for place, country in enumerate(countries)}
        far = len(rank)
        near = sorted(
            found, key=lambda id_: (rank.get(self[id_].country or "", far), self[id_].country is not None, id_)
        )
        return near[:_NAMED] if len(near) <= _TOO_MANY else []

    def juntas(self, date: str | None) -> frozenset[str]:
        """The countries that a junta ruled on a date (a partial ISO date), of no date those that one ever did."""
        return frozenset(
            known.actor.country
            for known in self._vocabulary.actors
            if known.role == "junta" and known.actor.country and (date is None or known.there_on(date))
        )
