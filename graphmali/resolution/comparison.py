"""How likely it is that two actors are one, and why.

The values of the features times their weights, which ``identity.yaml`` holds, add up to the logarithm of the odds. The
weights are learnt from pairs of names that people decided on (``python -m training.identity``).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from graphmali.resolution.features import Names, observed
from graphmali.resolution.profiles import Profile
from graphmali.vocabulary.loader import mapping

__all__ = ["Compared", "Reason", "Weights", "compare", "shipped"]


@dataclass(frozen=True, slots=True)
class Reason:
    """What a feature adds to the logarithm of the odds that two actors are one."""

    feature: str
    weight: float
    detail: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The probability that two actors are one; its log odds are the sum of the reasons' weights."""

    score: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each feature, what is added to all (``base``), and the score from which on a pair is proposed."""

    base: float
    features: Mapping[str, float]
    proposed: float


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights of ``identity.yaml``."""
    data = {entry.key: entry.data for entry in mapping(Path(__file__).with_name("identity.yaml"))}
    return Weights(data["base"]["weight"], data["features"], data["proposed"]["score"])


def compare(left: Profile, right: Profile, names: Names, weights: Weights) -> Compared:
    """The probability that two actors are one; the reasons come with the weightiest first."""
    reasons = [Reason("base", weights.base, "before anything is known")]
    for name, (value, detail) in observed(left, right, names).items():
        reasons.append(Reason(name, round(value * weights.features.get(name, 0.0), 4), detail))
    total = math.fsum(reason.weight for reason in reasons)
    ordered = sorted(reasons, key=lambda reason: (-abs(reason.weight), reason.feature))
    return Compared(round(1 / (1 + math.exp(-total)), 4), tuple(r for r in ordered if r.weight))
