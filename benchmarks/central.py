"""``python -m benchmarks.central``: rankings against networkx, on ICEWS18 (468,558 events between 23,033 actors).

Events are read in their order until 11,000 actors have come up, for the intervals until there are 50,000 dyads, and all
of them. ``ICEWS18`` names the file, else it is ``../shared/data/icews18.tsv.gz``; without it there is nothing to run.

Both sides have the network in the form they compute on, and networkx computes as well as it does by default, which is
less exactly than ours. Its betweenness would take most of an hour: it is timed on some sources, and multiplied.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import networkx as nx

from benchmarks.apart import seconds
from benchmarks.icews import FILE, Event, events
from benchmarks.results import Result, publish
from graphmali.analysis import MEASURES, Projection, rank
from graphmali.analysis.measures.spectral import katz_factor
from graphmali.model import Actor, Claim, ClaimOrigin, Document, Graph, Modality, Party, Span
from graphmali.resolution import add_up
from graphmali.vocabulary import load

ACTORS, DYADS = 11_000, 50_000
SOURCES = 50
"""So many of networkx's shortest-path trees are timed."""


def until(found: list[Event], *, actors: int = 0, dyads: int = 0) -> list[Event]:
    """The first events, up to so many actors or dyads."""
    seen: set[str] = set()
    pairs: set[tuple[str, str]] = set()
    for number, (source, _, target, _) in enumerate(found):
        seen |= {source, target}
        pairs.add((source, target))
        if (actors and len(seen) > actors) or (dyads and len(pairs) > dyads):
            return found[:number]
    return found


def projection(found: list[Event]) -> Projection:
    told = Counter((source, type_, target) for source, type_, target, _ in found)
    network = Projection.of_ties((source, target, count) for (source, _, target), count in told.items())
    assert network.flow.nnz
    assert network.bonds.nnz
    return network


def graph(found: list[Event]) -> Graph:
    """Each event a claim in a document of its own; its type is one of ours, by its number among theirs."""
    relations = load().relations
    types, ours = sorted({event[1] for event in found}), sorted(relations)
    type_of = {name: ours[number % len(ours)] for number, name in enumerate(types)}
    party = {name: Party(name, name, "person") for event in found for name in (event[0], event[2])}
    evidence = Span(0, 1)
    claims = tuple(
        Claim(
            f"c{n:06}", f"d{n:06}", party[source], type_of[type_], party[target], Modality.ASSERTED, None, date, None,
            evidence, ClaimOrigin.SENTENCE, False, "benchmark", "none", 0.9,
        )
        for n, (source, type_, target, date) in enumerate(found)
    )  # fmt: skip
    documents = tuple(Document(f"d{n:06}", "x", published=event[3]) for n, event in enumerate(found))
    actors = tuple(Actor(name, name, "person") for name in party)
    return Graph(actors, claims, add_up(claims, relations, {}), documents)


def fastest(call: Callable[[], Any], times: int = 1) -> float:
    return min(seconds(call) for _ in range(times))


def against_networkx(name: str, network: Projection) -> Iterator[Result]:
    flow, bonds = network.to_flow(), network.to_bonds()
    alpha = katz_factor(network)
    cases: dict[str, tuple[Callable[[], Any], float]] = {
        "pagerank": (lambda: nx.pagerank(flow), 5),
        "eigenvector": (lambda: nx.eigenvector_centrality(bonds, max_iter=1000, weight="weight"), 50),
        "katz": (lambda: nx.katz_centrality(flow, alpha=alpha, max_iter=1000, weight="weight"), 100),
    }
    for measure, (call, goal) in cases.items():
        ours = fastest(lambda measure=measure: MEASURES[measure](network), 5)
        yield Result(f"s, {measure}, {name}", ours, fastest(call, 2), goal, faster=True)
    for _, _, step in flow.edges(data=True):
        step["length"] = 1 / step["weight"]
    some = fastest(lambda: nx.betweenness_centrality(flow, k=SOURCES, weight="length", seed=1))
    ours = fastest(lambda: MEASURES["betweenness"](network))
    whole = some * len(flow) / SOURCES
    yield Result(f"s, betweenness, {name} (networkx: {SOURCES} sources × n/k)", ours, whole, 30, faster=True)


def rankings(name: str, found: list[Event]) -> Iterator[Result]:
    told, relations = graph(found), load().relations
    plain = fastest(lambda: rank(told, relations, draws=None, top=20), 2)
    yield Result(f"s, default table, {name}", plain, 2, higher_is_better=False)
    sure = fastest(lambda: rank(told, relations, draws=200, top=20))
    yield Result(f"s, default table with 200 draws, {name}", sure, 15, higher_is_better=False)


def main() -> None:
    if not FILE.is_file():
        print(f"skipped: {FILE.name} is not there; ICEWS18 may name it", file=sys.stderr)
        return
    every = [event for event in events() if event[0] != event[2]]
    results: list[Result] = []
    networks = {
        "11,000 actors": projection(until(every, actors=ACTORS)),
        "23,033 actors": projection(every),
    }
    for name, network in networks.items():
        results += against_networkx(name, network)
    some = until(every, dyads=DYADS)
    results += rankings(f"{len({e for event in some for e in (event[0], event[2])}):,} actors, 50,000 dyads", some)
    few = until(every, actors=2_000)
    results += rankings("2,000 actors", few)
    publish("central", results)


if __name__ == "__main__":
    main()
