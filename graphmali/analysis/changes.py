"""What is different at one date from what was at another: ties that appeared, ended, changed sign."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from graphmali.analysis.views import View, claims_by_tie, within
from graphmali.analysis.windows import date_of
from graphmali.model import OPEN, Claim, Graph, Relation, TieKey

__all__ = ["CHANGES", "Change", "changes"]

CHANGES = ("appeared", "ended", "changed sign")


@dataclass(frozen=True, slots=True)
class Change:
    """A tie, or (``type`` None) all ties of two actors, that changed by the later date.

    ``date`` is when: the first that is told of what appeared or has the new sign, the end of what ended, a
    partial ISO date. ``before`` and ``after`` are the numbers of distinct origins of a positive and of a
    negative tie, by the earlier date and since then. ``claims`` are those that say so, the earliest first.
    """

    change: str
    source_id: str
    type: str | None
    target_id: str
    directed: bool
    date: str
    before: tuple[int, int]
    after: tuple[int, int]
    claims: tuple[Claim, ...]


def changes(
    graph: Graph, relations: Mapping[str, Relation], view: View, earlier: str, later: str
) -> tuple[Change, ...]:
    """What changed after ``earlier`` until ``later``, both partial ISO dates that stand for all of their time.

    A tie *appeared* if its first claim is of that time. It *ended* if a claim that had begun by ``earlier`` says
    that it ended in that time, and none says that it held later. Two actors *changed sign* if the balance of
    positive and negative origins (what is told by ``earlier``, and what is told since) went from one sign to
    the other. Claims without any date are left out. In the order of :data:`CHANGES`, then by date and ends.
    """
    ties = claims_by_tie(graph, relations, replace(view, until=_least(view.until, later)))
    dated = {key: [(date, c) for c in claims if (date := date_of(c, graph))] for key, claims in ties.items()}
    told = {key: sorted(claims, key=_when) for key, claims in dated.items() if claims}
    span = _Span(graph, relations, earlier, later)
    found = [*span.appeared(told), *span.ended(told), *span.turned(told)]
    order = {change: place for place, change in enumerate(CHANGES)}
    return tuple(sorted(found, key=lambda c: (order[c.change], c.date, c.source_id, c.type or "", c.target_id)))


_Claims = list[tuple[str, Claim]]
"""Claims with the dates that they begin at, in the order of these."""


def _least(until: str | None, later: str) -> str:
    return later if until is None else min(until, later, key=lambda date: f"{date}~")


@dataclass(frozen=True, slots=True)
class _Span:
    """The time after the earlier date until the later one."""

    graph: Graph
    relations: Mapping[str, Relation]
    earlier: str
    later: str

    def appeared(self, ties: Mapping[TieKey, _Claims]) -> Iterator[Change]:
        for key, claims in ties.items():
            if self._after(claims[0][0]):
                yield self._change("appeared", key, claims[0][0], claims, [claim for _, claim in claims])

    def ended(self, ties: Mapping[TieKey, _Claims]) -> Iterator[Change]:
        for key, claims in ties.items():
            ends = {claim.id: claim.end for _, claim in claims if claim.end and claim.end != claim.start}
            last = max(ends.values(), default=OPEN)
            over = last != OPEN and self._after(last) and within(last, last, None, self.later)
            if over and not self._after(claims[0][0]) and all(date <= last for date, _ in claims):
                says = [claim for _, claim in claims if ends.get(claim.id) == last]
                yield self._change("ended", key, last, claims, says)

    def turned(self, ties: Mapping[TieKey, _Claims]) -> Iterator[Change]:
        pairs: dict[tuple[str, str], _Claims] = defaultdict(list)
        for key, claims in ties.items():
            pairs[min(key.source_id, key.target_id), max(key.source_id, key.target_id)] += claims
        for (one, other), claims in sorted(pairs.items()):
            before, after = self._told(claims)
            sign = after[0] - after[1]
            if (before[0] - before[1]) * sign < 0:
                says = [(d, c) for d, c in claims if self._after(d) and self.relations[c.type].sign * sign > 0]
                says.sort(key=_when)
                facts = tuple(claim for _, claim in says)
                yield Change("changed sign", one, None, other, False, says[0][0], before, after, facts)

    def _after(self, date: str) -> bool:
        """Whether all of a date's time is after the earlier date."""
        return not within(date, date, None, self.earlier)

    def _change(self, change: str, key: TieKey, date: str, claims: _Claims, says: list[Claim]) -> Change:
        directed = self.relations[key.type].directed
        return Change(change, key.source_id, key.type, key.target_id, directed, date, *self._told(claims), tuple(says))

    def _told(self, claims: _Claims) -> tuple[tuple[int, int], tuple[int, int]]:
        """The numbers of origins that tell positive and negative ties, by the earlier date and since then."""
        old = [claim for date, claim in claims if not self._after(date)]
        new = [claim for date, claim in claims if self._after(date)]
        return self._signs(old), self._signs(new)

    def _signs(self, claims: list[Claim]) -> tuple[int, int]:
        positive, negative = (
            len({self.graph.origin_of(c.document_id) for c in claims if self.relations[c.type].sign == sign})
            for sign in (1, -1)
        )
        return positive, negative


def _when(dated: tuple[str, Claim]) -> tuple[str, str]:
    return dated[0], dated[1].id
