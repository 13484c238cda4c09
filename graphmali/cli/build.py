"""``build`` and ``demo``: texts in, a graph out."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from graphmali import config, resources
from graphmali.cli.app import Command
from graphmali.cli.options import extractor_option, store_option
from graphmali.cli.output import note, opened
from graphmali.cli.page import write_page
from graphmali.cli.ranking import print_ranking
from graphmali.cli.text import printable
from graphmali.errors import UsageError
from graphmali.model import Reject

if TYPE_CHECKING:
    from graphmali.pipeline import Report
    from graphmali.store import Store

__all__ = ["COMMANDS"]

NAMED = 20
"""So many rejects are named on the terminal; the file has them all."""


@click.command(
    cls=Command,
    examples="""
    graphmali build articles/
    graphmali build articles/ feed.xml --store mali.store --rejects unread.jsonl
    cat articles.jsonl | graphmali build -
    """,
)
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option("--dry-run", is_flag=True, help="Read everything and say what would be new; write nothing.")
@click.option("--strict", is_flag=True, help="Exit with 1 if anything was rejected.")
@click.option(
    "--rejects",
    metavar="FILE",
    default="rejects.jsonl",
    show_default=True,
    help="Where to name what could not be read, if there is any.",
)
@click.option("--jobs", type=click.IntRange(min=0), help="Processes that read text.  [default: one per processor]")
@extractor_option
@click.option("-q", "--quiet", is_flag=True, help="No progress, and no rejects on the terminal.")
@click.option("-v", "--verbose", is_flag=True, help="Name every reject on the terminal.")
@store_option
def build(paths: tuple[str, ...], store: str | None, dry_run: bool, **flags: Any) -> int:
    """Read files and folders into the graph.

    Reads .txt, .md, .html, .jsonl, .json, .xml, .rss, .pdf and .docx; - is JSON lines on stdin. What has not
    changed since the last time is not read again.
    """
    from graphmali.pipeline import build_into

    settings = config.load({"store": store, "jobs": flags["jobs"], "extractor": flags["extractor"]})
    if settings.jobs is None:
        settings = replace(settings, jobs=0)
    progress = None if flags["quiet"] else _progress()
    with _target(settings.store, dry_run) as target:
        report = build_into(
            target, paths, settings=settings, dry_run=dry_run, stdin=sys.stdin.buffer, progress=progress
        )
    if not flags["quiet"]:
        _name(report.rejects, len(report.rejects) if flags["verbose"] else NAMED)
    if report.rejects and not dry_run:
        _write_rejects(report.rejects, flags["rejects"])
    click.echo(_counts(report))
    _warn_of_languages(report)
    _warn_of_length(report)
    for name in report.unknown:
        note(f"no text names {name!r}, of which a decision speaks; the decision is kept")
    if dry_run:
        note("nothing was written (--dry-run)")
    return 1 if flags["strict"] and report.rejects else 0


@contextmanager
def _target(where: str, dry_run: bool) -> Iterator[Store]:
    """The store to build into; a dry run that would make one has an empty one that goes away."""
    from graphmali.store import open_store

    with TemporaryDirectory() as scratch:
        missing = "://" not in where and not Path(where).exists()
        if dry_run and missing:
            where = str(Path(scratch, "store"))
        with closing(open_store(where, create=missing or not dry_run)) as store:
            yield store


def _progress() -> Callable[[int, int], None] | None:
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        print(f"\rreading {done}/{total}", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return show


def _place(reject: Reject) -> str:
    return reject.path if reject.line is None else f"{reject.path}:{reject.line}"


def _name(rejects: Iterable[Reject], most: int) -> None:
    named = list(rejects)
    for reject in named[:most]:
        note(f"rejected: {_place(reject)}: {reject.reason}")
    if len(named) > most:
        note(f"rejected: {len(named) - most} more")


def _write_rejects(rejects: Iterable[Reject], path: str) -> None:
    with opened(path) as stream:
        for reject in rejects:
            line = {"path": reject.path, "line": reject.line, "reason": reject.reason}
            stream.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
    if path != "-":
        note(f"{path} names what was rejected")


def _warn_of_languages(report: Report) -> None:
    for language, count in report.not_understood:
        hint = ": pip install 'graphmali[fr]'" if language == "fr" else ""
        note(f"not understood: {count} in the language {language!r}, kept without claims{hint}")


def _warn_of_length(report: Report) -> None:
    for name, stop in report.cut_short:
        note(f"too long: {name} was read up to character {stop}")


def _counts(report: Report) -> str:
    run = {
        "read": report.read,
        "new": report.new,
        "changed": report.changed,
        "unchanged": report.unchanged,
        "duplicate": report.duplicate,
        "rejected": len(report.rejects),
    }
    totals = {name: getattr(report, name) for name in ("documents", "actors", "claims", "ties")}
    lines = [", ".join(f"{count} {name}" for name, count in counts.items()) for counts in (run, totals)]
    return f"documents: {lines[0]}\ngraph:     {lines[1]}"


@click.command(
    cls=Command,
    examples="""
    graphmali demo
    graphmali demo --store demo.store -o demo.html
    """,
)
@click.option("-o", "--output", "path", metavar="FILE", default="graph.html", show_default=True, help="The page.")
@store_option
def demo(path: str, store: str | None) -> None:
    """Build, rank and show the graph of the sample documents."""
    from graphmali.pipeline import build_into, vocabulary_of
    from graphmali.store import open_store

    seeds = str(resources.folder("seeds"))
    settings = config.load({"store": store})
    with closing(open_store(settings.store, create=True)) as target:
        if store is None:
            _refuse_strangers(target, seeds, settings.store)
        report = build_into(target, [seeds], settings=settings, progress=_progress())
        graph = target.read()
    relations = vocabulary_of(settings).relations
    _name(report.rejects, NAMED)
    click.echo(_counts(report) + "\n")
    print_ranking(graph, relations, top=15)
    write_page(graph, relations, path, title="graphmali: the sample documents")
    click.echo(f"\n{_next_steps(path, store)}")


def _refuse_strangers(store: Store, seeds: str, where: str) -> None:
    """The demo does not mix its documents into somebody's own graph."""
    for document in store.documents():
        if document.path is None or not Path(document.path).is_relative_to(seeds):
            raise UsageError(
                f"{where} already holds other documents, such as {document.path or document.id}",
                hint="graphmali demo --store demo.store builds it elsewhere",
            )


def _next_steps(path: str, store: str | None) -> str:
    program = "graphmali" if shutil.which("graphmali") else sys.argv[0]
    flag = f" --store {shlex.quote(store)}" if store else ""
    query = shlex.quote("MATCH (a:Actor)-[t:CONDEMNS]->(b:Actor) RETURN a.name, b.name")
    return "\n".join(
        (
            f"Open {printable(path)} in a browser: the graph, with the evidence behind every tie. Then ask it:",
            f"  {program} queries",
            f"  {program} claims --actor Russia{flag}",
            f"  {program} query who-condemned-whom -p since 2022{flag}",
            f"  {program} query -c {query}{flag}",
        )
    )


COMMANDS = (demo, build)
