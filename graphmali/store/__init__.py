"""Stores: the embedded engine and Neo4j, behind one protocol."""

from __future__ import annotations

import os
import re
from pathlib import Path

from graphmali.errors import UsageError
from graphmali.store.base import Rows, Store, StoredDocument

__all__ = ["Rows", "Store", "StoredDocument", "open_store"]

_ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://")
_SCHEMES = {"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}


def open_store(where: str, *, create: bool = False) -> Store:
    """The graph in a folder, or at a ``neo4j://`` or ``bolt://`` address; ``create`` makes what is missing.

    ``neo4j://`` alone is the address in ``NEO4J_URI``.

    Raises :class:`graphmali.errors.StoreError` where there is none or it refuses us.
    """
    if where == "neo4j://":
        where = os.environ.get("NEO4J_URI") or ""
        if not where:
            raise UsageError("neo4j:// without a host needs NEO4J_URI", hint="or say neo4j://localhost:7687")
    address = _ADDRESS.match(where)
    if address is None:
        from graphmali.store.embedded import EmbeddedStore

        return EmbeddedStore(Path(where), create=create)
    if address["scheme"] not in _SCHEMES:
        raise UsageError(f"no store at {where!r}", hint=f"a folder, or {', '.join(sorted(_SCHEMES))} and ://HOST:PORT")
    from graphmali.store.neo4j import Neo4jStore

    return Neo4jStore(where, create=create)
