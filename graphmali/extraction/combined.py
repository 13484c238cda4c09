"""Rules and encoder together: what the rules claim, weighed by the encoder, and what only the encoder sees."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphmali.extraction import rules
from graphmali.extraction.encoder import documents
from graphmali.extraction.encoder.reading import TOLD
from graphmali.model import Claim, Document, Mention, Party, Passage, Span
from graphmali.vocabulary import Vocabulary

__all__ = ["extract"]

_SEEN = 0.15
_UNSEEN, _DOUBTED = 0.5, 0.75
"""What remains of the rules' confidence where the encoder does not see their claim at all, and where it does but would
not tell it (from the confidence ``_SEEN``): ``docs/extraction.md`` has how often such claims are right."""


def extract(
    document: Document, passages: tuple[Passage, ...], vocabulary: Vocabulary
) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """Mentions and claims of both. Where both speak of the same two parties, the rules' word stands; a party that the
    rules only work out gives way to those that the encoder finds named."""
    mentions, claims = rules.extract(document, passages, vocabulary)
    seen, read = documents.extract(document, passages, vocabulary, _SEEN)
    taken = {at for mention in mentions for at in range(mention.span.start, mention.span.end)}
    others = (m for m in seen if taken.isdisjoint(range(m.span.start, m.span.end)))
    by_rules, by_encoder = _ByPlace(claims), _ByPlace(read)
    weighed = (_weighed(claim, by_encoder.about(claim)) for claim in claims if not _outdone(claim, by_encoder))
    more = (claim for claim in read if claim.confidence >= TOLD and next(by_rules.about(claim), None) is None)
    return (
        tuple(sorted((*mentions, *others), key=lambda m: m.span)),
        tuple(sorted((*weighed, *more), key=lambda c: (c.evidence, c.id))),
    )


class _ByPlace:
    """Claims in order of their evidence, found by its words."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = claims
        self._starts = [claim.evidence.start for claim in claims]
        self._longest = max((claim.evidence.end - claim.evidence.start for claim in claims), default=0)

    def about(self, claim: Claim) -> Iterator[Claim]:
        """The claims on the same words about the same two parties, in either order."""
        return (other for other in self.on(claim.evidence) if _same_parties(claim, other))

    def on(self, words: Span) -> Iterator[Claim]:
        """The claims on some of the words, whomever they are about."""
        return (claim for claim in self._near(words) if claim.evidence.overlaps(words))

    def _near(self, span: Span) -> Sequence[Claim]:
        return self._claims[bisect_left(self._starts, span.start - self._longest) : bisect_left(self._starts, span.end)]


def _outdone(claim: Claim, read: _ByPlace) -> bool:
    """Whether a party was only worked out, and the encoder tells the same type on the same words of others by name.

    "Cotton growers will march against the mill": the rules, which know no cotton growers, take the country's public.
    """
    if not claim.implied or any(other.type == claim.type for other in read.about(claim)):
        return False
    told = (other for other in read.on(claim.evidence) if other.type == claim.type and not other.implied)
    return any(other.confidence >= TOLD for other in told)


def _weighed(claim: Claim, others: Iterator[Claim]) -> Claim:
    """A claim of the rules, less sure where the encoder does not see it, and no fact where the encoder sees none."""
    same = next((other for other in others if other.type == claim.type), None)
    if same is None or same.confidence < TOLD:
        return replace(claim, confidence=round(claim.confidence * (_UNSEEN if same is None else _DOUBTED), 2))
    if claim.modality.makes_tie and not same.modality.makes_tie:
        return replace(claim, modality=same.modality)
    return claim


def _same_parties(one: Claim, other: Claim) -> bool:
    """Whether two claims are about the same two, in either order."""
    straight = _same(one.source, other.source) and _same(one.target, other.target)
    return straight or (_same(one.source, other.target) and _same(one.target, other.source))


def _same(one: Party, other: Party) -> bool:
    if one.actor_id == other.actor_id:
        return True
    return one.span is not None and other.span is not None and one.span.overlaps(other.span)
