"""How long a build of one more document takes, in a small graph and in a large one."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.apart import seconds
from benchmarks.graphs import graph, listed, whole
from benchmarks.results import Result
from graphmali import pipeline
from graphmali.config import Settings
from graphmali.store import Store, open_store

__all__ = ["ADDED", "FEW", "MANY", "added", "filled", "grown"]

FEW, MANY, ADDED = 1_000, 100_000, 9
RULES = Settings(jobs=1, extractor="rules")


def filled(where: str, claims: int) -> str:
    """A store with that many claims on actors that real texts name, at ``where``."""
    with closing(open_store(where, create=True)) as store:
        if where.startswith("bolt"):
            store.write_parts(graph(claims, listed()))
        else:
            store.write(whole(graph(claims, listed())))
    return where


def grown(name: str, small: list[float], large: list[float]) -> Result:
    """The middle of the times, without the first, which makes all warm."""
    told = f"s, {name}: one document into {MANY} claims : {FEW}"
    return Result(told, median(large[1:]), median(small[1:]), 1.3, higher_is_better=False)


def added(store: Store) -> float:
    """The time that a build of one new document takes."""
    text = "Russia has supplied weapons to Mali since 2020. ECOWAS condemned France on 3 May 2022."
    with TemporaryDirectory() as folder:
        path = Path(folder, "new.txt")
        path.write_text(f"{text} {store.revision()}", encoding="utf-8")
        return seconds(lambda: pipeline.build_into(store, [str(path)], settings=RULES))
