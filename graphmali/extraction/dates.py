"""Dates in English and French, as partial ISO dates, relative ones against the publication date."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from graphmali.extraction.gazetteer import fold
from graphmali.model import OPEN, Span

__all__ = ["Period", "find_periods"]

_NAMES = (
    "january february march april may june july august september october november december",
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
    "jan feb mar apr may jun jul aug sep oct nov dec",
)
_MONTHS = {name: number for names in _NAMES for number, name in enumerate(names.split(), start=1)}
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
)
_DAYS = {name: number for names in _WEEKDAYS for number, name in enumerate(names.split())}
_MONTH = "|".join(sorted(_MONTHS, key=lambda m: -len(m)))
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_DATE = re.compile(
    rf"\b(?:(?P<iso>{_YEAR}-\d\d(?:-\d\d)?)"
    rf"|(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er)?\s+(?:of\s+)?)?(?P<m1>{_MONTH})\.?,?\s+(?:de\s+l.annee\s+)?(?P<y1>{_YEAR})"
    rf"|(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>{_YEAR})"
    rf"|(?P<m3>{_MONTH})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*[-–]?\s*year)"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th|er)?\s+(?:of\s+)?(?P<m4>{_MONTH})\b"
    rf"|(?:in|since|depuis|en|from|last|late|early|mid|debut|fin|until|by)\s+(?P<m5>{_MONTH})\b(?!\.?,?\s+\d)(?P<last>\s+dernier)?"
    rf"|(?P<y3>{_YEAR})"
    rf"|(?:on\s+|le\s+|ce\s+|last\s+)?(?P<day>{'|'.join(_DAYS)})\b"
    rf"|(?P<rel>yesterday|today|hier|aujourd.hui|last\s+(?:year|month|week)|this\s+(?:year|month|week)"
    rf"|l.an\s+dernier|l.annee\s+derniere|le\s+mois\s+dernier|la\s+semaine\s+derniere|cette\s+annee|ce\s+mois-ci))(?!\w)"
)
_SINCE = re.compile(
    r"\b(?:since|depuis)(?:\s+(?:the\s+)?(?:early|late|mid|debut|le|la|fin|start\s+of|end\s+of|in))?[\s-]*$"
)
_FROM = re.compile(r"\b(?:from|between|entre|de)\s+$")
_UNTIL = re.compile(r"\b(?:until|till|jusqu.(?:en|a|au))\s+$")
_OPEN_AFTER = re.compile(
    r"\s*(?:[-–—,]|to|a)\s*(?:the\s+)?(?:present|now|today|ce jour|aujourd.hui|date|ongoing|nos jours)"
)
_TO = re.compile(r"\s*(?:[-–—]|to|and|et|a|au)\s*$")


@dataclass(frozen=True, slots=True)
class Period:
    """When something happened or held: where it says so, its start, and its end (None: one event)."""

    span: Span
    start: str | None
    end: str | None = None


def find_periods(text: str, published: str | None) -> tuple[Period, ...]:
    """The periods that a text names, in order. A day and month whose year nothing tells are left out.

    >>> [(p.start, p.end) for p in find_periods("since August 2020; 2021-present; on 3 May 2021", None)]
    [('2020-08', 'open'), ('2021', 'open'), ('2021-05-03', None)]
    """
    folded = _fold_same_length(text)
    dates = [
        (m.start(), m.end(), value)
        for m in _DATE.finditer(folded)
        if not _is_modal(m, text) and (value := _value(m, _day(published)))
    ]
    periods: list[Period] = []
    skip = False
    for i, (start, end, value) in enumerate(dates):
        if skip:
            skip = False
            continue
        before = folded[:start] if not folded[start:end].startswith(("since", "depuis")) else folded[: start + 6]
        word = re.match(r"(since|depuis)\s", folded[start:end])
        following = dates[i + 1] if i + 1 < len(dates) else None
        if (
            following
            and _TO.fullmatch(folded[end : following[0]])
            and (_FROM.search(before) or re.fullmatch(r"\s*[-–—]\s*", folded[end : following[0]]))
        ):
            periods.append(Period(Span(start, following[1]), value, following[2]))
            skip = True
        elif word or _SINCE.search(before) or _OPEN_AFTER.match(folded[end:]):
            periods.append(Period(Span(start, end), value, OPEN))
        elif _UNTIL.search(before) or folded[start:end].startswith("until"):
            periods.append(Period(Span(start, end), None, value))
        else:
            periods.append(Period(Span(start, end), value))
    return tuple(periods)


def _is_modal(match: re.Match[str], text: str) -> bool:
    """ "may" and "march" are months only with a capital."""
    for name in ("m1", "m2", "m3", "m4", "m5"):
        if match[name] in {"may", "march"} and not text[match.start(name)].isupper():
            return True
    return False


def _fold_same_length(text: str) -> str:
    return "".join(f if len(f := fold(c)) == 1 else c for c in text)


def _day(published: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def _value(match: re.Match[str], today: datetime.date | None) -> str | None:
    group = match.groupdict()
    if group["iso"]:
        return _checked(*group["iso"].split("-"))
    if group["y3"]:
        return group["y3"]
    for n in "1", "2", "3", "4":
        if group.get(f"m{n}"):
            month, day = _MONTHS[group[f"m{n}"]], group[f"d{n}"]
            year = group.get(f"y{n}") or _year_before(today, month, int(day or 1))
            return _checked(year, f"{month:02}", f"{int(day):02}" if day else None) if year else None
    if group["m5"]:
        year = _year_before(today, _MONTHS[group["m5"]], 1)
        return f"{year}-{_MONTHS[group['m5']]:02}" if year else None
    if today is None:
        return None
    if group["day"]:
        back = (today.weekday() - _DAYS[group["day"]]) % 7
        return (today - datetime.timedelta(days=back)).isoformat()
    return _relative(group["rel"], today)


def _relative(words: str, today: datetime.date) -> str | None:
    if words in {"yesterday", "hier"}:
        return (today - datetime.timedelta(days=1)).isoformat()
    if words.startswith(("today", "aujourd")):
        return today.isoformat()
    if "year" in words or "an" in words.split() or words.endswith(("annee", "annee derniere", "an dernier")):
        return str(today.year - (1 if "last" in words or "dern" in words else 0))
    if "month" in words or "mois" in words:
        first = today.replace(day=1) - datetime.timedelta(days=1 if "last" in words or "dern" in words else 0)
        return f"{first.year}-{first.month:02}"
    return None


def _year_before(today: datetime.date | None, month: int, day: int) -> str | None:
    """The year that puts a day and month at or before the publication date."""
    if today is None:
        return None
    return str(today.year if (month, day) <= (today.month, today.day) else today.year - 1)


def _checked(year: str, month: str | None = None, day: str | None = None) -> str | None:
    try:
        datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join(part for part in (year, month, day) if part)
