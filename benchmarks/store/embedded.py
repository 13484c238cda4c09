"""The embedded store: bulk against statements, a question, one document more."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.apart import apart, say, seconds
from benchmarks.graphs import graph, whole
from benchmarks.results import Result
from benchmarks.store.growth import ADDED, FEW, MANY, added, filled, grown
from graphmali.model import Graph
from graphmali.store import open_store
from graphmali.store.cypher import CypherStore
from graphmali.store.embedded import EmbeddedStore

__all__ = ["ask", "embedded"]

MAIN = "benchmarks.store"
LOADED, TRIES = 10_000, 2


def embedded() -> Iterator[Result]:
    """Bulk against statements; a question; one document more."""
    given = whole(graph(LOADED))
    with TemporaryDirectory() as folder:
        ways: dict[str, Callable[[EmbeddedStore, Graph], None]] = {
            "bulk": EmbeddedStore.write,
            "unwind": CypherStore.write,
        }
        took = defaultdict(list)
        for number in range(TRIES):
            for name, write in ways.items():
                with closing(open_store(str(Path(folder, f"{name}{number}")), create=True)) as store:
                    assert isinstance(store, EmbeddedStore)
                    took[name].append(seconds(partial(write, store, given)))
        told = f"s, embedded: {LOADED} claims in bulk : by its own UNWIND"
        yield Result(told, min(took["bulk"]), min(took["unwind"]), 1.5, faster=True)
        few, many = (filled(str(Path(folder, f"of{claims}")), claims) for claims in (FEW, MANY))
        asked = [apart(MAIN, "apart", "ask", many)["seconds"] for _ in range(TRIES)]
        yield Result(f"s, embedded: open, ask, close, {MANY} claims : 0.5", min(asked), 0.5, higher_is_better=False)
        with closing(open_store(few)) as small, closing(open_store(many)) as large:
            times = [(added(small), added(large)) for _ in range(ADDED)]
        yield grown("embedded", *map(list, zip(*times, strict=True)))


def ask(where: str) -> None:
    """What a script does that asks one question."""
    start = time.perf_counter()
    with closing(open_store(where)) as store:
        rows = store.query("MATCH (a:Actor {id: $id})-[t]-(b:Actor) RETURN b.id AS id ORDER BY id", {"id": "mali"}).rows
    took = time.perf_counter() - start
    assert rows
    say(seconds=took)
