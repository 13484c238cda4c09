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
from numpy.typing import NDArray

from graphmali.extraction.encoder.activations import gelu, softmax
from graphmali.extraction.encoder.antecedents import Antecedents
from graphmali.extraction.encoder.hints import Floats, Hints
from graphmali.extraction.encoder.linking import Linker
from graphmali.extraction.encoder.pieces import Pieces

__all__ = ["NOBODY", "Floats", "Network", "Pairs", "load"]

NOBODY = 0
"""The first span of every sentence: a party that the sentence does not name."""
_ANTECEDENTS = "antecedents."
_PAIRS = 1024
"""Pairs that are looked at together: a list of a hundred names has ten thousand."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """What the heads say of ordered pairs of spans: arrays of one row a pair.

    ``exists`` is the logit that a claim holds; ``types`` and ``modalities`` are logits over the labels; ``attention``
    over the sentence's pieces tells which say so. ``inner`` is what is known of each pair, ``of_span`` of each span.
    """

    exists: Floats
    types: Floats
    modalities: Floats
    attention: Floats
    inner: Floats
    of_span: Floats


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What all pairs of a sentence share: ``x`` and ``of_span`` are vectors of pieces and spans, ``sums`` those of the
    pieces before each; ``asks`` and ``ends`` are what a span adds as source and as target, ``whole`` what the sentence
    adds; ``words`` are the logits of the types that each piece says."""

    x: Floats
    of_span: Floats
    spans: NDArray[np.int64]
    sums: NDArray[np.float64]
    asks: tuple[Floats, Floats]
    ends: tuple[Floats, Floats]
    whole: Floats
    words: Floats

    def between(self, source: NDArray[np.int64], target: NDArray[np.int64]) -> Floats:
        """The means of the vectors between two spans, 0 where there are none or one span stands for nobody."""
        start = np.minimum(self.spans[source, 1], self.spans[target, 1])
        end = np.maximum(self.spans[source, 0], self.spans[target, 0])
        count = np.where((source == NOBODY) | (target == NOBODY), 0, np.maximum(end - start, 0))
        mean = (self.sums[np.maximum(end, start)] - self.sums[start]) / np.maximum(count, 1)[:, None]
        return np.where(count[:, None] > 0, mean, 0).astype(np.float32)


