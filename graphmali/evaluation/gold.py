"""Annotated claims and actors, and claims to be scored, in one form that compares."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from graphmali.errors import ReadError
from graphmali.model import Actor, Claim, Document, Modality, Relation, Span
from graphmali.vocabulary.states import state_of
from graphmali.vocabulary.unlisted import is_listed, words_of

__all__ = ["Gold", "GoldActor", "Stated", "load_gold", "predicted", "stated"]


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim as it is compared: ends are ids of gold actors (or the predicted id, prefixed ``?``, if none fits).

    ``spans`` are the characters of source and target in the document, where known.
    """

    document: str
    source: str
    type: str
    target: str
    modality: Modality
    evidence: str
    implied: bool = False
    start: str | None = None
    end: str | None = None
    spans: tuple[Span | None, Span | None] = (None, None)
    rule: str = ""
    confidence: float = 1.0
    origin: str = "sentence"
    attribution: str | None = None
    """The actor who says so, by id as the ends are."""

    @property
    def factual(self) -> bool:
        """Whether the text says that it is, or was, so."""
        return self.modality.makes_tie


@dataclass(frozen=True, slots=True)
class GoldActor:
    """An actor of the annotation: its names, and what it is part of."""

    id: str
    label: str
    kind: str
    part_of: str | None
    names: tuple[str, ...]


@dataclass(frozen=True)
class Gold:
    """Annotated claims with their actors."""

    actors: tuple[GoldActor, ...]
    claims: tuple[Stated, ...] = field(default=())

    @cached_property
    def by_id(self) -> Mapping[str, GoldActor]:
        """Actors by id."""
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for actor in self.actors:
            found.setdefault(_fold(actor.label), []).append(actor.id)
        for actor in self.actors:
            for name in actor.names:
                found.setdefault(_fold(name), []).append(actor.id)
        return found

    @cached_property
    def _places(self) -> Mapping[str, Mapping[str, frozenset[Span]]]:
        found: dict[str, dict[str, set[Span]]] = defaultdict(lambda: defaultdict(set))
        for claim in self.claims:
            for actor, span in zip((claim.source, claim.target), claim.spans, strict=True):
                found[claim.document][actor] |= {span} if span is not None else set()
        return {
            document: {actor: frozenset(spans) for actor, spans in actors.items()} for document, actors in found.items()
        }

    def named_in(self, document: str) -> Collection[str]:
        """The actors that take part in a claim of a document."""
        return self._places.get(document, {}).keys()

    def at(self, document: str, span: Span) -> Iterator[str]:
        """Those whose words in a claim of a document overlap a span."""
        for actor, spans in self._places.get(document, {}).items():
            if any(span.overlaps(other) for other in spans):
                yield actor

    def actor_of(self, id_: str, names: Iterable[str], document: str) -> str:
        """The gold actor that a predicted one is: of the same id, else the first that has one of its names.

        Of several with one name ("protesters") that which takes part in a claim of the document. An id that no list has
        tells a name too, the only one where a claim is by pronoun.
        """
        if id_ in self.by_id:
            return id_
        here = self.named_in(document)
        own = () if is_listed(id_) else (" ".join(words_of(id_)),)
        for name in (*names, *own):
            fitting = self._by_name.get(_fold(name), ())
            if fitting:
                return next((actor for actor in fitting if actor in here), fitting[0])
        return f"?{id_}"

    def state_of(self, id_: str) -> str:
        """Governments and armies rolled up to their state; others stay themselves."""
        return state_of(id_, self.by_id)


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).casefold().split())


def load_gold(claims: Path, actors: Path, relations: Mapping[str, Relation]) -> Gold:
    """Annotated claims (JSON lines: doc, source_id, type, target_id, modality, evidence, …) and their actors (JSON).

    Raises :class:`ReadError` naming file and line.
    """
    found = tuple(_actor(data, f"{actors}: actor {number}") for number, data in enumerate(_list(actors), 1))
    gold = Gold(found)
    stated = []
    for where, data in _lines(claims):
        for name in ("doc", "source_id", "type", "target_id", "evidence"):
            if not isinstance(data.get(name), str):
                raise ReadError(f"a claim lacks {name!r}", where=where)
        for end in ("source_id", "target_id"):
            if data[end] not in gold.by_id:
                raise ReadError(f"the actor {data[end]!r} is not in {actors}", where=where)
        if data["type"] not in relations:
            raise ReadError(f"unknown type {data['type']!r}", where=where)
        spans = (_span(data, "source"), _span(data, "target"))
        claim = _stated(data, data["doc"], data["source_id"], data["target_id"], spans, where)
        said_by = data.get("attribution")
        named = gold.actor_of(said_by, (said_by,), data["doc"]) if isinstance(said_by, str) and said_by else None
        stated.append(replace(claim, attribution=named))
    return Gold(found, tuple(stated))


