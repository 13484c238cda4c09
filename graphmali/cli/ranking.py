"""``central``: who matters in the texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from graphmali import config
from graphmali.cli.app import Command
from graphmali.cli.options import present_store, sink, store_option, view_options
from graphmali.cli.output import Sink, emit, note
from graphmali.model import Graph, Relation
from graphmali.vocabulary import load as load_vocabulary

if TYPE_CHECKING:
    from graphmali.analysis import Ranked, View

__all__ = ["COMMANDS", "MEASURES", "print_ranking"]

MEASURES = (
    "pagerank", "pagerank-coop", "pagerank-conflict", "net-support", "support-ratio", "strength", "strength-in",
    "strength-out", "degree", "eigenvector", "katz", "hub", "authority", "betweenness", "closeness", "harmonic",
    "core", "constraint", "brokerage",
)  # fmt: skip

_COLUMNS = ("rank", "actor", "kind", "score", "positive", "negative", "neutral", "origins", "ties")


@click.command(
    cls=Command,
    examples="""
    graphmali central --top 10
    graphmali central --measure betweenness --since 2022 --until 2023 -f json
    graphmali central --type CONDEMNS --type SANCTIONS --measure strength
    """,
)
@click.option("--measure", type=click.Choice(MEASURES), default="pagerank", show_default=True, help="What to rank by.")
@view_options
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True, help="So many actors.")
@sink
@store_option
def central(sink: Sink, store: str | None, view: View, measure: str, top: int) -> None:
    """Rank the actors by how prominent the texts make them.

    Ties weigh as much as they have independent origins. Prominence is not power, and being condemned makes
    prominent too: the columns positive, negative and neutral count the claims of each sign.
    """
    relations = load_vocabulary(config.load().vocabulary).relations
    with present_store(store) as source:
        graph = source.read()
    _emit(graph, relations, sink, view, measure=measure, top=top)


def print_ranking(graph: Graph, relations: Mapping[str, Relation], *, top: int) -> None:
    """The table that ``central`` shows by default."""
    from graphmali.analysis import View
    from graphmali.vocabulary.generic import load_generic

    view = View(generic=load_generic(config.load().vocabulary))
    _emit(graph, relations, Sink("table"), view, measure="pagerank", top=top)


def _emit(graph: Graph, relations: Mapping[str, Relation], sink: Sink, view: View, *, measure: str, top: int) -> None:
    from graphmali.analysis import generic_in, rank

    ranked = rank(graph, relations, measure, view)[:top]
    emit([_record(each, sink.for_programs) for each in ranked], sink, columns=_COLUMNS)
    left_out = len(generic_in(graph, view))
    if left_out:
        note(f"left out: {left_out} actors who are nobody in particular; --no-exclude-generic ranks them too")


def _record(ranked: Ranked, for_programs: bool) -> dict[str, Any]:
    return {
        "rank": ranked.rank,
        "id": ranked.actor_id,
        "actor": ranked.name,
        "kind": ranked.kind,
        "score": ranked.score,
        "positive": ranked.positive,
        "negative": ranked.negative,
        "neutral": ranked.neutral,
        "origins": ranked.origins,
        "ties": [asdict(tie) if for_programs else str(tie) for tie in ranked.ties],
    }


COMMANDS = (central,)
