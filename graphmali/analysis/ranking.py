"""Actors in the order of a measure, with what makes them stand there."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphmali.analysis.arrays import project, ties_between
from graphmali.analysis.measures import MEASURES
from graphmali.analysis.views import View
from graphmali.errors import UnknownName
from graphmali.model import Actor, Claim, Graph, Relation, TieKey

__all__ = ["Ranked", "RankedTie", "rank"]

STRONGEST = 3
_NOISE = 12
"""Scores that agree to so many decimals are equal, and the id decides."""


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

    ``positive``, ``negative`` and ``neutral`` count its asserted and alleged claims, ``origins`` the distinct
    origins of those; ``ties`` are the strongest.
    """

    rank: int
    actor_id: str
    name: str
    kind: str
    score: float
    positive: int
    negative: int
    neutral: int
    origins: int
    ties: tuple[RankedTie, ...]


def rank(
    graph: Graph, relations: Mapping[str, Relation], measure: str = "pagerank", view: View | None = None
) -> tuple[Ranked, ...]:
    """The actors that have a tie in the view, the highest score first, equal ones by id.

    Raises :class:`UnknownName` for a measure that :data:`MEASURES` lacks.
    """
    if measure not in MEASURES:
        raise UnknownName("measure", measure, MEASURES, hint=f"one of: {', '.join(MEASURES)}")
    view = view or View()
    ties = ties_between(graph, relations, view)
    projection = project(graph, relations, ties)
    scores = dict(zip(projection.actors, MEASURES[measure](projection).tolist(), strict=True))
    theirs: dict[str, list[TieKey]] = defaultdict(list)
    for key in ties:
        for end in {key.source_id, key.target_id}:
            theirs[end].append(key)
    order = sorted(scores, key=lambda actor: (-round(scores[actor], _NOISE), actor))
    return tuple(
        _ranked(place, graph.actor_by_id[actor], scores[actor], _Ties(graph, relations, ties, theirs[actor]))
        for place, actor in enumerate(order, start=1)
    )


@dataclass(frozen=True, slots=True)
class _Ties:
    """An actor's ties among all those of a view."""

    graph: Graph
    relations: Mapping[str, Relation]
    claims: Mapping[TieKey, list[Claim]]
    keys: list[TieKey]

    def signs(self) -> Counter[int]:
        signs: Counter[int] = Counter()
        for key in self.keys:
            signs[self.relations[key.type].sign] += len(self.claims[key])
        return signs

    def origins(self, keys: Iterable[TieKey]) -> int:
        return len({self.graph.origin_of(claim.document_id) for key in keys for claim in self.claims[key]})

    def strongest(self, actor_id: str) -> tuple[RankedTie, ...]:
        seen = [self._seen(key, actor_id) for key in self.keys]
        seen.sort(key=lambda tie: (-tie.origins, tie.type, tie.actor_id, tie.direction))
        return tuple(seen[:STRONGEST])

    def _seen(self, key: TieKey, actor_id: str) -> RankedTie:
        outward = key.source_id == actor_id
        other = self.graph.actor_by_id[key.target_id if outward else key.source_id]
        direction = "both" if not self.relations[key.type].directed else "out" if outward else "in"
        return RankedTie(key.type, other.id, other.name, direction, self.origins([key]))


def _ranked(place: int, actor: Actor, score: float, ties: _Ties) -> Ranked:
    signs = ties.signs()
    return Ranked(
        place, actor.id, actor.name, actor.kind, score, signs[1], signs[-1], signs[0],
        ties.origins(ties.keys), ties.strongest(actor.id),
    )  # fmt: skip