class Network:
    """Encoder and heads. A sentence gives the same numbers whatever stands beside it: each is read alone."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        about = json.loads((folder / "network.json").read_text(encoding="utf-8"))
        self.version: str = about["version"]
        self.types: tuple[str, ...] = tuple(about["types"])
        self.modalities: tuple[str, ...] = tuple(about["modalities"])
        self.tags: tuple[str, ...] = tuple(about["tags"])
        self.weights: dict[str, float] = about["calibration"]["weights"]
        self.sure: float = about["calibration"]["sure"]
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
        own = {name: self._w.pop(name) for name in list(self._w) if name.startswith(_ANTECEDENTS)}
        self.antecedents = Antecedents({name.removeprefix(_ANTECEDENTS): array for name, array in own.items()})
        width = self._w["nobody"].size
        self._blocks = {name: _by_part(self._w.pop(f"{name}.weight"), width) for name in ("ask", "mix")}

    @cached_property
    def linker(self) -> Linker:
        """Whom mentions mean."""
        return Linker(self.folder)

    def vectors(self, ids: Sequence[int]) -> Floats:
        """A vector for every piece of a sentence.

        Of several sentences at once the shorter ones would be filled up, and the 8 bits that a number is rounded to
        would depend on the others.
        """
        result: Floats = self._session.run(None, {"ids": np.array(ids, np.int64)})[0]
        return result

    def tag(self, x: Floats) -> Floats:
        """Probabilities of the tags of every piece."""
        return softmax(self._linear("tags", x))

    def pairs(
        self, x: Floats, hints: Floats, spans: Sequence[tuple[int, int]], pairs: Sequence[tuple[int, int]]
    ) -> Pairs:
        """What holds between spans (half-open ranges of pieces), the first of which stands for nobody.

        ``x`` are the pieces' vectors, ``hints`` what :class:`Hints` says of them.
        """
        x = x + hints @ self._w["hint.weight"].T
        sentence = self._sentence(x, hints, spans)
        parts = [self._pairs(sentence, pairs[at : at + _PAIRS]) for at in range(0, len(pairs), _PAIRS)]
        inner, types, attention = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        exists = self._linear("exists", inner) + self._weighed(inner, np.array(pairs, np.int64), len(spans))
        return Pairs(exists[:, 0], types, self._linear("modality", inner), attention, inner, sentence.of_span)

    def speakers(self, said: Pairs, row: int) -> Floats:
        """The chance of each span that the sentence has it say what a pair claims; of nobody, that the text itself
        does."""
        heard, own = self._linear("hears", said.inner[row]), self._linear("speaks", said.of_span)
        return softmax(own @ heard / np.float32(np.sqrt(heard.size)))

    def _weighed(self, inner: Floats, pairs: NDArray[np.int64], spans: int) -> Floats:
        """What the other pairs of the sentence say for or against each: see ``training/network.py``."""
        message = self._linear("message", inner)
        own, *heard = np.split(self._w["weigh.weight"].T, inner.shape[1] + message.shape[1] * np.arange(4))
        source, target = pairs.T
        by_source, by_target = (_largest(message, ends, spans) for ends in (source, target))
        of_source = by_source @ heard[0] + by_target @ heard[2]
        of_target = by_target @ heard[1] + by_source @ heard[3]
        return self._linear(
            "outweigh", gelu(inner @ own + of_source[source] + of_target[target] + self._w["weigh.bias"])
        )

    def _sentence(self, x: Floats, hints: Floats, spans: Sequence[tuple[int, int]]) -> _Sentence:
        whole = x[0]
        of_span = np.stack([x[start:end].mean(0) for start, end in spans])
        of_span[NOBODY] = whole + self._w["nobody"]
        ask, mix = self._blocks["ask"], self._blocks["mix"]
        return _Sentence(
            x,
            of_span,
            np.array(spans),
            np.concatenate([np.zeros((1, x.shape[1])), np.cumsum(x, 0, np.float64)]),
            (of_span @ ask[0], of_span @ ask[1] + self._w["ask.bias"]),
            (of_span @ mix[0], of_span @ mix[1]),
            whole @ mix[5] + self._w["mix.bias"],
            self._linear("word_kind", x)[:, :-1] + self._w["hint_kind"] * hints,
        )

    def _pairs(self, sentence: _Sentence, pairs: Sequence[tuple[int, int]]) -> tuple[Floats, Floats, Floats]:
        x, mix = sentence.x, self._blocks["mix"]
        source, target = np.array(pairs, np.int64).T
        asked = sentence.asks[0][source] + sentence.asks[1][target]
        attention = softmax(asked @ x.T / np.float32(np.sqrt(x.shape[1])))
        joined = (
            sentence.ends[0][source]
            + sentence.ends[1][target]
            + (sentence.of_span[source] * sentence.of_span[target]) @ mix[2]
            + (attention @ x) @ mix[3]
            + sentence.between(source, target) @ mix[4]
            + sentence.whole
            + (sentence.spans[source, 0] < sentence.spans[target, 0])[:, None] * mix[6]
        )
        inner = gelu(joined)
        return inner, self._linear("kind", inner) + attention @ sentence.words, attention

    def _linear(self, name: str, x: Floats) -> Floats:
        result: Floats = x @ self._w[f"{name}.weight"].T + self._w[f"{name}.bias"]
        return result


def _by_part(weight: Floats, width: int) -> list[Floats]:
    """The matrix of a layer that takes several vectors one after another, by vector, each to be multiplied from the
    right: what is the same for many pairs is then multiplied once. A last single number has a row of its own."""
    return [np.ascontiguousarray(part) for part in np.split(weight.T, range(width, len(weight.T), width))]


def _largest(message: Floats, ends: NDArray[np.int64], spans: int) -> Floats:
    """For each span the largest of the messages of the pairs that it is an end of, 0 where there is none."""
    largest = np.full((spans, message.shape[1]), -np.inf, np.float32)
    np.maximum.at(largest, ends, message)
    result: Floats = np.where(np.isinf(largest), np.float32(0), largest)
    return result


@lru_cache(maxsize=2)
def load(folder: Path) -> Network:
    """The network of a folder, read once a process."""
    return Network(folder)
