"""Ties as arrays, which is what measures compute on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, TypeAlias

import networkx as nx
import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array, csr_array

from graphmali.analysis.projection import Bonds, Flow, Network
from graphmali.analysis.views import View, claims_by_tie
from graphmali.model import Claim, Graph, Relation, TieKey

__all__ = ["Bools", "Floats", "Ints", "Matrix", "Projection", "origins_of", "project", "ties_between"]

Floats: TypeAlias = npt.NDArray[np.float64]
Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Matrix: TypeAlias = Any
"""A sparse matrix of scipy, which has no types."""


@dataclass(frozen=True, eq=False)
class Projection:
    """Ties between actors, as arrays with one element a tie; no tie leads back to where it began.

    ``source`` and ``target`` are places in ``actors``. ``blocs`` numbers each actor's bloc, for measures that
    ask for it; None lets them find blocs.
    """

    actors: tuple[str, ...]
    source: Ints
    target: Ints
    weight: Floats
    sign: Ints
    directed: Bools
    blocs: Ints | None = None

    @classmethod
    def of(cls, network: Network) -> Projection:
        """That of a network as :func:`graphmali.analysis.to_networkx` makes it; its own order of actors."""
        rows = [
            (source, target, tie["weight"], tie.get("polarity", 1), tie["directed"])
            for source, target, tie in network.edges(data=True)
        ]
        return cls.of_ties(rows, actors=list(network))

    @classmethod
    def of_ties(cls, ties: Iterable[Sequence[Any]], actors: Iterable[str] = ()) -> Projection:
        """That of rows of source, target, weight, sign (1 if not given) and whether it is directed (it is).

        >>> Projection.of_ties([("a", "b", 2), ("a", "c", 1, -1, False)]).flow.toarray().tolist()
        [[0.0, 2.0, 1.0], [0.0, 0.0, 0.0], [1.0, 0.0, 0.0]]
        """
        rows = [(*tie, *(1, 1, True)[len(tie) - 2 :]) for tie in ties]
        names = tuple(actors) or tuple(sorted({end for row in rows for end in row[:2]}))
        place = {name: number for number, name in enumerate(names)}
        kept = [(place[row[0]], place[row[1]], *row[2:]) for row in rows if row[0] != row[1]]
        columns = [np.array([row[n] for row in kept]) for n in range(5)]
        source, target, sign = (columns[n].astype(np.int64) for n in (0, 1, 3))
        return cls(names, source, target, columns[2].astype(float), sign, columns[4].astype(bool))

    @cached_property
    def flow(self) -> Matrix:
        """What goes from whom (row) to whom (column): weights added up, an undirected tie both ways."""
        both = ~self.directed
        return self._added(
            np.concatenate([self.source, self.target[both]]),
            np.concatenate([self.target, self.source[both]]),
            np.concatenate([self.weight, self.weight[both]]),
        )

    @cached_property
    def bonds(self) -> Matrix:
        """Weights of all ties between two actors added up, whatever their direction; symmetric."""
        ends = (self.source, self.target)
        return self._added(np.concatenate(ends), np.concatenate(ends[::-1]), np.tile(self.weight, 2))

    def of_sign(self, sign: int) -> Projection:
        """The same actors with the ties of one sign alone."""
        kept = self.sign == sign
        arrays = {name: getattr(self, name)[kept] for name in ("source", "target", "weight", "sign", "directed")}
        return replace(self, **arrays)

    def reweighted(self, weight: Floats) -> Projection:
        """The same actors and ties with other weights; one of weight 0 is no tie."""
        return replace(self, weight=weight)

    def in_blocs(self, blocs: Sequence[int] | Ints) -> Projection:
        """The same with the number of each actor's bloc."""
        return replace(self, blocs=np.asarray(blocs, dtype=np.int64))

    def edges(self) -> Iterator[tuple[str, str, float]]:
        """The cells of ``flow`` by source and target: their ids, and the weight, a whole number where it is one."""
        return _edges(self.flow, self.actors)

    def to_flow(self) -> Flow:
        """``flow`` as networkx has it."""
        flow: Flow = _named(self.flow, self.actors, nx.DiGraph())
        return flow

    def to_bonds(self) -> Bonds:
        """``bonds`` as networkx has it."""
        joined: Bonds = _named(self.bonds, self.actors, nx.Graph())
        return joined

    def _added(self, rows: Ints, columns: Ints, weights: Floats) -> Matrix:
        there = weights != 0
        size = (len(self.actors), len(self.actors))
        return csr_array(coo_array((weights[there], (rows[there], columns[there])), shape=size))


def _named(matrix: Matrix, actors: Sequence[str], network: Any) -> Any:
    network.add_nodes_from(actors)
    network.add_weighted_edges_from(_edges(matrix, actors))
    return network


def _edges(matrix: Matrix, actors: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    cells = matrix.tocoo()
    for row, column, weight in zip(cells.row.tolist(), cells.col.tolist(), cells.data.tolist(), strict=True):
        # Whole numbers, so that networkx computes exactly where it can.
        yield actors[row], actors[column], int(weight) if weight.is_integer() else weight


def ties_between(graph: Graph, relations: Mapping[str, Relation], view: View) -> dict[TieKey, list[Claim]]:
    """The ties of a view that join two actors, with their claims, in the order of :func:`claims_by_tie`."""
    ties = claims_by_tie(graph, relations, view)
    for key in [key for key in ties if key.source_id == key.target_id]:
        del ties[key]
    return ties


def project(
    graph: Graph,
    relations: Mapping[str, Relation],
    ties: Mapping[TieKey, Sequence[Claim]],
    origins: Matrix | None = None,
) -> Projection:
    """The ties, in their order, between the actors that have one; weights are numbers of distinct origins.

    ``origins`` are those of :func:`origins_of`, where they are known already.
    """
    weights = np.asarray((origins_of(graph, ties) if origins is None else origins).sum(axis=1)).tolist()
    return Projection.of_ties(
        (key.source_id, key.target_id, weight, relations[key.type].sign, relations[key.type].directed)
        for key, weight in zip(ties, weights, strict=True)
    )


def origins_of(graph: Graph, ties: Mapping[TieKey, Sequence[Claim]]) -> Matrix:
    """Which origin (column) tells of which tie (row): 1 where it does. Origins stand as they come up."""
    place: dict[str, int] = {}
    column = [
        place.setdefault(graph.origin_of(claim.document_id), len(place)) for claims in ties.values() for claim in claims
    ]
    row = np.repeat(np.arange(len(ties)), [len(claims) for claims in ties.values()])
    told = csr_array(coo_array((np.ones(len(row)), (row, column)), shape=(len(ties), len(place))))
    told.data[:] = 1  # an origin that tells a thing twice tells it once
    return told
