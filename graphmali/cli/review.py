"""``review``: a person's word on who is who."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from graphmali import config
from graphmali.cli.app import Command
from graphmali.cli.options import limit_option, present_store, sink, store_option
from graphmali.cli.output import Sink, emit, note
from graphmali.errors import UsageError

if TYPE_CHECKING:
    from graphmali.cli.asking import Question
    from graphmali.resolution.decisions import Line
    from graphmali.resolution.profiles import Context, Profile
    from graphmali.resolution.proposals import Proposal

__all__ = ["COMMANDS", "by_option", "decide", "person", "why_option"]

why_option = click.option("--why", metavar="TEXT", default="", help="The reason, kept with the decision.")
by_option = click.option("--by", metavar="NAME", help="Who decides.  [default: the user's name]")


def person(name: str | None) -> str:
    """Who decides: the one named, else the user of this machine."""
    return name or getpass.getuser()


def decide(lines: list[Line], store: str | None) -> None:
    """Adds lines to the file of decisions and has the graph follow them."""
    from graphmali.resolution import decisions

    with present_store(store):
        decisions.add(config.load({"store": store}).decisions, lines)
    _follow(store, len(lines))


def _follow(store: str | None, added: int) -> None:
    """Has the graph follow the file of decisions, which has so many new lines."""
    from graphmali.pipeline import build_into

    settings = config.load({"store": store})
    with present_store(store) as opened:
        report = build_into(opened, [], settings=settings)
    note(f"{settings.decisions}: {added} more; documents read again: {report.again}")
    for name in report.unknown:
        note(f"no text names {name!r}, of which a decision speaks; the decision is kept")
    for found in report.overruled:
        note(f"overruled by later decisions: {found.left} {found.verdict} {found.right} ({found.by}, {found.at})")


@click.command(
    cls=Command,
    examples="""
    graphmali review
    graphmali review --list -f json --min-score .7
    graphmali review --split "Moussa Konaté"
    graphmali review --decide new:sadio_kamara sadio_camara same --why "another spelling"
    graphmali review --decide new:moussa_traore@1f0c2a9be3d45678 new:moussa_traore "not same"
    graphmali review --merged
    """,
)
@click.option(
    "--list", "listed", is_flag=True, help="List the pairs that may be one, with scores and reasons; ask nothing."
)
@click.option("--split", metavar="ACTOR", help="Ask of each document whether it means this actor or somebody else.")
@click.option("--decide", "decided", nargs=3, metavar="LEFT RIGHT VERDICT", help="Decide on two ids of actors.")
@click.option("--merged", is_flag=True, help="List who was read under other ids, by which decision or rule.")
@click.option("--min-score", type=click.FloatRange(0, 1), help="Only pairs at least so likely one.  [default: 0.3]")
@click.option("--unsure", is_flag=True, help="Also those that somebody was unsure of.")
@limit_option
@why_option
@by_option
@sink
@store_option
def review(sink: Sink, store: str | None, decided: tuple[str, str, str] | None, **flags: Any) -> None:
    """Decide which actors are the same, and see who was taken for one.

    Shows one pair at a time with the sentences that tell of each: y the same, n not the same, u unsure, s skip,
    b undo the last, q quit. Answers can be piped in, one a line. Each is kept in graphmali.decisions.jsonl at once and
    replayed on every build; the graph follows at the end.

    VERDICT is same, "not same", unsure, or open, which takes an earlier one back. ID@DOCUMENT is whom one document
    alone means by a name: "not same" parts it from the others.
    """
    modes = [name for name in ("listed", "split", "merged") if flags[name]] + ["decide"] * (decided is not None)
    if len(modes) > 1:
        raise UsageError("one thing at a time", hint="--list, --split, --decide or --merged")
    if decided is not None:
        _decide(decided, store, person(flags["by"]), flags["why"])
    elif flags["merged"]:
        emit(_merged(store), sink, columns=("read_as", "actor", "rule", "documents"))
    elif flags["listed"]:
        found = _proposals(store, flags)
        emit([_record(each, sink.for_programs) for each in found], sink, columns=_COLUMNS)
    else:
        _ask(store, flags)


def _decide(decided: tuple[str, str, str], store: str | None, by: str, why: str) -> None:
    from graphmali.model import Decision
    from graphmali.resolution import decisions

    left, right, verdict = decided
    if verdict not in decisions.VERDICTS:
        raise UsageError(f"no verdict {verdict!r}", hint=f"one of: {', '.join(decisions.VERDICTS)}")
    if left == right:
        raise UsageError("an actor is the same as itself", hint="give two ids; graphmali actors lists them")
    before = decisions.read(config.load({"store": store}).decisions)
    decide([Decision(left, right, verdict, by, decisions.moment(before), why)], store)


def _proposals(store: str | None, flags: dict[str, Any]) -> tuple[Proposal, ...]:
    from graphmali.pipeline import rulings_of, vocabulary_of
    from graphmali.resolution.proposals import proposals

    settings = config.load({"store": store})
    vocabulary = vocabulary_of(settings)
    identities = rulings_of(settings, vocabulary).identities
    with present_store(store) as opened:
        graph = opened.read()
    found = proposals(graph, vocabulary, identities, least=flags["min_score"], unsure=flags["unsure"])
    return found[: flags["limit"]]


_COLUMNS = ("score", "left.name", "right.name", "left.id", "right.id", "features")


def _record(found: Proposal, for_programs: bool) -> dict[str, Any]:
    reasons: list[Any] = [asdict(reason) for reason in found.reasons]
    if not for_programs:
        reasons = [f"{r.feature}: {r.detail} ({r.weight:+.2f})" for r in found.reasons if r.feature != "base"][:3]
    return {
        "left": _side(found.left), "right": _side(found.right), "score": found.score, "features": reasons,
    }  # fmt: skip


def _side(profile: Profile) -> dict[str, Any]:
    contexts = [
        {
            "sentence": context.sentence, "outlet": context.outlet, "published": context.published or None,
            "language": context.language, "document": context.document_id,
        }
        for context in profile.contexts
    ]  # fmt: skip
    return {"id": profile.id, "name": profile.name, "kind": profile.kind, "contexts": contexts}


def _ask(store: str | None, flags: dict[str, Any]) -> None:
    """Asks, and has the graph follow once, also where the questions were broken off."""
    from graphmali.cli.asking import Session, of_proposal
    from graphmali.pipeline import vocabulary_of

    settings = config.load({"store": store})
    if flags["split"]:
        questions = _splitting(store, flags["split"])[: flags["limit"]]
    else:
        questions = [of_proposal(found) for found in _proposals(store, flags)]
    session = Session(
        settings.decisions, person(flags["by"]), flags["why"], vocabulary_of(settings), unsure=flags["unsure"]
    )
    if not questions:
        note("nothing to decide")
    try:
        session.ask(questions)
    finally:
        if session.added:
            _follow(store, session.added)


def _splitting(store: str | None, name: str) -> list[Question]:
    """Of each document that tells of an actor, whether it is that one."""
    from graphmali.cli.asking import Question, quoted
    from graphmali.cli.names import Names
    from graphmali.resolution.profiles import context_of
    from graphmali.vocabulary.unlisted import in_document, parted

    with present_store(store) as opened:
        graph = opened.read()
    actor = graph.actor_by_id[Names(graph.actors).find(name)]
    told: dict[tuple[str, str, str], set[Context]] = {}
    for claim in graph.claims:
        document = graph.document_by_id[claim.document_id]
        for party in (claim.source, claim.target):
            if party.actor_id == actor.id and parted(actor.id)[1] is None:
                key = (document.published or "", document.id, party.as_read)
                told.setdefault(key, set()).add(context_of(document, claim))
    return [
        Question(
            in_document(read_as, document_id), actor.id,
            (f"Is this {actor.name}  [{actor.id}]?  Document {document_id}", *map(quoted, sorted(contexts))),
        )
        for (_, document_id, read_as), contexts in sorted(told.items())
    ]  # fmt: skip


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
        rule = "decision" if decision or not by_rule else "spelling"
        decided = asdict(decision) if decision else None
        found.append({"read_as": read_as, "actor": actor, "rule": rule, "documents": len(ids), "decision": decided})
    return found


COMMANDS = (review,)
