"""What a document has told so far, by which it is decided whom each mention means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from graphmali.extraction.encoder.antecedents import Antecedents, Earlier, Seen
from graphmali.extraction.encoder.linking import Chooser, Entity, Question, Setting
from graphmali.extraction.encoder.profiles import ROLE, Actors
from graphmali.extraction.encoder.reference import (
    DEFINITE,
    MANY,
    PEOPLE,
    RELATIVE,
    SPEAKER,
    THINGS,
    Reference,
    is_proper,
    owner_of,
    pronoun_of,
    without_article,
)
from graphmali.extraction.encoder.spans import Candidate
from graphmali.extraction.gazetteer import fold
from graphmali.extraction.mentions import Found
from graphmali.extraction.recall import content_words
from graphmali.vocabulary.unlisted import is_listed

__all__ = ["Memory"]

_LATEST = 30
"""Of the actors told of before, so many may be meant."""
_MENTIONS = 100
"""Of the mentions before, so many may be taken up."""


@dataclass
class Memory:
    """The actors of a document so far. The rules guess whom a mention means (``reference``), ``chooser`` decides."""

    reference: Reference
    actors: Actors
    chooser: Chooser
    antecedents: Antecedents
    entities: dict[str, Entity] = field(default_factory=dict)
    """By id, the one named last at the end."""
    setting: Setting = field(init=False)
    sentence: int = -1
    headline: bool = False
    _told: list[Earlier] = field(default_factory=list)
    _alike: Counter[str] = field(default_factory=Counter)
    """How many actors of one description were told apart."""

    def __post_init__(self) -> None:
        date = self.reference.published
        self.setting = Setting(self.reference.context.country, date, self.actors.juntas(date))

    def next_sentence(self, names: Iterable[Found] = (), *, headline: bool = False) -> None:
        """To be called before the candidates of each sentence, with the names of the gazetteer in it."""
        self.reference.next_sentence()
        self.sentence, self.headline = self.sentence + 1, headline
        named = (self.actors[name.actor_id].country for name in names if name.sort != "role")
        self.setting.here[:] = dict.fromkeys(filter(None, named))

    def identify(self, text: str, candidate: Candidate, earlier: list[Found], seen: Seen) -> Found | None:
        """The actor of a candidate of a sentence; ``earlier`` are those of the same sentence before it. None: a pronoun
        that stands for nobody."""
        guess = self.reference.guess(text, candidate, earlier)
        question = self._question(text, candidate, earlier, seen, guess)
        chosen, certainty = self.chooser.choose(question, self.actors)
        found = self._found(text, candidate, question, question.candidates[chosen][0], guess)
        if found is None:
            return None
        found = replace(found, certainty=certainty)
        self._remember(found, candidate, question, len({f.actor_id for f in earlier}))
        self._told.append(self.antecedents.earlier(found.actor_id, seen, self.sentence))
        return found

    def _question(
        self, text: str, candidate: Candidate, earlier: list[Found], seen: Seen, guess: Found | None
    ) -> Question:
        surface = candidate.span.of(text)
        words = [] if candidate.pronoun else content_words(surface)
        named = candidate.names[0] if candidate.names else None
        countries = [c for c in (self.actors[name.actor_id].country for name in candidate.names) if c]
        way = _way(text, candidate, surface)
        known = guess is not None and (guess.actor_id in self.entities or is_listed(guess.actor_id))
        owner = owner_of(text, candidate, earlier)
        latest = list(islice(reversed(self.entities.values()), _LATEST))
        chances, first = self.antecedents.chances(seen, self.sentence, self._told[-_MENTIONS:])
        gap = text[earlier[-1].span.end : candidate.span.start] if earlier else ""
        candidates = dict.fromkeys([guess.actor_id] if guess is not None and known else [])
        candidates |= dict.fromkeys(entity.id for entity in latest)
        if not candidate.pronoun:
            candidates |= dict.fromkeys(self._meant(text, candidate, words, countries, way))
        return Question(
            way=way,
            surface=fold(surface),
            words=tuple(dict.fromkeys(words)),
            head=(words[-1] if self.reference.language == "en" else words[0]) if words else fold(surface),
            before=_beside(_BEFORE.search(text[max(0, candidate.span.start - 25) : candidate.span.start])),
            after=_beside(_AFTER.match(text[candidate.span.end : candidate.span.end + 25]))[:6],
            rule=guess.actor_id if guess is not None and known else None,
            sort=guess.sort if guess is not None else "none",
            named=named.sort if named is not None else way,
            whole=named is not None and len(candidate.names) == 1 and named.span == candidate.span,
            country=countries[0] if countries else None,
            plural=fold(surface).endswith(("s", "x", "men")),
            owner=owner.actor_id if owner is not None else None,
            previous=earlier[-1].actor_id if earlier else None,
            adjacent=len(gap.split()) <= 1,
            sentence=self.sentence,
            vector=seen.vector,
            chances=chances,
            first=first,
            candidates=(*((id_, self.entities.get(id_)) for id_ in candidates), (None, None)),
            ranks={entity.id: rank for rank, entity in enumerate(latest)},
            peers=self._peers(latest),
            inside={name.actor_id: f"{name.sort} {name.span.end == candidate.span.end}" for name in candidate.names},
            setting=self.setting,
        )

    def _peers(self, latest: list[Entity]) -> dict[str, int]:
        """How many actors of the same category were told of after each; the one told of last comes first."""
        seen: Counter[str] = Counter()
        peers = {}
        for entity in latest:
            category = self.actors[entity.id].category or entity.kind
            peers[entity.id] = seen[category]
            seen[category] += 1
        return peers

    def _meant(
        self, text: str, candidate: Candidate, words: list[str], countries: list[str], way: str
    ) -> Iterator[str]:
        """Actors that the words of a mention may stand for, whether or not they were told of before."""
        yield from (name.actor_id for name in candidate.names)
        date = self.reference.published
        near = countries or self.setting.countries
        if not countries and way != "proper":
            countries = sorted({c for c in (self.reference.context.country, self.reference.context.junta_country) if c})
        for country in dict.fromkeys(countries):
            yield from self.actors.of_country(country, date)
        for key in dict.fromkeys(key for word in words for key in self.chooser.called(word, self.reference.language)):
            if key.startswith(ROLE):
                role = key.removeprefix(ROLE)
                holders = (self.reference.vocabulary.holder(role, country, date) for country in near)
                yield from (holder for holder in holders if holder is not None)
            else:
                yield key
        yield from self.reference.titles.in_countries(words, near, date)
        yield from self.actors.named(self.reference.unnamed(candidate.span.of(text), candidate), near)

    def _found(
        self, text: str, candidate: Candidate, question: Question, id_: str | None, guess: Found | None
    ) -> Found | None:
        """The candidate as the actor that was chosen; a pronoun stands for no new one."""
        if guess is not None and (guess.actor_id == id_ or (id_ is None and question.rule is None)):
            return guess
        span = guess.span if guess is not None else candidate.span
        surface = span.of(text)
        if id_ is not None:
            entity, actor = self.entities.get(id_), self.reference.vocabulary.actor(id_)
            kind = actor.kind if actor else entity.kind if entity else "collective"
            return Found(span, surface, id_, kind, "pronoun" if candidate.pronoun else "linked")
        if candidate.pronoun:
            return None
        found = replace(self.reference.generic(candidate, surface, list(question.words), "collective"), span=span)
        self._alike[found.actor_id] += 1
        number = self._alike[found.actor_id] + (found.actor_id in self.entities)
        return replace(found, actor_id=f"{found.actor_id}:{number}") if number > 1 else found

    def _remember(self, found: Found, candidate: Candidate, question: Question, place: int) -> None:
        entity = self.entities.pop(found.actor_id, None)
        if entity is None:
            country = self.actors[found.actor_id].country or question.country
            entity = Entity(found.actor_id, found.kind, country, -1, place)
        self.entities[found.actor_id] = entity
        if entity.sentence != self.sentence:
            entity.sentence, entity.place = self.sentence, place
        entity.times += 1
        entity.headline |= self.headline
        if not candidate.pronoun:
            entity.words.update(question.words)
            entity.surfaces.add(" ".join(question.words))
            self.reference.remember(found)
        if entity.country is not None:
            self.setting.tell(entity.country, self.sentence)
            if self.actors[entity.id].category == f"{ROLE}junta":
                self.setting.seen.add(entity.country)


def _way(text: str, candidate: Candidate, surface: str) -> str:
    """How a mention names: a class of pronouns, by a name of the gazetteer, another name, or a description."""
    if candidate.pronoun:
        word = pronoun_of(surface)
        return next((way for way, words in _PRONOUNS.items() if word in words), "pronoun")
    if candidate.names:
        return "name"
    if is_proper(surface):
        return "proper"
    before = text[max(0, candidate.span.start - 14) : candidate.span.start]
    if without_article(text, candidate)[1] or DEFINITE.search(before):
        return "definite"
    return "indefinite" if _INDEFINITE.search(before) else "bare"


_PRONOUNS = {
    "relative": RELATIVE, "speaker": SPEAKER, "they": MANY, "it": THINGS, "he": PEOPLE,
}  # fmt: skip
_INDEFINITE = re.compile(r"\b(?:an?|une?|some|several|two|three|des|no|any|every)\s+$", re.IGNORECASE)
_BEFORE = re.compile(r"(?:[^\W_]+|[^\w\s])(?=\s*$)")
_AFTER = re.compile(r"\s*(?:[^\W_]+|[^\w\s])")


def _beside(match: re.Match[str] | None) -> str:
    return fold(match.group().strip()) if match else ""
