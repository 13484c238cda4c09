"""``retract``, and how ``claims`` corrects a claim: a person's word on what the graph is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import click

from graphmali import config
from graphmali.cli.app import Command
from graphmali.cli.names import relation_types
from graphmali.cli.options import present_store, store_option
from graphmali.cli.output import note
from graphmali.cli.review import by_option, decide, person, why_option
from graphmali.errors import UnknownName, UsageError
from graphmali.model import Correction
from graphmali.vocabulary import load as load_vocabulary

__all__ = ["COMMANDS", "correct", "correction_options"]

_OPTIONS = (
    click.option("--reject", metavar="ID", help="Take this claim out, for good: no later reading brings it back."),
    click.option("--retype", nargs=2, metavar="ID TYPE", help="Give this claim another type, for good."),
    click.option("--restore", metavar="ID", help="Take back what --reject or --retype did to this claim."),
    click.option("--cue", metavar="WORDS", default="", help="With --retype: the words of the sentence that say so."),
    why_option,
    by_option,
)


def correction_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds what corrects a claim."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def correct(
    store: str | None,
    *,
    reject: str | None,
    retype: tuple[str, str] | None,
    restore: str | None,
    **told: Any,
) -> bool:
    """Corrects the claim that one of the three names, and returns whether one did."""
    if told["cue"] and not retype:
        raise UsageError("--cue goes with --retype")
    if sum(map(bool, (reject, retype, restore))) > 1:
        raise UsageError("one claim and one correction at a time")
    if restore:
        decide([_restored(store, restore, **told)], store)
    elif reject or retype:
        id_, type_ = retype or (str(reject), "")
        decide([_corrected(store, id_, type_, **told)], store)
    return bool(reject or retype or restore)


def _restored(store: str | None, claim_id: str, *, why: str, by: str | None, **_: Any) -> Correction:
    from graphmali.resolution import decisions

    file = config.load({"store": store}).decisions
    lines = decisions.read(file)
    before = next((line for line in lines if isinstance(line, Correction) and line.claim == claim_id), None)
    if before is None:
        raise UsageError(f"no decision corrects the claim {claim_id!r}", where=str(file))
    at = decisions.moment(lines)
    return replace(before, verdict="restored", by=person(by), at=at, reason=why, to="", cue="")


def _corrected(store: str | None, claim_id: str, type_: str, *, why: str, by: str | None, cue: str) -> Correction:
    """Takes the claim out, or gives it the type if there is one."""
    from graphmali.resolution import correction_of, decisions

    settings = config.load({"store": store})
    to = min(relation_types([type_], load_vocabulary(settings.vocabulary).relations)) if type_ else ""
    with present_store(store) as opened:
        graph = opened.read()
    claim = graph.claim_by_id.get(claim_id)
    if claim is None:
        raise UnknownName("claim", claim_id, (), hint="graphmali claims -f jsonl lists them with their ids")
    quote = graph.evidence(claim)
    if cue not in quote:
        raise UsageError(f"{cue!r} stands nowhere in {quote!r}", hint="--cue takes words of the sentence")
    at = decisions.moment(decisions.read(settings.decisions))
    verdict = "retyped" if type_ else "rejected"
    return correction_of(claim, quote, verdict, person(by), at, reason=why, to=to, cue=cue)


@click.command(
    cls=Command,
    examples="""
    graphmali retract articles/withdrawn.txt
    graphmali retract 1f0c2a9be3d45678
    """,
)
@click.argument("document", metavar="DOC")
@store_option
def retract(document: str, store: str | None) -> None:
    """Take a document out of the graph.

    The graph is then as if the document had never been read.

    DOC is an id, a path or a key, as graphmali documents lists them. A later build that meets the document reads it
    again.
    """
    from graphmali import pipeline

    with present_store(store) as opened:
        gone = pipeline.retract(opened, document, settings=config.load({"store": store}))
    note(f"retracted {gone}")


COMMANDS = (retract,)
