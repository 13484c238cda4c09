"""``python -m benchmarks.push [FEW MANY]``: the memory that a push takes does not grow with the graph.

Makes an embedded graph of FEW and one of MANY claims (10,000 and 100,000), pushes each into an empty embedded graph,
in a process of its own, and compares what Python took at most, and what the process did, the engine's caches included.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
import tracemalloc
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.graphs import graph
from benchmarks.results import Result, publish
from graphmali import pipeline
from graphmali.store import open_store


def make(claims: str, where: str) -> None:
    """The graph to push."""
    with closing(open_store(where, create=True)) as store:
        store.write_parts(graph(int(claims)))


def push(where: str, to: str, traced: str) -> None:
    """Pushes and prints what it took; tracing slows, and takes memory of its own."""
    start = time.monotonic()
    with closing(open_store(where)) as source, closing(open_store(to, create=True, unfinished=True)) as target:
        if traced:
            tracemalloc.start()
        sizes = pipeline.push(source, target)
        python = tracemalloc.get_traced_memory()[1] if traced else 0
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        json.dumps({**sizes, "python": python / 1e6, "process": kilobytes / 1e3, "seconds": time.monotonic() - start})
    )


def apart(*arguments: str) -> dict[str, float]:
    """Runs a function of this file in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.push", *arguments]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return dict(json.loads(said)) if said else {}


def main(few: str = "10000", many: str = "100000") -> None:
    """Makes, pushes and compares."""
    took: dict[str, dict[str, float]] = {}
    for claims in (few, many):
        with TemporaryDirectory() as folder:
            source = str(Path(folder, "source"))
            apart("make", claims, source)
            plain = apart("push", source, str(Path(folder, "plain")), "")
            traced = apart("push", source, str(Path(folder, "traced")), "traced")
            took[claims] = {**plain, "python": traced["python"]}
            print(took[claims], file=sys.stderr, flush=True)
    publish(
        "push",
        [
            Result(
                f"MB of {what} at most, {many} claims : {few}", took[many][name], took[few][name], goal,
                higher_is_better=False,
            )
            for what, name, goal in (("Python's", "python", 1.5), ("the process", "process", 3.0))
        ],
    )  # fmt: skip


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", claims, where]:
            make(claims, where)
        case ["push", where, to, traced]:
            push(where, to, traced)
        case sizes:
            main(*sizes)
