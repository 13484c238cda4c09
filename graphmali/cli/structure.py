"""``blocs``, ``balance``, ``similar``: how the actors stand to one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from graphmali.cli.app import Command
from graphmali.cli.look import ARROWS, SIGN_NAMES, Look, look
from graphmali.cli.options import limit_option, sink, store_option, view_options
from graphmali.cli.output import Record, Sink, emit, emit_one, note

if TYPE_CHECKING:
    from graphmali.analysis import View
    from graphmali.analysis.balance import Balance
    from graphmali.analysis.blocs import Bloc
    from graphmali.analysis.dyads import Dyad
    from graphmali.analysis.similar import Similar

__all__ = ["COMMANDS"]

_SHOWN = 8
_REASONS = 3


@click.command(
    cls=Command,
    examples="""
    graphmali blocs
    graphmali blocs --level state --since 2022 --resolution 1.5
    graphmali blocs --min-size 1 -f json
    """,
)
@click.option(
    "--resolution", type=click.FloatRange(min=0), default=1.0, show_default=True, help="Higher: more, smaller blocs."
)
@click.option("--min-size", type=click.IntRange(min=1), default=2, show_default=True, help="Only blocs of so many.")
@view_options
@sink
@store_option
def blocs(sink: Sink, store: str | None, view: View, resolution: float, min_size: int) -> None:
    """Find who stands with whom, and who bridges the blocs.

    Positive ties hold a bloc together, negative ones push apart (signed Leiden); neutral ones do not count.
    Cohesion is the share of its members' positive ties that stay inside, opposition the share of their negative
    ties that go out. Members stand by prominence.
    """
    from graphmali.analysis.blocs import blocs as find

    seen = look(store, view)
    found = find(seen.network, resolution)
    shown = [bloc for bloc in found.blocs if len(bloc.members) >= min_size]
    records = [_bloc(seen, bloc, found.modularity, sink.for_programs) for bloc in shown]
    emit(records, sink, columns=("bloc", "size", "members", "cohesion", "opposition", "bridges", "facing"))
    rest = sum(len(bloc.members) for bloc in found.blocs) - sum(len(bloc.members) for bloc in shown)
    smaller = f"; {rest} actors stand in blocs of less than {min_size}" if rest else ""
    note(f"signed modularity {found.modularity:.3f}{smaller}")


def _bloc(seen: Look, bloc: Bloc, modularity: float, for_programs: bool) -> dict[str, Any]:
    record: dict[str, Any] = {"bloc": bloc.number, "size": len(bloc.members)}
    if for_programs:
        return record | {
            "modularity": modularity,
            "cohesion": bloc.cohesion,
            "opposition": bloc.opposition,
            "members": [seen.actor(member) for member in bloc.members],
            "bridges": [
                seen.actor(each.actor_id) | {"to": each.to, "weight": each.weight, "ties": seen.ties(each.ties)}
                for each in bloc.bridges
            ],
            "facing": [{"bloc": f.bloc, "positive": f.positive, "negative": f.negative} for f in bloc.facing],
        }
    more = len(bloc.members) - _SHOWN
    return record | {
        "members": [seen.name(each) for each in bloc.members[:_SHOWN]] + ([f"and {more} more"] if more > 0 else []),
        "cohesion": bloc.cohesion,
        "opposition": bloc.opposition,
        "bridges": [f"{seen.name(each.actor_id)} → {each.to} ({each.weight})" for each in bloc.bridges[:_REASONS]],
        "facing": [f"{each.bloc}: +{each.positive} −{each.negative}" for each in bloc.facing[:_REASONS]],
    }


_TRIADS = ("+ + +", "+ + −", "+ − −", "− − −")


@click.command(
    cls=Command,
    examples="""
    graphmali balance
    graphmali balance --level state --min-origins 2 -f json
    """,
)
@click.option(
    "--time-limit", type=click.FloatRange(min=0), default=20.0, show_default=True, help="Seconds for the exact index."
)
@view_options
@sink
@store_option
def balance(sink: Sink, store: str | None, view: View, time_limit: float) -> None:
    """Tell how far friends of friends are friends, and what misfits.

    Two actors are friends or foes by the sign of their net weight: positive less negative origins. Triads are
    counted by their signs, beside what chance would give. The frustration index is the least number of pairs
    that keep the rest from being two camps; it is exact, or told as two bounds. The pairs that do not fit are
    one smallest set; there may be others.
    """
    from graphmali.analysis.balance import balance as weigh

    seen = look(store, view)
    found = weigh(seen.network, time_limit)
    misfits = [_dyad(seen, dyad) for dyad in found.frustrated]
    if sink.for_programs:
        told = _balance(found) | {"frustrated": misfits, "contested": [_dyad(seen, d) for d in found.contested]}
        emit_one(told, sink)
    else:
        columns = ("what", "actors", "sign", "count", "share", "expected", "quote", "outlet", "published")
        emit([*_summary(found), *map(_misfit, misfits)], sink, columns=columns, only=True)
    exact = "" if found.frustration.exact else "; more time (--time-limit) may tell better"
    note(f"frustration index: {found.frustration} of {found.dyads} pairs{exact}")


def _dyad(seen: Look, dyad: Dyad) -> dict[str, Any]:
    ties = seen.ties(dyad.ties)
    return {
        "actors": [seen.actor(dyad.one), seen.actor(dyad.other)],
        "sign": dyad.sign,
        "positive": dyad.positive,
        "negative": dyad.negative,
        "claims": sum(tie["claims"] for tie in ties),
        "ties": ties,
    }


def _balance(found: Balance) -> dict[str, Any]:
    triads, index = found.triads, found.frustration
    shares = triads.shares or (None,) * len(_TRIADS)
    rows = zip(_TRIADS, triads.counts, shares, triads.expected, strict=True)
    return {
        "dyads": found.dyads,
        "negative": found.negative,
        "undecided": len(found.undecided),
        "triads": [{"signs": s, "count": c, "share": share, "expected": e} for s, c, share, e in rows],
        "balanced": triads.balanced,
        "weakly_balanced": triads.weakly_balanced,
        "frustration": {"lower": index.lower, "upper": index.upper, "exact": index.exact},
    }


def _summary(found: Balance) -> list[dict[str, Any]]:
    told, chance = _balance(found), found.triads.expected
    index = found.frustration
    names = ("frustration, exact",) if index.exact else ("frustration, at least", "frustration, at most")
    bounds = (index.upper,) if index.exact else (index.lower, index.upper)
    counts = [
        ("signed pairs", found.dyads),
        ("negative", found.negative),
        ("contested", len(found.contested)),
        ("undecided", len(found.undecided)),
        *zip(names, bounds, strict=True),
    ]
    return [
        *({"what": what, "count": n, "share": n / found.dyads if found.dyads else None} for what, n in counts),
        *(
            {"what": f"triads {t['signs']}", **{k: t[k] for k in ("count", "share", "expected")}}
            for t in told["triads"]
        ),
        {"what": "balanced triads", "share": told["balanced"], "expected": chance[0] + chance[2]},
        {"what": "weakly balanced", "share": told["weakly_balanced"], "expected": 1 - chance[1]},
    ]


def _misfit(dyad: Record) -> dict[str, Any]:
    # The tie that speaks for the sign which does not fit.
    tie = next(tie for tie in dyad["ties"] if tie["polarity"] == dyad["sign"])
    one, other = (end["actor"] for end in dyad["actors"])
    return {
        "what": "does not fit",
        "actors": f"{one} – {other}",
        "sign": SIGN_NAMES[dyad["sign"]],
        "count": dyad["claims"],
        "quote": tie["quote"]["text"],
        "outlet": tie["quote"]["outlet"],
        "published": tie["quote"]["published"],
    }


@click.command(
    cls=Command,
    examples="""
    graphmali similar "Burkina Faso"
    graphmali similar france --kind state --limit 5 -f json
    """,
)
@click.argument("actor", metavar="ACTOR")
@view_options
@limit_option
@sink
@store_option
def similar(sink: Sink, store: str | None, view: View, actor: str, limit: int | None) -> None:
    """List the actors with the same ties to the same others, and why.

    The score is the cosine of two profiles of ties, by type, sign, direction and partner, weighed by independent
    origins: 1 for the same ties, 0 for none in common. Each thing shared adds its contribution to the score.
    """
    from graphmali.analysis.similar import similar as compare

    seen = look(store, view)
    one = seen.find(actor)
    found = () if one is None else compare(seen.network, one)[:limit]
    if one is not None and not found:
        note(f"nobody has a tie in common with {actor} in this view")
    records = [_alike(seen, place, each, sink.for_programs) for place, each in enumerate(found, start=1)]
    emit(records, sink, columns=("rank", "actor", "kind", "score", "shared"))


def _alike(seen: Look, place: int, found: Similar, for_programs: bool) -> dict[str, Any]:
    shared: list[Any] = [
        {
            "what": each.what,
            "direction": each.direction,
            **{"id": each.actor_id, "name": seen.name(each.actor_id)},
            "weights": list(each.weights),
            "contribution": each.contribution,
        }
        for each in found.shared
    ]
    if not for_programs:
        shared = [
            f"{s['what']} {ARROWS[s['direction']]} {s['name']} ({s['contribution']:.2f})" for s in shared[:_REASONS]
        ]
    return {"rank": place, **seen.actor(found.actor_id), "score": found.score, "shared": shared}


COMMANDS = (blocs, balance, similar)
