"""Actors in the order of a measure, with what makes them stand there."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from graphmali.analysis.arrays import Floats, Matrix, Projection, origins_of, project, ties_between
from graphmali.analysis.engines import chosen
from graphmali.analysis.measures import MEASURES, Measure
from graphmali.analysis.measures.brokers import communities, roles
from graphmali.analysis.measures.local import reciprocity
from graphmali.analysis.measures.oracle import ORACLE
from graphmali.analysis.uncertainty import Intervals, draws_for, intervals, places
from graphmali.analysis.views import View
from graphmali.errors import UnknownName
from graphmali.model import Claim, Graph, Relation, TieKey

__all__ = ["ALL", "Ranked", "RankedTie", "measure_by", "rank", "record", "standings"]

ALL = "all"
"""Instead of a measure: PageRank, with the scores by all measures beside it."""

STRONGEST = 3


@dataclass(frozen=True, slots=True)
class RankedTie:
    """A tie as one of its ends sees it; ``direction`` is out, in or both."""

    type: str
    actor_id: str
    name: str
    direction: str
    origins: int

    def __str__(self) -> str:
        arrow = {"out": "→", "in": "←", "both": "↔"}[self.direction]
        return f"{self.type} {arrow} {self.name} ({self.origins})"


@dataclass(frozen=True, slots=True)
class Ranked:
    """An actor with its score.

    ``low`` and ``high`` bound the score, ``rank_low`` (the better) and ``rank_high`` the rank, in 95 of 100
    draws of the origins; None where nobody drew. ``positive``, ``negative`` and ``neutral`` count its claims in
    the view, ``origins`` the distinct origins of those; ``ties`` are the strongest. ``reciprocity`` is the share
    of its ways that go both ways. ``more`` has what else a measure tells, by name.
    """

    rank: int
    actor_id: str
    name: str
    kind: str
    score: float
    low: float | None
    high: float | None
    rank_low: int | None
    rank_high: int | None
    positive: int
    negative: int
    neutral: int
    origins: int
    reciprocity: float
    ties: tuple[RankedTie, ...]
    more: Mapping[str, float] = field(default_factory=dict)


def record(ranked: Ranked) -> dict[str, Any]:
    """A ranked actor as plain values, ties as mappings; what is no number is None."""
    values = asdict(ranked)
    more = values.pop("more")
    values |= {name: None if math.isnan(value) else value for name, value in more.items()}
    renamed = {"actor_id": "id", "name": "actor"}
    return {renamed.get(name, name): value for name, value in values.items()}


def measure_by(measure: str, engine: str = "auto") -> Measure:
    """The measure of that name as the engine computes it.

    Raises :class:`UnknownName` for one that :data:`MEASURES` lacks, and for an engine there is none of.
    """
    if measure not in MEASURES:
        raise UnknownName("measure", measure, MEASURES, hint=f"one of: {', '.join(MEASURES)}")
    return (ORACLE if chosen(engine) == "networkx" else MEASURES)[measure]


def rank(
    graph: Graph,
    relations: Mapping[str, Relation],
    measure: str = "pagerank",
    view: View | None = None,
    *,
    engine: str = "auto",
    draws: int | None = 0,
    top: int | None = None,
) -> tuple[Ranked, ...]:
    """The ``top`` actors of those that have a tie to another in the view, the highest score first, equal ones by id.

    Actors for whom the measure is not defined are left out. ``draws`` says how often origins are drawn for the
    intervals; None: as :func:`draws_for` says. Raises :class:`UnknownName` as :func:`measure_by` does, and for
    the engine ``fast`` without igraph :class:`graphmali.errors.MissingExtra`.
    """
    name = "pagerank" if measure == ALL else measure
    score = measure_by(name, engine)
    ties, origins, projection = _projected(graph, relations, name, view or View())
    scores = score(projection)
    draws = draws_for(name, len(scores), engine) if draws is None else draws
    found = intervals(projection, origins, score, draws) if draws and len(scores) else None
    more = _more(measure, projection, engine)
    return _Rows(graph, ties, tuple(ties), projection, scores, found, more).best(top)


def standings(
    graph: Graph, relations: Mapping[str, Relation], measure: str, view: View, *, engine: str = "auto"
) -> dict[str, tuple[int, float]]:
    """The rank and the score that :func:`rank` gives each actor, the first first, and nothing else."""
    name = "pagerank" if measure == ALL else measure
    _, _, projection = _projected(graph, relations, name, view)
    scores = measure_by(name, engine)(projection)
    return {projection.actors[at]: (rank, float(scores[at])) for rank, at in enumerate(_order(scores), start=1)}


def _projected(
    graph: Graph, relations: Mapping[str, Relation], measure: str, view: View
) -> tuple[dict[TieKey, list[Claim]], Matrix, Projection]:
    """The ties of a view, which origin tells of which, and the arrays that the measure computes on."""
    ties = ties_between(graph, relations, view)
    origins = origins_of(graph, ties)
    projection = project(graph, relations, ties, origins)
    if measure == "brokerage":
        projection = projection.in_blocs(communities(projection))  # those of all texts, in every draw
    return ties, origins, projection


def _order(scores: Floats) -> list[int]:
    """The places of the defined scores, the greatest first."""
    defined = np.flatnonzero(~np.isnan(scores))
    # Actors stand in the order of ids, so that a stable order by place leaves equal ones in it.
    order: list[int] = defined[np.argsort(places(scores)[defined], kind="stable")].tolist()
    return order


def _more(measure: str, projection: Projection, engine: str) -> Mapping[str, Floats]:
    if measure == ALL:
        return {name: measure_by(name, engine)(projection) for name in MEASURES}
    return roles(projection) if measure == "brokerage" else {}


@dataclass(frozen=True, slots=True, eq=False)
class _Rows:
    """All that there is to tell of the actors of a projection, in its order; ``keys`` are those of its ties."""

    graph: Graph
    claims: Mapping[TieKey, list[Claim]]
    keys: Sequence[TieKey]
    projection: Projection
    scores: Floats
    intervals: Intervals | None
    more: Mapping[str, Floats]

    def best(self, top: int | None) -> tuple[Ranked, ...]:
        mutual = reciprocity(self.projection)
        order = _order(self.scores)[:top]
        return tuple(self._row(rank, at, float(mutual[at])) for rank, at in enumerate(order, start=1))

    def _row(self, rank: int, at: int, mutual: float) -> Ranked:
        actor = self.graph.actor_by_id[self.projection.actors[at]]
        theirs = np.flatnonzero((self.projection.source == at) | (self.projection.target == at)).tolist()
        signs: Counter[int] = Counter()
        for tie in theirs:
            signs[int(self.projection.sign[tie])] += len(self.claims[self.keys[tie]])
        told = self.graph.origins(claim for tie in theirs for claim in self.claims[self.keys[tie]])
        low = high = first = last = None
        if self.intervals is not None:
            low, high = float(self.intervals.low[at]), float(self.intervals.high[at])
            first, last = min(int(self.intervals.first[at]), rank), max(int(self.intervals.last[at]), rank)
        return Ranked(
            rank, actor.id, actor.name, actor.kind, float(self.scores[at]), low, high, first, last,
            signs[1], signs[-1], signs[0], len(told), mutual, self._strongest(theirs, actor.id),
            {name: float(values[at]) for name, values in self.more.items()},
        )  # fmt: skip

    def _strongest(self, ties: Iterable[int], actor_id: str) -> tuple[RankedTie, ...]:
        seen = [self._seen(tie, actor_id) for tie in ties]
        seen.sort(key=lambda tie: (-tie.origins, tie.type, tie.actor_id, tie.direction))
        return tuple(seen[:STRONGEST])

    def _seen(self, tie: int, actor_id: str) -> RankedTie:
        key = self.keys[tie]
        outward = key.source_id == actor_id
        other = self.graph.actor_by_id[key.target_id if outward else key.source_id]
        direction = "both" if not self.projection.directed[tie] else "out" if outward else "in"
        return RankedTie(key.type, other.id, other.name, direction, int(self.projection.weight[tie]))
