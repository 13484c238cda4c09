"""Neo4j over Bolt, by the official driver: managed transactions with retry, reading by the server's own guard."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j import exceptions as foreign
from neo4j import graph as shapes

from graphmali.errors import StoreRefused, UsageError
from graphmali.store import layout
from graphmali.store.base import READER, Rows
from graphmali.store.cypher import META, REVISE, CypherStore, check_revision, overtaken, schema_statements
from graphmali.store.driver_errors import OLDEST, PORT, mapped
from graphmali.vocabulary import load

__all__ = ["Neo4jStore"]

Result = TypeVar("Result")

_CONNECTING = 20.0
"""Seconds that a server may take to greet us."""

_RETRYING = 60.0
"""Seconds that a transaction is tried again after a failure that may pass: a server that restarts, a deadlock."""


class Neo4jStore(CypherStore):
    """A graph in a Neo4j server. User, password and database come from ``NEO4J_*`` alone."""

    capabilities: frozenset[str] = frozenset({"server"})

    def __init__(self, uri: str, *, create: bool = False, environ: Mapping[str, str] = os.environ) -> None:
        logging.getLogger("neo4j").setLevel(logging.CRITICAL)
        self._uri = _checked(uri)
        self._database = environ.get("NEO4J_DATABASE") or None
        if (self._database or "").lower() == "system":
            raise StoreRefused(f"the database {self._database!r} holds no graphs", hint="set NEO4J_DATABASE to another")
        password = environ.get("NEO4J_PASSWORD")
        auth = (environ.get("NEO4J_USERNAME", "neo4j"), password) if password else None
        self._reader: tuple[str, str] | None = None  # as whom to read, where the access mode does not see to it
        with mapped(uri, self._database):
            try:
                self._driver = neo4j.GraphDatabase.driver(
                    uri, auth=auth, connection_timeout=_CONNECTING / 2, connection_acquisition_timeout=_CONNECTING,
                    max_transaction_retry_time=_RETRYING,
                )  # fmt: skip
            except (ValueError, foreign.ConfigurationError) as error:
                raise UsageError(f"{uri}: {error}", hint="an address looks like neo4j://localhost:7687") from None
        try:
            self._check_server(password)
            if create:
                self._make_schema()
            self.check_layout()
        except BaseException:
            self.close()
            raise

    def _check_server(self, password: str | None) -> None:
        with mapped(self._uri, self._database):
            try:
                agent = self._driver.get_server_info().agent
            except ValueError as error:
                raise StoreRefused(f"{self._uri} makes no sense ({error})", hint=PORT) from None
        product, _, version = agent.partition("/")
        release = version.partition(".")[0]
        if product != "Neo4j" or (release.isdigit() and int(release) < OLDEST):
            raise StoreRefused(f"{self._uri} runs {agent}", hint=f"graphmali needs Neo4j {OLDEST} or later")
        if "ArcadeDB" in agent and password:
            self._reader = (READER, password)

    def _make_schema(self) -> None:
        with mapped(self._uri, self._database), self._session() as session:
            for statement in schema_statements("neo4j"):
                _twice(session.execute_write, partial(_run_schema, statement=statement))

    def _session(self, *, read: bool = False) -> neo4j.Session:
        mode = neo4j.READ_ACCESS if read else neo4j.WRITE_ACCESS
        auth = self._reader if read else None
        return self._driver.session(database=self._database, default_access_mode=mode, auth=auth)

    def _rows(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        return self._run(cypher, parameters, write=False)[1]

    def _run(
        self, cypher: str, parameters: Mapping[str, Any] | None, *, write: bool
    ) -> tuple[list[str], list[dict[str, Any]]]:
        def work(tx: neo4j.ManagedTransaction) -> tuple[list[str], list[dict[str, Any]]]:
            result = tx.run(cypher, dict(parameters or {}))
            return list(result.keys()), [{k: _plain(record[k]) for k in record.keys()} for record in result]  # noqa: SIM118

        reading = not write and self._reader is not None
        with mapped(self._uri, self._database, reading=reading), self._session(read=not write) as session:
            return session.execute_write(work) if write else _twice(session.execute_read, work)

    def _apply(self, statements: Iterable[layout.Statement], *, prune: bool, since: int | None) -> None:
        todo = list(statements)

        def work(tx: neo4j.ManagedTransaction) -> None:
            tx.run(*META).consume()
            check_revision(tx.run(*REVISE).single(strict=True)["revision"], since)
            for cypher, parameters in todo:
                tx.run(cypher, parameters).consume()
            again = prune
            while again:
                left = [record["id"] for record in tx.run(layout.ORPHANS)]
                tx.run(layout.DELETE_ACTORS, {"ids": left}).consume()
                tx.run(layout.DELETE_EMPTY_OUTLETS).consume()
                again = bool(left)

        with mapped(self._uri, self._database), self._session() as session:
            try:
                _twice(session.execute_write, work)  # done already, it is the same once more, or busy for ``since``
            except foreign.ConstraintError:  # a server that lets two change the graph at once, and one of them fail
                raise overtaken() from None

    def _count_ties(self) -> int:
        if self._reader is not None:  # it is not Neo4j, and would look at each edge
            return super()._count_ties()
        counts = (f"MATCH ()-[r:`{type_}`]->() RETURN count(r) AS n" for type_ in sorted(load().relations))
        return sum(int(row["n"]) for row in self._rows(" UNION ALL ".join(counts)))

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Rows:
        """See :meth:`graphmali.store.base.Store.query`."""
        names, rows = self._run(cypher, parameters, write=write)
        columns = tuple(names) if rows else ()
        return Rows(columns, tuple(tuple(row[name] for name in names) for row in rows))

    def close(self) -> None:
        """See :meth:`graphmali.store.base.Store.close`."""
        with mapped(self._uri, self._database):
            self._driver.close()


def _twice(
    run: Callable[[Callable[[neo4j.ManagedTransaction], Result]], Result],
    work: Callable[[neo4j.ManagedTransaction], Result],
) -> Result:
    """Runs what may be done twice; where a commit gets no answer the driver does not try again by itself."""
    try:
        return run(work)
    except foreign.IncompleteCommit:
        return run(work)


def _run_schema(tx: neo4j.ManagedTransaction, statement: str) -> None:
    tx.run(statement).consume()


def _plain(value: Any) -> Any:
    """Nodes and edges as their properties, dates as ISO text."""
    if isinstance(value, shapes.Path):
        return [_plain(entity) for entity in (*value.nodes, *value.relationships)]
    if isinstance(value, (shapes.Node, shapes.Relationship, dict)):
        return {name: _plain(inner) for name, inner in value.items()}
    if hasattr(value, "iso_format"):  # a duration is a tuple too
        return value.iso_format()
    return [_plain(inner) for inner in value] if isinstance(value, (list, tuple)) else value


def _checked(uri: str) -> str:
    """The address, if it is one; the driver takes some for addresses that are none."""
    try:
        parts = urlsplit(uri)
        _ = parts.port
    except ValueError as error:
        raise UsageError(f"{uri}: {error}", hint="an address looks like neo4j://localhost:7687") from None
    if parts.path.strip("/"):
        raise UsageError(f"{uri}: nothing may follow the port", hint="NEO4J_DATABASE names the database")
    return uri
