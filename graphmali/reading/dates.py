"""Dates of publication as people and machines write them, made partial ISO dates."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["iso_date"]

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv",
            "february feb février fevrier fév fev févr",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil",
            "august aug août aout",
            "september sep sept septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec décembre decembre déc",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ISO = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?$")
_DAY_FIRST = re.compile(rf"(?:\b(\d{{1,2}})(?:st|nd|rd|th|er)?(?: of)?[ -])?\b({_MONTH})\.?,?[ -](\d{{4}})\b", re.I)
_MONTH_FIRST = re.compile(rf"\b({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})\b", re.I)
_SLASHES = re.compile(r"(?<!\d)(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?!\d)")
_YEAR = re.compile(r"^\s*((?:19|20)\d{2})\s*$")


def iso_date(text: str | None) -> str | None:
    """The first date in the text, as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; None where there is none.

    A date like 03/04/2025, which two conventions read differently, gives the year alone.

    >>> [iso_date(text) for text in ("2025-05-05 22:13:00", "May 5, 2025", "1er août 2023", "03/04/2025")]
    ['2025-05-05', '2025-05-05', '2023-08-01', '2025']
    """
    if not text:
        return None
    text = " ".join(text[:200].split())
    for pattern, build in _FORMS:
        match = pattern.search(text)
        if match is not None and (found := build(*match.groups())) is not None:
            return found
    return None


def _partial(year: str, month: int | str | None = None, day: str | None = None) -> str | None:
    try:
        whole = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if whole.year < 1900:
        return None
    return whole.isoformat()[: 10 if day else 7 if month else 4]


def _slashes(first: str, second: str, year: str) -> str | None:
    if int(first) > 12 or first == second:
        return _partial(year, second, first)
    if int(second) > 12:
        return _partial(year, first, second)
    return _partial(year)


_FORMS = (
    (_COMPACT, _partial),
    (_ISO, _partial),
    (_MONTH_FIRST, lambda month, day, year: _partial(year, _MONTHS[month.lower()], day)),
    (_DAY_FIRST, lambda day, month, year: _partial(year, _MONTHS[month.lower()], day)),
    (_SLASHES, _slashes),
    (_YEAR, _partial),
)
