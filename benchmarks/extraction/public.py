"""End-to-end extraction on public sets: triples in political news, standing relations, French.

Ends are compared by overlapping words of the text ("relaxed"). Nothing here was trained on these sets.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from graphmali import reading
from graphmali.extraction import extract
from graphmali.model import Document, Span
from graphmali.vocabulary import load

__all__ = ["GOLD", "Counts", "french", "standing", "triples"]

GOLD = Path(__file__).parents[3] / "shared" / "gold"

CAMEO = {
    "SUPPORTS": {"Engage In Diplomatic Cooperation"},
    "ALLIED_WITH": {"Engage In Diplomatic Cooperation", "Engage In Material Cooperation"},
    "AGREES_WITH": {"Express Intend to Cooperate", "Engage In Diplomatic Cooperation"},
    "COOPERATES_WITH": {"Engage In Material Cooperation"},
    "EXERCISES_WITH": {"Engage In Material Cooperation"},
    "SHARES_INTELLIGENCE_WITH": {"Engage In Material Cooperation"},
    "AIDS": {"Provide Aid"},
    "SUPPLIES_ARMS_TO": {"Provide Aid"},
    "TRAINS": {"Provide Aid"},
    "ASSISTS_MILITARILY": {"Provide Aid"},
    "YIELDS_TO": {"Yield"},
    "RELEASES": {"Yield"},
    "MEETS": {"Consult"},
    "MEDIATES": {"Consult"},
    "DEMANDS": {"Appeal", "Demand"},
    "CONDEMNS": {"Disapprove"},
    "ACCUSES": {"Disapprove", "Investigate"},
    "REJECTS": {"Reject"},
    "THREATENS": {"Threaten"},
    "PROTESTS_AGAINST": {"Protest"},
    "SANCTIONS": {"Reduce Relations"},
    "BREAKS_WITH": {"Reduce Relations"},
    "EXPELS": {"Reduce Relations", "Coerce"},
    "MOBILISES_AGAINST": {"Exhibit Military Posture"},
    "ARRESTS": {"Coerce"},
    "REPRESSES": {"Coerce"},
    "OVERTHROWS": {"Coerce"},
    "ATTACKS": {"Assault", "Fight"},
    "FIGHTS": {"Fight"},
}
"""What our types are called there; where its classes are finer than our types, either will do."""

STANDING = {
    "ALLIED_WITH": "AlliesOf",
    "COOPERATES_WITH": "AlliesOf",
    "EXERCISES_WITH": "AlliesOf",
    "ASSISTS_MILITARILY": "AlliesOf",
    "FIGHTS": "FightingAgainst",
    "ATTACKS": "FightingAgainst",
    "MEMBER_OF": "BelongsTo",
    "LEADS": "InChargeOf",
    "SUPPORTS": "Likes",
    "CONDEMNS": "Dislikes",
    "ACCUSES": "Dislikes",
}


@dataclass(frozen=True, slots=True)
class Counts:
    """Pairs in the gold, predicted, and right."""

    gold: int
    predicted: int
    right: int

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.predicted) if self.right else 0.0


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between places of a text."""

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    labels: frozenset[str]
    directed: bool = True


def triples(*, statements: bool = False, extractor: str = "encoder") -> Counts:
    """CAMEO triples, with or without "Make Public Statement", which is no claim by our guide."""
    wanted: dict[str, list[Relation]] = defaultdict(list)
    for row in _rows("cameo_triples_dev.jsonl"):
        if row["label"] != "NONE" and (statements or row["label"] != "Make Public Statement"):
            ends = (_places(row["text"], row["source"]), _places(row["text"], row["target"]))
            wanted[row["text"]].append(Relation(*ends, frozenset({row["label"]})))
        else:
            wanted.setdefault(row["text"], [])
    return _score(wanted, ("en", extractor), lambda type_: frozenset(CAMEO.get(type_, ())))


def standing(extractor: str = "encoder") -> Counts:
    """Standing relations of dstl's re3d: alliance, enmity, membership, command, liking."""
    labels = set(STANDING.values())
    wanted: dict[str, list[Relation]] = defaultdict(list)
    for row in _rows("re3d.jsonl"):
        wanted.setdefault(row["text"], [])
        if row["label"] in labels:
            ends = ((Span(*row["source_span"]),), (Span(*row["target_span"]),))
            directed = row["label"] not in {"AlliesOf", "FightingAgainst"}
            wanted[row["text"]].append(Relation(*ends, frozenset({row["label"]}), directed))
    return _score(wanted, ("en", extractor), lambda type_: frozenset({STANDING[type_]} if type_ in STANDING else ()))


def french(extractor: str = "encoder") -> Counts:
    """French texts of popcorn: who is at odds with whom, who cooperates with whom, whatever the direction."""
    labels = {"IS_AT_ODDS_WITH", "IS_COOPERATING_WITH"}
    wanted: dict[str, list[Relation]] = {}
    for row in _rows("popcorn_fr_dev.jsonl"):
        wanted[row["text"]] = [
            Relation((Span(*r["source_span"]),), (Span(*r["target_span"]),), frozenset({r["label"]}), False)
            for r in row["relations"]
            if r["label"] in labels
        ]
    relations = load().relations
    names = {-1: frozenset({"IS_AT_ODDS_WITH"}), 1: frozenset({"IS_COOPERATING_WITH"}), 0: frozenset()}
    return _score(wanted, ("fr", extractor), lambda type_: names[relations[type_].sign])


def _rows(name: str) -> Iterator[dict[str, Any]]:
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _places(text: str, words: str) -> tuple[Span, ...]:
    return tuple(Span(*match.span()) for match in re.finditer(re.escape(words), text))


@cache
def _claims(text: str, language: str, extractor: str) -> tuple[tuple[Span, str, Span], ...]:
    document = Document.of(text, language=language)
    _, found = extract(document, reading.passages(document), load(), extractor)
    return tuple(
        (claim.source.span, claim.type, claim.target.span)
        for claim in found
        if claim.source.span is not None and claim.target.span is not None
    )


def _score(
    wanted: Mapping[str, list[Relation]], reader: tuple[str, str], labels_of: Callable[[str], frozenset[str]]
) -> Counts:
    gold = predicted = right = 0
    for text, relations in sorted(wanted.items()):
        found = [(s, labels_of(type_), t) for s, type_, t in _claims(text, *reader) if labels_of(type_)]
        gold += len(relations)
        predicted += len(found)
        left = list(relations)
        for source, labels, target in found:
            hit = next((r for r in left if r.labels & labels and _meets(r, source, target)), None)
            if hit is not None:
                left.remove(hit)
                right += 1
    return Counts(gold, predicted, right)


def _meets(relation: Relation, source: Span, target: Span) -> bool:
    ways = [(source, target)] if relation.directed else [(source, target), (target, source)]
    return any(_touches(one, relation.source) and _touches(other, relation.target) for one, other in ways)


def _touches(span: Span, places: Iterable[Span]) -> bool:
    return any(span.overlaps(place) for place in places)
