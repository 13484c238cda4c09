"""Rules and encoder together: what the rules claim, and what only the encoder sees."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from graphmali.extraction import rules
from graphmali.extraction.encoder import documents
from graphmali.model import Claim, Document, Mention, Party, Passage
from graphmali.vocabulary import Vocabulary

__all__ = ["extract"]


def extract(
    document: Document, passages: tuple[Passage, ...], vocabulary: Vocabulary
) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """Mentions and claims of both. Where both speak of the same two parties, the rules' word stands."""
    mentions, claims = rules.extract(document, passages, vocabulary)
    seen, read = documents.extract(document, passages, vocabulary)
    taken = {at for mention in mentions for at in range(mention.span.start, mention.span.end)}
    others = (m for m in seen if taken.isdisjoint(range(m.span.start, m.span.end)))
    more = _beyond(claims, read)
    return (
        tuple(sorted((*mentions, *others), key=lambda m: m.span)),
        tuple(sorted((*claims, *more), key=lambda c: (c.evidence, c.id))),
    )


def _beyond(claims: Sequence[Claim], read: Sequence[Claim]) -> Iterator[Claim]:
    """What is read of parties that no claim on the same words is about; ``claims`` are in order of their evidence."""
    starts = [claim.evidence.start for claim in claims]
    longest = max((claim.evidence.end - claim.evidence.start for claim in claims), default=0)
    for claim in read:
        near = claims[bisect_left(starts, claim.evidence.start - longest) : bisect_left(starts, claim.evidence.end)]
        if not any(claim.evidence.overlaps(other.evidence) and _same_parties(claim, other) for other in near):
            yield claim


def _same_parties(one: Claim, other: Claim) -> bool:
    """Whether two claims are about the same two, in either order."""
    straight = _same(one.source, other.source) and _same(one.target, other.target)
    return straight or (_same(one.source, other.target) and _same(one.target, other.source))


def _same(one: Party, other: Party) -> bool:
    if one.actor_id == other.actor_id:
        return True
    return one.span is not None and other.span is not None and one.span.overlaps(other.span)
