"""The trained network, run with onnxruntime and numpy.

A folder holds ``encoder.onnx`` (int8: numbers of pieces to a vector each), ``heads.npz`` (the matrices of the heads),
``pieces.model`` (SentencePiece), ``words.json`` (what words say), ``linker.json`` and ``linker.npz`` (whom mentions
mean) and ``network.json`` (labels, calibration).
``training/`` makes them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import onnxruntime

from graphmali.extraction.encoder.hints import Floats, Hints
from graphmali.extraction.encoder.linking import Linker
from graphmali.extraction.encoder.pieces import Pieces

__all__ = ["NOBODY", "Floats", "Network", "Pairs", "load"]

NOBODY = 0
"""The first span of every sentence: a party that the sentence does not name."""
_BATCH = 8
_PAIRS = 1024
"""Pairs that are looked at together: a list of a hundred names has ten thousand."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """What the heads say of ordered pairs of spans: arrays of one row a pair.

    ``exists`` is the logit that a claim holds; ``types`` and ``modalities`` are logits over the labels; ``attention``
    over the sentence's pieces tells which say so.
    """

    exists: Floats
    types: Floats
    modalities: Floats
    attention: Floats


class Network:
    """Encoder and heads. The same sentences give the same numbers, whatever stands beside them in a batch."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        about = json.loads((folder / "network.json").read_text(encoding="utf-8"))
        self.version: str = about["version"]
        self.types: tuple[str, ...] = tuple(about["types"])
        self.modalities: tuple[str, ...] = tuple(about["modalities"])
        self.tags: tuple[str, ...] = tuple(about["tags"])
        self.weights: dict[str, float] = about["calibration"]["weights"]
        self.most: float = about["calibration"]["most"]
        self.pieces = Pieces(folder / "pieces.model")
        words = json.loads((folder / "words.json").read_text(encoding="utf-8"))
        self.hints = Hints(self.types, words["seen"], words["cues"])
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), options, providers=["CPUExecutionProvider"]
        )
        with np.load(folder / "heads.npz") as arrays:
            self._w = {name: arrays[name].astype(np.float32) for name in arrays.files}

    @cached_property
    def linker(self) -> Linker:
        """Whom mentions mean."""
        return Linker(self.folder)

    def vectors(self, sentences: Sequence[Sequence[int]]) -> list[Floats]:
        """A vector for every piece of every sentence, in batches of like length."""
        order = sorted(range(len(sentences)), key=lambda n: len(sentences[n]))
        found: dict[int, Floats] = {}
        for at in range(0, len(order), _BATCH):
            chosen = order[at : at + _BATCH]
            length = max(len(sentences[n]) for n in chosen)
            ids = np.ones((len(chosen), length), np.int64)
            present = np.zeros((len(chosen), length), np.float32)
            for row, n in enumerate(chosen):
                ids[row, : len(sentences[n])] = sentences[n]
                present[row, : len(sentences[n])] = 1
            (x,) = self._session.run(None, {"ids": ids, "present": present})
            for row, n in enumerate(chosen):
                found[n] = x[row, : len(sentences[n])]
        return [found[n] for n in range(len(sentences))]

    def tag(self, x: Floats) -> Floats:
        """Probabilities of the tags of every piece."""
        return _softmax(self._linear("tags", x))

    def pairs(
        self, x: Floats, hints: Floats, spans: Sequence[tuple[int, int]], pairs: Sequence[tuple[int, int]]
    ) -> Pairs:
        """What holds between spans (half-open ranges of pieces), the first of which stands for nobody.

        ``x`` are the pieces' vectors, ``hints`` what :class:`Hints` says of them.
        """
        x = x + hints @ self._w["hint.weight"].T
        parts = [self._pairs(x, hints, spans, pairs[at : at + _PAIRS]) for at in range(0, len(pairs), _PAIRS)]
        return Pairs(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))

    def _pairs(
        self, x: Floats, hints: Floats, spans: Sequence[tuple[int, int]], pairs: Sequence[tuple[int, int]]
    ) -> tuple[Floats, Floats, Floats, Floats]:
        whole = x[0]
        of_span = np.stack([x[start:end].mean(0) for start, end in spans])
        of_span[NOBODY] = whole + self._w["nobody"]
        source = np.array([s for s, _ in pairs], np.int64)
        target = np.array([t for _, t in pairs], np.int64)
        one, other = of_span[source], of_span[target]
        asked = self._linear("ask", np.concatenate([one, other], -1))
        attention = _softmax(asked @ x.T / np.float32(np.sqrt(x.shape[1])))
        context = attention @ x
        between = np.zeros_like(one)
        order = np.zeros((len(pairs), 1), np.float32)
        for row, (s, t) in enumerate(pairs):
            order[row] = spans[s][0] < spans[t][0]
            if NOBODY not in (s, t):
                start, end = min(spans[s][1], spans[t][1]), max(spans[s][0], spans[t][0])
                if start < end:
                    between[row] = x[start:end].mean(0)
        joined = [one, other, one * other, context, between, np.broadcast_to(whole, one.shape), order]
        inner = _gelu(self._linear("mix", np.concatenate(joined, -1)))
        heads = (self._linear(name, inner) for name in ("exists", "kind", "modality"))
        exists, types, modalities = heads
        types = types + attention @ (self._linear("word_kind", x)[:, :-1] + self._w["hint_kind"] * hints)
        return exists[:, 0], types, modalities, attention

    def _linear(self, name: str, x: Floats) -> Floats:
        result: Floats = x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
        return result


def _softmax(x: Floats) -> Floats:
    raised = np.exp(x - x.max(-1, keepdims=True))
    result: Floats = raised / raised.sum(-1, keepdims=True)
    return result


def _gelu(x: Floats) -> Floats:
    from scipy.special import erf

    result: Floats = x * 0.5 * (1 + erf(x / np.sqrt(2)))
    return result


@lru_cache(maxsize=2)
def load(folder: Path) -> Network:
    """The network of a folder, read once a process."""
    return Network(folder)
