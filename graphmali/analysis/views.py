"""A look at part of a graph: a period, some types, some signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from graphmali.model import OPEN, Claim, Graph, Relation, TieKey

__all__ = ["View", "claims_by_tie", "within"]


@dataclass(frozen=True, slots=True)
class View:
    """Which claims count; what is empty or None is not asked for.

    ``since`` and ``until`` are partial ISO dates, both inclusive. A claim counts if its time may overlap the
    period: one of ``2022`` lies in a view since ``2022-03``. A claim without dates has its document's; one
    without any lies outside every period. ``signs`` holds +1, 0, −1.
    """

    since: str | None = None
    until: str | None = None
    types: Collection[str] = ()
    signs: Collection[int] = ()
    min_confidence: float = 0.0

    def claims(self, graph: Graph, relations: Mapping[str, Relation]) -> Iterator[Claim]:
        """The asserted and alleged claims that pass, in the order of their ids."""
        for claim in graph.claims:
            if (
                claim.modality.makes_tie
                and claim.confidence >= self.min_confidence
                and (not self.types or claim.type in self.types)
                and (not self.signs or relations[claim.type].sign in self.signs)
                and self._in_period(claim, graph)
            ):
                yield claim

    def _in_period(self, claim: Claim, graph: Graph) -> bool:
        published = graph.document_by_id[claim.document_id].published
        undated = claim.start is None and claim.end is None
        first, last = (published, published) if undated else (claim.start, claim.end)
        return within(first, last, self.since, self.until)


def within(first: str | None, last: str | None, since: str | None, until: str | None) -> bool:
    """Whether a time from ``first`` to ``last`` may overlap the period; a partial date stands for all of it.

    >>> within("2022", None, "2022-03", None), within("2022-02", None, "2022-03", None)
    (True, False)
    >>> within("2020", "open", "2024", None), within(None, None, "2024", None)
    (True, False)
    """
    if since is None and until is None:
        return True
    begin, finish = first or last, last or first
    if begin is None or finish is None:
        return False
    ends_late_enough = since is None or finish == OPEN or finish[: len(since)] >= since[: len(finish)]
    starts_early_enough = until is None or begin == OPEN or begin[: len(until)] <= until[: len(begin)]
    return ends_late_enough and starts_early_enough


def claims_by_tie(graph: Graph, relations: Mapping[str, Relation], view: View) -> dict[TieKey, list[Claim]]:
    """The claims of a view under the tie that they speak of, in the order of the ties' ids."""
    found: dict[TieKey, list[Claim]] = defaultdict(list)
    for claim in view.claims(graph, relations):
        directed = relations[claim.type].directed
        ends = (claim.source.actor_id, claim.type, claim.target.actor_id)
        found[TieKey.of(*ends, directed=directed)].append(claim)
    return dict(sorted(found.items(), key=lambda item: item[0].id))
