"""``timeline``: what the texts tell of an actor, or of two, in the order of time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from graphmali.cli.app import Command
from graphmali.cli.change import SIZES
from graphmali.cli.look import ARROWS, SIGN_NAMES, Look, look
from graphmali.cli.options import limit_option, sink, store_option, view_options
from graphmali.cli.output import Sink, emit, note
from graphmali.errors import UsageError
from graphmali.model import Modality

if TYPE_CHECKING:
    from graphmali.analysis import View
    from graphmali.analysis.timeline import Entry

__all__ = ["COMMANDS"]


@click.command(
    cls=Command,
    examples="""
    graphmali timeline "Wagner Group"
    graphmali timeline Mali ECOWAS --window quarter --since 2021
    graphmali timeline Mali France --modality asserted --sign negative -f json
    """,
)
@click.argument("actor", metavar="ACTOR")
@click.argument("other", metavar="[ACTOR]", required=False)
@click.option("--window", type=click.Choice(SIZES), default="month", show_default=True, help="What is told together.")
@view_options
@limit_option
@sink
@store_option
def timeline(
    sink: Sink, store: str | None, view: View, actor: str, other: str | None, window: str, limit: int | None
) -> None:
    """Show what is told of an actor, or of two, oldest first.

    Claims of one tie in one window stand together, with their outlets and the words. What lasts begins and ends
    where a text says so. Claims of every modality are shown, so also what is denied or only planned, unless
    --modality says otherwise; a claim without a date has that of its document.
    """
    from graphmali.analysis.timeline import timeline as told

    view = view if view.modalities else replace(view, modalities=frozenset(Modality))
    seen = look(store, view)
    found = [seen.find(text) for text in (actor, other) if text is not None]
    if len(found) == 2 and found[0] is not None and found[0] == found[1]:
        raise UsageError(f"{actor!r} and {other!r} are the same actor in this view", hint="name two actors")
    actors = tuple(each for each in found if each is not None)
    entries = told(seen.graph, seen.relations, view, actors, window) if len(actors) == len(found) else ()
    if len(actors) == len(found) and not entries:
        note(f"nothing dated is told of {' and '.join(map(seen.name, actors))} in this view")
    records = [_record(seen, entry, sink.for_programs) for entry in entries[:limit]]
    columns = "window date event source type target sign modality origins outlets quotes".split()
    emit(records, sink, columns=columns)


def _record(seen: Look, entry: Entry, for_programs: bool) -> dict[str, Any]:
    source, target = entry.tie.source_id, entry.tie.target_id
    outlets = sorted({quote.outlet for quote in entry.quotes if quote.outlet})
    record: dict[str, Any] = {"window": entry.window, "date": entry.date, "event": entry.event}
    counts = {"origins": entry.origins, "outlets": outlets}
    if for_programs:
        return {
            **record,
            "source": {"id": source, "name": seen.name(source)},
            "type": entry.tie.type,
            "target": {"id": target, "name": seen.name(target)},
            "polarity": entry.sign,
            "modality": entry.modality.value,
            **counts,
            "tie": {"id": entry.tie.id, "first": entry.first, "last": entry.last},
            "quotes": [seen.quote(quote) for quote in entry.quotes],
        }
    return {
        **record,
        "source": seen.name(source),
        "type": f"{entry.tie.type} {ARROWS['out' if entry.directed else 'both']}",
        "target": seen.name(target),
        "sign": SIGN_NAMES[entry.sign],
        "modality": entry.modality.value,
        **counts,
        "quotes": [quote.text for quote in entry.quotes],
    }


COMMANDS = (timeline,)
