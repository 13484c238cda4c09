"""Whom a mention means, learned: one of the actors told of before, of those that its words may name, or a new one.

A log-linear choice. What speaks for a candidate is told in words ("head=bloc igo", "last named 1 sentence ago"), each
with a weight in ``linker.json``, so that a choice can be explained; to these the mention's vector adds which kind of
actor it looks like, and the network which earlier mention it takes up (``antecedents``). ``training/link.py`` learns it
from annotated mentions.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Protocol

import numpy as np

from graphmali.extraction.encoder.activations import softmax
from graphmali.extraction.encoder.hints import Floats
from graphmali.extraction.encoder.profiles import NOBODY, OFFICES, Actors, Profile

__all__ = [
    "DISTRUST",
    "NEW",
    "Candidates",
    "Chooser",
    "Entity",
    "Linker",
    "Question",
    "Setting",
    "antecedents",
    "features",
]

NEW = "new"
"""The category of an actor that was not told of before and that no list has."""
_COUNTRIES = 3
"""Of the countries told of, so many may be those that "the army" or "the president" belongs to."""
_UNLIKELY = 12.0
"""Logarithms of chances do not count for less."""
DISTRUST = 1.0, 0.0, 0.0
"""How far words, the network's chances and having been told of count where nothing was learnt."""
_FAR = 4
"""Ranks and counts from here on are alike."""


@dataclass(slots=True)
class Entity:
    """An actor as a document has told of it so far; ``place`` is its place among the parties of that sentence."""

    id: str
    kind: str
    country: str | None
    sentence: int
    place: int
    times: int = 0
    headline: bool = False
    words: set[str] = field(default_factory=set)
    surfaces: set[str] = field(default_factory=set)


Candidates = Sequence[tuple[str | None, Entity | None]]
"""Actors by id, with what the document told of them; the last is nobody yet: a new actor."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a document is about: its main country, its date, the countries that a junta ruled then, and those whose
    junta was told of (``seen``).

    ``told`` are the countries of the actors so far with the sentence that each was told of last, the last one at the
    end; ``here`` those that the sentence names, before the mention or after it, in order.
    """

    country: str | None
    date: str | None
    juntas: frozenset[str]
    seen: set[str] = field(default_factory=set)
    told: dict[str, int] = field(default_factory=dict)
    here: list[str] = field(default_factory=list)

    def tell(self, country: str, sentence: int) -> None:
        """To be called for every actor that was told of, with its country."""
        self.told.pop(country, None)
        self.told[country] = sentence

    @property
    def countries(self) -> list[str]:
        """The countries of the sentence, those told of last, the latest first, then the main one: those whose army "the
        army" may be."""
        latest = [*self.here, *islice(reversed(self.told), _COUNTRIES), self.country]
        return list(dict.fromkeys(country for country in latest if country))


@dataclass(frozen=True, slots=True)
class Question:
    """A mention as it is asked about.

    ``way`` is how it names (name, proper, definite, indefinite, bare, or a class of pronouns); ``rule`` and ``sort``
    what the rules think; ``named`` the sort of the first listed name in it, and ``whole`` whether that is all of it;
    ``before`` and ``after`` the words around it; ``owner`` whose it is; ``previous`` the party before it. ``inside``
    tells of each listed actor named in it how, and whether the name ends it.
    """

    way: str
    surface: str
    words: tuple[str, ...]
    head: str
    before: str
    after: str
    rule: str | None
    sort: str
    named: str
    whole: bool
    country: str | None
    plural: bool
    owner: str | None
    previous: str | None
    adjacent: bool
    sentence: int
    vector: Floats
    chances: dict[str, float]
    """By id of the actors told of, the logarithm of the network's chance that the mention takes it up."""
    first: float
    """That of being the first mention of its actor."""
    candidates: Candidates
    ranks: dict[str, int]
    peers: dict[str, int]
    """By id, how many actors of the same category were told of since."""
    inside: dict[str, str]
    setting: Setting


