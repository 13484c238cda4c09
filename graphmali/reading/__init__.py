"""From paths and feeds to documents, and from a document to the passages that are to be read."""

from __future__ import annotations

from graphmali.reading.files import READERS, read_paths
from graphmali.reading.passages import passages

__all__ = ["READERS", "passages", "read_paths"]
