"""Who says so, of the claims of a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from graphmali.model import Claim
from graphmali.vocabulary import Vocabulary

__all__ = ["with_known_speakers"]


def with_known_speakers(claims: Iterable[Claim], vocabulary: Vocabulary) -> tuple[Claim, ...]:
    """The claims of a document, without the speakers of whom nothing but an id would be known.

    A claim carries no more of who says so than an id: a speaker is on a list, or a party of a claim of the document.
    """
    claims = tuple(claims)
    parties = {party.actor_id for claim in claims for party in (claim.source, claim.target)}

    def known(claim: Claim) -> bool:
        said_by = claim.attribution
        return said_by is None or said_by in parties or vocabulary.actor(said_by) is not None

    return tuple(claim if known(claim) else replace(claim, attribution=None) for claim in claims)
