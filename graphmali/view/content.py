"""What the page knows, as columns: actors, ties, claims, and apart from them the quotes.

A column that has the same value everywhere is that value alone. Ties stand the strongest first and their claims
beside each other, so that the number of a tie's claims says which they are. After the ties come pairs of actors
of whom claims tell, but none that makes a tie.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from graphmali.model import Claim, Graph, Modality, Relation, TieKey
from graphmali.view.arrangement import Arrangement, Heading, shape_of
from graphmali.view.language import Words, speak

__all__ = ["Content"]

MODALITIES = tuple(Modality)
CONTEXT = 140
"""So many characters before and after a quote are shown with it."""


@dataclass(frozen=True)
class Content:
    """The data of one page."""

    graph: Graph
    relations: Mapping[str, Relation]
    arrangement: Arrangement
    heading: Heading

    def tables(self) -> dict[str, Any]:
        """All that the picture needs."""
        words, graph = speak(self.heading.language), self.graph
        return {
            "language": words.language,
            "words": dict(words.ui),
            "modalities": [[modality.value, words.modalities[modality.value]] for modality in MODALITIES],
            "title": self.heading.title,
            "about": list(self.heading.about),
            "chosen": self._number.get(self.heading.actor or "", -1),
            "measure": words.measure(self.arrangement.measure),
            "counts": {name: len(getattr(graph, name)) for name in ("actors", "ties", "claims", "documents")},
            "kinds": [[kind, words.kind(kind), shape_of(kind)] for kind in self._kinds],
            "types": [self._type(type_, words) for type_ in self._types],
            "dates": [None, *self._dates],
            "blocs": self.arrangement.blocs is not None,
            "actors": self._actors(),
            "ties": self._ties(),
            "claims": self._claims(),
            "first": self._first(),
        }

    def evidence(self) -> dict[str, Any]:
        """The words behind the claims, in the order of the claims; read when somebody asks for them."""
        documents = list(dict.fromkeys(claim.document_id for claim in self._told))
        place = {id_: number for number, id_ in enumerate(documents)}
        known = [self.graph.document_by_id[id_] for id_ in documents]
        return {
            "document": [place[claim.document_id] for claim in self._told],
            "quote": [self.graph.evidence(claim) for claim in self._told],
            "marks": _column([_marks(self.graph, claim) for claim in self._told]),
            "before": _column([_before(self.graph, claim) for claim in self._told]),
            "after": _column([_after(self.graph, claim) for claim in self._told]),
            "attribution": _column([self._number.get(claim.attribution or "", -1) for claim in self._told]),
            "confidence": _column([claim.confidence for claim in self._told]),
            "outlet": _column([document.publisher or document.author for document in known]),
            "title": _column([document.title or document.path for document in known]),
            "published": _column([document.published for document in known]),
            "url": _column([_link(document.url) for document in known]),
        }

    @cached_property
    def _order(self) -> list[str]:
        """Ids of actors, the most important first."""
        scores = self.arrangement.scores
        lowest = min(scores.values(), default=0.0)
        return sorted(self.graph.actor_by_id, key=lambda id_: (-scores.get(id_, lowest), id_ not in scores, id_))

    @cached_property
    def _number(self) -> Mapping[str, int]:
        return {id_: number for number, id_ in enumerate(self._order)}

    @cached_property
    def _kinds(self) -> list[str]:
        return sorted({actor.kind for actor in self.graph.actors})

    @cached_property
    def _types(self) -> list[str]:
        return sorted({claim.type for claim in self.graph.claims})

    @cached_property
    def _dates(self) -> list[str]:
        return sorted({date for dated in set(self._dated.values()) for date in dated if date})

    @cached_property
    def _keys(self) -> list[tuple[TieKey, list[Claim]]]:
        """Every key that a claim has, ties first, with its claims by date."""
        by_ends: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
        for claim in self.graph.claims:
            by_ends[claim.source.actor_id, claim.type, claim.target.actor_id].append(claim)
        told: dict[TieKey, list[Claim]] = defaultdict(list)
        for ends, claims in by_ends.items():
            told[TieKey.of(*ends, directed=self.relations[ends[1]].directed)] += claims
        origins = {tie.key: tie.origins for tie in self.graph.ties}
        keys = sorted(told, key=lambda key: (-origins.get(key, 0), key))
        return [(key, sorted(told[key], key=self._when)) for key in keys]

    @cached_property
    def _told(self) -> list[Claim]:
        return [claim for _, claims in self._keys for claim in claims]

    @cached_property
    def _dated(self) -> Mapping[str, tuple[str | None, str | None, str | None]]:
        """By claim: start, end, and where it has neither, when its document was published."""
        published = {document.id: document.published for document in self.graph.documents}
        return {
            claim.id: (claim.start, claim.end, None if claim.start or claim.end else published[claim.document_id])
            for claim in self.graph.claims
        }

    def _when(self, claim: Claim) -> tuple[str, str]:
        return min(filter(None, self._dated[claim.id]), default=""), claim.id

    def _type(self, type_: str, words: Words) -> list[Any]:
        relation = self.relations[type_]
        return [type_, words.relation(type_), relation.sign, relation.directed]

    def _actors(self) -> dict[str, Any]:
        actors = [self.graph.actor_by_id[id_] for id_ in self._order]
        given = self.arrangement
        kinds = {kind: number for number, kind in enumerate(self._kinds)}
        sizes = given.sizes()
        return {
            "id": self._order,
            "name": [actor.name for actor in actors],
            "kind": _column([kinds[actor.kind] for actor in actors]),
            "country": _column([actor.country for actor in actors]),
            "aliases": _column([list(actor.aliases) for actor in actors]),
            "bloc": _column([(given.blocs or {}).get(id_, -1) for id_ in self._order]),
            "size": _column([round(100 * sizes.get(id_, 0.0)) for id_ in self._order]),
            "x": _column([round(given.places.get(id_, (0, 0))[0]) for id_ in self._order]),
            "y": _column([round(given.places.get(id_, (0, 0))[1]) for id_ in self._order]),
        }

    def _ties(self) -> dict[str, Any]:
        types = {type_: number for number, type_ in enumerate(self._types)}
        return {
            "source": [self._number[key.source_id] for key, _ in self._keys],
            "target": [self._number[key.target_id] for key, _ in self._keys],
            "type": _column([types[key.type] for key, _ in self._keys]),
            "claims": _column([len(claims) for _, claims in self._keys]),
        }

    def _claims(self) -> dict[str, Any]:
        number: dict[str | None, int] = {date: place for place, date in enumerate(self._dates, start=1)}
        modalities = {modality: place for place, modality in enumerate(MODALITIES)}
        dated = [self._dated[claim.id] for claim in self._told]
        return {
            "modality": _column([modalities[claim.modality] for claim in self._told]),
            "start": _column([number.get(start, 0) for start, _, _ in dated]),
            "end": _column([number.get(end, 0) for _, end, _ in dated]),
            "published": _column([number.get(published, 0) for _, _, published in dated]),
            "origin": _column(_back([self.graph.origin_of(claim.document_id) for claim in self._told])),
        }

    def _first(self) -> dict[str, Any]:
        first = sorted(self.arrangement.first, key=lambda id_: self._number[id_])
        wanted = set(self.arrangement.ties)
        return {
            "actors": [self._number[id_] for id_ in first],
            "x": [round(self.arrangement.first[id_][0]) for id_ in first],
            "y": [round(self.arrangement.first[id_][1]) for id_ in first],
            "ties": [number for number, (key, _) in enumerate(self._keys) if key.id in wanted],
        }


def _column(values: Sequence[Any]) -> Any:
    """The one value, or all.

    >>> _column([0, 0]), _column([0, 1]), _column([])
    (0, [0, 1], [])
    """
    if not values or any(value != values[0] for value in values) or isinstance(values[0], list):
        return list(values)
    return values[0]


def _back(names: Iterable[str]) -> list[int]:
    """0 for a name that is new, else how many new ones ago it came (the latest is 1).

    >>> _back("abac")
    [0, 0, 2, 0]
    """
    seen: dict[str, int] = {}
    steps = []
    for name in names:
        steps.append(len(seen) - seen[name] if name in seen else 0)
        seen.setdefault(name, len(seen))
    return steps


def _marks(graph: Graph, claim: Claim) -> list[int]:
    """Where in the quote the two ends are named: start and end of each, in UTF-16 units as browsers count."""
    named = (party.span for party in (claim.source, claim.target))
    spans = sorted({span for span in named if span is not None and claim.evidence.contains(span)})
    if len(spans) == 2 and spans[0].overlaps(spans[1]):
        spans = spans[:1]
    quote, first = graph.evidence(claim) if spans else "", claim.evidence.start
    return [_units(quote[: offset - first]) for span in spans for offset in (span.start, span.end)]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _before(graph: Graph, claim: Claim) -> str:
    text, end = graph.document_by_id[claim.document_id].text, claim.evidence.start
    near = text[max(0, end - CONTEXT) : end].rpartition("\n")[2]
    return f"…{near[near.find(' ') :]}" if len(near) == CONTEXT else near


def _after(graph: Graph, claim: Claim) -> str:
    text, start = graph.document_by_id[claim.document_id].text, claim.evidence.end
    near = text[start : start + CONTEXT].partition("\n")[0]
    return f"{near[: near.rfind(' ') + 1]}…" if len(near) == CONTEXT else near


def _link(url: str | None) -> str | None:
    """The address if a browser may follow it: http and https alone."""
    try:
        safe = url is not None and urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return None
    return url if safe else None
