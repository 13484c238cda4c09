"""What graphmali knows before it reads: relation types, actors and their names, roles, cues. All of it is data.

``load(folder)`` merges a user's folder over ours: ``actors/*.yaml``, ``roles.yaml`` and ``cues/*.yaml`` in the
same form. An actor with an id of ours replaces the fields that it gives and adds its names; a role's and a
cue's entries are added. Errors name file, line and entry.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from graphmali.errors import VocabularyError
from graphmali.model import Actor, Relation, digest
from graphmali.vocabulary.loader import Entry, entries, mapping, texts

__all__ = ["KINDS", "LANGUAGES", "KnownActor", "Name", "Office", "Role", "Title", "Vocabulary", "folded", "load"]

LANGUAGES = ("en", "fr")

KINDS = frozenset(
    "state government military armed_group igo bloc party political_opposition movement civil_society ngo company"
    " media person population prisoners organisation collective region".split()
)
"""The kinds of actor."""

NAME_SORTS = ("aliases", "demonyms", "seats", "short")


@dataclass(frozen=True, slots=True)
class Name:
    """A way to write an actor.

    ``sort``: aliases (its names), demonyms (Malian), seats (Bamako, the Kremlin), short (names that are its only in
    a text about its country: "the Coordination", an acronym that others have too).
    """

    text: str
    language: str
    sort: str = "aliases"


@dataclass(frozen=True, slots=True)
class Office:
    """A post that a person held (``title``, an id of offices.yaml) in the body ``of``, an actor's id.

    ``since`` and ``until`` are partial ISO dates, None where the gazetteer does not know.
    """

    title: str
    of: str
    since: str | None = None
    until: str | None = None

    def held_on(self, date: str) -> bool:
        """Whether a partial ISO date falls into the term; open ends and partial dates give the benefit of the doubt.

        >>> Office("head_of_state", "mali", "2013-09-04", "2020-08-18").held_on("2020")
        True
        """
        return _not_after(self.since, date) and _not_after(date, self.until)


def _not_after(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return True
    known = min(len(one), len(other))
    return one[:known] <= other[:known]


@dataclass(frozen=True, slots=True)
class KnownActor:
    """An actor of the gazetteer with its names; ``role`` is the part it plays in its country.

    ``since`` and ``until`` are partial ISO dates between which the actor held that role or existed; ``offices``
    are the posts that a person held.
    """

    actor: Actor
    names: tuple[Name, ...]
    role: str | None = None
    since: str | None = None
    until: str | None = None
    offices: tuple[Office, ...] = ()

    def there_on(self, date: str) -> bool:
        """Whether a partial ISO date falls between since and until; open ends give the benefit of the doubt."""
        return _not_after(self.since, date) and _not_after(date, self.until)


@dataclass(frozen=True, slots=True)
class Role:
    """A part that every country's politics has (junta, army, opposition): its words are resolved by context.

    ``label`` makes the name of an actor that the gazetteer lacks: ``{country} {label}``. Words of a role without
    ``context`` name somebody only with a country beside them. ``stands_for`` is the role whose actor the words name,
    where that is another ("the Malian forces" are the army's).
    """

    id: str
    label: str
    kind: str
    governs: bool
    words: tuple[tuple[str, str], ...]
    context: bool = True
    stands_for: str | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """A post that somebody holds in a body (president, foreign minister) and the words for it, by language."""

    id: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Vocabulary:
    """Actors, relation types, roles, titles and cues; ``digest`` changes when any of them does.

    ``descriptions`` gives, by language and folded noun, the kinds of actor that "the bloc" may stand for. ``cues``
    holds, by language, the entries of the cue files as the extraction reads them.
    """

    actors: tuple[KnownActor, ...]
    relations: dict[str, Relation]
    roles: dict[str, Role]
    titles: dict[str, Title] = field(default_factory=dict)
    descriptions: dict[str, dict[str, frozenset[str]]] = field(default_factory=dict)
    cues: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    digest: str = ""

    @cached_property
    def actor_by_id(self) -> dict[str, KnownActor]:
        """Actors by id."""
        return {known.actor.id: known for known in self.actors}

    @cached_property
    def states(self) -> dict[str, Actor]:
        """The state of each country, by ISO 3166 alpha-2."""
        return {k.actor.country: k.actor for k in self.actors if k.actor.kind == "state" and k.actor.country}

    @cached_property
    def _holders(self) -> dict[tuple[str, str], list[KnownActor]]:
        found: dict[tuple[str, str], list[KnownActor]] = {}
        for known in sorted(self.actors, key=lambda k: (k.since or "", k.actor.id)):
            if known.role and known.actor.country:
                found.setdefault((known.role, known.actor.country), []).append(known)
        return found

    def holder(self, role: str, country: str, date: str | None = None) -> str | None:
        """The id of the actor with a role in a country: a known one, else one composed of the two.

        Of several, the one of the date (a partial ISO date); of no date, or where none was there then, the last one.

        >>> load().holder("junta", "ML"), load().holder("junta", "ML", "2012-03-30")
        ('mali_junta', 'mali_cnrdre')
        """
        role = (self.roles[role].stands_for if role in self.roles else None) or role
        held = self._holders.get((role, country))
        if held:
            then = [k for k in held if date and k.there_on(date)]
            return (then or held)[-1].actor.id
        return f"{self.states[country].id}_{role}" if country in self.states else None

    def actor(self, actor_id: str) -> Actor | None:
        """A known actor, or one that :meth:`holder` composed."""
        if actor_id in self.actor_by_id:
            return self.actor_by_id[actor_id].actor
        parts = self.composed(actor_id)
        if parts is None:
            return None
        state, role = parts
        return Actor(
            actor_id, f"{state.name} {role.label}", role.kind, state.country, part_of=state.id,
            governs=state.id if role.governs else None,
        )  # fmt: skip

    def composed(self, actor_id: str) -> tuple[Actor, Role] | None:
        """The state and the role that :meth:`holder` composed an id of.

        >>> state, role = load().composed("niger_opposition")
        >>> state.id, role.id
        ('niger', 'opposition')
        """
        for role in (r for r in self.roles.values() if r.stands_for is None):
            state = self.actor_by_id.get(actor_id.removesuffix(f"_{role.id}"))
            if state is not None and state.actor.id != actor_id and state.actor.kind == "state":
                return state.actor, role
        return None


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """Without accents and case.

    >>> folded("Goïta"), folded("Élysée")
    ('goita', 'elysee')
    """
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Vocabulary:
    """Our vocabulary, with a user's folder merged over it.

    Raises :class:`VocabularyError` naming file, line and entry.

    >>> load().relations["SUPPORTS"].sign
    1
    """
    ours = Path(__file__).parent
    places = [ours] if folder is None else [ours, folder]
    if folder is not None and not folder.is_dir():
        raise VocabularyError("no such folder of actors and cues", where=str(folder))
    relations = {entry.key: _relation(entry) for entry in mapping(ours / "relations.yaml")}
    merged: dict[str, Entry] = {}
    roles: dict[str, Role] = {}
    titles: dict[str, Title] = {}
    cues: dict[str, list[Entry]] = {language: [] for language in LANGUAGES}
    nouns: dict[str, dict[str, frozenset[str]]] = {language: {} for language in LANGUAGES}
    for place in places:
        for file in sorted((place / "actors").glob("*.yaml")):
            for entry in entries(file):
                key = entry.text("id")
                if key in merged and place is ours:
                    raise VocabularyError(f"actor {key!r} is there twice", where=entry.where)
                merged[key] = merged[key].merged(entry) if key in merged else entry
        if (place / "roles.yaml").is_file():
            for entry in mapping(place / "roles.yaml"):
                role = _role(entry)
                words = roles[role.id].words if role.id in roles else ()
                roles[role.id] = replace(role, words=words + role.words)
        if (place / "titles.yaml").is_file():
            for entry in mapping(place / "titles.yaml"):
                words = titles[entry.key].words if entry.key in titles else ()
                more = tuple((lang, text) for lang in LANGUAGES for text in texts(entry, lang))
                titles[entry.key] = Title(entry.key, words + more)
        if (place / "descriptions.yaml").is_file():
            for entry in mapping(place / "descriptions.yaml"):
                for language in LANGUAGES:
                    for text in texts(entry, language):
                        word = folded(text)
                        nouns[language][word] = nouns[language].get(word, frozenset()) | set(texts(entry, "kinds"))
        for language in LANGUAGES:
            file = place / "cues" / f"{language}.yaml"
            if file.is_file():
                cues[language] += entries(file)
    for role in roles.values():
        if role.stands_for is not None and role.stands_for not in roles:
            raise VocabularyError(f"role {role.id!r} stands for the unknown role {role.stands_for!r}")
    actors = tuple(_actor(entry, roles, titles) for _, entry in sorted(merged.items()))
    _check_ends(actors, merged)
    frozen = {language: tuple(found) for language, found in cues.items()}
    parts = (actors, sorted(relations.items()), sorted(roles.items()), sorted(titles.items()))
    stamp = digest(
        *parts,
        sorted((word, sorted(k)) for n in nouns.values() for word, k in n.items()),
        [e.data for c in cues.values() for e in c],
    )
    return Vocabulary(actors, relations, roles, titles, nouns, frozen, stamp)


def _relation(entry: Entry) -> Relation:
    plover = entry.data.get("plover")
    return Relation(
        entry.key,
        int(entry.data["sign"]),
        bool(entry.data["directed"]),
        str(plover) if plover else None,
        tuple(str(code) for code in entry.data["cameo"]),
        entry.text("gloss"),
    )


def _role(entry: Entry) -> Role:
    words = tuple((lang, text) for lang in LANGUAGES for text in texts(entry, lang))
    return Role(
        entry.key,
        entry.text("label"),
        _kind(entry),
        bool(entry.data.get("governs", False)),
        words,
        bool(entry.data.get("context", True)),
        entry.optional("stands_for"),
    )


def _kind(entry: Entry) -> str:
    kind = entry.text("kind")
    if kind not in KINDS:
        raise VocabularyError(
            f"{entry.key!r} has the unknown kind {kind!r}",
            where=entry.where,
            hint=f"one of: {', '.join(sorted(KINDS))}",
        )
    return kind


_ACTOR_FIELDS = {
    "id", "name", "kind", "country", "wikidata", "part_of", "governs", "role", "since", "until", "offices",
    *NAME_SORTS,
}  # fmt: skip


def _actor(entry: Entry, roles: dict[str, Role], titles: dict[str, Title]) -> KnownActor:
    unknown = sorted(set(entry.data) - _ACTOR_FIELDS)
    if unknown:
        raise VocabularyError(f"{entry.key!r} has the unknown field {unknown[0]!r}", where=entry.where)
    names: dict[tuple[str, str], Name] = {}
    for sort in NAME_SORTS:
        by_language: Any = entry.data.get(sort) or {}
        if not isinstance(by_language, dict) or set(by_language) - set(LANGUAGES):
            raise VocabularyError(f"{sort} of {entry.key!r} are lists under en and fr", where=entry.where)
        for language in LANGUAGES:
            for text in texts(Entry(entry.key, by_language, entry.where), language):
                names.setdefault((text, language), Name(text, language, sort))
    name = entry.text("name")
    names.setdefault((name, "en"), Name(name, "en"))
    if any(n.sort == "short" for n in names.values()) and entry.optional("country") is None:
        raise VocabularyError(f"{entry.key!r} has short names but no country", where=entry.where)
    role = entry.optional("role")
    if role is not None and role not in roles:
        raise VocabularyError(f"{entry.key!r} has the unknown role {role!r}", where=entry.where)
    aliases = tuple(sorted({n.text for n in names.values() if n.sort != "short"} - {name}))
    actor = Actor(
        entry.text("id"), name, _kind(entry), entry.optional("country"), entry.optional("wikidata"),
        aliases, entry.optional("part_of"), entry.optional("governs"),
    )  # fmt: skip
    since, until = entry.optional("since"), entry.optional("until")
    return KnownActor(actor, tuple(names.values()), role, since, until, _offices(entry, titles))


def _offices(entry: Entry, titles: dict[str, Title]) -> tuple[Office, ...]:
    found: list[Office] = []
    for data in entry.data.get("offices") or []:
        if not isinstance(data, dict) or set(data) - {"title", "of", "since", "until"}:
            raise VocabularyError(f"offices of {entry.key!r} are title, of, since, until", where=entry.where)
        part = Entry(entry.key, data, entry.where)
        office = Office(part.text("title"), part.text("of"), part.optional("since"), part.optional("until"))
        if office.title not in titles:
            known = ", ".join(sorted(titles))
            raise VocabularyError(
                f"{entry.key!r} has the unknown title {office.title!r}", where=entry.where, hint=f"one of: {known}"
            )
        found.append(office)
    return tuple(found)


def _check_ends(actors: tuple[KnownActor, ...], merged: dict[str, Entry]) -> None:
    for known in actors:
        for end in (known.actor.part_of, known.actor.governs, *(office.of for office in known.offices)):
            if end is not None and end not in merged:
                where = merged[known.actor.id].where
                raise VocabularyError(f"{known.actor.id!r} points to the unknown actor {end!r}", where=where)
