"""What is compared of two actors: each feature sees something in what is known of them, or says nothing.

A feature is a function of two profiles and of what their names share: a value, and what it saw in words; None where it
says nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graphmali.resolution.names import Common, Rarity, Written, common, stands_for, written
from graphmali.resolution.profiles import UNKNOWN, Profile

__all__ = ["FEATURES", "Names", "Seen", "names_of", "observed"]

Seen = tuple[float, str]
"""The value of a feature, and in words what it saw."""


@dataclass(frozen=True, slots=True)
class Names:
    """The two names that speak most for one actor, and what they share; ``acronym`` tells how well one is the other's.

    ``extra`` are the words that one lacks, as they are rare, on the side that has fewer.
    """

    left: Written
    right: Written
    common: Common
    acronym: float
    extra: float

    @property
    def related(self) -> bool:
        """Whether the names have anything in common."""
        return bool(self.common.pairs or self.acronym)

    @property
    def sound(self) -> float:
        """How much the names alone speak for one actor."""
        return max(self.common.share + 0.3 * self.common.weight - self.extra, self.acronym)


def names_of(left: Profile, right: Profile, rarity: Rarity) -> Names:
    """The names of two profiles that speak most for one actor.

    Who is known by a longer name is not compared by a part of it with somebody of two words: "Goïta" is Assimi Goïta.
    """
    best: Names | None = None
    person = left.person or right.person
    ones, others = _written(left, person), _written(right, person)
    for a in _whole(ones, others) if person else ones:
        for b in _whole(others, ones) if person else others:
            shared = common(a.words, b.words, rarity)
            acronym = max(stands_for(a.acronym or "", b), stands_for(b.acronym or "", a))
            extra = min(sum(map(rarity.of, shared.left)), sum(map(rarity.of, shared.right)))
            found = Names(a, b, shared, acronym, extra)
            if best is None or found.sound > best.sound:
                best = found
    if best is None:
        raise ValueError("a profile without names")
    return best


def _written(profile: Profile, person: bool) -> list[Written]:
    """The names taken apart, each once."""
    return list({found.words: found for name in profile.names if (found := written(name, person=person))}.values())


def _whole(names: list[Written], others: list[Written]) -> list[Written]:
    """Names without those that are a word of a longer one, if nobody of the others has one word alone."""
    if any(len(other.words) == 1 for other in others):
        return names
    longer = {word for name in names if len(name.words) > 1 for word in name.words}
    return [name for name in names if len(name.words) > 1 or not longer.issuperset(name.words)]


def _same_name(left: Profile, right: Profile, names: Names) -> Seen | None:
    shared = names.common
    if shared.left or shared.right or shared.initials or len(shared.pairs) < (2 if left.person else 1):
        return None
    return 1.0, f"{names.left.text} is {names.right.text}"


def _share(left: Profile, right: Profile, names: Names) -> Seen | None:
    if left.person or right.person or not names.common.pairs:
        return None
    return names.common.share, _pairs(names)


def _pairs(names: Names) -> str:
    return ", ".join(a if a == b else f"{a} = {b}" for a, b in names.common.pairs)


def _rare(left: Profile, right: Profile, names: Names) -> Seen | None:
    weight = min(names.common.weight, 2.0)
    return (weight, f"{weight:.2f}") if weight else None


def _extra(left: Profile, right: Profile, names: Names) -> Seen | None:
    if not names.extra or names.acronym:
        return None
    return min(names.extra, 2.0), f"{' '.join(names.common.left)} / {' '.join(names.common.right)}"


def _single(left: Profile, right: Profile, names: Names) -> Seen | None:
    shared = names.common
    if not left.person or min(len(names.left.words), len(names.right.words)) > 1 or not (shared.left or shared.right):
        return None
    return 1.0, " ".join(shared.left or shared.right)


def _initials(left: Profile, right: Profile, names: Names) -> Seen | None:
    return (1.0, _pairs(names)) if names.common.initials and left.person else None


def _part(left: Profile, right: Profile, names: Names) -> Seen | None:
    lacking = names.left.parts ^ names.right.parts
    return (1.0, ", ".join(sorted(lacking))) if lacking and not names.acronym else None


def _acronym(left: Profile, right: Profile, names: Names) -> Seen | None:
    return (names.acronym, f"{names.left.text} / {names.right.text}") if names.acronym else None


def _number(left: Profile, right: Profile, names: Names) -> Seen | None:
    one, other = ({w for w in n if w.isdigit()} for n in (names.common.left, names.common.right))
    return (1.0, f"{' '.join(sorted(one))} / {' '.join(sorted(other))}") if one or other else None


def _kind(left: Profile, right: Profile, names: Names) -> Seen | None:
    kinds = {left.kind, right.kind}
    if len(kinds) == 1:
        return None
    near = UNKNOWN in kinds or any(kinds <= group for group in _NEAR)
    return 0.2 if near else 1.0, f"{left.kind} / {right.kind}"


_NEAR = (
    frozenset(("ngo", "civil_society", "movement", "collective")),
    frozenset(("military", "armed_group", "movement", "collective")),
    frozenset(("party", "political_opposition", "movement", "bloc")),
    frozenset(("government", "state", "region")),
    frozenset(("igo", "bloc")),
    frozenset(("company", "media")),
)
"""Kinds that two writers, or two readings, may give the same actor."""


def _same_country(left: Profile, right: Profile, names: Names) -> Seen | None:
    shared = sorted(left.countries & right.countries)
    return (1.0, ", ".join(shared)) if shared else None


def _other_country(left: Profile, right: Profile, names: Names) -> Seen | None:
    one, other = (n.countries or p.countries for n, p in ((names.left, left), (names.right, right)))
    if not one or not other or one & other:
        return None
    return 1.0, f"{', '.join(sorted(one))} / {', '.join(sorted(other))}"


def _same_trade(left: Profile, right: Profile, names: Names) -> Seen | None:
    shared = sorted(left.trades & right.trades)
    return (1.0, ", ".join(shared)) if shared and left.person else None


def _in_office(left: Profile, right: Profile, names: Names) -> Seen | None:
    told, listed = (right, left) if left.listed else (left, right)
    there = listed.countries & told.countries
    held = [
        office
        for office in listed.offices
        if office.title in told.posts and (there or office.title not in _COMMON or office.of in told.others)
    ]
    if not held or not told.dates:
        return None
    then = sorted({o.title for o in held for date in told.dates if o.held_on(date)})
    if then:
        return 1.0, f"{', '.join(then)}, {told.dates[0]}"
    return -1.0, f"{', '.join(sorted({o.title for o in held}))}, not in {told.dates[0]}"


_COMMON = frozenset("chief minister spokesperson envoy ambassador imam".split())
"""Posts that many have: they count where the text tells of the country or of the body too."""


def _there(left: Profile, right: Profile, names: Names) -> Seen | None:
    told, listed = (right, left) if left.listed else (left, right)
    spans = [(listed.since, listed.until)]
    if any(spans[0]) and told.dates and all(_outside(date, listed.since, listed.until) for date in told.dates):
        return 1.0, f"{told.dates[0]}, not {listed.since or ''}–{listed.until or ''}"
    return None


def _outside(date: str, since: str | None, until: str | None) -> bool:
    return bool(since and date[: len(since)] < since[: len(date)]) or bool(until and date[: len(until)] > until)


def _told(left: Profile, right: Profile, names: Names) -> Seen | None:
    return _told_alike(left.names_told, right.names_told)


def _words(left: Profile, right: Profile, names: Names) -> Seen | None:
    return _told_alike(left.words_told, right.words_told)


def _told_alike(one: Mapping[str, str], other: Mapping[str, str]) -> Seen | None:
    if not (shared := one.keys() & other.keys()):
        return None
    pairs = sorted((one[key], other[key]) for key in shared)
    return len(shared) / math.sqrt(len(one) * len(other)), ", ".join(a if a == b else f"{a} = {b}" for a, b in pairs)


def _overlap(one: frozenset[str], other: frozenset[str]) -> Seen | None:
    shared = sorted(one & other)
    return (len(shared) / math.sqrt(len(one) * len(other)), ", ".join(shared)) if shared else None


def _nothing(left: Profile, right: Profile, names: Names) -> Seen | None:
    if not left.contexts or not right.contexts or left.names_told.keys() & right.names_told.keys():
        return None
    return None if left.words_told.keys() & right.words_told.keys() else (1.0, "no telling word in common")


def _others(left: Profile, right: Profile, names: Names) -> Seen | None:
    return _overlap(left.others, right.others)


def _years(left: Profile, right: Profile, names: Names) -> Seen | None:
    if not left.dates or not right.dates:
        return None
    early, late = sorted((left, right), key=lambda each: (each.dates[0], each.id))
    gap = int(late.dates[0][:4]) - int(early.dates[-1][:4])
    return (min(gap, 10) / 10, f"{early.dates[-1]} / {late.dates[0]}") if gap > 0 else None


FEATURES: dict[str, Callable[[Profile, Profile, Names], Seen | None]] = {
    "same name": _same_name,
    "shared words of a body": _share,
    "rarity of shared words": _rare,
    "other words": _extra,
    "one word only": _single,
    "initials": _initials,
    "a part, or kin": _part,
    "acronym": _acronym,
    "other number": _number,
    "other kind": _kind,
    "same country": _same_country,
    "other country": _other_country,
    "same trade": _same_trade,
    "in office": _in_office,
    "not there then": _there,
    "told with like names": _told,
    "told in like words": _words,
    "nothing alike told": _nothing,
    "told with the same": _others,
    "years apart": _years,
}
"""What is compared, by name."""


def observed(left: Profile, right: Profile, names: Names) -> dict[str, Seen]:
    """What each feature that says something saw, by its name."""
    found = ((name, feature(left, right, names)) for name, feature in FEATURES.items())
    return {name: seen for name, seen in found if seen is not None}
