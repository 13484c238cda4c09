"""``central``: who matters in the texts, how sure that is, and why."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from graphmali import config
from graphmali.cli import change
from graphmali.cli.app import Command
from graphmali.cli.change import window_options
from graphmali.cli.names import Names
from graphmali.cli.options import present_store, sink, store_option, view_options
from graphmali.cli.output import Sink, emit, emit_one, note, opened
from graphmali.cli.text import printable
from graphmali.errors import UsageError
from graphmali.model import Graph, Relation
from graphmali.vocabulary import load as load_vocabulary

if TYPE_CHECKING:
    from graphmali.analysis import Explanation, Ranked, View
    from graphmali.analysis.windows import History

__all__ = ["COMMANDS", "ENGINES", "MEASURES", "print_ranking"]

MEASURES = (
    "pagerank", "pagerank-coop", "pagerank-conflict", "net-support", "support-ratio", "strength", "strength-in",
    "strength-out", "degree", "eigenvector", "katz", "hub", "authority", "betweenness", "closeness", "harmonic",
    "core", "constraint", "brokerage",
)  # fmt: skip
ENGINES = ("auto", "fast", "networkx")
ALL = "all"

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
    help="Draw the origins again N times for 95 % intervals; 0: none.  "
    "[default: 200 for up to 2,000 actors, 300 by paths]",
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
def central(sink: Sink, store: str | None, view: View, why: str | None, measure: str, write: bool, **how: Any) -> None:
    """Rank the actors by how prominent the texts make them.

    Ties weigh as much as they have independent origins. Prominence is not power, and being condemned makes
    prominent too: the columns positive, negative and neutral count the claims of each sign. Ranks whose intervals
    overlap may be the other way round: the column ranks says between which an actor lies.
    """
    relations = load_vocabulary(config.load().vocabulary).relations
    with present_store(store) as source:
        revision, graph = source.revision(), source.read()
    if why is not None:
        if how["size"] or how["plot"] or write:
            raise UsageError("--why explains one actor", hint="leave out --window, --plot and --write")
        _explain(graph, relations, sink, view, actor=why, measure=measure)
        return
    scores = _rank(graph, relations, sink, view, measure=measure, everybody=write, **how)
    if write:
        with present_store(store) as target:
            target.write_scores(scores, since=revision)
        note(f"on the actors in the store: {', '.join(scores)}")


def print_ranking(graph: Graph, relations: Mapping[str, Relation], *, top: int) -> None:
    """The table that ``central`` shows by default."""
    from graphmali.analysis import View
    from graphmali.vocabulary.generic import load_generic

    view = View(generic=load_generic(config.load().vocabulary))
    how = {"draws": None, "engine": "auto", "size": None, "last": 0, "plot": None}
    _rank(graph, relations, Sink("table"), view, measure="pagerank", top=top, everybody=False, **how)


def _rank(
    graph: Graph, relations: Mapping[str, Relation], sink: Sink, view: View, *, measure: str, top: int, **how: Any
) -> dict[str, dict[str, float]]:
    """Shows a ranking, and returns the scores (with ``everybody``, of all) by the name they have in a store."""
    from graphmali import analysis

    size, last, plot, engine = (how.pop(name) for name in ("size", "last", "plot", "engine"))
    up_to = None if how.pop("everybody") else top
    form = _figure_format(plot) if plot else None
    if engine == "auto" and analysis.igraph() is None and measure in (*analysis.FASTER, ALL):
        note("slow without igraph: pip install 'graphmali[fast]'")
    found = None
    if size:
        view, found = change.past(graph, relations, view, size=size, last=last, measure=measure, engine=engine)
    ranked = analysis.rank(graph, relations, measure, view, engine=engine, top=up_to, **how)
    shown = ranked[:top]
    records = [_record(each, sink) | (change.fields(found, each.actor_id, sink) if found else {}) for each in shown]
    more = list(shown[0].more) if shown else []
    columns = ["rank", "actor", "kind", *more] if measure == ALL else [*_COLUMNS[:6], *more, *_COLUMNS[6:]]
    emit(records, sink, columns=change.columns(columns) if found else columns)
    if plot and form:
        _draw(shown, found, plot, form, measure)
    unsure = "" if ranked and ranked[0].low is not None else "; without intervals"
    note(f"{measure}: prominence in these texts, not power{unsure}")
    left_out = len(analysis.generic_in(graph, view))
    if left_out:
        note(f"left out: {left_out} actors who are nobody in particular (--no-exclude-generic ranks them too)")
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


def _explain(
    graph: Graph, relations: Mapping[str, Relation], sink: Sink, view: View, *, actor: str, measure: str
) -> None:
    from graphmali.analysis import explain

    if measure == ALL:
        raise UsageError("--why explains one measure", hint="--measure says which")
    known = load_vocabulary(config.load().vocabulary).actors
    actor_id = Names(graph.actors, (each.actor for each in known)).find(actor)
    actor_id = view.actors(graph).get(actor_id, actor_id)
    found = explain(graph, relations, actor_id, measure, view)
    if sink.for_programs:
        emit_one(_explanation(graph, relations, found), sink)
    else:
        emit(_additions(graph, found), sink, columns="contribution share source type target claims evidence".split())
        note(
            f"{measure} of {graph.actor_by_id[actor_id].name}: {found.score:.4g}, prominence in these texts, not power"
        )


def _explanation(graph: Graph, relations: Mapping[str, Relation], found: Explanation) -> dict[str, Any]:
    from graphmali.exchange import claim_record

    return {
        "actor": found.actor_id,
        "measure": found.measure,
        "score": found.score,
        "base": found.base,
        "ties": [
            {
                "source": each.tie.source_id,
                "type": each.tie.type,
                "target": each.tie.target_id,
                "contribution": each.contribution,
                "claims": [claim_record(graph, relations, claim) for claim in each.claims],
            }
            for each in found.ties
        ],
    }


def _additions(graph: Graph, found: Explanation) -> list[dict[str, Any]]:
    """The base, if there is one, and the ties, one a row."""
    base = [{"contribution": found.base, "share": _share(found.base, found), "type": "(base)"}] if found.base else []
    return base + [
        {
            "contribution": each.contribution,
            "share": _share(each.contribution, found),
            "source": graph.actor_by_id[each.tie.source_id].name,
            "type": each.tie.type,
            "target": graph.actor_by_id[each.tie.target_id].name,
            "claims": len(each.claims),
            "evidence": [graph.evidence(claim) for claim in each.claims],
        }
        for each in found.ties
    ]


def _share(part: float, found: Explanation) -> str:
    return f"{part / found.score:.1%}" if found.score else ""


COMMANDS = (central,)
