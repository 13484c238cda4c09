"""``html``: the graph as one page for a browser."""

from __future__ import annotations

import webbrowser
from collections.abc import Mapping
from pathlib import Path

import click

from graphmali import config
from graphmali.cli.app import Command
from graphmali.cli.options import present_store, store_option
from graphmali.cli.output import note, opened
from graphmali.model import Graph, Relation
from graphmali.vocabulary import load as load_vocabulary

__all__ = ["COMMANDS", "write_page"]


@click.command(
    cls=Command,
    examples="""
    graphmali html -o graph.html --open
    graphmali html --top 50 --title "Mali, 2020 to 2025" -o mali.html
    """,
)
@click.option("-o", "--output", "path", metavar="FILE", default="graph.html", show_default=True, help="The page.")
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
@click.option("--top", type=click.IntRange(min=1), help="Only the most prominent actors, so many.")
@click.option("--title", default="graphmali", show_default=True, help="The heading.")
@store_option
def html(path: str, show: bool, top: int | None, title: str, store: str | None) -> None:
    """Write the graph as one page for a browser.

    The page is interactive and needs no network.
    """
    relations = load_vocabulary(config.load().vocabulary).relations
    with present_store(store) as source:
        graph = source.read()
    write_page(graph, relations, path, title=title, top=top)
    note(f"{path}: {len(graph.actors)} actors, {len(graph.ties)} ties, {len(graph.claims)} claims")
    if show and path != "-":
        webbrowser.open(Path(path).resolve().as_uri())


def write_page(
    graph: Graph, relations: Mapping[str, Relation], path: str, *, title: str, top: int | None = None
) -> None:
    """Writes the page of the ``top`` actors by PageRank (None: of all that have a tie)."""
    from graphmali import analysis, view

    scores = {each.actor_id: each.score for each in analysis.rank(graph, relations)[:top]}
    positions = analysis.layout(graph, scores)
    with opened(path) as stream:
        view.write_html(graph, relations, positions, stream, title=title, scores=scores)


COMMANDS = (html,)
