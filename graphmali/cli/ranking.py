"""``central``: who matters in the texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from graphmali import config
from graphmali.cli.app import Command
from graphmali.cli.names import relation_types
from graphmali.cli.options import dates, read_store, sink, store_option, type_option
from graphmali.cli.output import Sink, emit
from graphmali.model import Graph, Relation
from graphmali.vocabulary import load as load_vocabulary

__all__ = ["COMMANDS", "MEASURES", "print_ranking"]

MEASURES = ("pagerank", "degree", "strength", "betweenness", "eigenvector")

_COLUMNS = ("rank", "actor", "kind", "score", "positive", "negative", "neutral", "origins", "ties")


@click.command(
    cls=Command,
    examples="""
    graphmali central --top 10
    graphmali central --measure betweenness --since 2022 --until 2023 -f json
    graphmali central --type CONDEMNS --type SANCTIONS --measure strength
    """,
)
@click.option(
    "--measure", type=click.Choice(MEASURES), default="pagerank", show_default=True, help="What to rank by."
)
@dates
@type_option
@click.option("--top", type=click.IntRange(min=1), default=20, show_default=True, help="So many actors.")
@sink
@store_option
def central(sink: Sink, store: str | None, measure: str, top: int, **period: Any) -> None:
    """Rank the actors by how prominent the texts make them.

    Ties weigh as much as they have independent origins. Prominence is not power, and being condemned makes
    prominent too: the columns positive, negative and neutral count the claims of each sign.
    """
    relations = load_vocabulary(config.load().vocabulary).relations
    period["types"] = relation_types(period["types"], relations)
    with read_store(store) as source:
        graph = source.read()
    emit(_ranking(graph, relations, measure, period)[:top], sink, columns=_COLUMNS)


def print_ranking(graph: Graph, relations: Mapping[str, Relation], *, top: int) -> None:
    """The table that ``central`` shows by default."""
    emit(_ranking(graph, relations, "pagerank", {})[:top], Sink("table"), columns=_COLUMNS)


def _ranking(
    graph: Graph, relations: Mapping[str, Relation], measure: str, period: Mapping[str, Any]
) -> list[dict[str, Any]]:
    from graphmali.analysis import View, rank

    return [
        {
            "rank": each.rank,
            "id": each.actor_id,
            "actor": each.name,
            "kind": each.kind,
            "score": each.score,
            "positive": each.positive,
            "negative": each.negative,
            "neutral": each.neutral,
            "origins": each.origins,
            "ties": list(each.ties),
        }
        for each in rank(graph, relations, measure, View(**period))
    ]


COMMANDS = (central,)
