"""ICEWS18 whole: into an empty embedded store, and from there into Neo4j."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.apart import apart, say, seconds
from benchmarks.results import Result
from benchmarks.store import icews, servers
from graphmali import pipeline
from graphmali.store import open_store

__all__ = ["load", "push", "whole_icews"]

MAIN = "benchmarks.store"


def whole_icews() -> Iterator[Result]:
    """All events into an empty embedded store, and from there into Neo4j."""
    with TemporaryDirectory() as folder, servers.running() as server:
        where = str(Path(folder, "icews"))
        made = apart(MAIN, "apart", "load", where)
        print(f"embedded: {made}", file=sys.stderr, flush=True)
        yield Result("icews18: claims in the embedded store, of events", made["claims"], made["events"])
        pushed = apart(MAIN, "apart", "push", where)
        there = servers.peak(server)
        print(f"neo4j: {pushed}, the server {there:.0f} MB", file=sys.stderr, flush=True)
        yield Result("icews18: claims in Neo4j, of events", pushed["claims"], made["events"])
        yield Result("icews18: seconds to load, Neo4j : embedded", pushed["seconds"], made["seconds"], 0)
        yield Result("icews18: MB of our process, push : embedded load", pushed["megabytes"], made["megabytes"], 0)


def load(where: str) -> None:
    """All events into an empty embedded store, with what it takes."""
    told = icews.events()
    start = time.perf_counter()
    given = icews.graph(told)
    made = time.perf_counter() - start
    with closing(open_store(where, create=True)) as store:
        took = seconds(partial(store.write, given))
        say(events=len(told), unmapped=icews.unmapped(told).total(), made=made, seconds=took, **store.sizes())


def push(where: str) -> None:
    with closing(open_store(where)) as source, closing(open_store("neo4j://", create=True)) as target:
        took = seconds(partial(pipeline.push, source, target))
        say(seconds=took, **target.sizes())
