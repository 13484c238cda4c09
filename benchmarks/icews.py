"""ICEWS18: events of 2018, each a source, a relation, a target and a date, and the types of ours they are next to."""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

__all__ = ["FILE", "Event", "events", "sense"]

FILE = Path(os.environ.get("ICEWS18") or Path(__file__).parents[2] / "shared" / "data" / "icews18.tsv.gz")
"""The file that ``ICEWS18`` names, a gzip of lines with tabs, else the one beside the checkout."""

Event = tuple[str, str, str, str]
"""Source, relation, target, date."""


def events() -> Iterator[Event]:
    """Every event, in the order of the file."""
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        for line in lines:
            source, relation, target, date = line.rstrip("\n").split("\t")[:4]
            yield source, relation, target, date


# pattern, type: in the order of their strength
_SENSES = """\
^(Return|Grant asylum|Ease |Forgive)|RELEASES
^Threaten|ultimatum|THREATENS
^Express intent to (meet|mediate|accept mediation|settle)|MEETS
^Express intent to (release|ease)|RELEASES
^Express intent to (yield|de-escalate|change|institute|allow)|YIELDS_TO
^Express intent to provide military|ASSISTS_MILITARILY
^Express intent to provide|AIDS
^Express intent to .*diplomatic|SUPPORTS
^Express intent to|COOPERATES_WITH
^(Appeal|Demand) |^Demand$|^Make an appeal|^Rally support|DEMANDS
^Demonstrate (military|or police)|^(Mobilize|Increase) |MOBILISES_AGAINST
^Demonstrate|riot|strike|^Rally opposition|PROTESTS_AGAINST
^Engage in (political dissent|violent protest)|^Obstruct passage to|PROTESTS_AGAINST
^Accuse|^Bring lawsuit|^Investigate|^find guilty|ACCUSES
^Criticize|^Complain|^Make pessimistic|CONDEMNS
^Reject|^Refuse|^Veto|^Deny|^Defy|^Decline|^Halt|REJECTS
^Impose (embargo|administrative|blockade)|^Reduce or stop|^Obstruct|^Confiscate|SANCTIONS
^Reduce (or break )?|BREAKS_WITH
^Expel or withdraw|^Expel|expulsion|EXPELS
^Arrest|ARRESTS
^Coerce|repression|^Impose|^Ban |restrictions|^Torture|^Seize|human shield|REPRESSES
^fight|^Use conventional|^Employ aerial|^Occupy|^Violate ceasefire|FIGHTS
^Abduct|^Physically|^Sexually|bomb|[Aa]ssassinate|[Kk]ill|violence|weapons|^Destroy|ATTACKS
^Yield|^Accede|^Retreat|^Declare truce|^Demobilize|^Apologize|^Receive|^Acknowledge|YIELDS_TO
^Provide military|ASSISTS_MILITARILY
^Provide|AIDS
intelligence|SHARES_INTELLIGENCE_WITH
^Sign formal|^Express accord|AGREES_WITH
^(Engage in|Cooperate).*cooperat|^Cooperate|COOPERATES_WITH
^Praise|^Defend verbally|^Grant diplomatic|^Make (empathetic|optimistic)|SUPPORTS
^Mediate|MEDIATES
^Consult|visit$|^Discuss|^Meet|negotiation|MEETS"""


@cache
def sense(relation: str) -> str | None:
    """The type of ours that is next to a relation, by the first pattern that fits; None for sayings without a side."""
    for line in _SENSES.split("\n"):
        pattern, _, type_ = line.rpartition("|")
        if re.search(pattern, relation):
            return type_
    return None
