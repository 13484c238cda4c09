"""One run: a build into a store, a kill at some moment of it, what is left, and the same build again."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from graphmali.exchange import EXPORTERS
from graphmali.store import open_store
from graphmali.vocabulary import load

__all__ = ["Kill", "Outcome", "Target", "build", "dump", "finish", "run"]

_PATIENCE = 600


@dataclass(frozen=True, slots=True)
class Kill:
    """So many seconds after the build starts, or after it starts to write."""

    seconds: float
    writing: bool


class Target(Protocol):
    """A store to build into, and how it is hit."""

    where: str

    def begin(self, start: str) -> None:
        """Puts the store as it is before the build: ``new``, or ``half`` with the earlier documents in it."""
        ...

    def hit(self, process: subprocess.Popen[str], kill: Kill) -> bool:
        """Waits for the moment and kills; whether the build was still running."""
        ...

    def phase(self) -> str:
        """What the hit can be seen to have interrupted, before anybody opens the store again."""
        ...

    def left(self) -> bytes | None:
        """The graph that the hit left, as :func:`dump` gives it; None where there is no store yet."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """``whole``: what the hit left is the graph before or the graph after; ``equal``: so is the second build's."""

    phase: str
    whole: bool
    equal: bool
    said: str


def build(documents: Path, where: str) -> subprocess.Popen[str]:
    """A build in a process of its own."""
    command = [sys.executable, "-m", "graphmali", "build", str(documents), "--store", where, "--extractor", "rules"]
    return subprocess.Popen(
        [*command, "--jobs", "1", "--quiet"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code of a build, and what it said on stderr."""
    said = process.communicate(timeout=_PATIENCE)[1]
    return process.returncode, " ".join(said.split())


def dump(where: str) -> bytes:
    """Everything in a store, in one order."""
    with closing(open_store(where)) as store:
        graph = store.read()
    stream = io.BytesIO()
    for name in sorted(EXPORTERS):
        EXPORTERS[name](graph, load().relations, stream)
    rest = {"copies": dict(graph.copies), "fingerprints": dict(graph.fingerprints)}
    return stream.getvalue() + json.dumps(rest, sort_keys=True).encode()


def run(target: Target, documents: Path, start: str, kill: Kill, graphs: Mapping[str, bytes]) -> Outcome:
    """Builds, hits, looks, builds again, compares with the graphs ``new``, ``half`` and ``whole``."""
    target.begin(start)
    process = build(documents, target.where)
    running = target.hit(process, kill)
    code, said = finish(process)
    phase = target.phase() if running else "after the end"
    left = target.left()
    if running and left == graphs["whole"]:
        phase = "after the commit" if code else "the build outlived it"
    whole = left in (None, graphs[start], graphs["whole"])
    again, complaint = finish(build(documents, target.where))
    if again:
        return Outcome(phase, whole, False, f"the second build ended with {again}: {complaint}")
    return Outcome(phase, whole, dump(target.where) == graphs["whole"], f"{code}: {said}" if said else "")
