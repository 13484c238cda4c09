"""Neo4j, where the server is killed under the build, and started again on its data."""

from __future__ import annotations

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.crash.embedded import BEAT
from benchmarks.crash.runs import Kill, dump
from graphmali.store import open_store
from tests import servers

__all__ = ["Server", "running"]

_EMPTY = "MATCH (n) DETACH DELETE n"
_WRITING = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'MERGE (' RETURN currentQuery AS merge"


class Server:
    """A server; ``half`` is a store with the earlier documents."""

    def __init__(self, program: servers.Server, half: Path) -> None:
        self._program = program
        self.where = program.environment["NEO4J_URI"]
        self._half = half

    def begin(self, start: str) -> None:
        with closing(open_store(self.where, create=True)) as store:
            store.query(_EMPTY, write=True)
            if start == "half":
                with closing(open_store(str(self._half))) as half:
                    store.write(half.read())

    def hit(self, process: subprocess.Popen[str], kill: Kill) -> bool:
        if kill.writing:
            with closing(open_store(self.where)) as store:
                while process.poll() is None and not store.query(_WRITING).rows:
                    time.sleep(BEAT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(kill.seconds)
        running = process.poll() is None
        self._program.kill()
        self._program.start()
        return running

    def phase(self) -> str:
        return "before the commit"

    def left(self) -> bytes | None:
        return dump(self.where)


@contextlib.contextmanager
def running(half: Path, version: str) -> Iterator[Server]:
    """A server of that version for as long as the block lasts, with ``NEO4J_*`` set for it.

    Raises :class:`tests.servers.NoServer` where there is none to be had.
    """
    program = servers.Server("--version", version)
    try:
        os.environ.pop("NEO4J_DATABASE", None)
        os.environ |= program.environment
        yield Server(program, half)
    finally:
        program.close()
