"""The embedded engine: a graph in a folder, no server."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

os.environ.setdefault("ARCADEDB_LOG_CONSOLE", "0")  # read when the engine starts; its log is in its own folder
import arcadedb

from graphmali.errors import (
    QueryError,
    StoreBusy,
    StoreError,
    StoreRefused,
    StoreUnavailable,
    UsageError,
    WriteRefused,
)
from graphmali.store import layout
from graphmali.store.base import Rows
from graphmali.store.cypher import CypherStore, schema_statements

__all__ = ["EmbeddedStore"]

_LANGUAGE = "opencypher"
_MARK = "schema.json"


class EmbeddedStore(CypherStore):
    """A graph in a folder. One process at a time may have it open; every change is flushed to the disk."""

    capabilities: frozenset[str] = frozenset({"embedded"})

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        if not path.exists():
            if not create:
                raise StoreUnavailable(f"no graph at {path}", hint="make one with: graphmali build PATH…")
            self._create()
        elif not (path / _MARK).is_file():
            raise UsageError(f"{path} is there already and is no graph", hint="give another --store")
        with _mapped(path):
            self._database: Any = arcadedb.open_database(str(path.absolute()))
            self._database.set_wal_flush("yes_full")
        try:
            self.check_layout()
        except StoreError:
            self.close()
            raise

    def _create(self) -> None:
        """Makes the whole store beside its place and moves it there, so that half a store is never found."""
        beside = self._path.with_name(self._path.name + ".new")
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(beside, ignore_errors=True)
            with _mapped(self._path):
                database = arcadedb.create_database(str(beside.absolute()))
                for statement in schema_statements("embedded"):
                    database.command(_LANGUAGE, statement)
                database.close()
            beside.rename(self._path)
        except OSError as error:
            raise StoreUnavailable(f"cannot make a graph at {self._path} ({error.strerror})") from None

    def _rows(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        with _mapped(self._path):
            found = self._database.query(_LANGUAGE, cypher, dict(parameters or {}))
            return [_plain(row.to_dict()) for row in found]

    def _apply(self, statements: Iterable[layout.Statement], *, prune: bool) -> None:
        with _mapped(self._path), self._database.transaction():
            for cypher, parameters in statements:
                self._database.command(_LANGUAGE, cypher, parameters)
            while prune:
                left = [row.to_dict()["id"] for row in self._database.command(_LANGUAGE, layout.ORPHANS)]
                prune = bool(left)
                self._database.command(_LANGUAGE, layout.DELETE_ACTORS, {"ids": left})
                self._database.command(_LANGUAGE, layout.DELETE_EMPTY_OUTLETS)

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
                self._database.close()


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


def _ours(text: str, path: Path) -> StoreError:
    what = text.removeprefix("Query failed: ").removeprefix("Command failed: ").split(" (caused by")[0]
    what = what.partition("Exception: ")[2] or what
    if "NotIdempotent" in text:
        return WriteRefused("the statement would write", hint="add --write if that is what you want")
    if "LockException" in text or "locked" in text.lower() or "already in use" in text:
        return StoreBusy(f"{path} is open in another process", hint="wait until it is done, or stop it")
    if "Parsing" in text or "ParameterMissing" in text or "Query failed" in text or "Command failed" in text:
        return QueryError(" ".join(what.split()))
    if "open database" in text:
        return StoreRefused(f"{path} cannot be opened ({' '.join(what.split())})")
    return StoreError(" ".join(what.split()))
