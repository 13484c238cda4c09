"""A claim as the network makes it, and what its confidence depends on."""

from __future__ import annotations

import math
from dataclasses import dataclass

from graphmali.extraction.mentions import Found
from graphmali.model import Modality
from graphmali.vocabulary.unlisted import is_listed

__all__ = ["Raw", "chance_of"]


@dataclass(frozen=True, slots=True)
class Raw:
    """A claim that the network makes, before thresholds: both ends may be nobody, never both."""

    source: Found | None
    target: Found | None
    type: str
    modality: Modality
    logit: float
    certainty: float
    modal_certainty: float
    at: int
    parties: int
    pieces: int
    """How many its sentence has."""
    row: int
    """Which it is of the pairs that the network was asked about."""

    @property
    def features(self) -> dict[str, float]:
        """What its confidence depends on: what the heads say, how parties are named, how much the sentence holds; and
        the chance that existence, type, modality and both parties are right at once, if none hung on another."""
        named = [party for party in (self.source, self.target) if party is not None]
        ends = [party.sort if party is not None else "nobody" for party in (self.source, self.target)]
        listed = [party is not None and is_listed(party.actor_id) for party in (self.source, self.target)]
        certain = [party.certainty for party in named]
        together = math.prod([chance_of(self.logit), self.certainty, self.modal_certainty, *certain])
        gap = abs(named[0].span.start - named[-1].span.start)
        return {
            "bias": 1.0,
            "exists": max(-8.0, min(8.0, self.logit)),
            "type": _log_odds(self.certainty),
            "modality": _log_odds(self.modal_certainty),
            f"source {ends[0]}": 1.0,
            f"target {ends[1]}": 1.0,
            "together": _log_odds(together),
            "linked": sum(map(math.log, certain)),
            "source listed": float(listed[0]),
            "target listed": float(listed[1]),
            "both listed": float(all(listed)),
            "parties": math.log(max(1, self.parties)),
            "pieces": math.log(self.pieces),
            "gap": math.log(1 + gap),
        }


def chance_of(logit: float) -> float:
    """The logistic function.

    >>> chance_of(0.0), chance_of(-1e9) > 0
    (0.5, True)
    """
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


def _log_odds(p: float) -> float:
    return math.log(max(p, 1e-4) / max(1 - p, 1e-4))
