"""Neo4j, where the server is killed under the build, and started again on its data."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.crash.embedded import BEAT
from benchmarks.crash.runs import Kill, dump
from graphmali.store import open_store

__all__ = ["Server", "Unavailable", "running"]

_PROGRAM = Path(__file__).parents[2] / "tests" / "neo4j_server" / "server.py"
_EMPTY = "MATCH (n) DETACH DELETE n"
_WRITING = "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery CONTAINS 'MERGE (' RETURN currentQuery AS merge"


class Unavailable(Exception):
    """There is no server to be had; says why in one line."""


class Server:
    """A server; ``half`` is a store with the earlier documents."""

    def __init__(self, program: subprocess.Popen[str], where: str, half: Path) -> None:
        self._program = program
        self.where = where
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
        self._tell("kill")
        self._tell("start")
        return running

    def phase(self) -> str:
        return "before the commit"

    def left(self) -> bytes | None:
        return dump(self.where)

    def _tell(self, word: str) -> None:
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(f"{word}\n")
        self._program.stdin.flush()
        if not self._program.stdout.readline():
            raise Unavailable(f"the server did not {word}")


@contextlib.contextmanager
def running(half: Path, version: str) -> Iterator[Server]:
    """A server of that version for as long as the block lasts, with ``NEO4J_*`` set for it."""
    program = subprocess.Popen(
        [sys.executable, str(_PROGRAM), "--version", version],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert program.stdout is not None
    try:
        told = program.stdout.readline()
        if not told:
            raise Unavailable(" ".join(program.communicate()[1].split()))
        access = json.loads(told)
        os.environ.pop("NEO4J_DATABASE", None)
        os.environ |= {f"NEO4J_{name.upper()}": value for name, value in access.items()}
        yield Server(program, access["uri"], half)
    finally:
        program.communicate()  # the end of its input is what stops it
