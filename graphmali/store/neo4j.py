"""Neo4j over Bolt, by the official driver: managed transactions with retry, reading by the server's own guard."""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import neo4j
from neo4j import exceptions as foreign
from neo4j import graph as shapes

from graphmali.errors import QueryError, StoreError, StoreRefused, StoreUnavailable, UsageError, WriteRefused
from graphmali.store import layout
from graphmali.store.base import Rows
from graphmali.store.cypher import CypherStore, schema_statements

__all__ = ["Neo4jStore"]

_OLDEST = (5, 0)


class Neo4jStore(CypherStore):
    """A graph in a Neo4j server. User, password and database come from ``NEO4J_*`` alone."""

    capabilities: frozenset[str] = frozenset({"server"})

    def __init__(self, uri: str, *, create: bool = False, environ: Mapping[str, str] = os.environ) -> None:
        logging.getLogger("neo4j").setLevel(logging.CRITICAL)
        self._uri = uri
        self._database = environ.get("NEO4J_DATABASE") or None
        password = environ.get("NEO4J_PASSWORD")
        auth = (environ.get("NEO4J_USERNAME", "neo4j"), password) if password else None
        with _mapped(uri, self._database):
            try:
                self._driver = neo4j.GraphDatabase.driver(
                    uri, auth=auth, notifications_min_severity="OFF", connection_timeout=10.0,
                    max_transaction_retry_time=30.0,
                )  # fmt: skip
            except (ValueError, foreign.ConfigurationError) as error:
                raise UsageError(f"{uri}: {error}", hint="an address looks like neo4j://localhost:7687") from None
        try:
            self._check_server()
            if create:
                self._make_schema()
            self.check_layout()
        except Exception:
            self.close()
            raise

    def _check_server(self) -> None:
        with _mapped(self._uri, self._database):
            info = self._driver.get_server_info()
        version = info.agent.partition("/")[2].split(".")
        if version[0].isdigit() and (int(version[0]), 0) < _OLDEST:
            raise StoreRefused(f"{self._uri} runs {info.agent}", hint="graphmali needs Neo4j 5 or later")

    def _make_schema(self) -> None:
        with _mapped(self._uri, self._database), self._session() as session:
            for statement in schema_statements("neo4j"):
                session.execute_write(_run_schema, statement)

    def _session(self, *, read: bool = False) -> neo4j.Session:
        mode = neo4j.READ_ACCESS if read else neo4j.WRITE_ACCESS
        return self._driver.session(database=self._database, default_access_mode=mode)

    def _rows(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        return self._run(cypher, parameters, write=False)[1]

    def _run(
        self, cypher: str, parameters: Mapping[str, Any] | None, *, write: bool
    ) -> tuple[list[str], list[dict[str, Any]]]:
        def work(tx: neo4j.ManagedTransaction) -> tuple[list[str], list[dict[str, Any]]]:
            result = tx.run(cypher, dict(parameters or {}))
            return list(result.keys()), [{k: _plain(record[k]) for k in record.keys()} for record in result]  # noqa: SIM118

        with _mapped(self._uri, self._database), self._session(read=not write) as session:
            return session.execute_write(work) if write else session.execute_read(work)

    def _apply(self, statements: Iterable[layout.Statement], *, prune: bool) -> None:
        todo = list(statements)

        def work(tx: neo4j.ManagedTransaction) -> None:
            for cypher, parameters in todo:
                tx.run(cypher, parameters).consume()
            again = prune
            while again:
                left = [record["id"] for record in tx.run(layout.ORPHANS)]
                tx.run(layout.DELETE_ACTORS, {"ids": left}).consume()
                tx.run(layout.DELETE_EMPTY_OUTLETS).consume()
                again = bool(left)

        with _mapped(self._uri, self._database), self._session() as session:
            session.execute_write(work)

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Rows:
        """See :meth:`graphmali.store.base.Store.query`."""
        names, rows = self._run(cypher, parameters, write=write)
        columns = tuple(names) if rows else ()
        return Rows(columns, tuple(tuple(row[name] for name in names) for row in rows))

    def close(self) -> None:
        """See :meth:`graphmali.store.base.Store.close`."""
        with _mapped(self._uri, self._database):
            self._driver.close()


def _run_schema(tx: neo4j.ManagedTransaction, statement: str) -> None:
    tx.run(statement).consume()


def _plain(value: Any) -> Any:
    """Nodes and edges as their properties, dates as ISO text."""
    if isinstance(value, shapes.Path):
        return [_plain(entity) for entity in (*value.nodes, *value.relationships)]
    if isinstance(value, (shapes.Node, shapes.Relationship, dict)):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return value.iso_format() if hasattr(value, "iso_format") else value


@contextlib.contextmanager
def _mapped(uri: str, database: str | None) -> Iterator[None]:
    """Turns the driver's errors into ours, one line each."""
    try:
        yield
    except (foreign.Neo4jError, foreign.DriverError) as error:
        raise _ours(error, uri, database) from None
    except OSError as error:
        raise StoreUnavailable(f"{uri} does not answer ({error})") from None


def _ours(error: Exception, uri: str, database: str | None) -> StoreError:
    code = getattr(error, "code", None) or ""
    text = " ".join(str(getattr(error, "message", None) or error).split())
    if isinstance(error, foreign.AuthError) or "Security" in code:
        return StoreRefused(f"{uri} refuses the user or password", hint="set NEO4J_USERNAME and NEO4J_PASSWORD")
    if "DatabaseNotFound" in code:
        return StoreRefused(f"{uri} has no database {database!r}", hint="set NEO4J_DATABASE to one that it has")
    if "AccessMode" in code or "ForbiddenOnReadOnly" in code or "read access mode" in text.lower():
        if "read access mode" in text.lower():
            return WriteRefused("the statement would write", hint="add --write if that is what you want")
        return StoreRefused(f"{uri} is read-only")
    if isinstance(error, (foreign.ServiceUnavailable, foreign.SessionExpired)):
        return StoreUnavailable(
            f"{uri} does not answer", hint="is the server running, and is the address right? see: docker compose up -d"
        )
    if "Statement" in code or isinstance(error, foreign.ClientError):
        return QueryError(text)
    return StoreError(f"{uri}: {text}")
