"""Stores: the embedded engine and Neo4j, behind one protocol."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from graphmali.errors import StoreError, UsageError
from graphmali.store.base import Reading, Rows, Store, StoredDocument

if TYPE_CHECKING:
    from graphmali.store.cypher import CypherStore

__all__ = ["Reading", "Rows", "Store", "StoredDocument", "open_store"]

_ADDRESS = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://")
_SCHEMES = {"neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc"}


def open_store(where: str, *, create: bool = False, unfinished: bool = False) -> Store:
    """The graph in a folder, or at a ``neo4j://`` or ``bolt://`` address; ``create`` makes what is missing.

    ``neo4j://`` alone is the address in ``NEO4J_URI``. A graph that is half a copy is opened only if ``unfinished``
    is welcome: to write the parts of it again.

    Raises :class:`graphmali.errors.StoreError` where there is none or it refuses us.
    """
    store = _opened(where, create)
    if not unfinished:
        try:
            store.check_finished()
        except StoreError:
            store.close()
            raise
    return store


def _opened(where: str, create: bool) -> CypherStore:
    if where == "neo4j://":
        where = os.environ.get("NEO4J_URI") or ""
        if not where:
            raise UsageError("neo4j:// without a host needs NEO4J_URI", hint="or say neo4j://localhost:7687")
    address = _ADDRESS.match(where)
    if address is None:
        from graphmali.store.embedded import EmbeddedStore

        return EmbeddedStore(Path(where), create=create)
    if "@" in where:  # not shown: a password may be in it
        raise UsageError("an address holds no user or password", hint="set NEO4J_USERNAME and NEO4J_PASSWORD")
    if address["scheme"] not in _SCHEMES:
        raise UsageError(f"no store at {where!r}", hint=f"a folder, or {', '.join(sorted(_SCHEMES))} and ://HOST:PORT")
    from graphmali.store.neo4j import Neo4jStore

    return Neo4jStore(where, create=create)
