"""What documents that come, change or go, and outlets that are trusted otherwise, change in a stored graph.

Whatever the order of the changes, the graph that they leave is the one that all documents give at once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from graphmali import extraction, reading, resolution
from graphmali.config import Settings
from graphmali.model import Claim, Document, Graph, PassageKind, TieKey
from graphmali.store import Store
from graphmali.vocabulary import Vocabulary

__all__ = ["Change", "copies_among", "delta", "sketches_of"]


@dataclass(frozen=True, slots=True)
class Change:
    """Documents to read, and stored ones to read ``again`` because of decisions, with the fingerprints of both.

    ``dropped`` are ids of stored ones that go: they are told anew, or others take their place. ``outlets`` are those
    whose reliability is another one than is stored. ``decided`` tells that the graph was made by other decisions, and
    ``unknown`` whom these name that no text does.
    """

    todo: list[Document] = field(default_factory=list)
    again: list[Document] = field(default_factory=list)
    prints: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    outlets: Collection[str] = ()
    decided: bool = False
    unknown: tuple[str, ...] = ()

    @property
    def read(self) -> list[Document]:
        """All documents to be read."""
        return [*self.todo, *self.again]

    @property
    def empty(self) -> bool:
        """Whether the graph stays as it is."""
        return not (self.todo or self.again or self.dropped or self.outlets or self.decided)


@dataclass(frozen=True, slots=True)
class _Origins:
    """``of``: the original of each document that may have another one now; itself, where it is no copy.

    ``moved`` are those that were stored before; ``again`` has, of these, the ones that lost one of their cluster.
    """

    of: Mapping[str, str] = field(default_factory=dict)
    moved: frozenset[str] = frozenset()
    again: Graph = field(default_factory=Graph)


def sketches_of(documents: Iterable[Document]) -> dict[str, tuple[str, ...]]:
    """By id, the keys that a document shares with its copies; a document that has none is left out."""
    found = ((document.id, resolution.sketch(_telling(document))) for document in documents)
    return {id_: sketch for id_, sketch in found if sketch}


def copies_among(documents: Collection[Document], sketches: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """For each of the documents that is a copy of another one, the id of the original."""
    by_id = {document.id: document for document in documents}
    published = {document.id: document.published for document in documents}
    origins = resolution.originals(sketches, published, lambda ids: {id_: _telling(by_id[id_]) for id_ in ids})
    return {copy: original for copy, original in origins.items() if copy != original}


def delta(
    store: Store, settings: Settings, vocabulary: Vocabulary, change: Change, claims: Collection[Claim]
) -> tuple[Graph, set[str]]:
    """What to add, without fingerprints of what is to be read, and the ids of ties that no claim is left for.

    ``claims`` are those of the documents to read.
    """
    key_of = partial(resolution.key_of, relations=vocabulary.relations)
    dropped = change.dropped
    sketches = sketches_of(change.read)
    origins = _origins(store, change, sketches)
    weighed = (origins.moved | store.published_by(change.outlets)) - dropped
    lost = store.claims_in(sorted(dropped)) if dropped else ()
    keys: set[TieKey] = {key_of(claim) for claim in (*claims, *lost, *store.claims_in(sorted(weighed)))}
    others = [c for c in store.claims_on(sorted(keys)) if c.document_id not in dropped] if keys else []
    told_in = sorted({claim.document_id for claim in others})
    outlets = {**store.outlets_of(told_in), **{d.id: d.publisher for d in change.read if d.publisher}}
    reliability = settings.reliability({*outlets.values(), *change.outlets})
    ties = resolution.add_up(
        [*others, *claims],
        vocabulary.relations,
        {**store.copies(told_in), **origins.of},
        {id_: reliability[outlet] for id_, outlet in outlets.items()},
    )
    # What an unlisted actor is called is decided by all who tell of it: anew, where some of them go.
    renamed = {id_ for id_ in _ends(lost) if vocabulary.actor(id_) is None}
    naming = [c for c in store.claims_of(sorted(renamed)) if c.document_id not in dropped]
    known = store.actors(sorted(_ends([*claims, *others, *naming]) - renamed))
    documents = (*change.read, *origins.again.documents)
    publishers = {document.publisher for document in documents}
    graph = Graph(
        actors=resolution.actors_for([*claims, *others, *naming], vocabulary, known),
        claims=tuple(claims),
        ties=ties,
        documents=documents,
        copies=_new_copies(origins, change),
        fingerprints=origins.again.fingerprints,
        sketches={**origins.again.sketches, **sketches},
        reliability=settings.reliability({*publishers, *change.outlets}),
        partial=True,
    )
    return graph, {key.id for key in keys} - {tie.id for tie in ties}


def _ends(claims: Iterable[Claim]) -> set[str]:
    ends = (end for claim in claims for end in (claim.source.actor_id, claim.target.actor_id, claim.attribution))
    return {end for end in ends if end is not None}


def _new_copies(origins: _Origins, change: Change) -> dict[str, str]:
    written = origins.moved | {document.id for document in change.read}
    return {copy: original for copy, original in origins.of.items() if copy != original and copy in written}


def _origins(store: Store, change: Change, sketches: Mapping[str, tuple[str, ...]]) -> _Origins:
    """Who copies whom after the change. A cluster that loses a document is put together again from the others."""
    torn = store.clusters(sorted(change.dropped)).keys() - change.dropped if change.dropped else frozenset()
    again = store.texts(sorted(torn)) if torn else Graph()
    fresh = {document.id: document for document in (*change.read, *again.documents)}
    alike = {
        id_: [
            other
            for other, places in others.items()
            if resolution.may_be_copies(places) and other not in change.dropped and other not in fresh
        ]
        for id_, others in (store.alike(sketches) if sketches else {}).items()
    }
    known = store.clusters(sorted({other for others in alike.values() for other in others}))
    published = {document.id: document.published for document in fresh.values()}

    def tell(ids: Collection[str]) -> dict[str, resolution.Telling]:
        stored = store.texts([id_ for id_ in ids if id_ not in fresh]).documents
        return {document.id: _telling(document) for document in (*stored, *(fresh[i] for i in ids if i in fresh))}

    of = resolution.originals(
        {id_: sketches.get(id_) or again.sketches.get(id_, ()) for id_ in fresh},
        {**store.dates(sorted({*known.values()})), **published},
        tell,
        resolution.Stored(alike, known),
    )
    moved = {id_ for id_, original in of.items() if id_ in known and known[id_] != original}
    return _Origins(of, frozenset(moved | torn), again)


def _telling(document: Document) -> resolution.Telling:
    passages, _ = extraction.within_limits(reading.passages(document))
    return resolution.Telling.of(document, (p.text for p in passages if p.kind is not PassageKind.HEADLINE))
