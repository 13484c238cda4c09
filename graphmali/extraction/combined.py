"""Rules and encoder together: what the rules claim, and what only the encoder sees."""

from __future__ import annotations

from collections.abc import Iterable

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
    more = [claim for claim in read if not any(_same_parties(claim, other) for other in claims)]
    return _joined(mentions, seen), tuple(sorted((*claims, *more), key=lambda c: (c.evidence, c.id)))


def _same_parties(one: Claim, other: Claim) -> bool:
    """Whether two claims of overlapping words are about the same two, in either order."""
    if not one.evidence.overlaps(other.evidence):
        return False
    pairs = (one.source, one.target), (other.source, other.target), (other.target, other.source)
    return any(_same(pairs[0][0], first) and _same(pairs[0][1], second) for first, second in pairs[1:])


def _same(one: Party, other: Party) -> bool:
    if one.actor_id == other.actor_id:
        return True
    return one.span is not None and other.span is not None and one.span.overlaps(other.span)


def _joined(mentions: Iterable[Mention], seen: Iterable[Mention]) -> tuple[Mention, ...]:
    """The rules' mentions, and the encoder's where the rules saw nobody."""
    kept = list(mentions)
    kept += [m for m in seen if not any(m.span.overlaps(other.span) for other in mentions)]
    return tuple(sorted(kept, key=lambda m: m.span))
