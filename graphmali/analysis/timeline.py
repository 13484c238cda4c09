"""What the texts tell of an actor, or of two, in the order of time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphmali.analysis.evidence import Quote, quote_of
from graphmali.analysis.views import View, claims_by_tie
from graphmali.analysis.windows import date_of, window_of
from graphmali.model import OPEN, Claim, Graph, Modality, Relation, TieKey

__all__ = ["Entry", "timeline"]

_PRECISE = {"month": 7, "quarter": 7, "year": 4}
"""How many characters of a date say which window it is in."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is told of a tie in a window, in one way (modality): on or from ``date`` at the earliest.

    ``event`` is ``told``, or ``begins`` and ``ends`` for what lasts; what lasts and has not ended is only said to
    begin. ``window`` is a year where the date is no closer. ``first`` and ``last`` are those of the tie, of its
    asserted and alleged claims (``last`` may be ``"open"``). ``origins`` counts distinct origins, ``quotes`` are of
    each claim.
    """

    window: str
    date: str
    event: str
    tie: TieKey
    sign: int
    directed: bool
    modality: Modality
    origins: int
    quotes: tuple[Quote, ...]
    first: str | None
    last: str | None


def timeline(
    graph: Graph, relations: Mapping[str, Relation], view: View, actors: tuple[str, ...], size: str = "month"
) -> tuple[Entry, ...]:
    """The dated claims of a view about an actor, or about two, the oldest first.

    ``actors`` are one id or two, as the view has them. A claim without a date of its own has its document's; one
    without any is left out. Claims of one tie in one window, of one modality, are one entry. ``size`` is one of
    :data:`graphmali.analysis.windows.SIZES`.
    """
    entries: list[Entry] = []
    for key, claims in claims_by_tie(graph, relations, view).items():
        if set(actors) <= {key.source_id, key.target_id}:
            entries += _entries(graph, relations[key.type], key, claims, size)
    return tuple(sorted(entries, key=lambda each: (each.date, each.window, each.tie, each.event, each.modality)))


def _entries(graph: Graph, relation: Relation, key: TieKey, claims: list[Claim], size: str) -> Iterator[Entry]:
    told: dict[tuple[str, str, Modality], list[tuple[str, Claim]]] = defaultdict(list)
    for claim in claims:
        for event, date in _events(claim, graph):
            window = window_of(date, size).name if len(date) >= _PRECISE[size] else date
            told[window, event, claim.modality].append((date, claim))
    vouched = [claim for claim in claims if claim.modality.makes_tie]
    ends = [end for claim in vouched if (end := claim.end or claim.start)]
    first = min((claim.start for claim in vouched if claim.start), default=None)
    for (window, event, modality), its in told.items():
        by_date = sorted(its, key=lambda each: (each[0], each[1].id))
        yield Entry(
            window, by_date[0][0], event, key, relation.sign, relation.directed, modality,
            len({graph.origin_of(claim.document_id) for _, claim in its}),
            tuple(quote_of(graph, claim) for _, claim in by_date), first, max(ends, default=None),
        )  # fmt: skip


def _events(claim: Claim, graph: Graph) -> Iterator[tuple[str, str]]:
    ends = claim.end if claim.end not in (None, OPEN, claim.start) else None
    date = date_of(claim, graph)
    if claim.start and (ends or claim.end == OPEN):
        yield "begins", claim.start
    elif date and not ends:
        yield "told", date
    if ends:
        yield "ends", ends
