"""``export`` and ``push``: the graph for other programs and other databases."""

from __future__ import annotations

from contextlib import closing

import click

from graphmali import config
from graphmali.cli.app import Command
from graphmali.cli.options import output_option, present_store, store_option
from graphmali.cli.output import note, opened
from graphmali.errors import UnknownName, UsageError
from graphmali.model import Graph
from graphmali.vocabulary import load as load_vocabulary

__all__ = ["COMMANDS"]


@click.command(
    cls=Command,
    examples="""
    graphmali export claims -o claims.jsonl
    graphmali export ties | head
    """,
)
@click.argument("what", metavar="[claims|ties|documents|actors]")
@output_option
@store_option
def export(what: str, path: str | None, store: str | None) -> None:
    """Write claims, ties, documents or actors as JSON lines.

    They are sorted: the same graph gives the same bytes.
    """
    from graphmali.exchange import EXPORTERS

    if what not in EXPORTERS:
        raise UnknownName("export", what, EXPORTERS, hint=f"one of: {', '.join(EXPORTERS)}")
    relations = load_vocabulary(config.load().vocabulary).relations
    with present_store(store) as source:
        graph = source.read()
    with opened(path) as stream:
        EXPORTERS[what](graph, relations, stream)
    note(_sizes(graph))


@click.command(
    cls=Command,
    examples="""
    NEO4J_PASSWORD=... graphmali push neo4j://localhost:7687
    graphmali push copy.store --store graphmali.store
    """,
)
@click.argument("target", metavar="WHERE")
@store_option
def push(target: str, store: str | None) -> None:
    """Copy the graph into another store.

    WHERE is a folder, or a neo4j:// or bolt:// address; user, password and database come
    from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE.
    """
    from graphmali import pipeline
    from graphmali.store import open_store

    if target == config.load({"store": store}).store:
        raise UsageError(f"{target} is the store that is to be copied", hint="--store says from where")
    with present_store(store) as source, closing(open_store(target, create=True)) as into:
        graph = pipeline.push(source, into)
    note(f"pushed {_sizes(graph)}")


def _sizes(graph: Graph) -> str:
    sizes = {name: len(getattr(graph, name)) for name in ("documents", "actors", "claims", "ties")}
    return ", ".join(f"{size} {name}" for name, size in sizes.items())


COMMANDS = (export, push)
