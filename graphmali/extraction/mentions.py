"""Who is named where: names of the gazetteer, and words for a country's junta, army or opposition in context."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from graphmali.extraction.gazetteer import Gazetteer, Match
from graphmali.model import Actor, Passage, Span
from graphmali.vocabulary import Vocabulary

__all__ = ["Context", "Found", "find_mentions", "read_context"]


@dataclass(frozen=True, slots=True)
class Found:
    """A mention in a passage: ``sort`` tells a name from a demonym, a seat, a role or a new name.

    ``certainty`` is the probability that it means the actor, where that was learned and not looked up.
    """

    span: Span
    surface: str
    actor_id: str
    kind: str
    sort: str
    certainty: float = 1.0


@dataclass(slots=True)
class Context:
    """What a document is about: the country that unqualified words ("the junta") refer to.

    ``latest`` remembers, while the document is read on, the country that each role was last named with; countries
    without a junta, which look on from outside, are not remembered.
    """

    country: str | None
    junta_country: str | None
    date: str | None = None
    latest: dict[str, str] = field(default_factory=dict)

    def of_role(self, role: str) -> str | None:
        """The country that a role belongs to when none is named beside it."""
        main = self.junta_country if role == "junta" else self.country
        return self.latest.get(role) or main or self.country


def read_context(
    passages: Iterable[Passage],
    title: str | None,
    gazetteer: Gazetteer,
    vocabulary: Vocabulary,
    date: str | None = None,
) -> Context:
    """Counts the countries named in a document; a name in the title or headline counts three times."""
    counts: Counter[str] = Counter()
    texts = [(title or "", 3), *((p.text, 3 if p.kind == "headline" else 1) for p in passages)]
    for text, weight in texts:
        for match in gazetteer.find(text):
            if match.sort == "role":
                continue
            actor = vocabulary.actor_by_id[match.key].actor
            if actor.country is not None and actor.country in vocabulary.states:
                counts[actor.country] += weight
    with_junta = {c: n for c, n in counts.items() if _has_junta(vocabulary, c)}
    return Context(_most(with_junta) or _most(counts), _most(with_junta), date)


def _has_junta(vocabulary: Vocabulary, country: str) -> bool:
    return vocabulary.holder("junta", country) in vocabulary.actor_by_id


def _most(counts: dict[str, int] | Counter[str]) -> str | None:
    return min(counts, key=lambda c: (-counts[c], c)) if counts else None


_BEFORE = re.compile(
    r"(?:['’]s?)?[\s-]+(?:(?:new|former|own|main|current|ruling|military|transitional|interim|de facto|national|"
    r"political|local|senior|top|then)[\s-]+){0,2}$",
    re.IGNORECASE,
)
_IN = re.compile(r"\b[Ii]n\s+$")
"""In "in Mali soldiers struck" the country is a place."""
_AFTER = {
    "en": re.compile(r"\s+(?:in|of|from)\s+(?:the\s+)?$"),
    "fr": re.compile(
        r"\s+(?:du|de\s+la|de\s+l['’]|de|des|d['’]|au|en|militaires?\s+(?:du|au))\s*$|\s+(?:militaires?\s+)?$"
    ),
}


def find_mentions(
    text: str, language: str, gazetteer: Gazetteer, vocabulary: Vocabulary, context: Context
) -> tuple[Found, ...]:
    """The mentions of a passage in order. Roles are given to a country: the one named beside them, else by context."""
    matches = list(gazetteer.find(text, context.country))
    used: set[int] = set()
    found: list[Found] = []
    for i, match in enumerate(matches):
        if match.sort != "role" or _POSSESSED.search(text[: match.span.start][-24:]):
            continue
        role = vocabulary.roles[match.key]
        beside = _beside(text, language, matches, i, vocabulary)
        if beside is not None:
            country, other = beside
            if _has_junta(vocabulary, country):
                context.latest[role.id] = country
            used.add(other)
            span = Span(min(match.span.start, matches[other].span.start), max(match.span.end, matches[other].span.end))
        elif role.context and not _unknown_before(text, match.span, matches[:i]):
            near = _near(text, match.span, matches, vocabulary)
            country, span = near or context.of_role(role.id) or "", match.span
        else:
            continue
        held = "government" if role.id == "junta" and not _has_junta(vocabulary, country) else role.id
        actor_id = vocabulary.holder(held, country, context.date)
        if actor_id is not None:
            actor = vocabulary.actor(actor_id)
            kind = actor.kind if actor else role.kind
            found.append(Found(span, span.of(text), actor_id, kind, "role"))
    for i, match in enumerate(matches):
        if match.sort != "role" and i not in used:
            actor = _standing_for(match, vocabulary)
            found.append(Found(match.span, match.span.of(text), actor.id, actor.kind, match.sort))
    return tuple(sorted(found, key=lambda f: f.span))


def _standing_for(match: Match, vocabulary: Vocabulary) -> Actor:
    """The actor of a match; a capital or palace stands for its government."""
    actor = vocabulary.actor_by_id[match.key].actor
    if match.sort == "seats" and actor.kind == "state" and actor.country is not None:
        government = vocabulary.actor(vocabulary.holder("government", actor.country) or "")
        return government or actor
    return actor


_POSSESSED = re.compile(r"\b(?:its|their|his|her|ses|son|sa|leurs?)\s+(?:[a-zà-ÿ]+\s+)?$", re.IGNORECASE)
"""Before "its citizens" nobody is named: whose they are, the words leave to the reader."""
_STRANGER = re.compile(r"(?:^|(?P<inside>\w[,;]?\s+))(?P<word>[A-ZÀ-Þ][\w-]+)(?:['’]s?)?\s+$")


def _unknown_before(text: str, here: Span, earlier: list[Match]) -> bool:
    """Whether a name that no list has stands right before ("the Iraqi army"): then it is not ours."""
    before = text[max(0, here.start - 40) : here.start]
    match = _STRANGER.search(before)
    if match is None or match["inside"] is None:
        return False
    start = here.start - len(match.group()) + match.start("word") - match.start()
    return not any(m.span.start <= start < m.span.end for m in earlier)


_REACH = 60


def _near(text: str, here: Span, matches: list[Match], vocabulary: Vocabulary) -> str | None:
    """The country with a junta that is named soon after in the sentence ("soldiers overthrew … in Niger")."""
    after = re.match(r"[^.;!?]*", text[here.end : here.end + _REACH])
    stop = here.end + (after.end() if after else 0)
    for match in matches:
        if match.sort != "role" and here.end <= match.span.start and match.span.end <= stop:
            country = vocabulary.actor_by_id[match.key].actor.country
            return country if country and _has_junta(vocabulary, country) else None
    return None


def _beside(text: str, language: str, matches: list[Match], i: int, vocabulary: Vocabulary) -> tuple[str, int] | None:
    """The country that stands beside a role, and the index of the match that names it."""
    here = matches[i].span
    if i > 0 and matches[i - 1].sort != "role" and language == "en":
        before = matches[i - 1]
        country = _country(before, vocabulary)
        placed = before.sort == "aliases" and _IN.search(text[: before.span.start])
        if country and not placed and _BEFORE.fullmatch(text[before.span.end : here.start]):
            return country, i - 1
    if i + 1 < len(matches) and matches[i + 1].sort != "role":
        after = matches[i + 1]
        country = _country(after, vocabulary)
        gap = text[here.end : after.span.start]
        plain_gap = language == "fr" and not re.search(r"\b(?:du|de|des|au|en|la)\b|d['’]|l['’]", gap)
        if country and _AFTER[language].fullmatch(gap) and (not plain_gap or after.sort == "demonyms"):
            return country, i + 1
    return None


def _country(match: Match, vocabulary: Vocabulary) -> str | None:
    """The country that a role beside the name belongs to: that of a state, by its name, people or capital."""
    actor = vocabulary.actor_by_id[match.key].actor
    return actor.country if actor.kind == "state" else None
