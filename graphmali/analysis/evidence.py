"""Ties with the words behind them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graphmali.analysis.views import View, claims_by_tie
from graphmali.model import Claim, Graph, Modality, Relation

__all__ = ["Evidence", "Quote", "ToldTie", "quote_of"]


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a claim; the outlet is the publisher, else the author; ``published`` a partial ISO date."""

    text: str
    outlet: str | None
    published: str | None
    modality: Modality
    claim_id: str
    document_id: str


@dataclass(frozen=True, slots=True)
class ToldTie:
    """A tie as the claims of a view make it: distinct origins, the number of claims, and the best of them."""

    id: str
    source_id: str
    type: str
    target_id: str
    sign: int
    directed: bool
    origins: int
    claims: int
    quote: Quote


class Evidence:
    """The ties of a view by id, with their claims."""

    def __init__(self, graph: Graph, relations: Mapping[str, Relation], view: View) -> None:
        self._graph = graph
        self._relations = relations
        self._claims = {key.id: (key, claims) for key, claims in claims_by_tie(graph, relations, view).items()}

    def tie(self, tie_id: str) -> ToldTie:
        """The tie with that id."""
        key, claims = self._claims[tie_id]
        relation = self._relations[key.type]
        origins = len({self._graph.origin_of(claim.document_id) for claim in claims})
        quote = quote_of(self._graph, min(claims, key=self._preferred))
        return ToldTie(
            tie_id,
            key.source_id,
            key.type,
            key.target_id,
            relation.sign,
            relation.directed,
            origins,
            len(claims),
            quote,
        )

    def ties(self, tie_ids: Iterable[str]) -> tuple[ToldTie, ...]:
        """Those ties, the one with the most origins first."""
        told = [self.tie(tie_id) for tie_id in tie_ids]
        return tuple(sorted(told, key=lambda tie: (-tie.origins, tie.type, tie.source_id, tie.target_id)))

    def _preferred(self, claim: Claim) -> tuple[int, float, str, str]:
        """Asserted claims first, then the surest, the earliest, and by id."""
        published = self._graph.document_by_id[claim.document_id].published
        return list(Modality).index(claim.modality), -claim.confidence, published or "9", claim.id


def quote_of(graph: Graph, claim: Claim) -> Quote:
    """The words of a claim, on one line."""
    document = graph.document_by_id[claim.document_id]
    words = " ".join(graph.evidence(claim).split())
    return Quote(
        words, document.publisher or document.author, document.published, claim.modality, claim.id, document.id
    )