def features(question: Question, actors: Actors) -> list[tuple[str, list[str]]]:
    """For each candidate its category and what speaks for or against it."""
    general = cache(lambda category: list(_general(question, category)))
    return [(category, [*general(category), *own]) for category, own in _by_candidate(question, actors)]


def _by_candidate(question: Question, actors: Actors) -> Iterator[tuple[str, list[str]]]:
    """For each candidate its category and what speaks for or against it alone, not for others of the category."""
    for id_, entity in question.candidates:
        profile = NOBODY if id_ is None else actors[id_]
        category = NEW if id_ is None else profile.category or f"unlisted {entity.kind if entity else ''}"
        own = [*_of_rule(question, id_, category), *_told(question, id_, entity, category)]
        if id_ is not None:
            own += _known(question, id_, entity, category, profile, actors)
        yield category, own


def _general(q: Question, category: str) -> Iterator[str]:
    """What any candidate of a category has in its favour."""
    yield f"way={q.way} {category}"
    yield f"head={q.head} {category}"
    for word in q.words:
        yield f"word={word} {category}"
    yield f"before={q.before} {q.named} {category}"
    yield f"after={q.after} {q.named} {category}"
    yield f"named={q.named} {q.whole} {category}"
    if category != NEW:
        yield f"plural={q.plural} {category}"


def _of_rule(q: Question, id_: str | None, category: str) -> Iterator[str]:
    """Whether the rules mean the candidate."""
    if q.rule == id_:
        yield f"rule={q.sort}"
        yield f"rule={q.sort} {category}"
        yield f"rule={q.sort} {q.way}"


def _told(q: Question, id_: str | None, entity: Entity | None, category: str) -> Iterator[str]:
    """When, how often and where the candidate was told of."""
    if entity is None:
        yield f"fresh={id_ is None} {q.way}"
        yield f"fresh={category} {q.way}"
        return
    yield f"peer={min(q.peers.get(entity.id, _FAR), _FAR)} {q.way}"
    yield f"peer={min(q.peers.get(entity.id, _FAR), _FAR)} {category}"
    ago = q.sentence - entity.sentence
    distance = "same" if ago == 0 else str(ago) if ago <= 2 else "few" if ago <= 5 else "many"
    yield f"ago={distance} {q.way}"
    yield f"ago={distance} {q.way} {entity.kind}"
    yield f"times={min(entity.times, _FAR)} {q.way}"
    yield f"rank={min(q.ranks.get(entity.id, _FAR), _FAR)} {q.way}"
    if entity.headline:
        yield f"headline {q.way}"
    if ago <= 1:
        yield f"place={distance} {min(entity.place, 3)} {q.way}"
    if ago == 0:
        yield f"last={id_ == q.previous} {q.adjacent} {q.way}"


def _known(
    q: Question, id_: str, entity: Entity | None, category: str, profile: Profile, actors: Actors
) -> Iterator[str]:
    """How the mention's words and country fit those of the candidate."""
    if q.inside:
        how = q.inside.get(id_, "other")
        yield f"inside={how} {category}"
        yield f"inside={how} head={q.head}"
        for word in q.words:
            yield f"inside={how} word={word}"
    if profile.category is not None:
        for word in q.words:
            yield f"word={word} is {id_}"
    if q.words:
        told: Collection[str] = entity.words if entity is not None else ()
        shared = {word for word in q.words if word in profile.words or word in told}
        share = "all" if shared.issuperset(q.words) else "head" if q.head in shared else "some" if shared else "none"
        yield f"share={share} {q.way} {entity is None}"
        yield f"share={share} {category}"
        if entity is not None and " ".join(q.words) in entity.surfaces:
            yield f"again {q.way}"
            yield f"again {q.named} {category}"
    country = profile.country or (entity.country if entity else None)
    if q.country:
        yield f"country={country == q.country} {q.way} {category}"
    if country is not None and not q.country:
        near = _nearness(q, country)
        yield f"near={near} {q.way} {category}"
        yield f"near={near} {country == q.setting.country} {entity is None}"
        yield f"here={_place(country, q.setting.here)} {len(q.setting.here)} {q.way}"
        yield f"here={_place(country, q.setting.here)} {country == q.setting.country} {category}"
    yield f"main={country == q.setting.country} {q.way}"
    yield f"main={country == q.setting.country} {category}"
    if category in OFFICES:
        yield f"serves={actors.serves(id_, q.setting.date)} {q.way} {category}"
    if category in {"role junta", "role government", "state"}:
        yield f"junta={country in q.setting.juntas} {q.named} {category}"
        yield f"seen={country in q.setting.seen} {q.named} {category}"
    if not q.words:
        yield f"pronoun={q.surface} {category}"
    if q.owner is not None:
        yield f"owner={q.owner == id_} {country is not None and country == actors[q.owner].country} {category}"


