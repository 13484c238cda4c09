"""From cleaned passages to mentions and claims."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from graphmali.extraction.models import installed, version
from graphmali.model import Claim, Document, Mention, Passage
from graphmali.vocabulary import Vocabulary

__all__ = ["extract", "extract_all", "installed", "version"]

_MANY = 24
"""From so many documents on, more than one process pays for its start."""


def extract(
    document: Document, passages: tuple[Passage, ...], vocabulary: Vocabulary
) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """Mentions and claims of a document, in the order of the text."""
    from graphmali.extraction import documents

    return documents.extract(document, passages, vocabulary)


_shared: Vocabulary
"""The vocabulary of a worker process, handed over once at its start."""


def _start(vocabulary: Vocabulary) -> None:
    global _shared
    _shared = vocabulary


def _claims(item: tuple[Document, tuple[Passage, ...]]) -> tuple[Claim, ...]:
    return extract(*item, _shared)[1]


def extract_all(
    documents: Iterable[tuple[Document, tuple[Passage, ...]]], vocabulary: Vocabulary, *, jobs: int = 1
) -> Iterator[tuple[Claim, ...]]:
    """The claims of each document, in order; ``jobs`` processes (0: one a processor) where there are many."""
    items = list(documents)
    workers = jobs or os.cpu_count() or 1
    if workers == 1 or len(items) < _MANY:
        for item in items:
            yield extract(*item, vocabulary)[1]
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=(vocabulary,)) as pool:
        yield from pool.map(_claims, items, chunksize=4)
