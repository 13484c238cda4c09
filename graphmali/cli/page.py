"""``html``: the graph as one page for a browser."""

from __future__ import annotations

import webbrowser
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphmali import config
from graphmali.cli.app import Command
from graphmali.cli.names import Names, relation_types
from graphmali.cli.options import dates, present_store, store_option, type_option
from graphmali.cli.output import note, opened
from graphmali.cli.ranking import MEASURES
from graphmali.model import Graph, Relation
from graphmali.vocabulary import load as load_vocabulary

if TYPE_CHECKING:
    from graphmali.view import Page

__all__ = ["COMMANDS", "write_page"]

LANGUAGES = ("en", "fr")


@click.command(
    cls=Command,
    examples="""
    graphmali html -o graph.html --open
    graphmali html --actor "Mali junta" --hops 2 -o junta.html
    graphmali html --since 2022 --type CONDEMNS --top 50 --title "Qui condamne qui" --lang fr -o fr.html
    graphmali html --measure betweenness --static figure.svg
    """,
)
@click.option("-o", "--output", "path", metavar="FILE", default="graph.html", show_default=True, help="The page.")
@click.option("--open", "show", is_flag=True, help="Open it in the browser.")
@click.option("--actor", metavar="ACTOR", help="Only what is near this actor: id, name or alias.")
@click.option(
    "--hops", type=click.IntRange(1, 6), default=1, show_default=True, help="How many ties from it, with --actor."
)
@dates
@type_option
@click.option("--top", type=click.IntRange(min=1), help="Only the most prominent actors, so many.")
@click.option(
    "--measure",
    type=click.Choice(MEASURES),
    metavar="MEASURE",
    default="pagerank",
    show_default=True,
    help=f"What makes actors large: {', '.join(MEASURES)}.",
)
@click.option("--title", default="graphmali", show_default=True, help="The heading.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="The language of the page.")
@click.option("--static", metavar="FILE", help="Instead of the page, a figure for a paper: .svg, .png or .pdf.")
@store_option
def html(path: str, show: bool, static: str | None, store: str | None, **wanted: Any) -> None:
    """Write the graph as one page for a browser.

    The page is interactive and needs no network. At first it shows the most prominent actors and their strongest
    ties; the rest is a click or a search away.
    """
    from graphmali import pages, view
    from graphmali.vocabulary.generic import load_generic

    folder = config.load().vocabulary
    vocabulary, generic = load_vocabulary(folder), load_generic(folder)
    with present_store(store) as source:
        graph = source.read()
    title, lang, measure = (wanted.pop(name) for name in ("title", "lang", "measure"))
    wanted["types"] = relation_types(wanted["types"], vocabulary.relations)
    if wanted["actor"] is not None:
        wanted["actor"] = Names(graph.actors, (known.actor for known in vocabulary.actors)).find(wanted["actor"])
    part, heading = pages.Part(generic=generic, **wanted), view.Heading(title, lang)
    if static is not None:
        content = pages.figure(graph, vocabulary.relations, part, heading, measure, view.figure_format(static))
        with opened(static) as stream:
            stream.write(content)
        note(f"{static}: the most prominent actors and their strongest ties")
        return
    page = pages.page(graph, vocabulary.relations, part, heading, measure)
    _write(page, path)
    counts = page.counts
    note(f"{path}: {counts['actors']} actors, {counts['ties']} ties, {counts['claims']} claims")
    if show and path != "-":
        webbrowser.open(Path(path).resolve().as_uri())


def write_page(graph: Graph, relations: Mapping[str, Relation], path: str, *, title: str) -> None:
    """Writes the page of the whole graph."""
    from graphmali import pages, view
    from graphmali.vocabulary.generic import load_generic

    part = pages.Part(generic=load_generic(config.load().vocabulary))
    _write(pages.page(graph, relations, part, view.Heading(title)), path)


def _write(page: Page, path: str) -> None:
    with opened(path) as stream:
        stream.write(page.content)


COMMANDS = (html,)