def stated(path: Path, gold: Gold) -> tuple[Stated, ...]:
    """The claims of ``graphmali export claims``, with their ends found among the gold actors.

    Raises :class:`ReadError` naming file and line.
    """
    found = []
    called: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for where, data in _lines(path):
        try:
            document = data["document"]
            name = document.get("key") or Path(document.get("path") or document["id"]).name
            for end in _ENDS:
                names = called[name, data[end]["id"]]
                names |= {data[end]["name"]: None, data[end]["surface"]: None}
            found.append((where, name, data))
        except (KeyError, TypeError, AttributeError):
            raise ReadError("not a claim of 'graphmali export claims'", where=where) from None

    def actor(name: str, party: Mapping[str, Any]) -> str:
        names = called.get((name, party["id"])) or {party["name"]: None}
        return gold.actor_of(party["id"], names, name)

    return tuple(
        replace(
            _stated(data, name, actor(name, data["source"]), actor(name, data["target"]), (None, None), where),
            attribution=actor(name, data["attribution"]) if data.get("attribution") else None,
        )
        for where, name, data in found
    )


def predicted(
    claims: Sequence[Claim], document: Document, gold: Gold, known: Callable[[str], Actor | None]
) -> tuple[Stated, ...]:
    """The claims of one document with their ends found among the gold actors; ``known`` is who is on our lists.

    An actor that no list has is told by what it is called anywhere in the document's claims, or else by where it
    stands: it is that annotated actor, on no list either, whose words its own overlap most often.
    """
    key = document.key or Path(document.path or document.id).name
    called: dict[str, dict[str, None]] = defaultdict(dict)
    stands: dict[str, list[Span]] = defaultdict(list)
    for claim in claims:
        for party in (claim.source, claim.target):
            called[party.actor_id][party.surface] = None
            if party.span is not None:
                stands[party.actor_id].append(party.span)
    ends = {}
    for id_, surfaces in called.items():
        actor = known(id_)
        names = (actor.name, *surfaces, *actor.aliases) if actor else tuple(surfaces)
        ends[id_] = gold.actor_of(id_, names, key)
        if actor is None and ends[id_] not in gold.named_in(key):
            there = (a for span in stands[id_] for a in gold.at(key, span) if known(a) is None)
            ends[id_] = next((a for a, _ in Counter(there).most_common(1)), ends[id_])
    for id_ in {claim.attribution for claim in claims if claim.attribution} - ends.keys():
        actor = known(id_)
        ends[id_] = gold.actor_of(id_, (actor.name, *actor.aliases) if actor else (), key)
    return tuple(
        Stated(
            key, ends[c.source.actor_id], c.type, ends[c.target.actor_id], c.modality, c.evidence.of(document.text),
            c.implied, c.start, c.end, (c.source.span, c.target.span), c.rule, c.confidence, c.origin.value,
            ends[c.attribution] if c.attribution else None,
        )
        for c in claims
    )  # fmt: skip


_ENDS = ("source", "target")


def _stated(
    data: Mapping[str, Any], document: str, source: str, target: str, spans: tuple[Span | None, Span | None], where: str
) -> Stated:
    try:
        modality = Modality(data.get("modality", "asserted"))
    except ValueError:
        raise ReadError(f"unknown modality {data['modality']!r}", where=where) from None
    return Stated(
        document, source, data["type"], target, modality, data["evidence"], bool(data.get("implied")),
        data.get("start"), data.get("end"), spans, data.get("rule") or "", float(data.get("confidence", 1)),
        data.get("origin") or "sentence",
    )  # fmt: skip


def _span(data: Mapping[str, Any], end: str) -> Span | None:
    place = data.get(f"{end}_span")
    return Span(int(place[0]), int(place[1])) if isinstance(place, list) and len(place) == 2 else None


def _actor(data: Any, where: str) -> GoldActor:
    try:
        names = tuple(str(name) for key in ("aliases", "aliases_fr") for name in data.get(key) or ())
        return GoldActor(str(data["id"]), str(data["label"]), str(data.get("type") or ""), data.get("part_of"), names)
    except (KeyError, TypeError, AttributeError):
        raise ReadError("an actor has at least 'id' and 'label'", where=where) from None


def _list(path: Path) -> list[Any]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror})", where=str(path)) from None
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ReadError(f"not valid JSON ({error})", where=str(path)) from None
    if not isinstance(data, list):
        raise ReadError("expected a list of actors", where=str(path))
    return data


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ReadError(f"cannot be read ({error.strerror})", where=str(path)) from None
    except UnicodeDecodeError:
        raise ReadError("not UTF-8", where=str(path)) from None
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            where = f"{path}:{number}"
            try:
                data = json.loads(line)
            except json.JSONDecodeError as error:
                raise ReadError(f"not valid JSON ({error.msg})", where=where) from None
            if not isinstance(data, dict):
                raise ReadError("not valid JSON (expected object)", where=where)
            yield where, data
