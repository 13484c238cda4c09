"""What claims add up to: one tie for each pair of ends and type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from graphmali.model import OPEN, Claim, Modality, Relation, Tie, TieKey

__all__ = ["add_up", "confidence", "key_of"]

ALLEGED_WEIGHT = 0.5
"""An alleged claim counts half as evidence that the tie holds."""

SUREST = 0.99
"""No number of origins makes a tie surer: they may all have it from one that no text names."""

_WHOLLY: Mapping[str, float] = {}


def key_of(claim: Claim, relations: Mapping[str, Relation]) -> TieKey:
    """The tie that a claim speaks of."""
    directed = relations[claim.type].directed
    return TieKey.of(claim.source.actor_id, claim.type, claim.target.actor_id, directed=directed)


def add_up(
    claims: Iterable[Claim],
    relations: Mapping[str, Relation],
    copies: Mapping[str, str],
    trust: Mapping[str, float] = _WHOLLY,
) -> tuple[Tie, ...]:
    """The ties of the claims, sorted by id; a key with no asserted or alleged claim has none.

    ``copies`` maps a document to the one that it is a copy of, ``trust`` to the reliability of its outlet, from 0 to
    1; one that it lacks has 1.
    """
    grouped: dict[TieKey, list[Claim]] = defaultdict(list)
    for claim in claims:
        grouped[key_of(claim, relations)].append(claim)
    ties = (_tie(key, found, relations[key.type].sign, (copies, trust)) for key, found in grouped.items())
    return tuple(sorted((tie for tie in ties if tie is not None), key=lambda tie: tie.id))


def _tie(
    key: TieKey, claims: list[Claim], sign: int, sources: tuple[Mapping[str, str], Mapping[str, float]]
) -> Tie | None:
    for_it = sorted((c for c in claims if c.modality.makes_tie), key=lambda c: c.id)
    if not for_it:
        return None
    copies, trust = sources
    counts = {modality: sum(c.modality is modality for c in claims) for modality in Modality}
    starts = [c.start for c in for_it if c.start]
    ends = [end for c in for_it if (end := c.end or c.start)]
    return Tie(
        id=key.id,
        source_id=key.source_id,
        type=key.type,
        target_id=key.target_id,
        polarity=sign,
        claims=tuple(c.id for c in for_it),
        documents=len({c.document_id for c in for_it}),
        origins=len({copies.get(c.document_id, c.document_id) for c in for_it}),
        asserted=counts[Modality.ASSERTED],
        alleged=counts[Modality.ALLEGED],
        denied=counts[Modality.DENIED],
        confidence=confidence(for_it, copies, trust),
        first=min(starts, default=None),
        last=OPEN if OPEN in ends else max(ends, default=None),
    )


def confidence(claims: Iterable[Claim], copies: Mapping[str, str], trust: Mapping[str, float] = _WHOLLY) -> float:
    """The chance that at least one origin is right, were origins independent: 1 − Π(1 − c), :data:`SUREST` at most.

    ``c`` is an origin's best claim: its confidence times the reliability of the outlet, and half of that where it is
    alleged. Copies are one origin and add nothing. Rounded to four decimals.
    """
    best: dict[str, float] = defaultdict(float)
    for claim in claims:
        weight = ALLEGED_WEIGHT if claim.modality is Modality.ALLEGED else 1.0
        weight *= trust.get(claim.document_id, 1.0)
        origin = copies.get(claim.document_id, claim.document_id)
        best[origin] = max(best[origin], weight * claim.confidence)
    doubt = 1.0
    for origin in sorted(best):
        doubt *= 1.0 - best[origin]
    return round(min(SUREST, 1.0 - doubt), 4)
