"""What is in a graph, as the records that ``export`` writes, and filters over them."""

from __future__ import annotations

import io
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graphmali.model import Graph, Relation

__all__ = ["Filter", "records"]


def records(kind: str, graph: Graph, relations: Mapping[str, Relation]) -> list[dict[str, Any]]:
    """The claims, ties, documents or actors of a graph, in the form and order of ``export``."""
    from graphmali.exchange import EXPORTERS

    stream = io.BytesIO()
    EXPORTERS[kind](graph, relations, stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@dataclass(frozen=True)
class Filter:
    """What a claim or a tie must be like; what is empty or None is not asked for.

    ``since`` and ``until`` are partial ISO dates, ``as_of`` one that stands for both. What has no date at all
    lies outside every period.
    """

    actors: Collection[str] = ()
    types: Collection[str] = ()
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    min_confidence: float = 0.0
    min_origins: int = 0

    def ties(self, found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those of the ties that pass."""
        return [
            tie
            for tie in found
            if self._common(tie) and tie["origins"] >= self.min_origins and self.dated(tie["first"], tie["last"])
        ]

    def claims(self, found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those of the claims that pass; one without a date of its own has its document's."""
        passing = []
        for claim in found:
            published = claim["document"]["published"]
            start, end = claim["start"], claim["end"]
            if start is None and end is None:
                start = end = published
            if self._common(claim) and self.dated(start, end):
                passing.append(claim)
        return passing

    def _common(self, record: dict[str, Any]) -> bool:
        ends = {record["source"]["id"], record["target"]["id"]}
        return (
            (not self.actors or not ends.isdisjoint(self.actors))
            and (not self.types or record["type"] in self.types)
            and record["confidence"] >= self.min_confidence
        )

    def dated(self, first: str | None, last: str | None) -> bool:
        """Whether a time from ``first`` to ``last`` touches the period."""
        from graphmali.analysis import within

        return within(first, last, self.since, self.until) and within(first, last, self.as_of, self.as_of)
