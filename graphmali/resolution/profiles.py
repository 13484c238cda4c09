"""What is known of the actors of a graph that may help to tell whether two are one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from graphmali.model import Actor, Claim, Document, Graph, Party
from graphmali.resolution.spelling import words_known
from graphmali.resolution.words import telling, words
from graphmali.vocabulary import KnownActor, Office, Vocabulary
from graphmali.vocabulary.unlisted import actor_id_of, is_described, is_listed, parted, words_of

__all__ = ["UNKNOWN", "Clues", "Context", "Profile", "of_graph", "of_listed", "profile"]

UNKNOWN = "organisation"
"""The kind that an unlisted actor has, too, if no more is known than that it has a name."""

_CONTEXTS = 20
"""So many of the sentences that tell of an actor are looked at, the earliest first."""
_NEAR = 60
"""A post that is named so many characters before or after a name is the actor's."""


@dataclass(frozen=True, slots=True, order=True)
class Context:
    """A sentence that tells of an actor; ``published`` is a partial ISO date, ``language`` ISO 639-1."""

    published: str
    document_id: str
    start: int
    sentence: str
    outlet: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known of an actor.

    ``names`` are those it is told by, or those that a list has; ``countries`` ISO 3166 alpha-2, where texts tell of
    several; ``posts`` (ids of titles) and ``trades`` are those told with it; ``others`` are ids of listed actors that
    its sentences tell of, states apart; ``names_told`` and ``words_told`` have the telling words of its sentences
    (:func:`graphmali.resolution.words.telling`). ``offices``, ``since`` and ``until`` are of listed actors.
    """

    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    countries: frozenset[str] = frozenset()
    part_of: str | None = None
    posts: frozenset[str] = frozenset()
    trades: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    names_told: Mapping[str, str] = field(default_factory=dict)
    words_told: Mapping[str, str] = field(default_factory=dict)
    contexts: tuple[Context, ...] = ()
    offices: tuple[Office, ...] = ()
    since: str | None = None
    until: str | None = None

    @property
    def listed(self) -> bool:
        """Whether a list has the actor."""
        return is_listed(self.id)

    @property
    def person(self) -> bool:
        """Whether it is a person."""
        return self.kind == "person"

    @property
    def dates(self) -> tuple[str, ...]:
        """When its sentences were published, sorted."""
        return tuple(sorted({context.published for context in self.contexts if context.published}))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages it is told in, sorted."""
        return tuple(sorted({context.language for context in self.contexts if context.language}))


