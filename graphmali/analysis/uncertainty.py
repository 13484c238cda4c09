"""How sure a ranking is: the same measure over origins drawn again.

An interval holds the middle 95 % of the scores (or places) that an actor has if the origins are drawn again, as many
as there are, each as likely as any other, and the score itself. Origins are drawn, not claims and not documents: copies
are one witness. A draw can lose ties and make none, so a measure that counts others (degree, core) mostly has its score
at the upper end.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graphmali.analysis.arrays import Floats, Ints, Matrix, Projection
from graphmali.analysis.engines import FASTER, igraph
from graphmali.analysis.measures import Measure

__all__ = ["DRAWS", "SLOW", "Intervals", "draws_for", "intervals", "places"]

DRAWS = 200
_LIKELY = 0.95
_SEED = 20
_NOISE = 12
"""Scores that agree to so many decimals are equal."""
_MANY, _MANY_BY_NETWORKX = 2_000, 300
"""Above so many actors there are no intervals unless asked for; networkx alone would take hours for them."""
SLOW = frozenset({"betweenness", "closeness", "harmonic"})
"""Measures over shortest ways: 200 times all of them take minutes at 2,000 actors."""


@dataclass(frozen=True, slots=True, eq=False)
class Intervals:
    """For each actor the bounds of its score, and of its place (1 is the first)."""

    low: Floats
    high: Floats
    first: Ints
    last: Ints


def draws_for(measure: str, actors: int, engine: str = "auto") -> int:
    """How often origins are drawn if nobody says how often: not at all in a large network."""
    by_networkx = engine == "networkx" or (measure in FASTER and igraph() is None)
    return DRAWS if actors <= (_MANY_BY_NETWORKX if by_networkx else _MANY) else 0


def places(scores: Floats) -> Ints:
    """The place of each score, the greatest being first; equal ones share theirs, what is no number comes last.

    >>> places(np.array([0.1, 0.5, 0.1, np.nan])).tolist()
    [2, 1, 2, 4]
    """
    falling = -np.round(scores, _NOISE)
    return np.asarray(np.searchsorted(np.sort(falling), falling) + 1, dtype=np.int64)


def intervals(projection: Projection, origins: Matrix, measure: Measure, draws: int) -> Intervals:
    """The intervals of a measure; ``origins`` says which origin (column) tells of which tie (row).

    The same input gives the same intervals: the draws have a fixed seed.
    """
    random = np.random.default_rng(_SEED)
    count = origins.shape[1]
    drawn = random.multinomial(count, np.full(count, 1 / count), size=draws)
    scores = np.stack([measure(projection.reweighted(origins @ times)) for times in drawn])
    of_all = measure(projection)
    low, high = _bounds(scores, of_all)
    first, last = _bounds(np.stack([places(each) for each in scores]).astype(float), places(of_all).astype(float))
    return Intervals(low, high, first.astype(np.int64), last.astype(np.int64))


def _bounds(values: Floats, itself: Floats) -> tuple[Floats, Floats]:
    """The bounds of the middle of each column, widened to hold ``itself``; draws without a number do not count."""
    ordered = np.sort(values, axis=0)
    last = np.maximum(np.isfinite(values).sum(axis=0) - 1, 0)
    tail = (1 - _LIKELY) / 2
    low, high = (
        np.take_along_axis(ordered, index.astype(np.int64)[None, :], axis=0)[0]
        for index in (np.floor(last * tail), np.ceil(last * (1 - tail)))
    )
    return np.fmin(low, itself), np.fmax(high, itself)
