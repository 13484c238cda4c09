"""``python -m benchmarks.store [PART …]``: how fast the two stores load, open and grow.

The parts are embedded, neo4j and icews. Each number is beside another one of the same run, the smallest of several
tries. What is timed in a process of its own is a function of this file, called by name. ICEWS18 is the file that
``ICEWS18`` names, else ``../shared/data/icews18.tsv.gz``.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import neo4j

from benchmarks.graphs import graph, listed, whole
from benchmarks.results import Result, publish, show
from benchmarks.store import icews, servers
from benchmarks.store.loops import by_hand
from graphmali import pipeline
from graphmali.config import Settings
from graphmali.model import Graph
from graphmali.store import Store, layout, open_store
from graphmali.store.cypher import CypherStore

ROOT = Path(__file__).parents[2]
PEERS = ROOT / ".tools" / "peers" / "bin" / "python"
EVENTS = Path(os.environ.get("ICEWS18") or ROOT.parent / "shared" / "data" / "icews18.tsv.gz")
TRIES = 2
ADDED = 9
LOADED, SENT, FEW, MANY = 10_000, 5_000, 1_000, 100_000
RULES = Settings(jobs=1, extractor="rules")


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def apart(*arguments: str) -> dict[str, float]:
    """Runs a function of this file in a process of its own, and gives what it says."""
    command = [sys.executable, "-m", "benchmarks.store", "apart", *arguments]
    return dict(json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout))


def say(**told: float) -> None:
    print(json.dumps({**told, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3}))


# Embedded


def embedded() -> Iterator[Result]:
    """Bulk against statements; a question; one document more."""
    given = whole(graph(LOADED))
    with TemporaryDirectory() as folder:
        ways = {"bulk": EmbeddedWrite.bulk, "unwind": EmbeddedWrite.unwind}
        took = defaultdict(list)
        for number in range(TRIES):
            for name, write in ways.items():
                with closing(open_store(str(Path(folder, f"{name}{number}")), create=True)) as store:
                    took[name].append(seconds(partial(write, store, given)))
        yield Result(
            f"embedded: {LOADED} claims, bulk : its own UNWIND (s)", min(took["unwind"]), min(took["bulk"]), 1.5
        )
        few, many = (filled(str(Path(folder, f"of{claims}")), claims) for claims in (FEW, MANY))
        asked = [apart("ask", many)["seconds"] for _ in range(TRIES)]
        yield Result(f"embedded: open, ask, close, {MANY} claims (s : 0.5)", min(asked), 0.5, higher_is_better=False)
        with closing(open_store(few)) as small, closing(open_store(many)) as large:
            times = [(added(small), added(large)) for _ in range(ADDED)]
        yield grown("embedded", *map(list, zip(*times, strict=True)))


class EmbeddedWrite:
    """The two ways into an empty store."""

    @staticmethod
    def bulk(store: Store, given: Graph) -> None:
        store.write(given)

    @staticmethod
    def unwind(store: Store, given: Graph) -> None:
        assert isinstance(store, CypherStore)
        CypherStore.write(store, given)


def ask(where: str) -> None:
    """What a script does that asks one question."""
    start = time.perf_counter()
    with closing(open_store(where)) as store:
        rows = store.query("MATCH (a:Actor {id: $id})-[t]-(b:Actor) RETURN b.id AS id ORDER BY id", {"id": "mali"}).rows
    took = time.perf_counter() - start
    assert rows
    say(seconds=took)


# One document more


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
    told = f"{name}: one document into {MANY} claims : {FEW} (s)"
    return Result(told, median(large[1:]), median(small[1:]), 1.3, higher_is_better=False)


def added(store: Store) -> float:
    """The time that a build of one new document takes."""
    text = "Russia has supplied weapons to Mali since 2020. ECOWAS condemned France on 3 May 2022."
    with TemporaryDirectory() as folder:
        path = Path(folder, "new.txt")
        path.write_text(f"{text} {store.revision()}", encoding="utf-8")
        return seconds(lambda: pipeline.build_into(store, [str(path)], settings=RULES))


# Neo4j


def on_neo4j() -> Iterator[Result]:
    """Our writer against a loop by hand and two peers; the facts that each keeps; one document more."""
    with servers.running(), TemporaryDirectory() as folder:
        given = whole(graph(SENT))
        file = Path(folder, "graph.json")
        file.write_text(json.dumps({"documents": list(for_peers(given))}), encoding="utf-8")
        ways: dict[str, Callable[[], float]] = {
            "ours": partial(ours, given),
            "hand": lambda: seconds(partial(by_hand, given)),
            "langchain": partial(peer, "langchain", file),
            "graphrag": partial(peer, "graphrag", file),
        }
        took: dict[str, list[float]] = defaultdict(list)
        for number in range(TRIES + 1):  # the first makes the server warm
            for name, way in ways.items():
                if name in ("ours", "hand") or number == 1:  # once is enough of what takes longest
                    servers.clear()
                    took[name].append(way())
                    print(f"{name}: {took[name][-1]:.1f} s", file=sys.stderr, flush=True)
        best = {name: min(times[name in ("ours", "hand") :]) for name, times in took.items()}
        told = f"neo4j: {SENT} claims,"
        yield Result(f"{told} ours : a loop by hand (s)", best["hand"], best["ours"], 0.9)
        yield Result(f"{told} ours : LangChain (s)", best["langchain"], best["ours"], 10)
        yield Result(f"{told} ours : neo4j-graphrag (s)", best["graphrag"], best["ours"], 10)
        yield from kept(Path(folder))
        yield grown("neo4j", *(_added(claims) for claims in (FEW, MANY)))


def ours(given: Graph) -> float:
    """Opening the store is part of it: that makes the constraints."""

    def write() -> None:
        with closing(open_store("neo4j://", create=True)) as store:
            store.write(given)

    return seconds(write)


def peer(name: str, file: Path) -> float:
    script = Path(__file__).with_name("peers.py")
    return float(subprocess.run([PEERS, script, name, file], stdout=subprocess.PIPE, text=True, check=True).stdout)


def _added(claims: int) -> list[float]:
    servers.clear()
    with closing(open_store(filled(os.environ["NEO4J_URI"], claims))) as store:
        return [added(store) for _ in range(ADDED)]


def for_peers(given: Graph) -> Iterator[dict[str, object]]:
    """The layout's nodes and edges as the peers take them: by document, and the ties by the hundred."""
    nodes = {row["id"]: [row["id"], label, row] for label, row in layout.nodes(given)}
    home = {claim.id: claim.document_id for claim in given.claims}
    edges: dict[str, list[list[object]]] = defaultdict(list)
    for number, ((left, type_, _), row) in enumerate(layout.edges(given)):
        key = {"Claim": home.get(row["source"]), "Document": row["source"]}.get(left) or f"ties {number // 100}"
        edges[key].append([row["source"], type_, row["target"], row["fields"]])
    for key, found in edges.items():
        ids = sorted({str(end) for edge in found for end in (edge[0], edge[2])})
        yield {"id": key, "text": key, "nodes": [nodes[id_] for id_ in ids], "edges": found}