class Posts:
    """Finds the posts, or the trades, that sentences give somebody; ``words_of`` has the words of each by its id."""

    def __init__(self, words_of: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._titles: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for id_, told in words_of:
            for text in told:
                self._titles[words(text)].add(id_)
        self._longest = max(map(len, self._titles), default=0)

    def of(self, text: str) -> frozenset[str]:
        """Ids of the titles that a text names, by the longest words that do."""
        told = words(text)
        found: set[str] = set()
        first = 0
        while first < len(told):
            for size in range(min(self._longest, len(told) - first), 0, -1):
                if titles := self._titles.get(told[first : first + size]):
                    found |= titles
                    break
            first += size if titles else 1
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class Clues:
    """What sentences are searched for; ``demonyms`` gives the countries by the folded words for their people."""

    vocabulary: Vocabulary
    titles: Posts
    trades: Posts
    demonyms: Mapping[str, str]
    states: frozenset[str]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Clues:
        """The clues that a vocabulary and ``names.yaml`` give."""
        titles = Posts((title.id, [text for _, text in title.words]) for title in vocabulary.titles.values())
        trades = Posts((line[0], [word.replace("_", " ") for word in line]) for line in words_known().trades)
        demonyms = {
            words(name.text)[0]: country
            for country, state in vocabulary.states.items()
            for name in vocabulary.actor_by_id[state.id].names
            if name.sort == "demonyms" and len(words(name.text)) == 1
        }
        states = frozenset(state.id for state in vocabulary.states.values())
        return cls(vocabulary, titles, trades, demonyms, states)


def of_graph(graph: Graph, vocabulary: Vocabulary) -> tuple[Profile, ...]:
    """The profiles of a graph's actors, and of all listed ones, sorted by id.

    Whoever is told by a description alone ("three traders") has none.
    """
    clues = Clues.of(vocabulary)
    told: dict[str, list[tuple[Claim, Party]]] = defaultdict(list)
    beside: dict[tuple[str, int, int], set[str]] = defaultdict(set)
    for claim in graph.claims:
        place = (claim.document_id, claim.evidence.start, claim.evidence.end)
        for party in (claim.source, claim.target):
            told[party.actor_id].append((claim, party))
            beside[place].add(party.actor_id)
    found = [of_listed(known) for known in vocabulary.actors if known.actor.id not in graph.actor_by_id]
    for actor in graph.actors:
        if is_described(actor.id):
            continue
        surfaces = {(" ".join(party.surface.split()), party.as_read) for _, party in told[actor.id]}
        names = {name for name, read_as in surfaces if _names(name, read_as)} or {_named(actor)}
        contexts = sorted({context_of(graph.document_by_id[claim.document_id], claim) for claim, _ in told[actor.id]})
        others: Counter[str] = Counter()
        for claim, _ in told[actor.id]:
            others.update(beside[claim.document_id, claim.evidence.start, claim.evidence.end] - {actor.id})
        known = vocabulary.actor_by_id.get(actor.id)
        found.append(profile(actor, names, contexts[:_CONTEXTS], others, clues, known))
    return tuple(sorted(found, key=lambda each: each.id))


def _named(actor: Actor) -> str:
    """Its name, or the words of its id, where texts with claims only tell of it as "he"."""
    return actor.name if _names(actor.name, actor.id) else " ".join(words_of(actor.id))


def _names(surface: str, read_as: str) -> bool:
    """Whether words name an actor, and are no pronoun or description of it."""
    return bool(surface) and (is_listed(read_as) or actor_id_of(surface) == parted(read_as)[0])


def context_of(document: Document, claim: Claim) -> Context:
    """The words of a claim, with what is known of their document."""
    sentence = " ".join(claim.evidence.of(document.text).split())
    outlet = document.publisher or document.author
    return Context(document.published or "", document.id, claim.evidence.start, sentence, outlet, document.language)


def of_listed(known: KnownActor) -> Profile:
    """The profile of a listed actor that nothing is told of."""
    actor = known.actor
    country = frozenset({actor.country} if actor.country else ())
    return Profile(
        actor.id, actor.name, actor.kind, _aliases(known), country, actor.part_of,
        frozenset(office.title for office in known.offices),
        frozenset(end for end in (actor.part_of, actor.governs, *(o.of for o in known.offices)) if end),
        offices=known.offices, since=known.since, until=known.until,
    )  # fmt: skip


def _aliases(known: KnownActor) -> tuple[str, ...]:
    return tuple(sorted({name.text for name in known.names if name.sort in ("aliases", "short")}))


def profile(
    actor: Actor,
    names: Iterable[str],
    contexts: Collection[Context],
    others: Iterable[str],
    clues: Clues,
    known: KnownActor | None = None,
) -> Profile:
    """The profile of an actor that texts tell of by ``names``, together with ``others``."""
    texts = [context.sentence for context in contexts]
    around = [parts for name in sorted(names) for text in texts for parts in _around(name, text)]
    if known is not None:
        base = of_listed(known)
    else:
        countries = frozenset([actor.country]) if actor.country else _countries(names, around, clues)
        base = Profile(actor.id, min(names), actor.kind, tuple(sorted(names)), countries, actor.part_of)
    own = frozenset[str]().union(*(part for name in base.names for part in telling(f". {name}")))
    names_told: dict[str, str] = {}
    words_told: dict[str, str] = {}
    for text in texts:
        for into, found in zip((names_told, words_told), telling(text), strict=True):
            into.update({key: word for key, word in found.items() if key not in own and key not in into})
    told = [*sorted(names), *(part for parts in around for part in parts)]
    return replace(
        base,
        posts=base.posts.union(*map(clues.titles.of, told)),
        trades=frozenset[str]().union(*map(clues.trades.of, told)),
        others=base.others | {other for other in others if clues.vocabulary.actor(other)} - clues.states,
        names_told=names_told,
        words_told=words_told,
        contexts=tuple(contexts),
    )


def _around(name: str, text: str) -> Iterator[tuple[str, str]]:
    """What stands before and after each place of a name, in its sentence."""
    for place in re.finditer(re.escape(name), text):
        before = re.split(r"[.;!?]", text[max(0, place.start() - _NEAR) : place.start()])[-1]
        yield before, re.split(r"[.;!?]", text[place.end() : place.end() + _NEAR])[0]


def _countries(names: Iterable[str], around: Iterable[tuple[str, str]], clues: Clues) -> frozenset[str]:
    """Countries that the names say, else those whose people an actor is said to be of: "the Malian Zan Traoré"."""
    known = words_known().countries
    if found := {known[word] for name in names for word in words(name) if word in known}:
        return frozenset(found)
    told = [
        words(re.split(r"[,:]", before)[-1])[-_WORDS:] + (words(after.split(",")[1]) if after.startswith(",") else ())
        for before, after in around
    ]
    return frozenset(clues.demonyms[word] for part in told for word in part if word in clues.demonyms)


_WORDS = 4
"""A people named so many words before a name is the actor's."""
