"""``python -m benchmarks.store [PART …]``: how fast the two stores load, open and grow.

The parts are embedded, neo4j and icews. Each number is beside another one of the same run, the smallest of several
tries. What is timed in a process of its own is called by name: ``apart NAME``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from benchmarks.results import Result, publish, show
from benchmarks.store.beside import on_neo4j
from benchmarks.store.embedded import ask, embedded
from benchmarks.store.events import load, push, whole_icews

PARTS: dict[str, Callable[[], Iterator[Result]]] = {"embedded": embedded, "neo4j": on_neo4j, "icews": whole_icews}


def main(*names: str) -> None:
    """Runs the parts; only the whole is written down."""
    results = [result for name in names or PARTS for result in PARTS[name]()]
    if names:
        show(results)
    else:
        publish("store", results)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["apart", name, *arguments]:
            {"ask": ask, "load": load, "push": push}[name](*arguments)
        case parts:
            main(*parts)
