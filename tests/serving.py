"""``graphmali serve`` as a process of its own."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

PASSWORD = "entre-nous: été"

SERVE = (sys.executable, "-m", "graphmali", "serve")


@dataclass(frozen=True)
class Served:
    """A graph that is served: where, the line that said so, and the process."""

    address: str
    line: str
    process: subprocess.Popen[str]


def environment(**given: str) -> dict[str, str]:
    """The process's own, but with nothing of Neo4j's or of a store in it but what is given."""
    names = ("NEO4J_", "GRAPHMALI_STORE")
    return {name: value for name, value in os.environ.items() if not name.startswith(names)} | given


@contextlib.contextmanager
def served(store: str, *flags: str, **environ: str) -> Iterator[Served]:
    """Serves a store at a free port as long as the block runs, to the user neo4j with :data:`PASSWORD`."""
    with _heeding_interrupts():
        started = subprocess.Popen(
            [*SERVE, "--store", store, "--port", "0", *flags], env=environment(NEO4J_PASSWORD=PASSWORD, **environ),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    with started as process:
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            address = re.search(r"bolt://[^\s,]+", line)
            assert address, process.communicate()[1]
            yield Served(address[0], line, process)
        finally:
            process.terminate()
            process.communicate()


@contextlib.contextmanager
def _heeding_interrupts() -> Iterator[None]:
    """What a shell starts in the background takes no notice of Ctrl-C, and nor does what is started by that."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
