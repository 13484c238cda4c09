"""Which predicted claim is which annotated one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from graphmali.evaluation.gold import Gold, Stated
from graphmali.model import Relation

__all__ = ["GRAIN", "LEVELS", "Comparison", "match", "same_words"]

LEVELS = ("strict", "state", "relaxed")
"""How ends are compared: as actors, with governments and armies as their states, by overlapping words."""

GRAIN = ("type", "family", "sign")
"""How types are compared: as they are, by PLOVER root, by sign."""


def same_words(one: str, other: str) -> float:
    """The share of the shorter text's words that the other has too.

    >>> same_words("Mali left the bloc", "the bloc")
    1.0
    """
    left, right = (set(re.findall(r"\w+", text.casefold())) for text in (one, other))
    least = min(len(left), len(right))
    return len(left & right) / least if least else 0.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """How closely a prediction must agree: one of :data:`LEVELS` and one of :data:`GRAIN`."""

    gold: Gold
    relations: Mapping[str, Relation]
    level: str = "strict"
    grain: str = "type"

    def key(self, claim: Stated) -> Hashable:
        """What claims must share before ends and words are compared."""
        relation = self.relations[claim.type]
        keys: Mapping[str, Hashable] = {
            "type": claim.type, "family": relation.plover or "STANDING", "sign": relation.sign,
        }  # fmt: skip
        return claim.document, keys[self.grain]

    def agrees(self, predicted: Stated, gold: Stated) -> bool:
        """Whether ends (either order if undirected) and words agree."""
        undirected = not (self.relations[predicted.type].directed and self.relations[gold.type].directed)
        ends = self._ends(predicted, gold, swapped=False) or (undirected and self._ends(predicted, gold, swapped=True))
        return ends and same_words(predicted.evidence, gold.evidence) >= 0.5

    def _ends(self, predicted: Stated, gold: Stated, *, swapped: bool) -> bool:
        order = (1, 0) if swapped else (0, 1)
        if self.level == "relaxed":
            pairs = [(predicted.spans[i], gold.spans[j]) for i, j in enumerate(order)]
            return all(one is not None and other is not None and one.overlaps(other) for one, other in pairs)
        roll: Callable[[str], str] = self.gold.state_of if self.level == "state" else str
        ends = (gold.source, gold.target)
        return all(
            roll(one) == roll(ends[j]) for one, j in zip((predicted.source, predicted.target), order, strict=True)
        )


def match(predicted: Sequence[Stated], gold: Sequence[Stated], comparison: Comparison) -> dict[int, int]:
    """Indices of predictions to indices of gold claims, each used once, as many as can be.

    Where there is a choice, the claim of the same modality is taken, then that with more words in common.
    """
    by_key: dict[Hashable, list[int]] = defaultdict(list)
    for j, claim in enumerate(gold):
        by_key[comparison.key(claim)].append(j)
    candidates: dict[int, list[int]] = {}
    for i, claim in enumerate(predicted):
        fitting = [j for j in by_key[comparison.key(claim)] if comparison.agrees(claim, gold[j])]
        candidates[i] = sorted(fitting, key=lambda j: (*_closeness(claim, gold[j]), j))
    taken: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in candidates[i]:
            if j not in seen:
                seen.add(j)
                if j not in taken or place(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    for i in sorted(
        (i for i in candidates if candidates[i]), key=lambda i: _closeness(predicted[i], gold[candidates[i][0]])
    ):
        place(i, set())
    return {i: j for j, i in taken.items()}


def _closeness(predicted: Stated, gold: Stated) -> tuple[bool, float]:
    return predicted.modality is not gold.modality, -same_words(predicted.evidence, gold.evidence)
