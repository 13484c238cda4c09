"""Which mention before it a mention takes up, by the vectors that both have in their sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from graphmali.extraction.encoder.activations import gelu
from graphmali.extraction.encoder.hints import Floats

__all__ = ["FAR", "LONG_AGO", "Antecedents", "Earlier", "Seen"]

FAR, LONG_AGO = 15, 7
"""Mentions between two, and sentences, from which on it is the same how many."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A mention as the network sees it: the mean of the vectors of its pieces, and the numbers of those."""

    vector: Floats
    pieces: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A mention as later ones see it: whose it was, its pieces, where it was, what it answers to."""

    actor: str
    pieces: tuple[int, ...]
    sentence: int
    answer: Floats
    inner: Floats


class Antecedents:
    """The trained matrices; see ``training/antecedents.py``."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        self._w = weights

    def earlier(self, actor: str, seen: Seen, sentence: int) -> Earlier:
        """A mention to be remembered."""
        w = self._w
        answer = seen.vector @ w["answer.weight"].T + w["answer.bias"]
        return Earlier(actor, seen.pieces, sentence, answer, seen.vector @ w["earlier.weight"].T)

    def chances(self, seen: Seen, sentence: int, told: Sequence[Earlier]) -> tuple[dict[str, float], float]:
        """By actor told of so far, the logarithm of the chance that the mention takes it up; and that it is the first
        of its actor."""
        if not told:
            return {}, 0.0
        w, vector = self._w, seen.vector
        first = float(vector @ w["first.weight"][0] + w["first.bias"][0])
        between = np.minimum(np.arange(len(told), 0, -1), FAR)
        ago = np.array([min(sentence - other.sentence, LONG_AGO) for other in told])
        again = np.array([float(other.pieces == seen.pieces) for other in told], np.float32)[:, None]
        inner = vector @ w["later.weight"].T + w["later.bias"] + np.stack([other.inner for other in told])
        inner = inner + w["between.weight"][between] + w["ago.weight"][ago] + again * w["again"]
        asked = vector @ w["ask.weight"].T + w["ask.bias"]
        scores = gelu(inner) @ w["says.weight"][0]
        scores = scores + np.stack([other.answer for other in told]) @ asked / np.float32(np.sqrt(asked.size))
        most = max(first, float(scores.max()))
        raised = np.exp(scores - most)
        sums: dict[str, float] = {}
        for other, value in zip(told, raised.tolist(), strict=True):
            sums[other.actor] = sums.get(other.actor, 0.0) + value
        alone = float(np.exp(first - most))
        whole = float(np.log(alone + sum(sums.values())))
        return {actor: float(np.log(value + 1e-30)) - whole for actor, value in sums.items()}, first - most - whole
