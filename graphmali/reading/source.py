"""What a reader is given, and what it may answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graphmali.model import Document, Reject

__all__ = ["Reader", "Source"]


@dataclass(frozen=True, slots=True)
class Source:
    """A file's content; ``path`` is its name as documents and rejects carry it."""

    path: str
    data: bytes


Reader = Callable[[Source], Iterator[Document | Reject]]
"""Yields documents and, for containers, rejects of single entries.

Raises :class:`graphmali.errors.ReadError` when nothing of the file can be read.
"""
