"""``review``: a person's word on who is who."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from graphmali import config
from graphmali.cli.app import Command
from graphmali.cli.options import present_store, sink, store_option
from graphmali.cli.output import Sink, emit, note
from graphmali.errors import UsageError

if TYPE_CHECKING:
    from graphmali.resolution.decisions import Line

__all__ = ["COMMANDS", "by_option", "decide", "person", "why_option"]

why_option = click.option("--why", metavar="TEXT", default="", help="The reason, kept with the decision.")
by_option = click.option("--by", metavar="NAME", help="Who decides.  [default: the user's name]")


def person(name: str | None) -> str:
    """Who decides: the one named, else the user of this machine."""
    return name or getpass.getuser()


def decide(lines: list[Line], store: str | None) -> None:
    """Adds lines to the file of decisions and has the graph follow them."""
    from graphmali.pipeline import build_into
    from graphmali.resolution import decisions

    settings = config.load({"store": store})
    with present_store(store) as opened:
        decisions.add(settings.decisions, lines)
        report = build_into(opened, [], settings=settings)
    note(f"{settings.decisions}: {len(lines)} more; documents read again: {report.again}")
    for name in report.unknown:
        note(f"no text names {name!r}, of which a decision speaks; the decision is kept")
    for found in report.overruled:
        note(f"overruled by later decisions: {found.left} {found.verdict} {found.right} ({found.by}, {found.at})")


@click.command(
    cls=Command,
    examples="""
    graphmali review --decide new:sadio_kamara sadio_camara same --why "another spelling"
    graphmali review --decide new:moussa_traore@1f0c2a9be3d45678 new:moussa_traore "not same"
    graphmali review --merged
    """,
)
@click.option("--decide", "decided", nargs=3, metavar="LEFT RIGHT VERDICT", help="Decide on two ids of actors.")
@click.option("--merged", is_flag=True, help="List who was read under other ids, by which decision or rule.")
@why_option
@by_option
@sink
@store_option
def review(sink: Sink, store: str | None, decided: tuple[str, str, str] | None, merged: bool, **told: Any) -> None:
    """Decide which actors are the same, and see who was taken for one.

    VERDICT is same, "not same", unsure, or open, which takes an earlier one back. ID@DOCUMENT is whom one document
    alone means by a name: "not same" parts it from the others. Decisions are kept in graphmali.decisions.jsonl and
    replayed on every build.
    """
    from graphmali.model import Decision
    from graphmali.resolution import decisions

    if decided is None and not merged:
        raise UsageError("nothing to do", hint="--decide LEFT RIGHT VERDICT, or --merged")
    if decided is not None:
        left, right, verdict = decided
        if verdict not in decisions.VERDICTS:
            raise UsageError(f"no verdict {verdict!r}", hint=f"one of: {', '.join(decisions.VERDICTS)}")
        if left == right:
            raise UsageError("an actor is the same as itself", hint="give two ids; graphmali actors lists them")
        before = decisions.read(config.load({"store": store}).decisions)
        line = Decision(left, right, verdict, person(told["by"]), decisions.moment(before), told["why"])
        decide([line], store)
    if merged:
        emit(_merged(store), sink, columns=("read_as", "actor", "rule", "documents"))


def _merged(store: str | None) -> list[dict[str, Any]]:
    """Every id that was read and means another actor, with the decision that says so, or the rule."""
    from graphmali.pipeline import rulings_of, vocabulary_of

    settings = config.load({"store": store})
    identities = rulings_of(settings, vocabulary_of(settings)).identities
    with present_store(store) as opened:
        readings = [reading for reading in opened.readings([]) if reading.read_as != reading.actor_id]
    documents: dict[tuple[str, str], set[str]] = {}
    for reading in readings:
        documents.setdefault((reading.read_as, reading.actor_id), set()).add(reading.document_id)
    found = []
    for (read_as, actor), ids in sorted(documents.items()):
        by_rule = identities.ruled(read_as) == actor
        decision = identities.verdict(read_as, actor)
        rule = "decision" if decision or not by_rule else "rank or spelling"
        decided = asdict(decision) if decision else None
        found.append({"read_as": read_as, "actor": actor, "rule": rule, "documents": len(ids), "decision": decided})
    return found


COMMANDS = (review,)
