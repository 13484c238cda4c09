"""``central``: who matters in the texts, how sure that is, and why."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from graphmali import config
from graphmali.cli import change
from graphmali.cli.app import Command
from graphmali.cli.change import window_options
from graphmali.cli.look import note_left_out
from graphmali.cli.options import present_store, sink, store_option, view_options
from graphmali.cli.output import Sink, emit, note, opened
from graphmali.cli.text import printable
from graphmali.cli.why import explain
from graphmali.errors import UsageError
from graphmali.model import Graph, Relation
from graphmali.vocabulary import load as load_vocabulary

if TYPE_CHECKING:
    from graphmali.analysis import Ranked, View
    from graphmali.analysis.windows import History

__all__ = ["COMMANDS", "ENGINES", "MEASURES", "print_ranking"]

MEASURES = (
    "pagerank", "pagerank-coop", "pagerank-conflict", "net-support", "support-ratio", "strength", "strength-in",
    "strength-out", "degree", "eigenvector", "katz", "hub", "authority", "betweenness", "closeness", "harmonic",
    "core", "constraint", "brokerage",
)  # fmt: skip
ENGINES = ("auto", "fast", "networkx")
ALL = "all"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """How to rank: ``draws`` for the intervals (None: as many as take reasonable time), ``size`` and number of windows
    to look back on, a file to draw into."""

    measure: str = "pagerank"
    draws: int | None = None
    engine: str = "auto"
    size: str | None = None
    last: int = 0
    plot: str | None = None
    top: int = 20


_SOME = 300
"""Actors above which 200 draws of a slow measure take longer than a person likes to wait without a word."""
_COLUMNS = "rank ranks actor kind score interval positive negative neutral origins reciprocity ties".split()


@click.command(
    cls=Command,
    examples="""
    graphmali central --top 10
    graphmali central --measure betweenness --since 2022 --until 2023 -f json
    graphmali central --type CONDEMNS --type SANCTIONS --measure strength
    graphmali central --measure all --level state -f csv -o measures.csv
    graphmali central --why ECOWAS --measure pagerank-conflict
    graphmali central --window quarter --last 8 --plot change.svg
    graphmali central --measure all --write
    """,
)
@click.option(
    "--measure",
    type=click.Choice([*MEASURES, ALL]),
    metavar="MEASURE",
    default="pagerank",
    show_default=True,
    help=f"What to rank by: {', '.join(MEASURES)}; or all: by pagerank, with all others beside it.",
)
@click.option("--why", metavar="ACTOR", help="Instead of a ranking: what each tie of this actor adds to its score.")
@click.option(
    "--bootstrap",
    "draws",
    type=click.IntRange(min=0, max=100_000),
    metavar="N",
    help="Draw the origins again N times for 95 % intervals; 0: none.  [default: 200 for up to 2,000 actors]",
)
@window_options
@click.option("--plot", metavar="FILE", help="Draw it too: .svg, .png or .pdf; with --window how ranks change.")
@click.option("--write", is_flag=True, help="Put the scores on the actors in the store, until the next build.")
@click.option(
    "--engine",
    type=click.Choice(ENGINES),
    default="auto",
    show_default=True,
    help="fast: with igraph or not at all; networkx: slowly, to check the others by.",
)
@view_options
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True, help="So many actors.")
@sink
@store_option
def central(sink: Sink, store: str | None, view: View, why: str | None, write: bool, **flags: Any) -> None:
    """Rank the actors by how prominent the texts make them.

    Ties weigh as much as they have independent origins. Prominence is not power, and being condemned makes
    prominent too: the columns positive, negative and neutral count the claims of each sign. Ranks whose intervals
    overlap may be the other way round: the column ranks says between which an actor lies.

    With --window the ranks are those of the latest window; ties that go on count in each. Change is against the last
    window before it that has ties, bursts are windows in which an actor is told of about twice as often as usual
    (Kleinberg), and the trend is the score in each window.
    """
    wanted = _Wanted(**flags)
    if why is not None and (wanted.size or wanted.plot or write):
        raise UsageError("--why explains one actor", hint="leave out --window, --plot and --write")
    if why is not None and wanted.measure == ALL:
        raise UsageError("--why explains one measure", hint="--measure says which")
    relations = load_vocabulary(config.load().vocabulary).relations
    with present_store(store) as source:
        revision, graph = source.revision(), source.read()
    if why is not None:
        explain(graph, relations, sink, view, actor=why, measure=wanted.measure)
        return
    scores = _rank(graph, relations, sink, view, wanted, everybody=write)
    if write:
        with present_store(store) as target:
            target.write_scores(scores, since=revision)
        note(f"on the actors in the store: {', '.join(scores)}")


def print_ranking(graph: Graph, relations: Mapping[str, Relation], *, top: int) -> None:
    """The table that ``central`` shows by default."""
    from graphmali.analysis import View
    from graphmali.vocabulary.generic import load_generic

    view = View(generic=load_generic(config.load().vocabulary))
    _rank(graph, relations, Sink("table"), view, _Wanted(top=top))


def _rank(
    graph: Graph, relations: Mapping[str, Relation], sink: Sink, view: View, wanted: _Wanted, *, everybody: bool = False
) -> dict[str, dict[str, float]]:
    """Shows a ranking, and returns the scores (with ``everybody``, of all) by the name they have in a store."""
    from graphmali import analysis

    measure, engine, top, plot = wanted.measure, wanted.engine, wanted.top, wanted.plot
    form = _figure_format(plot) if plot else None
    if engine == "auto" and analysis.igraph() is None and measure in (*analysis.FASTER, ALL):
        note("slow without igraph: pip install 'graphmali[fast]'")
    if wanted.draws is None and measure in analysis.SLOW and len(graph.actors) > _SOME:
        note("intervals over shortest ways may take minutes (--bootstrap 0: none)")
    found = None
    if wanted.size:
        view, found = change.past(
            graph, relations, view, size=wanted.size, last=wanted.last, measure=measure, engine=engine
        )
    up_to = None if everybody else top
    ranked = analysis.rank(graph, relations, measure, view, engine=engine, draws=wanted.draws, top=up_to)
    shown = ranked[:top]
    records = [_record(each, sink) | (change.fields(found, each.actor_id, sink) if found else {}) for each in shown]
    more = list(ranked[0].more) if ranked else []
    columns = ["rank", "actor", "kind", *more] if measure == ALL else [*_COLUMNS[:6], *more, *_COLUMNS[6:]]
    emit(records, sink, columns=change.columns(columns) if found else columns)
    if plot and form:
        _draw(shown, found, plot, form, measure)
    unsure = "" if ranked and ranked[0].low is not None else "; without intervals"
    note(f"{measure}: prominence in these texts, not power{unsure}")
    note_left_out(graph, view)
    return _scores(ranked, measure)


def _figure_format(path: str) -> str:
    from graphmali.view import figure_format

    return figure_format(path)


def _scores(ranked: Sequence[Ranked], measure: str) -> dict[str, dict[str, float]]:
    from graphmali.store.scores import name_of

    if measure != ALL:
        return {name_of(measure): {each.actor_id: each.score for each in ranked}}
    defined = {name: [each for each in ranked if not math.isnan(each.more[name])] for name in MEASURES}
    return {name_of(name): {each.actor_id: each.more[name] for each in those} for name, those in defined.items()}


def _draw(ranked: Sequence[Ranked], found: History | None, path: str, form: str, measure: str) -> None:
    from graphmali.view import Bar, Line, plot_change, plot_ranks

    title = f"{measure}: prominence in these texts, not power"
    with opened(path) as stream:
        if found is None:
            bars = [Bar(printable(each.name), each.score, each.low, each.high) for each in ranked]
            plot_ranks(bars, stream, form, title=title, axis=measure)
            return
        names = [window.name for window in found.windows]
        standings = [(printable(each.name), found.standings[each.actor_id]) for each in ranked]
        lines = [Line(name, tuple(its.rank if its else None for its in theirs)) for name, theirs in standings]
        plot_change(lines, names, stream, form, title=title)


def _record(ranked: Ranked, sink: Sink) -> dict[str, Any]:
    from graphmali.analysis import record

    found = record(ranked)
    if not sink.for_programs:
        found["ties"] = [str(tie) for tie in ranked.ties]
    if sink.format in ("table", "md") and ranked.low is not None:
        found["ranks"] = f"{ranked.rank_low}–{ranked.rank_high}"
        found["interval"] = f"{ranked.low:.3g} – {ranked.high:.3g}"
    return found


COMMANDS = (central,)
