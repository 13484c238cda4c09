"""The only place that chains the stages: read, extract, resolve, store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from graphmali import evaluation, exchange, extraction, reading, resolution
from graphmali.config import Settings
from graphmali.delta import Change, copies_among, delta, sketches_of
from graphmali.errors import StoreBusy
from graphmali.model import Claim, Document, Graph, Reject, digest
from graphmali.store import Store, StoredDocument, tables
from graphmali.vocabulary import Vocabulary
from graphmali.vocabulary import load as load_vocabulary

__all__ = ["Report", "build", "build_into", "evaluate", "export_neo4j_admin", "push", "vocabulary_of"]

Progress = Callable[[int, int], None]
"""Called with the number of documents done and to be done."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did with its input, and the size of the graph that it left.

    ``read`` counts documents; each is new, changed, unchanged or a duplicate of one that was read before it.
    ``not_understood`` counts, by language, those that no installed model reads: they are kept, without claims.
    ``cut_short`` names those too long to be read whole, with the character that reading stopped at.
    """

    read: int
    new: int
    changed: int
    unchanged: int
    duplicate: int
    rejects: tuple[Reject, ...]
    not_understood: tuple[tuple[str, int], ...]
    cut_short: tuple[tuple[str, int], ...]
    documents: int
    actors: int
    claims: int
    ties: int


@dataclass(slots=True)
class _Input:
    """The documents of a run, each once."""

    documents: dict[str, Document] = field(default_factory=dict)
    rejects: list[Reject] = field(default_factory=list)
    duplicates: int = 0


def vocabulary_of(settings: Settings) -> Vocabulary:
    """Ours, with the user's folder over it."""
    return load_vocabulary(settings.vocabulary)


def build(paths: Iterable[str], *, settings: Settings | None = None) -> Graph:
    """The graph of files and folders, in memory. What cannot be read is left out.

    Raises :class:`graphmali.errors.UsageError` for a path that does not exist.
    """
    settings = settings or Settings()
    vocabulary = vocabulary_of(settings)
    documents = list(_read(paths, settings, None).documents.values())
    claims = [claim for found in _extract(documents, vocabulary, settings) for claim in found]
    prints = {document.id: _fingerprint(document, vocabulary, settings.extractor) for document in documents}
    sketches = sketches_of(documents)
    graph = resolution.assemble(
        documents,
        claims,
        vocabulary,
        copies=copies_among(documents, sketches),
        reliability=settings.reliability(document.publisher for document in documents),
    )
    return replace(graph, fingerprints=prints, sketches=sketches)


def build_into(
    store: Store,
    paths: Iterable[str],
    *,
    settings: Settings | None = None,
    dry_run: bool = False,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
) -> Report:
    """Adds files and folders to a store's graph; what has not changed is not read again.

    A document that now stands at the place (path and key) of another one takes its place in the graph.
    With ``dry_run`` everything is done but the writing, and the sizes are those of the graph as it was.
    """
    settings = settings or Settings()
    vocabulary = vocabulary_of(settings)
    found = _read(paths, settings, stdin)
    prints = {id_: _fingerprint(document, vocabulary, settings.extractor) for id_, document in found.documents.items()}
    told: dict[str, tuple[Claim, ...]] = {}
    while True:
        revision = store.revision()
        change = _change(store, settings, found, prints)
        if dry_run or not (change.todo or change.replaced or change.outlets):
            break
        unread = [document for document in change.todo if document.id not in told]
        for document, found_in in zip(unread, _extract(unread, vocabulary, settings, progress), strict=True):
            told[document.id] = found_in
        claims = [claim for d in change.todo for claim in told[d.id]]
        new, gone = delta(store, settings, vocabulary, change, claims)
        new = replace(new, fingerprints={**new.fingerprints, **{d.id: prints[d.id] for d in change.todo}})
        try:
            store.write(new, drop_documents=sorted(change.dropped), drop_ties=sorted(gone), since=revision)
            break
        except StoreBusy:  # another build was faster: its claims count in our ties
            if store.revision() == revision:
                raise
    added = max(0, len(change.todo) - len(change.dropped))
    return Report(
        read=len(found.documents) + found.duplicates,
        new=added,
        changed=len(change.todo) - added,
        unchanged=len(found.documents) - len(change.todo),
        duplicate=found.duplicates,
        rejects=tuple(found.rejects),
        not_understood=_not_understood(found.documents.values(), settings.extractor),
        cut_short=_cut_short(change.todo),
        **store.sizes(),
    )


