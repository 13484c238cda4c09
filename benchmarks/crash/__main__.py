"""``make crash``: kills builds, and Neo4j under builds, at random moments; exit code 1 if anything was lost."""

from __future__ import annotations

import os
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.crash import documents, server
from benchmarks.crash.embedded import BEAT, Embedded, log_size
from benchmarks.crash.runs import Kill, Outcome, Target, build, dump, finish, run
from graphmali.store import open_store
from tests.servers import NoServer

SEED = 20250814


def main() -> int:
    """Runs ``CRASH_RUNS`` kills of builds and ``CRASH_NEO4J_RUNS`` of Neo4j, drawn with ``CRASH_SEED``."""
    seed = int(os.environ.get("CRASH_SEED", SEED))
    runs = int(os.environ.get("CRASH_RUNS", 50))
    servers = int(os.environ.get("CRASH_NEO4J_RUNS", 10))
    print(f"seed {seed}, {documents.COUNT} documents")
    with TemporaryDirectory(prefix="graphmali-crash-") as folder:
        bench = Bench(Path(folder), seed)
        lost = bench.series("embedded", Embedded(bench.folder, bench.half), runs) if runs else 0
        try:
            if servers:
                version = os.environ.get("CRASH_NEO4J", "")
                with server.running(bench.half, version) as target:
                    lost += bench.series("neo4j", target, servers)
        except NoServer as reason:
            print(f"neo4j: not to be had here: {reason}", file=sys.stderr)
            lost += 1
    print("nothing lost" if not lost else f"LOST in {lost}")
    return 1 if lost else 0


@dataclass(frozen=True, slots=True)
class Length:
    """The seconds that a build takes, and those of them from the first byte of the store's log until it is closed."""

    all: float
    writing: float


class Bench:
    """The documents, the graphs that builds come to when nobody hits them, and how long those take."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.half = folder / "half"
        self._documents = folder / "documents"
        self._random = random.Random(seed)
        self._lengths = {}
        documents.earlier(self._documents, seed)
        self._build(self.half)
        documents.write(self._documents, seed)
        whole, added, empty = (folder / name for name in ("whole", "added", "empty"))
        self._lengths["new"] = self._build(whole)
        shutil.copytree(self.half, added)
        self._lengths["half"] = self._build(added)
        open_store(str(empty), create=True).close()
        self._graphs = {"new": dump(str(empty)), "half": dump(str(self.half)), "whole": dump(str(whole))}
        if dump(str(added)) != self._graphs["whole"]:
            raise SystemExit("the graph in two builds is not the graph in one")
        for start, length in self._lengths.items():
            print(f"uninterrupted, {start}: {length.all:.1f} s, {length.writing:.2f} s of it writing")

    def _build(self, store: Path) -> Length:
        start = begun = ended = time.monotonic()
        process = build(self._documents, str(store))
        while process.poll() is None:
            if log_size(store):
                ended = time.monotonic()
            elif ended == start:
                begun = time.monotonic()
            time.sleep(BEAT)
        code, said = finish(process)
        if code:
            raise SystemExit(f"the build itself fails: {said}")
        return Length(time.monotonic() - start, max(0.0, ended - begun))

    def series(self, name: str, target: Target, runs: int) -> int:
        """Prints a line a run and a table; the number of runs that lost something."""
        outcomes = []
        for number, (start, kill) in enumerate(self._kills(runs), start=1):
            outcome = run(target, self._documents, start, kill, self._graphs)
            at = f"{kill.seconds:.3f} s into the {'writing' if kill.writing else 'build'}"
            print(f"{name} {number:3} {start:4} {at:26} {outcome.phase:26} {_verdict(outcome)}", flush=True)
            if outcome.said:
                print(f"    {outcome.said}")
            outcomes.append(outcome)
        print(f"{name}: {'hit':26} {'runs':>5} {'left whole':>11} {'equal again':>12}")
        for phase, count in sorted(Counter(outcome.phase for outcome in outcomes).items()):
            there = [outcome for outcome in outcomes if outcome.phase == phase]
            whole, equal = sum(o.whole for o in there), sum(o.equal for o in there)
            print(f"{name}: {phase:26} {count:5} {whole:11} {equal:12}")
        return sum(not (outcome.whole and outcome.equal) for outcome in outcomes)

    def _kills(self, runs: int) -> Iterator[tuple[str, Kill]]:
        """New and half stores in turn; half of the kills at any moment, half in the short while of writing."""
        for number in range(runs):
            start, writing = ("new", "half")[number // 2 % 2], bool(number % 2)
            length = self._lengths[start]
            seconds = (length.writing if writing else length.all) * self._random.uniform(0, 1.05)
            yield start, Kill(seconds, writing)


def _verdict(outcome: Outcome) -> str:
    if not outcome.whole:
        return "TORN"
    return "equal" if outcome.equal else "DIFFERENT"


if __name__ == "__main__":
    sys.exit(main())
