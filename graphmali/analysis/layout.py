"""Where actors stand in a picture: the same graph and engine (igraph, else networkx) give the same places."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import count
from typing import Any

import networkx as nx
import numpy as np
from scipy.spatial import cKDTree
from threadpoolctl import threadpool_limits

from graphmali.analysis.engines import igraph
from graphmali.analysis.projection import Bonds
from graphmali.model import Graph, Tie

__all__ = ["Places", "layout"]

Places = dict[str, tuple[float, float]]

LABEL = (140.0, 76.0)
"""The box around an actor and its label that no other enters."""

_SEED = 20
_ROOM, _WIDE = 2.4, 1.75
_ROUNDS = 50
_STEPS = 300
_LOOSE = 0.8
_SWEEPS, _STEP, _GROWTH = 200, 0.4, 1.005
_TOUCH = 1e-3
_TINY = 3
_KAMADA = 150
"""Up to so many actors the finer, slower method sets the places to start from."""


def layout(graph: Graph, top: Iterable[str] | None = None, blocs: Mapping[str, int] | None = None) -> Places:
    """A place for each actor that has a tie, or for those of ``top``, rounded to a tenth, around the origin.

    Connected parts are laid out by force, each by itself, the actors of a bloc drawn together, labels that touch
    are moved apart, and the parts packed in rows, the largest first. y grows downward. Actors without ties stand
    in the last rows.
    """
    wanted = graph.actor_by_id.keys() if top is None else graph.actor_by_id.keys() & set(top)
    joined = _joined(graph.ties, wanted)
    parts = sorted((sorted(part) for part in nx.connected_components(joined)), key=lambda p: (-len(p), p))
    return _centred(_packed([_spread(_part(joined, part, blocs or {})) for part in parts]))


def _joined(ties: Iterable[Tie], wanted: Iterable[str]) -> Bonds:
    joined: Bonds = nx.Graph()
    joined.add_nodes_from(sorted(wanted))
    for tie in ties:
        if tie.source_id != tie.target_id and tie.source_id in joined and tie.target_id in joined:
            before = joined.get_edge_data(tie.source_id, tie.target_id, {"weight": 0})["weight"]
            joined.add_edge(tie.source_id, tie.target_id, weight=before + tie.origins)
    return joined


def _part(joined: Bonds, actors: Sequence[str], blocs: Mapping[str, int]) -> Places:
    if len(actors) == 1:
        return {actors[0]: (0.0, 0.0)}
    # A graph of its own, with nodes and edges in order: the numbers depend on it.
    part: nx.Graph[str | int] = nx.Graph()
    part.add_nodes_from(actors)
    for one, other in sorted(tuple(sorted(pair)) for pair in joined.subgraph(actors).edges()):
        part.add_edge(one, other, weight=1 + math.log(joined.edges[one, other]["weight"]))
    if len(actors) > _TINY:  # of so few a hub makes a bent row
        # Whoever is in a bloc hangs on a hub that nobody sees.
        part.add_edges_from(((actor, blocs[actor]) for actor in actors if actor in blocs), weight=1.0)
    solved = _solved(part)
    found = {actor: solved[actor] for actor in actors}
    if len(actors) > _KAMADA:
        found = _loosened(found)
    # So large that boxes would fill a part of it; screens are wider than they are high.
    half = math.sqrt(_ROOM * len(actors) * LABEL[0] * LABEL[1] / _WIDE) / 2
    xs, ys = zip(*found.values(), strict=True)
    if max(ys) - min(ys) > max(xs) - min(xs):
        found = {actor: (y, x) for actor, (x, y) in found.items()}
    return {actor: (x * half * _WIDE, y * half) for actor, (x, y) in found.items()}


def _solved(part: nx.Graph[str | int]) -> dict[str | int, tuple[float, float]]:
    library = igraph()
    if len(part) > _KAMADA and library is not None:
        return _by_igraph(library, part)
    if 2 < len(part) <= _KAMADA:
        place = {node: number for number, node in enumerate(part)}
        found = _fine(len(part), tuple((place[one], place[other]) for one, other in part.edges()))
        return dict(zip(part, found, strict=True))
    solved = nx.spring_layout(part, iterations=_ROUNDS, seed=_SEED)
    return {node: (float(x), float(y)) for node, (x, y) in solved.items()}


@lru_cache(maxsize=1024)
def _fine(nodes: int, edges: tuple[tuple[int, int], ...]) -> tuple[tuple[float, float], ...]:
    """Hundreds of small parts have few shapes between them."""
    part: nx.Graph[int] = nx.Graph()
    part.add_nodes_from(range(nodes))
    part.add_edges_from(edges)
    # Threads that wait for each other at a few dozen numbers take a hundred times as long as none.
    with threadpool_limits(1, user_api="blas"):
        solved = nx.kamada_kawai_layout(part, weight=None)
    return tuple((float(x), float(y)) for x, y in (solved[node] for node in range(nodes)))


def _by_igraph(library: Any, part: nx.Graph[str | int]) -> dict[str | int, tuple[float, float]]:
    """The same forces, a hundred times as fast."""
    nodes = list(part)
    place = {node: number for number, node in enumerate(nodes)}
    graph = library.Graph(len(nodes), [(place[one], place[other]) for one, other in part.edges()])
    weights = [bond["weight"] for _, _, bond in part.edges(data=True)]
    size = math.sqrt(len(nodes))
    start = np.random.default_rng(_SEED).uniform(-size, size, (len(nodes), 2)).tolist()
    # It shakes actors a little at each step, with chance from where it is told to.
    library.set_random_number_generator(random.Random(_SEED))
    try:
        solved = graph.layout_fruchterman_reingold(weights=weights, seed=start, niter=_STEPS, grid="grid")
    finally:
        library.set_random_number_generator(random)
    scaled = nx.rescale_layout(np.array(solved.coords))
    return {node: (float(x), float(y)) for node, (x, y) in zip(nodes, scaled, strict=True)}


def _loosened(at: Places) -> Places:
    """Most of the way to where rings around the middle have as many actors as they have room for.

    Forces leave a dense core and a wide rim; boxes would take thousands of small steps to find their way out of it.
    """
    actors = sorted(at)
    places = np.array([at[actor] for actor in actors])
    places -= places.mean(axis=0)
    radius = np.hypot(*places.T)
    rank = np.empty(len(actors))
    rank[np.argsort(radius, kind="stable")] = np.arange(1, len(actors) + 1)
    wanted = np.sqrt(rank / len(actors))
    places *= (1 - _LOOSE + _LOOSE * wanted / np.maximum(radius, 1e-9))[:, None]
    return {actor: (float(x), float(y)) for actor, (x, y) in zip(actors, places, strict=True)}


def _spread(places: Places) -> Places:
    """Moves those apart whose boxes overlap, along the axis where it takes less; where that does not end, all grows."""
    actors = sorted(places)
    at, box = np.array([places[actor] for actor in actors]), np.array(LABEL)
    at -= at.mean(axis=0)
    for sweep in count():
        # Near in both axes at once, when a box is one wide and one high.
        close = cKDTree(at / box).query_pairs(1 - _TOUCH, p=np.inf, output_type="ndarray")
        if not len(close):
            break
        one, other = close[np.lexsort(close.T)].T
        gaps = at[other] - at[one]
        lacks = box - np.abs(gaps)
        axis = np.argmin(lacks, axis=1)
        rows = np.arange(len(axis))
        step = np.copysign(lacks[rows, axis] * _STEP, gaps[rows, axis])
        np.add.at(at, (one, axis), -step)
        np.add.at(at, (other, axis), step)
        if sweep >= _SWEEPS:
            at *= _GROWTH
    return {actor: (float(x), float(y)) for actor, (x, y) in zip(actors, at, strict=True)}


def _packed(parts: list[Places]) -> Places:
    """The first part on top, the others in rows below, none wider than it or a handful of labels."""
    placed: Places = {}
    widest, left, top, height = LABEL[0] * 7, 0.0, 0.0, 0.0
    for part in parts:
        xs, ys = zip(*part.values(), strict=True)
        west, north = min(xs), min(ys)
        width, tall = max(xs) - west + LABEL[0] * 1.2, max(ys) - north + LABEL[1] * 1.6
        widest = max(widest, width)
        if left and left + width > widest:
            left, top, height = 0.0, top + height, 0.0
        for actor, (x, y) in part.items():
            placed[actor] = (left + x - west, top + y - north)
        left, height = left + width, max(height, tall)
    return placed


def _centred(places: Places) -> Places:
    if not places:
        return {}
    middle = [(min(values) + max(values)) / 2 for values in zip(*places.values(), strict=True)]
    return {actor: (round(x - middle[0], 1), round(y - middle[1], 1)) for actor, (x, y) in sorted(places.items())}
