"""``export`` and ``push``: the graph for other programs and other databases."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from graphmali import config
from graphmali.cli.app import Command
from graphmali.cli.options import VIEW_FLAGS, output_option, present_store, store_option, view_options
from graphmali.cli.output import note, opened
from graphmali.errors import UnknownName, UsageError
from graphmali.model import Graph, Relation
from graphmali.vocabulary import load as load_vocabulary

if TYPE_CHECKING:
    from graphmali.analysis import View

__all__ = ["COMMANDS"]

NEO4J_ADMIN = "neo4j-admin"
PROJECTION = "projection"
CORRECTIONS = "corrections"


@click.command(
    cls=Command,
    examples="""
    graphmali export claims -o claims.jsonl
    graphmali export ties | head
    graphmali export projection --level state --sign positive -o positive.jsonl
    graphmali export corrections training/text
    graphmali export neo4j-admin import/ && NEO4J_DATABASE=neo4j sh import/import.sh
    """,
)
@click.argument("what", metavar="[claims|ties|documents|actors|projection|corrections|neo4j-admin]")
@click.argument("folder", metavar="[DIR]", required=False)
@view_options
@output_option
@store_option
def export(what: str, folder: str | None, path: str | None, view: View, store: str | None) -> None:
    """Write claims, ties, documents or actors as JSON lines.

    They are sorted: the same graph gives the same bytes.

    projection writes the weighted edges that graphmali central ranks with the same options: one for all ties from
    an actor to another, and an undirected tie both ways. The options that choose a part of the graph are for it alone.

    corrections writes the sentences whose claims were rejected or retyped, as they are to be read, for training: as
    JSON lines, or into DIR as files in the form of the training set, one a language.

    neo4j-admin writes the whole graph into DIR, as CSV for neo4j-admin database import full, with the command to
    run where the server is: import.sh. It is the fast way for a graph too large to push.
    """
    from graphmali.exchange import EXPORTERS

    if what != PROJECTION:
        _refuse_view()
    if what == NEO4J_ADMIN:
        _export_folder(folder, path, store)
        return
    if what == CORRECTIONS:
        _export_corrections(folder, path, store)
        return
    if what not in EXPORTERS and what != PROJECTION:
        known = [*EXPORTERS, PROJECTION, CORRECTIONS, NEO4J_ADMIN]
        raise UnknownName("export", what, known, hint=f"one of: {', '.join(known)}")
    if folder is not None:
        raise UsageError(f"{what} go to stdout, not to {folder!r}", hint=f"-o {folder} writes them to a file")
    relations = load_vocabulary(config.load().vocabulary).relations
    with present_store(store) as source:
        graph = source.read()
    if what == PROJECTION:
        _export_projection(graph, relations, view, path)
        return
    with opened(path) as stream:
        EXPORTERS[what](graph, relations, stream)
    note(_sizes({name: len(getattr(graph, name)) for name in ("documents", "actors", "claims", "ties")}))


def _refuse_view() -> None:
    """Raises :class:`UsageError` if an option for the projection was given."""
    context = click.get_current_context()
    for parameter in context.command.params:
        given = context.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
        if given and parameter.name in VIEW_FLAGS:
            raise UsageError(f"{parameter.opts[0]} is for graphmali export {PROJECTION} alone")


def _export_projection(graph: Graph, relations: Mapping[str, Relation], view: View, path: str | None) -> None:
    from graphmali import analysis
    from graphmali.exchange import write_projection

    projection = analysis.project(graph, relations, analysis.ties_between(graph, relations, view))
    with opened(path) as stream:
        write_projection(projection.edges(), stream)
    note(f"{len(projection.actors)} actors, {projection.flow.nnz} edges")


def _export_corrections(folder: str | None, path: str | None, store: str | None) -> None:
    from graphmali import pipeline
    from graphmali.exchange import write_corrections, write_training_set

    if folder is not None and path is not None:
        raise UsageError("a folder or -o, not both")
    settings = config.load({"store": store})
    found = pipeline.rulings_of(settings, load_vocabulary(settings.vocabulary)).corrections.all
    with present_store(store) as source:
        graph = source.read()
    if folder is not None:
        sentences = write_training_set(graph, found, Path(folder))
    else:
        with opened(path) as stream:
            sentences = write_corrections(graph, found, stream)
    note(f"{len(found)} corrections, {sentences} sentences")


def _export_folder(folder: str | None, path: str | None, store: str | None) -> None:
    from graphmali import pipeline

    if folder is None or path is not None:
        raise UsageError(f"{NEO4J_ADMIN} writes files into a folder", hint=f"graphmali export {NEO4J_ADMIN} DIR")
    with present_store(store) as source:
        sizes = pipeline.export_neo4j_admin(source, Path(folder))
    note(_sizes(sizes))
    note(f"next, where the Neo4j server is and while it is stopped: sh {shlex.quote(str(Path(folder, 'import.sh')))}")


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
    from NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE. The graph goes part by part, each whole; a push that
    was stopped is made good by pushing again, and until then the copy is opened by nothing else.
    """
    from graphmali import pipeline
    from graphmali.store import open_store

    if target == config.load({"store": store}).store:
        raise UsageError(f"{target} is the store that is to be copied", hint="--store says from where")
    with present_store(store) as source, closing(open_store(target, create=True, unfinished=True)) as into:
        sizes = pipeline.push(source, into)
    note(f"pushed {_sizes(sizes)}")


def _sizes(sizes: Mapping[str, int]) -> str:
    return ", ".join(f"{size} {name}" for name, size in sizes.items())


COMMANDS = (export, push)
