"""What is to be read for a store's graph to become that of other documents, decisions or trust in outlets."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping

from graphmali import extraction
from graphmali.config import Settings
from graphmali.delta import Change
from graphmali.model import Document, digest
from graphmali.resolution import Rulings, spelling
from graphmali.store import Store, StoredDocument
from graphmali.vocabulary import Vocabulary
from graphmali.vocabulary.unlisted import is_listed, parted

__all__ = ["due", "fingerprint"]


def fingerprint(document: Document, vocabulary: Vocabulary, extractor: str) -> str:
    """The digest of all that the claims read of a document depend on, before any decision."""
    reader = extraction.version(document.language, extractor)
    parts = (document.text, document.title, document.language, document.published)
    return digest(*parts, vocabulary.digest, reader, spelling.RULES)


def due(
    store: Store, settings: Settings, vocabulary: Vocabulary, rulings: Rulings, documents: Mapping[str, Document]
) -> Change:
    """What the documents, by id, and decisions that the graph was not made by, change in it as it is now."""
    paths = {document.path for document in documents.values() if document.path is not None}
    stored = {document.id: document for document in store.documents(of=documents, at=paths)}
    prints = {id_: fingerprint(document, vocabulary, settings.extractor) for id_, document in documents.items()}
    todo = [
        document
        for id_, document in documents.items()
        if id_ not in stored or not rulings.fresh(stored[id_].fingerprint, prints[id_], id_)
    ]
    replaced = _replaced(todo, stored.values(), documents)
    again: list[Document] = []
    unknown: tuple[str, ...] = ()
    decided = store.decisions() != rulings.digest
    if decided:
        stale, unknown = _stale(store, rulings)
        again = list(store.texts(sorted(stale - replaced - {document.id for document in todo})).documents)
    anew = {document.id for document in todo if document.id in stored} | {document.id for document in again}
    trusted = store.outlets()
    return Change(
        todo,
        again,
        {d.id: prints.get(d.id) or fingerprint(d, vocabulary, settings.extractor) for d in (*todo, *again)},
        frozenset(replaced | anew),
        [name for name, value in settings.reliability(trusted).items() if value != trusted[name]],
        decided,
        unknown,
    )


def _stale(store: Store, rulings: Rulings) -> tuple[set[str], tuple[str, ...]]:
    """Ids of the documents whose claims other decisions change; ids that decisions speak of and nobody knows."""
    named = {parted(id_)[0] for id_ in rulings.identities.names}
    readings = store.readings(sorted(id_ for id_ in named if not is_listed(id_)))
    stale = {r.document_id for r in readings if rulings.identities.of(r.read_as, r.document_id) != r.actor_id}
    for document in store.documents():
        read, _, _ = (document.fingerprint or "").partition("+")
        if not rulings.fresh(document.fingerprint, read, document.id):
            stale.add(document.id)
    known = {r.read_as for r in readings}
    return stale, tuple(sorted(id_ for id_ in named if not is_listed(id_) and id_ not in known))


def _replaced(todo: list[Document], stored: Iterable[StoredDocument], read: Container[str]) -> set[str]:
    """The stored documents whose place, path and key, another one has taken.

    Where several documents share a place (lines without a key, stdin), none is another's successor.
    """
    read_at = Counter((d.path, d.key) for d in todo)
    left_at: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    for document in stored:
        if document.id not in read:
            left_at[document.path, document.key].append(document.id)
    return {
        left_at[place][0]
        for place, count in read_at.items()
        if count == 1 and len(left_at[place]) == 1 and place[0] is not None and place != ("-", None)
    }
