"""What holds between two given actors: PLOVER classes (PLV, five folds), directed sentiment (DSE, one split).

The network begins with the weights that ``make train`` has left, and learns the set's own classes on the set's own
training part; nothing that is learnt here is shipped.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from benchmarks.extraction.public import GOLD
from graphmali.extraction.encoder.pieces import Pieces
from graphmali.model import Span
from training.base import read_base
from training.examples import NOBODY, Example, Link
from training.fit import Settings, fit, told
from training.network import Network
from training.train import STATE

__all__ = ["macro_f1", "sentiment", "typing"]

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Set:
    """Examples with one labelled pair each."""

    labels: tuple[str, ...]
    examples: tuple[Example, ...]


def _read(name: str, pieces: Pieces, keep: frozenset[str] | None = None) -> Set:
    rows = [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if keep is None or row["split"] in keep]
    labels = tuple(sorted({row["label"] for row in rows}))
    return Set(labels, tuple(_example(row, f"{name} {number}", labels, pieces) for number, row in enumerate(rows)))


def _example(row: dict[str, Any], document: str, labels: Sequence[str], pieces: Pieces) -> Example:
    """A sentence, a document by itself; a party that it does not name is nobody."""
    ids, places = pieces.encode(row["text"])
    named = [end for end in ("source", "target") if row[f"{end}_span"]]
    spans = [(0, 1), *(pieces.range_of(Span(*row[f"{end}_span"]), places) for end in named)]
    tags = [0] * len(ids)
    for start, end in spans[1:]:
        tags[start:end] = [1, *[2] * (end - start - 1)]
    source, target = (named.index(end) + 1 if end in named else NOBODY for end in ("source", "target"))
    link = Link(source, target, labels.index(row["label"]), 0, ())
    hints = np.zeros((len(ids), len(labels)), np.float32)
    return Example(
        "", document, "en", row["text"], tuple(ids), tuple(tags), tuple(spans), ("", *named), (link,), hints
    )  # fmt: skip


def macro_f1(gold: Sequence[int], predicted: Sequence[int], classes: int) -> float:
    """The mean of the classes' F1.

    >>> macro_f1([0, 0, 1], [0, 1, 1], 2)
    0.6666666666666666
    """
    scores = []
    for label in range(classes):
        right = sum(g == p == label for g, p in zip(gold, predicted, strict=True))
        total = sum(g == label for g in gold) + sum(p == label for p in predicted)
        scores.append(2 * right / total if total else 0.0)
    return sum(scores) / classes


def _fine_tuned(train: Sequence[Example], classes: int, settings: Settings) -> Network:
    state = torch.load(STATE, weights_only=True)
    network = Network(read_base(), state["keep"].tolist(), settings.layers, classes)
    own = network.state_dict()
    kept = {name: value for name, value in state["network"].items() if own[name].shape == value.shape}
    network.load_state_dict(own | kept)
    fit(network, train, classes, settings, lambda line: print(f"  {line}", flush=True))
    return network


def _predict(network: Network, examples: Sequence[Example], classes: int) -> list[int]:
    found = told(network, examples, classes)
    ends = [(example.links[0].source, example.links[0].target) for example in examples]
    return [next(t.type for t in own if (t.source, t.target) == pair) for own, pair in zip(found, ends, strict=True)]


def _pieces() -> Pieces:
    return Pieces(bytes(torch.load(STATE, weights_only=True)["pieces"].numpy().tobytes()))


def typing(settings: Settings) -> float:
    """Macro-F1 over the 15 PLOVER classes, pair given, five folds of the training part."""
    data = _read("plv_train.jsonl", _pieces())
    gold, predicted = [], []
    for fold in range(FOLDS):
        train = [e for n, e in enumerate(data.examples) if n % FOLDS != fold]
        test = [e for n, e in enumerate(data.examples) if n % FOLDS == fold]
        network = _fine_tuned(train, len(data.labels), settings)
        gold += [e.links[0].type for e in test]
        predicted += _predict(network, test, len(data.labels))
    return macro_f1(gold, predicted, len(data.labels))


def sentiment(settings: Settings) -> float:
    """Macro-F1 of directed sentiment on the validation part, trained on the training part."""
    pieces = _pieces()
    train, test = (_read("dse_dev.jsonl", pieces, frozenset({part})) for part in ("train", "valid"))
    network = _fine_tuned(train.examples, len(train.labels), settings)
    gold = [e.links[0].type for e in test.examples]
    return macro_f1(gold, _predict(network, test.examples, len(test.labels)), len(test.labels))
