"""``central --window``: what has changed from one month, quarter or year to the next."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from graphmali.cli.output import Sink, note
from graphmali.cli.text import sparkline
from graphmali.errors import UsageError
from graphmali.model import Graph, Relation

if TYPE_CHECKING:
    from graphmali.analysis import View
    from graphmali.analysis.windows import History

__all__ = ["SIZES", "columns", "fields", "past", "window_options"]

SIZES = ("month", "quarter", "year")
"""Those of the analysis, which a command's help must not have to load."""

_window = click.option(
    "--window", "size", type=click.Choice(SIZES), help="Rank the latest month, quarter or year, and tell what changed."
)
_last = click.option(
    "--last", type=click.IntRange(min=2), default=12, show_default=True, help="With --window: look back on so many."
)


def window_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """``--window`` and ``--last``, as ``size`` and ``last``."""
    return _window(_last(function))


def columns(others: Sequence[str]) -> list[str]:
    """The columns of a ranking with those of change among them, and without some that there is no room for."""
    kept = [name for name in others if name not in ("interval", "neutral", "reciprocity")]
    place = kept.index("score" if "score" in kept else "kind") + 1
    return [kept[0], "change", *kept[1:place], "trend", "bursts", *kept[place:]]


def past(
    graph: Graph, relations: Mapping[str, Relation], view: View, *, size: str, last: int, measure: str, engine: str
) -> tuple[View, History]:
    """The view of the latest window, and how actors stood in it and in those before."""
    from graphmali.analysis.ranking import standings
    from graphmali.analysis.windows import Standing, history, narrowed, windows

    def ranked(part: View) -> Mapping[str, Standing]:
        found = standings(graph, relations, measure, part, engine=engine)
        return {actor: Standing(*its) for actor, its in found.items()}

    if view.as_of is not None:
        raise UsageError("--window and --as-of ask for different times", hint="give one of them")
    found = history(graph, relations, view, windows(graph, relations, view, size, last), ranked)
    if not found.windows:
        return view, found
    before = "" if found.previous is None else f", changes since {found.windows[found.previous].name}"
    note(f"ranks of {found.windows[-1].name}{before}")
    return narrowed(view, found.windows[-1]), found


def fields(found: History, actor_id: str, sink: Sink) -> dict[str, Any]:
    """What has changed about an actor of the latest window."""
    standings, bursts = found.standings[actor_id], found.bursts[actor_id]
    names = [window.name for window in found.windows]
    change = found.change(actor_id)
    scores = [standing.score if standing else None for standing in standings]
    if sink.for_programs:
        rows = zip(names, standings, bursts, strict=True)
        return {
            "window": names[-1],
            "previous": None if found.previous is None else names[found.previous],
            "change": change,
            "history": [
                {"window": name, "rank": its and its.rank, "score": its and its.score, "burst": burst}
                for name, its, burst in rows
            ],
        }
    drawn = sink.format == "table" and sink.path is None and sys.stdout.isatty()
    return {
        "window": names[-1],
        "change": _arrow(change, found.previous is None) if sink.format in ("table", "md") else change,
        "bursts": [name for name, burst in zip(names, bursts, strict=True) if burst],
        "trend": sparkline(scores) if drawn else scores,
    }


def _arrow(change: int | None, alone: bool) -> str:
    if change is None:
        return "" if alone else "new"
    return f"▲ {change}" if change > 0 else f"▼ {-change}" if change < 0 else "="