def _nearness(q: Question, country: str) -> str:
    """How long ago a country was told of, and whether it was the last one."""
    sentence = q.setting.told.get(country)
    if sentence is None:
        return "never"
    ago = q.sentence - sentence
    last = next(reversed(q.setting.told)) == country
    return f"{'same' if ago == 0 else 'before' if ago == 1 else 'long'} {last}"


def _place(country: str, here: Sequence[str]) -> int:
    """Which of the countries of the sentence a country is, -1: none."""
    return min(here.index(country), _FAR) if country in here else -1


def antecedents(question: Question) -> Floats:
    """For each candidate what the network says: the logarithm of the chance that it is meant, or that one told of for
    the first time is; and whether it was told of. An array of two rows."""
    said = [
        (question.first, 0.0) if entity is None else (question.chances.get(entity.id, -_UNLIKELY), 1.0)
        for _, entity in question.candidates
    ]
    return np.maximum(np.array(said, np.float32).T, -_UNLIKELY)


class Chooser(Protocol):
    """Who answers: the trained linker, or, while it is trained, one who knows."""

    def called(self, word: str, language: str) -> Sequence[str]:
        """Actors that texts have called by a word, or categories of roles that it means."""
        ...

    def choose(self, question: Question, actors: Actors) -> tuple[int, float]:
        """The place of a candidate, and its probability."""
        ...


class Linker:
    """The weights, read from ``linker.json`` and ``linker.npz`` of a folder."""

    def __init__(self, folder: Path) -> None:
        about = json.loads((folder / "linker.json").read_text(encoding="utf-8"))
        self._weights: dict[str, float] = about["weights"]
        self._row: dict[str, int] = {category: row for row, category in enumerate(about["categories"])}
        self._words: dict[str, dict[str, list[str]]] = about["words"]
        self.trust: dict[str, tuple[float, float, float]] = {way: tuple(t) for way, t in about["trust"].items()}
        with np.load(folder / "linker.npz") as arrays:
            self._w = {name: arrays[name].astype(np.float32) for name in arrays.files}

    def called(self, word: str, language: str) -> Sequence[str]:
        """Actors that texts have called by a word, or categories of roles that it means."""
        return self._words[language].get(word, ())

    def choose(self, question: Question, actors: Actors) -> tuple[int, float]:
        """The place of the likeliest candidate, and its probability."""
        scores, told = self.scores(question, actors), antecedents(question)
        words, network, before = self.trust.get(question.way, DISTRUST)
        raised = softmax(words * scores + network * told[0] + before * told[1])
        best = int(raised.argmax())
        return best, float(raised[best])

    def scores(self, question: Question, actors: Actors) -> Floats:
        """What the words and the mention's vector say for each candidate."""
        looks = self._w["category"] @ (self._w["kind.weight"] @ question.vector + self._w["kind.bias"])
        general = cache(lambda c: self._sum(_general(question, c)) + float(looks[self._row.get(c, 0)]))
        return np.array(
            [general(category) + self._sum(own) for category, own in _by_candidate(question, actors)], np.float32
        )

    def _sum(self, names: Iterable[str]) -> float:
        weights = self._weights
        return sum([weights[name] for name in names if name in weights])
