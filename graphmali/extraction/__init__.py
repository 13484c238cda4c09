"""From cleaned passages to mentions and claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from graphmali.model import Claim, Document, Passage
from graphmali.vocabulary import Vocabulary

__all__ = ["VERSION", "extract_all"]

VERSION = "rules-1"


def extract_all(
    documents: Iterable[tuple[Document, tuple[Passage, ...]]], vocabulary: Vocabulary, *, jobs: int = 1
) -> Iterator[tuple[Claim, ...]]:
    """The claims of each document, in order."""
    for _document, _passages in documents:
        yield ()
