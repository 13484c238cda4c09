"""The only place that chains the stages: read, extract, resolve, store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from graphmali import evaluation, exchange, extraction, reading, resolution
from graphmali.config import Settings
from graphmali.delta import Change, copies_among, delta, sketches_of
from graphmali.due import due, fingerprint
from graphmali.errors import StoreBusy, UnknownName, UsageError
from graphmali.model import Claim, Decision, Document, Graph, Reject
from graphmali.resolution import Rulings, decisions
from graphmali.store import Store, StoredDocument, tables
from graphmali.vocabulary import Vocabulary
from graphmali.vocabulary import load as load_vocabulary

__all__ = [
    "Report",
    "build",
    "build_into",
    "evaluate",
    "export_neo4j_admin",
    "push",
    "retract",
    "rulings_of",
    "vocabulary_of",
]

Progress = Callable[[int, int], None]
"""Called with the number of documents done and to be done."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did with its input, and the size of the graph that it left.

    ``read`` counts documents; each is new, changed, unchanged or a duplicate of one that was read before it.
    ``not_understood`` counts, by language, those that no installed model reads: they are kept, without claims.
    ``again`` counts stored ones that were read again because of decisions. Where the decisions are others than those
    that the graph was made by, ``unknown`` names ids in them that no text has, and ``overruled`` those that contradict
    later ones.
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
    again: int
    unknown: tuple[str, ...]
    overruled: tuple[Decision, ...]
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


def rulings_of(settings: Settings, vocabulary: Vocabulary) -> Rulings:
    """The decisions of the settings' file, and the rules. Raises :class:`graphmali.errors.ReadError`."""
    return Rulings(decisions.read(settings.decisions), vocabulary)


def build(paths: Iterable[str], *, settings: Settings | None = None) -> Graph:
    """The graph of files and folders, in memory. What cannot be read is left out.

    Raises :class:`graphmali.errors.UsageError` for a path that does not exist.
    """
    settings = settings or Settings()
    vocabulary = vocabulary_of(settings)
    rulings = rulings_of(settings, vocabulary)
    documents = list(_read(paths, settings, None).documents.values())
    claims: list[Claim] = []
    prints: dict[str, str] = {}
    for document, found in zip(documents, _extract(documents, vocabulary, settings), strict=True):
        settled = rulings.settle(document, found)
        claims += settled.claims
        read = fingerprint(document, vocabulary, settings.extractor)
        prints[document.id] = rulings.fingerprint(read, document.id, withheld=settled.withheld)
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
    rulings = rulings_of(settings, vocabulary)
    found = _read(paths, settings, stdin)
    told: dict[str, resolution.Settled] = {}
    while True:
        revision = store.revision()
        change = due(store, settings, vocabulary, rulings, found.documents)
        if dry_run or change.empty:
            break
        unread = [document for document in change.read if document.id not in told]
        for document, claims in zip(unread, _extract(unread, vocabulary, settings, progress), strict=True):
            told[document.id] = rulings.settle(document, claims)
        new, gone = delta(store, settings, vocabulary, change, [c for d in change.read for c in told[d.id].claims])
        prints = {
            id_: rulings.fingerprint(read, id_, withheld=told[id_].withheld) for id_, read in change.prints.items()
        }
        try:
            store.write(
                replace(new, fingerprints={**new.fingerprints, **prints}),
                drop_documents=sorted(change.dropped),
                drop_ties=sorted(gone),
                since=revision,
                decisions=rulings.digest,
            )
            break
        except StoreBusy:  # another build was faster: its claims count in our ties
            if store.revision() == revision:
                raise
    added = max(0, len(change.read) - len(change.dropped))
    return Report(
        read=len(found.documents) + found.duplicates,
        new=added,
        changed=len(change.todo) - added,
        unchanged=len(found.documents) - len(change.todo),
        duplicate=found.duplicates,
        rejects=tuple(found.rejects),
        not_understood=_not_understood(found.documents.values(), settings.extractor),
        cut_short=_cut_short(change.todo),
        again=len(change.again),
        unknown=change.unknown,
        overruled=rulings.identities.overruled if change.decided else (),
        **store.sizes(),
    )


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


def retract(store: Store, name: str, *, settings: Settings | None = None) -> str:
    """Takes a document out of a graph, which is then as if never built with it, and returns the document's id.

    ``name`` is its id, or its path or key if no other document has the same. Raises
    :class:`graphmali.errors.UnknownName`, or :class:`graphmali.errors.UsageError` naming the ids of several.
    """
    settings = settings or Settings()
    vocabulary = vocabulary_of(settings)
    while True:
        revision = store.revision()
        document_id = _named(name, store.documents())
        new, gone = delta(store, settings, vocabulary, Change(dropped=frozenset({document_id})), [])
        try:
            store.write(new, drop_documents=[document_id], drop_ties=sorted(gone), since=revision)
            return document_id
        except StoreBusy:
            if store.revision() == revision:
                raise


def _named(name: str, stored: Iterable[StoredDocument]) -> str:
    found = [document for document in stored if name in (document.id, document.path, document.key)]
    if any(document.id == name for document in found):
        return name
    if not found:
        names = [n for d in stored for n in (d.path, d.key) if n]
        raise UnknownName("document", name, names, hint="graphmali documents lists them")
    if len(found) > 1:
        ids = ", ".join(document.id for document in found)
        raise UsageError(f"{name!r} may be any of the documents {ids}", hint="give one of the ids")
    return found[0].id


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
