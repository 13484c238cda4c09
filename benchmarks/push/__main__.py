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
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.results import Result, publish
from graphmali import pipeline
from graphmali.model import Actor, Claim, ClaimOrigin, Document, Graph, Modality, Party, Span
from graphmali.resolution import add_up
from graphmali.store import open_store
from graphmali.vocabulary import load

ACTORS = 500
PER_DOCUMENT = 5
PER_PART = 2_000
WORDS = ("junta", "Bamako", "pact", "soldiers", "border", "president")


def graph(claims: int) -> Iterator[Graph]:
    """A graph of so many claims, in parts: documents of two kilobytes with five claims on two of 500 actors each."""
    random = Random(claims)
    actors = tuple(Actor(f"actor{n:03}", f"Actor {n}", "state") for n in range(ACTORS))
    every: list[Claim] = []
    for start in range(0, claims, PER_PART):
        documents, found = [], []
        for number in range(start, min(start + PER_PART, claims), PER_DOCUMENT):
            text = f"{number} {' '.join(random.choices(WORDS, k=300))}"
            document = Document.of(text, url=f"https://example.org/{number}", publisher=f"Outlet {number % 40}")
            documents.append(document)
            found += [_claim(document, random, n) for n in range(PER_DOCUMENT)]
        every += found
        yield Graph(actors, tuple(found), (), tuple(documents))
    ties = add_up(every, load().relations, {})
    for start in range(0, len(ties), PER_PART):
        yield Graph(actors, ties=ties[start : start + PER_PART], partial=True)


def _claim(document: Document, random: Random, number: int) -> Claim:
    source, target = (f"actor{n:03}" for n in random.sample(range(ACTORS), 2))
    type_ = random.choice(sorted(load().relations))
    evidence = Span(number * 100, number * 100 + 90)
    return Claim(
        Claim.id_of(document.id, source, type_, target, evidence), document.id, Party(source, source, "state"), type_,
        Party(target, target, "state"), Modality.ASSERTED, None, "2024", None, evidence, ClaimOrigin.SENTENCE, False,
        "benchmark", "none", 0.9,
    )  # fmt: skip


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
