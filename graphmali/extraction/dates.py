"""Dates in English and French, as partial ISO dates, relative ones against the publication date."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from graphmali.extraction.gazetteer import fold
from graphmali.model import OPEN, Modality, Span

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
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12,
}  # fmt: skip
_COUNT = rf"(?:\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=lambda n: -len(n)))})"
_UNIT = r"(?:days?|weeks?|months?|years?|jours?|semaines?|mois|ans?|annees?)"
_RELATIVE = (
    r"yesterday|today|tonight|tomorrow|this\s+(?:morning|afternoon|evening)|hier|avant-hier|aujourd.hui|demain|ce\s+(?:matin|soir)"
    r"|a\s+compter\s+de\s+ce\s+jour|last\s+night|(?:last|this|next)\s+(?:year|month|week)|the\s+(?:past|same)\s+week"
    r"|l.an\s+(?:dernier|passe|prochain)|l.annee\s+(?:derniere|passee|prochaine)|le\s+mois\s+(?:dernier|passe|prochain)"
    r"|la\s+semaine\s+(?:derniere|passee|ecoulee|prochaine)|cette\s+(?:annee|semaine)|ce\s+mois(?:-ci)?"
)
_DAYS_OF = re.compile(
    rf"\b(?:between|from|entre(?:\s+le)?|du)\s+(\d{{1,2}})(?:st|nd|rd|th|er)?\s+(?:and|to|et(?:\s+le)?|au)\s+(\d{{1,2}})"
    rf"(?:st|nd|rd|th|er)?\s+(?:of\s+)?({_MONTH})\b(?:\s+({_YEAR}))?"
)
_DATE = re.compile(
    rf"\b(?:(?P<iso>{_YEAR}-\d\d(?:-\d\d)?)"
    rf"|(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th|er)?\s+(?:of\s+)?)?(?P<m1>{_MONTH})\.?,?\s+(?:de\s+l.annee\s+)?(?P<y1>{_YEAR})"
    rf"|(?P<m2>{_MONTH})\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>{_YEAR})"
    rf"|(?P<m3>{_MONTH})\.?\s+(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*[-–]?\s*year)"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th|er)?\s+(?:of\s+)?(?P<m4>{_MONTH})\b"
    rf"|(?:in|since|depuis|en|des|from|last|next|this|late|early|mid|mi|debut|fin|until|by|of|de)(?:\s+|-)(?:late\s+|early\s+|mid-)?(?P<m5>{_MONTH})\b(?!\.?,?\s+\d)(?P<last>\s+dernier)?"
    rf"|(?P<y3>{_YEAR})"
    rf"|(?P<next>next\s+)?(?:on\s+|le\s+|ce\s+|last\s+)?(?P<day>{'|'.join(_DAYS)})\b(?P<following>\s+prochain)?"
    rf"|(?P<ago>{_COUNT})\s+(?P<unit>{_UNIT})\s+(?:ago|earlier|plus\s+tot|auparavant)"
    rf"|il\s+y\s+a\s+(?P<ago2>{_COUNT})\s+(?P<unit2>{_UNIT})"
    rf"|(?P<rel>{_RELATIVE}))(?!\w)"
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


_TO_COME = {Modality.PLANNED, Modality.POSSIBLE, Modality.RECOMMENDED}


@dataclass(frozen=True, slots=True)
class Period:
    """When something happened or held: where it says so, its start, and its end (None: one event)."""

    span: Span
    start: str | None
    end: str | None = None
    ahead: str | None = None
    """The start if what happens is yet to come ("on Monday" of a plan is the next one)."""

    def of(self, modality: Modality) -> Period:
        """The period as a claim of that modality means it."""
        if self.ahead is None or modality not in _TO_COME:
            return self
        return replace(self, start=self.ahead if self.start else None, end=self.end if self.start else self.ahead)


def find_periods(text: str, published: str | None) -> tuple[Period, ...]:
    """The periods that a text names, in order. A day and month whose year nothing tells are left out.

    >>> [(p.start, p.end) for p in find_periods("since August 2020; 2021-present; on 3 May 2021", None)]
    [('2020-08', 'open'), ('2021', 'open'), ('2021-05-03', None)]
    """
    folded = _fold_same_length(text)
    today = _day(published)
    periods = list(_days_of_month(folded, today))
    dates = [
        (m.start(), m.end(), value, _ahead(m, today))
        for m in _DATE.finditer(folded)
        if not _is_modal(m, text)
        and not any(p.span.overlaps(Span(*m.span())) for p in periods)
        and (value := _value(m, today))
    ]
    skip = False
    for i, (start, end, value, ahead) in enumerate(dates):
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
            periods.append(Period(Span(start, end), value, OPEN, ahead if not word else None))
        elif _UNTIL.search(before) or folded[start:end].startswith("until"):
            periods.append(Period(Span(start, end), None, value, ahead))
        else:
            periods.append(Period(Span(start, end), value, None, ahead))
    return tuple(sorted(periods, key=lambda p: p.span))


def _days_of_month(folded: str, today: datetime.date | None) -> Iterator[Period]:
    """ "Between 25 and 27 July"."""
    for match in _DAYS_OF.finditer(folded):
        month = _MONTHS[match[3]]
        year = match[4] or _year_before(today, month, int(match[1]))
        ends = [_checked(year, f"{month:02}", f"{int(day):02}") if year else None for day in (match[1], match[2])]
        if all(ends):
            yield Period(Span(*match.span()), ends[0], ends[1])


def _ahead(match: re.Match[str], today: datetime.date | None) -> str | None:
    """The date if it lies after the publication, where the words leave that open."""
    group = match.groupdict()
    if today is None:
        return None
    if group["day"]:
        on = (_DAYS[group["day"]] - today.weekday()) % 7
        return (today + datetime.timedelta(days=on or (7 if group["next"] or group["following"] else 0))).isoformat()
    for n in "3", "4":
        if group[f"m{n}"]:
            month, day = _MONTHS[group[f"m{n}"]], int(group[f"d{n}"])
            year = today.year if (month, day) >= (today.month, today.day) else today.year + 1
            return _checked(str(year), f"{month:02}", f"{day:02}")
    if group["m5"]:
        month = _MONTHS[group["m5"]]
        return f"{today.year if month >= today.month else today.year + 1}-{month:02}"
    return None


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
    for count, unit in (("ago", "unit"), ("ago2", "unit2")):
        if group[count]:
            return _before(today, _NUMBERS.get(group[count]) or int(group[count]), group[unit])
    if group["day"]:
        if group["next"] or group["following"]:
            return _ahead(match, today)
        back = (today.weekday() - _DAYS[group["day"]]) % 7
        return (today - datetime.timedelta(days=back)).isoformat()
    return _relative(group["rel"], today)


def _before(today: datetime.date, count: int, unit: str) -> str:
    """So long before the publication, as exactly as such words mean it: days to the day, weeks to the month."""
    if unit.startswith(("day", "jour")):
        return (today - datetime.timedelta(days=count)).isoformat()
    if unit.startswith(("week", "semaine")):
        return (today - datetime.timedelta(weeks=count)).isoformat()[:7]
    if unit.startswith(("month", "mois")):
        months = today.year * 12 + today.month - 1 - count
        return f"{months // 12}-{months % 12 + 1:02}"
    return str(today.year - count)


_STEPS = {"last": -1, "dern": -1, "pass": -1, "ecoulee": -1, "past": -1, "next": 1, "proch": 1}


def _relative(words: str, today: datetime.date) -> str | None:
    step = next((n for word, n in _STEPS.items() if word in words), 0)
    days = {"yesterday": -1, "hier": -1, "last night": -1, "avant-hier": -2, "tomorrow": 1, "demain": 1}
    if words in days:
        return (today + datetime.timedelta(days=days[words])).isoformat()
    if "week" in words or "semaine" in words:
        return (today + datetime.timedelta(weeks=step)).isoformat()[:7]
    if "month" in words or "mois" in words:
        months = today.year * 12 + today.month - 1 + step
        return f"{months // 12}-{months % 12 + 1:02}"
    if "year" in words or "annee" in words or words.startswith("l.an") or re.match(r"l.an\b", words):
        return str(today.year + step)
    return today.isoformat()


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
