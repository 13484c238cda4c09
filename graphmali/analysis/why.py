"""Why an actor has its score: what each of its ties adds to it, exactly."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from graphmali.analysis.arrays import Bools, Floats, Ints, Projection, project, ties_between
from graphmali.analysis.measures import MEASURES
from graphmali.analysis.measures.spectral import DAMPING, authority, eigenvector, hub, katz, katz_factor, pagerank
from graphmali.analysis.ranking import measure_by
from graphmali.analysis.views import View
from graphmali.errors import UsageError
from graphmali.model import Claim, Graph, Relation, TieKey

__all__ = ["EXPLAINED", "Added", "Explanation", "explain"]


@dataclass(frozen=True, slots=True)
class Added:
    """What a tie adds to a score, and the claims that it rests on."""

    tie: TieKey
    contribution: float
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A score, and what it is made of: ``base``, which the actor has without any tie, and its ties, greatest first."""

    actor_id: str
    measure: str
    score: float
    base: float
    ties: tuple[Added, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Ends:
    """The ties of the actor at ``at``: who stands at their other ends, and whether they lead there or back."""

    projection: Projection
    at: int

    @property
    def into(self) -> Bools:
        """Ties that lead to the actor; undirected ones do."""
        return self._at(self.projection.target) | (~self.projection.directed & self._at(self.projection.source))

    @property
    def out(self) -> Bools:
        """Ties that lead away from it."""
        return self._at(self.projection.source) | (~self.projection.directed & self._at(self.projection.target))

    def _at(self, ends: Ints) -> Bools:
        return np.asarray(ends == self.at)

    @property
    def other(self) -> Ints:
        """Of each tie the place of the end that is not the actor."""
        return np.where(self.projection.source == self.at, self.projection.target, self.projection.source)

    def adding(self, which: Bools, given: Floats | float) -> Floats:
        """What each tie adds if others (by place) give so much for a weight of one."""
        each = np.broadcast_to(given, len(self.projection.actors))[self.other]
        return np.asarray(np.where(which, self.projection.weight * each, 0.0))


Parts = tuple[float, Floats]
"""The base, and what each tie of a projection adds."""


def _pagerank(ends: _Ends) -> Parts:
    score = pagerank(ends.projection)
    given = np.asarray(ends.projection.flow.sum(axis=1))
    silent = given == 0
    base = (1 - DAMPING + DAMPING * score[silent].sum()) / len(score)
    return float(base), ends.adding(ends.into, DAMPING * score / np.where(silent, 1, given))


def _of_sign(sign: int) -> Callable[[_Ends], Parts]:
    def parts(ends: _Ends) -> Parts:
        kept = ends.projection.sign == sign
        base, some = _pagerank(replace(ends, projection=ends.projection.of_sign(sign)))
        added = np.zeros(len(kept))
        added[kept] = some
        return base, added

    return parts


def _net_support(ends: _Ends) -> Parts:
    return 0.0, ends.adding(ends.into, 1.0) * ends.projection.sign


def _degree(ends: _Ends) -> Parts:
    """Each other counts once, shared out over the ties with it by weight."""
    joining = ends.adding(ends.into | ends.out, 1.0)
    total = np.bincount(ends.other, weights=joining, minlength=len(ends.projection.actors))
    return 0.0, joining / np.where(total == 0, 1, total)[ends.other]


def _katz(ends: _Ends) -> Parts:
    score = katz(ends.projection)
    # Without scaling the score is 1 and what comes over ties; all are scaled alike.
    factor = katz_factor(ends.projection)
    added = ends.adding(ends.into, factor * score)
    return float(score[ends.at] - added.sum()), added


def _shared(given: Floats, ends: _Ends, which: Bools, score: Floats) -> Parts:
    """Where a score is proportional to the sum of what others give: it is shared out."""
    added = ends.adding(which, given)
    total = added.sum()
    return 0.0, added * (score[ends.at] / total) if total else added


def _eigenvector(ends: _Ends) -> Parts:
    score = eigenvector(ends.projection)
    return _shared(score, ends, ends.into | ends.out, score)


EXPLAINED: dict[str, Callable[[_Ends], Parts]] = {
    "pagerank": _pagerank,
    "pagerank-coop": _of_sign(1),
    "pagerank-conflict": _of_sign(-1),
    "net-support": _net_support,
    "strength": lambda ends: (0.0, ends.adding(ends.into | ends.out, 1.0)),
    "strength-in": lambda ends: (0.0, ends.adding(ends.into, 1.0)),
    "strength-out": lambda ends: (0.0, ends.adding(ends.out, 1.0)),
    "degree": _degree,
    "eigenvector": _eigenvector,
    "katz": _katz,
    "hub": lambda ends: _shared(authority(ends.projection), ends, ends.out, hub(ends.projection)),
    "authority": lambda ends: _shared(hub(ends.projection), ends, ends.into, authority(ends.projection)),
}
"""The measures whose scores are sums over ties, by name: what the ties of an actor add."""


def explain(
    graph: Graph, relations: Mapping[str, Relation], actor_id: str, measure: str = "pagerank", view: View | None = None
) -> Explanation:
    """What makes an actor's score: base and contributions add up to it.

    Where several ties lead from one actor to another, what that one gives is shared out by weight. Raises
    :class:`UsageError` for a measure that is no sum over ties, and for an actor that has no tie in the view.
    """
    score = measure_by(measure)
    if measure not in EXPLAINED:
        able = ", ".join(name for name in MEASURES if name in EXPLAINED)
        raise UsageError(f"{measure} is no sum over ties, so no tie has a share in it", hint=f"these are: {able}")
    ties = ties_between(graph, relations, view or View())
    projection = project(graph, relations, ties)
    if actor_id not in projection.actors:
        raise UsageError(f"{actor_id} has no tie in this view", hint="graphmali central lists those who do")
    at = projection.actors.index(actor_id)
    base, added = EXPLAINED[measure](_Ends(projection, at))
    keys = list(ties)
    found = [Added(keys[n], float(added[n]), tuple(ties[keys[n]])) for n in np.flatnonzero(added)]
    found.sort(key=lambda each: (-abs(each.contribution), each.tie))
    return Explanation(actor_id, measure, float(score(projection)[at]), base, tuple(found))
