"""From cleaned passages to mentions and claims: by rules, by a small encoder, or by both."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from graphmali.extraction.limits import MAX_CHARACTERS, MAX_PASSAGES, within_limits
from graphmali.extraction.models import DEFAULT, EXTRACTORS, installed, version
from graphmali.extraction.speakers import with_known_speakers
from graphmali.model import Claim, Document, Mention, Passage
from graphmali.vocabulary import Vocabulary

__all__ = ["DEFAULT", "EXTRACTORS", "MAX_CHARACTERS", "MAX_PASSAGES", "extract", "extract_all", "installed", "version"]
__all__ += ["within_limits"]

_MANY = 24
"""From so many documents on, more than one process pays for its start."""


def extract(
    document: Document, passages: tuple[Passage, ...], vocabulary: Vocabulary, extractor: str = DEFAULT
) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """Mentions and claims of a document, in the order of the text; none for a language that nothing here reads.

    ``extractor`` is one of :data:`EXTRACTORS`.
    """
    mentions, claims = _extractor(extractor)(document, passages, vocabulary)
    return mentions, with_known_speakers(claims, vocabulary)


def _extractor(name: str) -> Callable[..., tuple[tuple[Mention, ...], tuple[Claim, ...]]]:
    if name == "both":
        from graphmali.extraction import combined

        return combined.extract
    if name == "encoder":
        from graphmali.extraction.encoder import documents

        return documents.extract
    from graphmali.extraction import rules

    return rules.extract


_shared: tuple[Vocabulary, str]
"""The vocabulary and extractor of a worker process, handed over once at its start."""


def _start(vocabulary: Vocabulary, extractor: str) -> None:
    global _shared
    _shared = vocabulary, extractor


def _claims(item: tuple[Document, tuple[Passage, ...]]) -> tuple[Claim, ...]:
    return extract(*item, *_shared)[1]


def extract_all(
    documents: Iterable[tuple[Document, tuple[Passage, ...]]],
    vocabulary: Vocabulary,
    *,
    jobs: int = 1,
    extractor: str = DEFAULT,
) -> Iterator[tuple[Claim, ...]]:
    """The claims of each document, in order; ``jobs`` processes (0: one a processor) where there are many."""
    items = list(documents)
    workers = jobs or os.cpu_count() or 1
    if workers == 1 or len(items) < _MANY:
        for item in items:
            yield extract(*item, vocabulary, extractor)[1]
        return
    context = get_context("spawn")
    shared = (vocabulary, extractor)
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start, initargs=shared) as pool:
        yield from pool.map(_claims, items, chunksize=4)