def _change(store: Store, settings: Settings, found: _Input, prints: Mapping[str, str]) -> Change:
    """What the documents change in the graph that the store has now."""
    paths = {document.path for document in found.documents.values() if document.path is not None}
    stored = {document.id: document for document in store.documents(of=found.documents, at=paths)}
    todo = [d for d in found.documents.values() if d.id not in stored or stored[d.id].fingerprint != prints[d.id]]
    replaced = _replaced(todo, stored.values(), found.documents)
    trusted = store.outlets()
    outlets = [name for name, value in settings.reliability(trusted).items() if value != trusted[name]]
    return Change(todo, replaced, replaced | {d.id for d in todo if d.id in stored}, outlets)


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


def _not_understood(documents: Iterable[Document], extractor: str) -> tuple[tuple[str, int], ...]:
    counts = Counter(
        d.language for d in documents if d.language and extraction.installed(d.language, extractor) is None
    )
    return tuple(sorted(counts.items()))


def evaluate(
    gold: str, actors: str, *, docs: str | None = None, claims: str | None = None, settings: Settings | None = None
) -> evaluation.Evaluation:
    """Scores claims against annotated ones: those extracted from ``docs``, else those of the file ``claims``.

    A gold claim's ``doc`` is a document's key, or the name of its file. Raises
    :class:`graphmali.errors.ReadError` for a malformed file.
    """
    settings = settings or Settings()
    vocabulary = vocabulary_of(settings)
    wanted = evaluation.load_gold(Path(gold), Path(actors), vocabulary.relations)
    if docs is None:
        return evaluation.evaluate(evaluation.stated(Path(claims or "-"), wanted), wanted, vocabulary.relations)
    documents = list(_read([docs], settings, None).documents.values())
    predicted = [
        claim
        for document, found in zip(documents, _extract(documents, vocabulary, settings), strict=True)
        for claim in evaluation.predicted(found, document, wanted, vocabulary.actor)
    ]
    return evaluation.evaluate(predicted, wanted, vocabulary.relations)


def _cut_short(documents: Iterable[Document]) -> tuple[tuple[str, int], ...]:
    stops = ((d.path or d.id, extraction.within_limits(reading.passages(d))[1]) for d in documents if _is_long(d))
    return tuple(sorted((name, stop) for name, stop in stops if stop is not None))


def _is_long(document: Document) -> bool:
    """Whether a document may be over a limit: a passage takes two characters at least, with its end of line."""
    return len(document.text) > min(extraction.MAX_CHARACTERS, 2 * extraction.MAX_PASSAGES)


def push(source: Store, target: Store) -> Mapping[str, int]:
    """Copies a graph from one store into another, part by part, and returns its sizes.

    Each document goes with all its claims or not at all. Stopped half way, it leaves a target that
    :func:`graphmali.store.open_store` opens only as ``unfinished``; pushed again, that is as if written at once.
    """
    target.write_parts(source.parts())
    return source.sizes()


def export_neo4j_admin(store: Store, folder: Path) -> Mapping[str, int]:
    """Writes a graph, part by part, as CSV for ``neo4j-admin database import full``, and returns its sizes.

    Raises :class:`graphmali.errors.UsageError` for a folder with other things in it, or that cannot be written.
    """
    exchange.write_neo4j_admin(tables.TABLES, lambda: tables.rows(store.parts()), folder)
    return store.sizes()


def _read(paths: Iterable[str], settings: Settings, stdin: BinaryIO | None) -> _Input:
    found = _Input()
    for item in reading.read_paths(paths, max_bytes=settings.max_bytes, stdin=stdin):
        if isinstance(item, Reject):
            found.rejects.append(item)
        elif item.id in found.documents:
            found.duplicates += 1
        else:
            found.documents[item.id] = item
    return found


def _extract(
    documents: list[Document], vocabulary: Vocabulary, settings: Settings, progress: Progress | None = None
) -> Iterator[tuple[Claim, ...]]:
    passages = ((document, extraction.within_limits(reading.passages(document))[0]) for document in documents)
    total = len(documents)
    for done, claims in enumerate(
        extraction.extract_all(
            passages, vocabulary, jobs=1 if settings.jobs is None else settings.jobs, extractor=settings.extractor
        ),
        start=1,
    ):
        if progress is not None:
            progress(done, total)
        yield claims


def _fingerprint(document: Document, vocabulary: Vocabulary, extractor: str) -> str:
    reader = extraction.version(document.language, extractor)
    return digest(document.text, document.title, document.language, document.published, vocabulary.digest, reader)
