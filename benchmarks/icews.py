"""ICEWS18: events of 2018, each a source, a relation, a target and a date."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from pathlib import Path

__all__ = ["FILE", "Event", "events"]

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
