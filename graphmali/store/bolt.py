"""The embedded graph over Bolt, for Neo4j's tools: the engine's own server, on this machine only.

Reading only is a matter of rights, which the engine checks at every record, type and setting that a statement would
touch; in its HTTP interface too, which it opens beside Bolt on a free port of the same address. Nobody is its
administrator: there are two users, the one that is asked for and :data:`graphmali.store.base.READER`, who may only
read, whatever the other may. To open the database itself as read-only would be a worse guard: it begins no
transactions then, which every driver wants, and locks nobody out who writes meanwhile.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import ipaddress
import json
import secrets
import socket
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import arcadedb

from graphmali.errors import StoreRefused, UsageError
from graphmali.store import folder
from graphmali.store.base import READER
from graphmali.store.embedded import EmbeddedStore

__all__ = ["DATABASE", "Listener", "serving"]

DATABASE = "neo4j"
"""What clients call the graph; it is the name that they take where none is given."""

_ADMINISTRATOR = "root"  # may do everything in this engine, by name
_ROUNDS = 65_536
_RECORDS = ("readRecord", "createRecord", "updateRecord", "deleteRecord")


@dataclass(frozen=True, slots=True)
class Listener:
    """Where a graph is served and to whom; ``port`` 0 is any free one.

    Raises :class:`UsageError` for an address beyond this machine, and for a user's name that is not to be had.
    """

    password: str = field(repr=False)
    user: str = "neo4j"
    host: str = "127.0.0.1"
    port: int = 7687
    write: bool = False

    def __post_init__(self) -> None:
        if not _is_loopback(self.host):
            raise UsageError(
                f"{self.host} is not this machine alone, and what is served is not encrypted",
                hint="serve at 127.0.0.1, and from elsewhere: ssh -L 7687:127.0.0.1:7687 THIS-MACHINE",
            )
        if self.user in (_ADMINISTRATOR, READER):
            raise UsageError(f"the user cannot be {self.user}", hint="set NEO4J_USERNAME to another name, or unset it")


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@contextlib.contextmanager
def serving(path: Path, listener: Listener) -> Iterator[str]:
    """Serves the graph in a folder as long as the block runs, and gives its address, ``bolt://HOST:PORT``.

    Meanwhile no other process can open the folder. Raises :class:`graphmali.errors.StoreError` for a graph that
    cannot be opened, and :class:`UsageError` where something else listens.
    """
    EmbeddedStore(path).close()  # says what is wrong with it
    port = _free_port(listener.host, listener.port)
    with tempfile.TemporaryDirectory(prefix="graphmali-serve-") as root:
        _prepare(Path(root), path, listener)
        server = arcadedb.create_server(root, None, _settings(listener.host, port))
        try:
            server.start()
            server.get_database(DATABASE).set_wal_flush("yes_full")
        except arcadedb.ArcadeDBError as error:
            raise StoreRefused(f"{path} cannot be served ({' '.join(str(error).split())})") from None
        try:
            folder.hold(path)
            host = f"[{listener.host}]" if ":" in listener.host else listener.host
            yield f"bolt://{host}:{port}"
        finally:
            folder.let_go(path)
            with contextlib.suppress(arcadedb.ArcadeDBError):  # it is on its way out
                server.stop()


def _free_port(host: str, port: int) -> int:
    """The port, if it can be listened at, which the engine would say less well."""
    try:
        (family, kind, protocol, _, address), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            return int(probe.getsockname()[1])
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise UsageError(f"cannot listen at {host}:{port} ({reason})", hint="give another --port") from None


def _settings(host: str, port: int) -> dict[str, Any]:
    return {
        "host": host,
        "http_port": 0,
        "mode": "development",  # in production it keeps what is wrong with a statement to itself
        "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "bolt_host": host,
        "bolt_port": port,
        "bolt_defaultDatabase": DATABASE,
    }


def _prepare(root: Path, path: Path, listener: Listener) -> None:
    """Lays out what the server looks for: the one database, and who may do what."""
    (root / "config").mkdir()
    (root / "databases").mkdir()
    try:
        (root / "databases" / DATABASE).symlink_to(path.absolute(), target_is_directory=True)
    except OSError as error:
        raise StoreRefused(f"{path} cannot be served ({error.strerror})") from None
    users = {listener.user: "writers" if listener.write else "readers", READER: "readers"}
    hashed = _hashed(listener.password)
    lines = [json.dumps({"name": u, "password": hashed, "databases": {DATABASE: [g]}}) for u, g in users.items()]
    (root / "config" / "server-users.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    groups = {"readers": _rights([], _RECORDS[:1]), "writers": _rights(["updateSchema"], _RECORDS), "*": _rights([])}
    rights = {"version": 1, "databases": {"*": {"groups": groups}}}
    (root / "config" / "server-groups.json").write_text(json.dumps(rights), encoding="utf-8")


def _rights(database: list[str], records: tuple[str, ...] = ()) -> dict[str, Any]:
    types = {"*": {"access": list(records)}}
    return {"access": database, "types": types, "resultSetLimit": -1, "readTimeout": -1}


def _hashed(password: str) -> str:
    """As the engine stores a password."""
    salt = base64.b64encode(secrets.token_bytes(32)).decode()
    digest = hashlib.pbkdf2_hmac("sha256", password.encode(), salt.encode(), _ROUNDS)
    return f"PBKDF2WithHmacSHA256${_ROUNDS}${salt}${base64.b64encode(digest).decode()}"
