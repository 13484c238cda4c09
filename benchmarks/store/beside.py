"""Neo4j: our writer beside a loop by hand and two other programs, and the facts that each keeps."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.apart import seconds
from benchmarks.graphs import graph, whole
from benchmarks.results import Result
from benchmarks.store import icews, servers
from benchmarks.store.growth import ADDED, FEW, MANY, added, filled, grown
from benchmarks.store.loops import by_hand
from graphmali.exchange import write_neo4j_admin
from graphmali.model import Graph
from graphmali.store import layout, open_store, tables
from tests.servers import Server

__all__ = ["on_neo4j"]

PEERS = Path(__file__).parents[2] / ".tools" / "peers" / "bin" / "python"
SENT, TRIES = 20_000, 2
IMPORTED = 200_000


def on_neo4j() -> Iterator[Result]:
    """Our writer against a loop by hand and two peers; the facts that each keeps; one document more."""
    with servers.running() as server, TemporaryDirectory() as folder:
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
                if name != "langchain" or number == TRIES:  # once is enough of what takes longest
                    servers.clear()
                    took[name].append(way())
                    print(f"{name}: {took[name][-1]:.1f} s", file=sys.stderr, flush=True)
        best = {name: min(times[name != "langchain" :]) for name, times in took.items()}
        told = f"s, neo4j: {SENT} claims, ours :"
        yield Result(f"{told} a loop by hand", best["ours"], best["hand"], 0.9, faster=True)
        yield Result(f"{told} LangChain", best["ours"], best["langchain"], 10, faster=True)
        yield Result(f"{told} neo4j-graphrag", best["ours"], best["graphrag"], 10, faster=True)
        yield from kept(Path(folder))
        yield grown("neo4j", *(_added(claims) for claims in (FEW, MANY)))
        yield imported(server, Path(folder))


def imported(server: Server, folder: Path) -> Result:
    """A large first load: our export and its import, during which the server stands still, beside a peer's writer."""
    given = whole(graph(IMPORTED))
    file = folder / "large.json"
    file.write_text(json.dumps({"documents": list(for_peers(given))}), encoding="utf-8")
    servers.clear()
    theirs = peer("graphrag", file)
    server.kill()

    def load() -> None:
        write_neo4j_admin(tables.TABLES, lambda: tables.rows([given]), folder / "csv")
        server.load(folder / "csv")

    took = seconds(load)
    server.start()
    os.environ |= server.environment
    if asked("MATCH (c:Claim) RETURN count(c) AS n")["n"] != IMPORTED:
        raise AssertionError("claims were lost")
    return Result(
        f"s, neo4j: {IMPORTED} claims, our export and its import : neo4j-graphrag", took, theirs, 10, faster=True
    )


def ours(given: Graph) -> float:
    """The first build's way; opening the store is part of it: that makes the constraints."""

    def write() -> None:
        with closing(open_store("neo4j://", create=True)) as store:
            store.write(given, since=store.revision())  # as a build does

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


def kept(folder: Path, events: int = 5_000) -> Iterator[Result]:
    """Facts as a peer's user writes them, one edge a claim between two actors; then the same once more."""
    told = icews.events()[:events]
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
    with servers.driver() as driver:
        return dict(driver.execute_query(cypher).records[0])