# What each keeps


def kept(folder: Path, events: int = 5_000) -> Iterator[Result]:
    """Facts as a peer's user writes them, one edge a claim between two actors; then the same once more."""
    told = icews.events(EVENTS)[:events]
    given = icews.graph(told)
    file = folder / "facts.json"
    file.write_text(json.dumps({"documents": list(as_edges(given))}), encoding="utf-8")
    as_claims = (
        "MATCH (:Actor)<-[:SOURCE]-(c:Claim)-[:TARGET]->(:Actor) RETURN count(DISTINCT c) AS n, count(*) AS edges"
    )
    as_edge = "MATCH ()-[r]->() WHERE r.claim IS NOT NULL RETURN count(DISTINCT r.claim) AS n, count(r) AS edges"
    for name, write in {
        "ours": partial(ours, given),
        "LangChain": partial(peer, "langchain", file),
        "neo4j-graphrag": partial(peer, "graphrag", file),
    }.items():
        servers.clear()
        write()
        counts = [asked(as_claims if name == "ours" else as_edge)]
        write()
        counts.append(asked(as_claims if name == "ours" else as_edge))
        print(f"{name}: {counts[0]['n']} of {len(told)} facts; again: {counts[1]}", file=sys.stderr, flush=True)
        if name == "ours":
            yield Result(f"neo4j: facts that ours keeps, of {len(told)}", counts[1]["n"], len(told), 1)
        else:
            yield Result(f"neo4j: facts kept, ours : {name}", len(told), counts[0]["n"], 1)


def as_edges(given: Graph) -> Iterator[dict[str, object]]:
    """A fact as an edge from actor to actor with all that is known of it."""
    names = {actor.id: [actor.id, "Actor", {"name": actor.name}] for actor in given.actors}
    by_document = defaultdict(list)
    for claim in given.claims:
        by_document[claim.document_id].append(claim)
    for id_, claims in by_document.items():
        edges = [
            [c.source.actor_id, c.type, c.target.actor_id, about]
            for c in claims
            for about in [{"claim": c.id, "date": c.start, "document": id_, "text": c.rule}]
        ]
        ids = sorted({str(end) for edge in edges for end in (edge[0], edge[2])})
        yield {"id": id_, "text": id_, "nodes": [names[end] for end in ids], "edges": edges}


def asked(cypher: str) -> dict[str, int]:
    auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(os.environ["NEO4J_URI"], auth=auth) as driver:
        return dict(driver.execute_query(cypher).records[0])


# ICEWS18


def whole_icews() -> Iterator[Result]:
    """All events into an empty embedded store, and from there into Neo4j."""
    with TemporaryDirectory() as folder, servers.running() as server:
        where = str(Path(folder, "icews"))
        made = apart("load", where)
        print(f"embedded: {made}", file=sys.stderr, flush=True)
        yield Result("icews18: claims in the embedded store, of events", made["claims"], made["events"])
        pushed = apart("push", where)
        there = servers.peak(server)
        print(f"neo4j: {pushed}, the server {there:.0f} MB", file=sys.stderr, flush=True)
        yield Result("icews18: claims in Neo4j, of events", pushed["claims"], made["events"])
        yield Result("icews18: seconds to load, Neo4j : embedded", pushed["seconds"], made["seconds"], 0)
        yield Result("icews18: MB of our process, push : embedded load", pushed["megabytes"], made["megabytes"], 0)


def load(where: str) -> None:
    """All events into an empty embedded store, with what it takes."""
    told = icews.events(EVENTS)
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
