"""``conflicts`` and ``diff``: where sources contradict each other, and what is different at a later date."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from graphmali.cli.app import Command
from graphmali.cli.change import SIZES
from graphmali.cli.look import Look, look
from graphmali.cli.options import actor_option, limit_option, partial_date, sink, store_option, whole_view_options
from graphmali.cli.output import Sink, emit, note
from graphmali.errors import UsageError
from graphmali.model import Claim

if TYPE_CHECKING:
    from graphmali.analysis import View
    from graphmali.analysis.changes import Change
    from graphmali.analysis.conflicts import Conflict

__all__ = ["COMMANDS"]

_SHOWN = 3
"""So many quotes of a side stand in a table."""


@click.command(
    cls=Command,
    examples="""
    graphmali conflicts
    graphmali conflicts --actor "Mali junta" --window quarter
    graphmali conflicts --level state --since 2022 -f json
    """,
)
@actor_option
@click.option(
    "--window", type=click.Choice(SIZES), default="month", show_default=True, help="How close in time opposites are."
)
@whole_view_options
@limit_option
@sink
@store_option
def conflicts(
    sink: Sink, store: str | None, view: View, actors: tuple[str, ...], window: str, limit: int | None
) -> None:
    """Show the ties that sources contradict, side by side.

    Denied: some tell a tie and others deny it. Opposed: in one window an actor is told to be a friend and a foe
    of another, as by SUPPORTS and CONDEMNS. Both sides come with outlets, dates and the words.
    """
    from graphmali.analysis.conflicts import conflicts as find

    seen = look(store, view)
    chosen = _chosen(seen, actors)
    found = [
        conflict
        for conflict in find(seen.graph, seen.relations, view, window)
        if not actors or chosen & {conflict.source_id, conflict.target_id}
    ]
    if not found:
        note("no contradictions in this view")
    records = [_conflict(seen, conflict, sink.for_programs) for conflict in found[:limit]]
    emit(records, sink, columns=("conflict", "source", "target", "window", "told", "against"))


@click.command(
    "diff",
    cls=Command,
    examples="""
    graphmali diff 2022-01 2023-01
    graphmali diff 2021 2024 --level state --actor France -f json
    """,
)
@click.argument("earlier", metavar="DATE", type=partial_date)
@click.argument("later", metavar="DATE", type=partial_date)
@actor_option
@whole_view_options
@limit_option
@sink
@store_option
def difference(
    sink: Sink, store: str | None, view: View, earlier: str, later: str, actors: tuple[str, ...], limit: int | None
) -> None:
    """Show what changed from one date to another: ties that appeared, ended, changed sign.

    A tie appears with the first that is told of it, and ends where a text says until when it held. Two actors
    change sign where positive ties outweighed negative ones by the first date and are outweighed since, or the
    other way; before and after count independent origins of either sign. A date that is a year or a month is
    all of it.
    """
    from graphmali.analysis.changes import changes

    if earlier[: len(later)] >= later[: len(earlier)]:
        raise UsageError(f"{earlier} is not before {later}", hint="the earlier date comes first")
    seen = look(store, view)
    chosen = _chosen(seen, actors)
    found = [
        change
        for change in changes(seen.graph, seen.relations, view, earlier, later)
        if not actors or chosen & {change.source_id, change.target_id}
    ]
    if not found:
        note(f"nothing changed from {earlier} to {later} in this view")
    records = [_change(seen, change, sink.for_programs) for change in found[:limit]]
    emit(records, sink, columns=("change", "date", "source", "type", "target", "before", "after", "quotes"))


def _chosen(seen: Look, actors: Iterable[str]) -> set[str]:
    return {found for found in map(seen.find, actors) if found is not None}


def _conflict(seen: Look, conflict: Conflict, for_programs: bool) -> dict[str, Any]:
    sides = {"told": conflict.told, "against": conflict.against}
    return {
        "conflict": conflict.kind,
        **_ends(seen, conflict.source_id, conflict.target_id, for_programs),
        "directed": conflict.directed,
        "window": conflict.window,
        **{name: _quotes(seen, claims, for_programs) for name, claims in sides.items()},
    }


def _change(seen: Look, change: Change, for_programs: bool) -> dict[str, Any]:
    ends = _ends(seen, change.source_id, change.target_id, for_programs)
    signs = {"before": change.before, "after": change.after}
    return {
        "change": change.change,
        "date": change.date,
        "source": ends["source"],
        "type": change.type,
        "target": ends["target"],
        "directed": change.directed,
        **{name: _signs(*counts, for_programs) for name, counts in signs.items()},
        "quotes": _quotes(seen, change.claims, for_programs),
    }


def _ends(seen: Look, source: str, target: str, for_programs: bool) -> dict[str, Any]:
    ends = {"source": source, "target": target}
    return {end: {"id": id_, "name": seen.name(id_)} if for_programs else seen.name(id_) for end, id_ in ends.items()}


def _signs(positive: int, negative: int, for_programs: bool) -> Any:
    return {"positive": positive, "negative": negative} if for_programs else f"+{positive} −{negative}"


def _quotes(seen: Look, claims: tuple[Claim, ...], for_programs: bool) -> list[Any]:
    from graphmali.analysis.evidence import quote_of

    quotes = [(claim, quote_of(seen.graph, claim)) for claim in claims]
    if for_programs:
        return [{"type": claim.type, "confidence": claim.confidence, **seen.quote(quote)} for claim, quote in quotes]
    lines = [
        f"{claim.type} ({claim.modality.value}), {quote.outlet or 'no outlet'}, {quote.published or 'no date'}: "
        f"{quote.text}"
        for claim, quote in quotes[:_SHOWN]
    ]
    return lines + ([f"and {len(quotes) - _SHOWN} more"] if len(quotes) > _SHOWN else [])


COMMANDS = (conflicts, difference)
