"""Months, quarters and years, and how ranks and attention change from one to the next."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from graphmali.analysis.arrays import ties_between
from graphmali.analysis.views import View
from graphmali.model import OPEN, Claim, Graph, Relation

__all__ = ["SIZES", "History", "Standing", "Window", "bursts", "date_of", "history", "narrowed", "window_of", "windows"]

SIZES = {"month": 1, "quarter": 3, "year": 12}
"""Sizes of windows in months."""

_RATIO, _EFFORT = 2.0, 1.0
"""In a burst an actor is told of so many times as often; going into one costs this times ln(number of windows)."""


@dataclass(frozen=True, slots=True)
class Window:
    """A month, quarter or year with its first and last month (or the year), partial ISO dates."""

    name: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an actor stands in a window."""

    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class History:
    """Windows, the oldest first, and for every actor its standing in each (None: no tie there) and its bursts."""

    windows: tuple[Window, ...]
    standings: Mapping[str, tuple[Standing | None, ...]]
    bursts: Mapping[str, tuple[bool, ...]]

    @property
    def previous(self) -> int | None:
        """The place of the last window before the latest that has ties."""
        filled = [place for place in range(len(self.windows) - 1) if any(its[place] for its in self.standings.values())]
        return filled[-1] if filled else None

    def change(self, actor_id: str) -> int | None:
        """By how many ranks an actor stands higher in the latest window than in the previous; None if not in both."""
        its, place = self.standings[actor_id], self.previous
        before = None if place is None else its[place]
        return before.rank - its[-1].rank if before and its[-1] else None


def window_of(date: str, size: str) -> Window:
    """The window that a partial ISO date begins in.

    >>> window_of("2022-05-03", "quarter"), window_of("2022", "month").name
    (Window(name='2022-Q2', since='2022-04', until='2022-06'), '2022-01')
    """
    return _at(_number(date, size), size)


def _number(date: str, size: str) -> int:
    return (int(date[:4]) * 12 + int(date[5:7] or 1) - 1) // SIZES[size]


def _at(number: int, size: str) -> Window:
    months = SIZES[size]
    year, month = divmod(number * months, 12)
    if size == "year":
        return Window(f"{year}", f"{year}", f"{year}")
    first, last = (f"{year}-{month + 1 + shift:02}" for shift in (0, months - 1))
    return Window(first if size == "month" else f"{year}-Q{month // 3 + 1}", first, last)


def date_of(claim: Claim, graph: Graph) -> str | None:
    """When a claim's time begins: its own first date, else that of its document."""
    if claim.start:
        return claim.start
    own = None if claim.end in (None, OPEN) else claim.end
    return own or graph.document_by_id[claim.document_id].published


def windows(graph: Graph, relations: Mapping[str, Relation], view: View, size: str, last: int) -> tuple[Window, ...]:
    """The last windows, so many, up to the one that the latest claim of a tie begins in.

    None lies before the first such claim, or before the view begins.
    """
    claims = (claim for claims in ties_between(graph, relations, view).values() for claim in claims)
    begin = _number(view.since, size) if view.since else 0
    numbers = [max(_number(date, size), begin) for claim in claims if (date := date_of(claim, graph))]
    if not numbers:
        return ()
    first = max(min(numbers), max(numbers) - last + 1)
    return tuple(_at(number, size) for number in range(first, max(numbers) + 1))


def narrowed(view: View, window: Window) -> View:
    """A view of what it has in a window: as with ``--since`` and ``--until``, ties that go on count in each."""
    since = max(view.since or "", window.since)
    until = min(view.until or window.until, window.until, key=lambda date: f"{date}~")  # a month ends after its days
    return replace(view, since=since, until=until)


Ranking = Callable[[View], Mapping[str, Standing]]
"""The standings of the actors in a view."""


def history(
    graph: Graph, relations: Mapping[str, Relation], view: View, shown: Sequence[Window], rank: Ranking
) -> History:
    """How actors stand in each of some windows, ranked by ``rank``, and where they burst.

    A burst is what :func:`bursts` finds in the number of distinct origins that tell of an actor in a window.
    """
    ranked = [rank(narrowed(view, window)) for window in shown]
    told = [_told(graph, relations, narrowed(view, window)) for window in shown]
    actors = sorted({actor for standings in ranked for actor in standings})
    totals = [len({origin for origins in found.values() for origin in origins}) for found in told]
    return History(
        tuple(shown),
        {actor: tuple(standings.get(actor) for standings in ranked) for actor in actors},
        {actor: bursts([len(found.get(actor, ())) for found in told], totals) for actor in actors},
    )


def _told(graph: Graph, relations: Mapping[str, Relation], view: View) -> dict[str, set[str]]:
    """The origins that tell of each actor."""
    told: dict[str, set[str]] = {}
    for key, claims in ties_between(graph, relations, view).items():
        origins = {graph.origin_of(claim.document_id) for claim in claims}
        for end in (key.source_id, key.target_id):
            told.setdefault(end, set()).update(origins)
    return told


def bursts(counts: Sequence[int], totals: Sequence[int]) -> tuple[bool, ...]:
    """In which windows an actor is told of in a burst: ``counts`` of the ``totals`` texts of each tell of it.

    Two states, of which one tells of the actor at its average rate ``p = Σ counts / Σ totals`` and the other at
    twice that, or half way to always where that is less; the states that explain the counts at the least cost:
    ``−ln`` of the binomial probability of each count, and ``ln(number of windows)`` for each beginning of a burst.
    Kleinberg 2003, section 4 on batches.

    >>> bursts([1, 1, 9, 8, 1], [20, 20, 20, 20, 20])
    (False, False, True, True, False)
    """
    told, texts = sum(counts), sum(totals)
    if not told or told == texts or len(counts) < 2:
        return (False,) * len(counts)
    rate = told / texts
    rates = (rate, min(_RATIO * rate, (1 + rate) / 2))
    enter = _EFFORT * math.log(len(counts))
    costs = [0.0, math.inf]
    back: list[list[int]] = []
    for count, total in zip(counts, totals, strict=True):
        ways = [[costs[before] + (enter if state > before else 0.0) for before in (0, 1)] for state in (0, 1)]
        back.append([way.index(min(way)) for way in ways])
        costs = [
            min(way) - count * math.log(p) - (total - count) * math.log(1 - p)
            for way, p in zip(ways, rates, strict=True)
        ]
    state = costs.index(min(costs))
    states = []
    for came_from in reversed(back):
        states.append(state == 1)
        state = came_from[state]
    return tuple(reversed(states))
