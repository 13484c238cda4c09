"""Where sources contradict each other: what some tell others deny, or friends and foes at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from graphmali.analysis.views import View, claims_by_tie
from graphmali.analysis.windows import Window, date_of, narrowed, window_of
from graphmali.model import Claim, Graph, Modality, Relation, TieKey

__all__ = ["Conflict", "conflicts"]

_WEIGHED = frozenset({Modality.ASSERTED, Modality.ALLEGED, Modality.DENIED})


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sides of what ``source`` did to ``target``, each with its claims, the earliest first.

    ``kind`` is ``denied``: one side tells the tie, the other denies it; or ``opposed``: in one window positive
    ties are told and negative ones. ``window`` is None for what is denied, whenever. ``directed`` is whether the
    ends have an order.
    """

    kind: str
    source_id: str
    target_id: str
    directed: bool
    window: str | None
    told: tuple[Claim, ...]
    against: tuple[Claim, ...]


def conflicts(graph: Graph, relations: Mapping[str, Relation], view: View, size: str = "month") -> tuple[Conflict, ...]:
    """The conflicts of a view, by the ids of their ends, what is denied first, then by window.

    A denial contradicts the asserted and alleged claims of its tie. A positive and a negative tie of the same
    actor with the same other contradict each other where claims of both hold in one window of ``size``, one of
    :data:`graphmali.analysis.windows.SIZES`, in which one of them began; an undirected tie is both actors'. Two
    windows with the same claims are told once.
    """
    modalities = _WEIGHED & frozenset(view.modalities) if view.modalities else _WEIGHED
    ties = claims_by_tie(graph, relations, replace(view, modalities=modalities)) if modalities else {}
    found = [*_denied(graph, relations, ties), *_opposed(graph, relations, ties, replace(view, modalities=()), size)]
    return tuple(sorted(found, key=lambda c: (c.source_id, c.target_id, c.kind, c.window or "", c.told[0].type)))


_Ties = Mapping[TieKey, list[Claim]]


def _denied(graph: Graph, relations: Mapping[str, Relation], ties: _Ties) -> Iterator[Conflict]:
    for key, claims in ties.items():
        told = [claim for claim in claims if claim.modality.makes_tie]
        against = [claim for claim in claims if not claim.modality.makes_tie]
        if told and against:
            directed = relations[key.type].directed
            yield _conflict(graph, "denied", (key.source_id, key.target_id), directed, None, told, against)


def _opposed(graph: Graph, relations: Mapping[str, Relation], ties: _Ties, view: View, size: str) -> Iterator[Conflict]:
    for ends, claims in _by_ends(relations, ties).items():
        seen: set[frozenset[str]] = set()
        for window in _windows(graph, claims, size):
            within = narrowed(view, window)
            sides = [
                [c for c in claims if relations[c.type].sign == sign and within.in_period(c, graph)] for sign in (1, -1)
            ]
            ids = frozenset(claim.id for side in sides for claim in side)
            if all(sides) and ids not in seen:
                seen.add(ids)
                directed = any(relations[claim.type].directed for claim in claims)
                yield _conflict(graph, "opposed", ends, directed, window.name, *sides)


def _by_ends(relations: Mapping[str, Relation], ties: _Ties) -> dict[tuple[str, str], list[Claim]]:
    """The signed claims that are told as facts, of what one actor did to another.

    Ends that only undirected ties join stand in the order of ids.
    """
    found: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    ways = {(key.source_id, key.target_id) for key in ties if relations[key.type].directed}
    for key, claims in ties.items():
        relation, ends = relations[key.type], (key.source_id, key.target_id)
        both = [] if relation.directed else [way for way in (ends, ends[::-1]) if way in ways]
        for way in both or [ends]:
            found[way] += [claim for claim in claims if claim.modality.makes_tie and relation.sign]
    return found


def _windows(graph: Graph, claims: list[Claim], size: str) -> list[Window]:
    dates = {date for claim in claims if (date := date_of(claim, graph))}
    return sorted({window_of(date, size) for date in dates}, key=lambda window: window.since)


def _conflict(
    graph: Graph, kind: str, ends: tuple[str, str], directed: bool, window: str | None,
    told: list[Claim], against: list[Claim],
) -> Conflict:  # fmt: skip
    def when(claim: Claim) -> tuple[str, str]:
        return date_of(claim, graph) or "", claim.id

    sides = (tuple(sorted(side, key=when)) for side in (told, against))
    return Conflict(kind, *ends, directed, window, *sides)
