"""``path``: how two actors hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graphmali.cli.app import Command
from graphmali.cli.look import ARROWS, SIGN_NAMES, Look, look
from graphmali.cli.options import sink, store_option, view_options
from graphmali.cli.output import Record, Sink, emit, note
from graphmali.errors import UsageError

if TYPE_CHECKING:
    from graphmali.analysis import View
    from graphmali.analysis.chains import Chain

__all__ = ["COMMANDS"]


@click.command(
    cls=Command,
    examples="""
    graphmali path "Wagner Group" ECOWAS
    graphmali path Russia Niger --directed --sign positive --max-hops 3 --limit 5
    graphmali path mali france --level state -f json
    """,
)
@click.argument("source", metavar="ACTOR")
@click.argument("target", metavar="ACTOR")
@click.option("--directed", is_flag=True, help="Walk ties in their direction only.")
@click.option("--max-hops", type=click.IntRange(min=1), default=4, show_default=True, help="At most so many steps.")
@click.option("--limit", type=click.IntRange(min=1), default=3, show_default=True, help="At most so many chains.")
@view_options
@sink
@store_option
def path(sink: Sink, store: str | None, view: View, source: str, target: str, **wanted: Any) -> None:
    """Show the strongest chains of ties between two actors.

    Each step comes with its ties and the words behind them. Its length is one over the number of independent
    origins of its ties; the shortest chains come first, and the strength of a chain is one over its length.
    Ties of all signs count unless --sign says otherwise.
    """
    from graphmali.analysis.chains import chains

    seen = look(store, view)
    ends = seen.find(source), seen.find(target)
    if ends[0] is not None and ends[0] == ends[1]:
        raise UsageError(f"{source!r} and {target!r} are the same actor in this view", hint="name two actors")
    found = () if None in ends else chains(seen.network, str(ends[0]), str(ends[1]), **wanted)
    if None not in ends and not found:
        note(f"no chain of at most {wanted['max_hops']} steps from {source} to {target} in this view")
    records = [_chain(seen, place, chain) for place, chain in enumerate(found, start=1)]
    columns = ("chain", "strength", "from", "ties", "to", "origins", "quote", "outlet", "published")
    emit(records if sink.for_programs else [step for chain in records for step in _steps(chain)], sink, columns=columns)


def _chain(seen: Look, place: int, chain: Chain) -> dict[str, Any]:
    return {
        "chain": place,
        "strength": chain.strength,
        "length": chain.length,
        "sign": chain.sign,
        "steps": [
            {
                "from": seen.actor(step.source),
                "to": seen.actor(step.target),
                "origins": step.weight,
                "sign": step.sign,
                "ties": seen.ties(step.ties),
            }
            for step in chain.steps
        ],
    }


def _steps(chain: Record) -> list[Record]:
    return [
        {
            "chain": chain["chain"],
            "strength": chain["strength"],
            "from": step["from"]["actor"],
            "ties": [_seen_from(tie, step["from"]["id"]) for tie in step["ties"]],
            "to": step["to"]["actor"],
            "origins": step["origins"],
            "quote": step["ties"][0]["quote"]["text"],
            "outlet": step["ties"][0]["quote"]["outlet"],
            "published": step["ties"][0]["quote"]["published"],
        }
        for step in chain["steps"]
    ]


def _seen_from(tie: Record, actor_id: str) -> str:
    direction = "both" if not tie["directed"] else "out" if tie["source"]["id"] == actor_id else "in"
    return f"{tie['type']} {ARROWS[direction]} ({tie['origins']}, {SIGN_NAMES[tie['polarity']]})"


COMMANDS = (path,)
