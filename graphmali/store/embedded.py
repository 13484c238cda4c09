"""The embedded engine: a graph in a folder, no server."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

# Both are read when the engine starts. Its log is in its own folder.
os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")
os.environ.setdefault("ARCADEDB_NATIVE_CMD", "0")  # a short cut that keeps the parameters of 4,096 statements for good
import arcadedb

from graphmali.errors import (
    QueryError,
    StoreBusy,
    StoreError,
    StoreRefused,
    StoreUnavailable,
    WriteRefused,
)
from graphmali.model import Graph
from graphmali.store import bulk, folder, layout
from graphmali.store.base import Rows
from graphmali.store.cypher import META, REVISE, CypherStore, check_revision, decided, schema_statements
from graphmali.vocabulary import load

__all__ = ["EmbeddedStore"]

_LANGUAGE = "opencypher"
_CAUSE = re.compile(r" \(caused by (?P<kind>[\w.$]+): (?P<what>.*)\)$", re.DOTALL)
_FULL = re.compile(r"No space left|Dis[ck] quota|File too large|not enough space")


class EmbeddedStore(CypherStore):
    """A graph in a folder. One process at a time may have it open; every change is flushed to the disk."""

    capabilities: frozenset[str] = frozenset({"embedded"})

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        if not path.exists():
            if not create:
                raise StoreUnavailable(f"no graph at {path}", hint="make one with: graphmali build PATH…")
            self._create()
        folder.check(path, arcadedb.__version__)
        with _mapped(path):
            self._database: Any = arcadedb.open_database(str(path.absolute()))
            self._database.set_wal_flush("yes_full")
        folder.hold(path)
        try:
            with _mapped(path):
                bulk.clear_half(self._database)
            self.check_layout()
            if create:  # one that an older graphmali made may lack an index
                with _mapped(path):
                    _make_schema(self._database)
        except StoreError:
            self.close()
            raise

    def _create(self) -> None:
        try:
            folder.make(self._path, self._fill)
        except OSError as error:
            raise StoreUnavailable(f"cannot make a graph at {self._path} ({error.strerror})") from None

    def _fill(self, place: Path) -> None:
        """An empty store; closing it flushes every file of it to the disk."""
        with _mapped(self._path):
            database = arcadedb.create_database(str(place.absolute()))
            try:
                _make_schema(database)
            finally:
                database.close()

    def _rows(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        with _mapped(self._path):
            found = self._database.query(_LANGUAGE, cypher, dict(parameters or {}))
            return [_plain(row.to_dict()) for row in found]

    def write(
        self,
        graph: Graph,
        *,
        drop_documents: Collection[str] = (),
        drop_ties: Collection[str] = (),
        since: int | None = None,
        decisions: str | None = None,
    ) -> None:
        """See :meth:`graphmali.store.base.Store.write`. The first graph goes in by the engine's bulk path."""
        if drop_documents or drop_ties or not self._is_new():
            super().write(graph, drop_documents=drop_documents, drop_ties=drop_ties, since=since, decisions=decisions)
            return
        check_revision(1, since)
        with _mapped(self._path):
            bulk.load(self._database, graph, [] if decisions is None else [decided(decisions)])

    def _apply(self, statements: Iterable[layout.Statement], *, prune: bool, since: int | None) -> None:
        with _mapped(self._path), self._database.transaction():
            self._database.command(_LANGUAGE, *META)
            (revised,) = self._database.command(_LANGUAGE, *REVISE)
            check_revision(revised.to_dict()["revision"], since)
            for cypher, parameters in statements:
                self._database.command(_LANGUAGE, cypher, parameters)
            while prune:
                left = [row.to_dict()["id"] for row in self._database.command(_LANGUAGE, layout.ORPHANS)]
                prune = bool(left)
                self._database.command(_LANGUAGE, layout.DELETE_ACTORS, {"ids": left})
                self._database.command(_LANGUAGE, layout.DELETE_EMPTY_OUTLETS)

    def _count_ties(self) -> int:
        with _mapped(self._path):
            counts = [row.to_dict() for row in self._database.query("sql", "SELECT name, records FROM schema:types")]
        return sum(int(each["records"]) for each in counts if each["name"] in load().relations)

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Rows:
        """See :meth:`graphmali.store.base.Store.query`."""
        with _mapped(self._path):
            if write:
                with self._database.transaction():
                    found = list(self._database.command(_LANGUAGE, cypher, dict(parameters or {})))
            else:
                found = list(self._database.query(_LANGUAGE, cypher, dict(parameters or {})))
            names = tuple(found[0].property_names) if found else ()
            rows = [_plain(row.to_dict()) for row in found]
        return Rows(names, tuple(tuple(row.get(name) for name in names) for row in rows))

    def close(self) -> None:
        """See :meth:`graphmali.store.base.Store.close`."""
        with _mapped(self._path):
            if self._database.is_open():
                folder.let_go(self._path)
                self._database.close()


def _make_schema(database: Any) -> None:
    for statement in schema_statements("embedded"):
        database.command(_LANGUAGE, statement)


def _plain(value: Any) -> Any:
    """Without the engine's own keys."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items() if not name.startswith("@")}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value


@contextlib.contextmanager
def _mapped(path: Path) -> Iterator[None]:
    """Turns the engine's errors into ours."""
    try:
        yield
    except arcadedb.ArcadeDBError as error:
        raise _ours(str(error), path) from None
    except (ValueError, TypeError) as error:
        raise QueryError(f"a value does not fit into the graph ({error})") from None


def _ours(text: str, path: Path) -> StoreError:
    what = text.removeprefix("Query failed: ").removeprefix("Command failed: ").split(" (caused by")[0]
    what = " ".join((what.partition("Exception: ")[2] or what).split())
    cause = _CAUSE.search(text)
    if cause and cause["kind"].startswith("java.io.") and _FULL.match(cause["what"]):
        return StoreRefused(f"{path}: the disk is full", hint="the graph is as it was; make some room and try again")
    if "open database" in text:
        if "LockException" in text or "already in use" in text:
            return StoreBusy(f"{path} is open in {folder.holder(path)}", hint="wait until it is done, or stop it")
        return StoreRefused(f"{path} cannot be opened ({cause['what'] if cause else what})", hint=folder.ANEW)
    if "NotIdempotent" in text:
        return WriteRefused("the statement would write", hint="add --write if that is what you want")
    if "Parsing" in text or "ParameterMissing" in text or "Query failed" in text or "Command failed" in text:
        return QueryError(what)
    return StoreError(what)
