"""Learning whom mentions mean: the weights of :class:`graphmali.extraction.encoder.linking.Linker`."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch
from numpy.typing import NDArray

from graphmali.extraction.encoder.hints import Floats
from graphmali.extraction.encoder.linking import DISTRUST, NEW, Linker, antecedents
from graphmali.extraction.encoder.network import Network as Runtime
from graphmali.extraction.encoder.profiles import Actors
from graphmali.vocabulary import Vocabulary
from training.annotated import Subject
from training.export import export_linker, retrust
from training.questions import Answer, Sight, called_by, questions

__all__ = ["learn"]

_ENOUGH = 50
"""Mentions named in one way, from which to learn how far to trust the network there."""
_HELD = 2.0
_EPOCHS, _BATCH, _RATE, _DECAY, _DROPPED, _SIZE = 5, 64, 2e-3, 0.5, 0.2, 48


class _Choice(torch.nn.Module):
    """The scores of candidates; see :class:`graphmali.extraction.encoder.linking.Linker`."""

    def __init__(self, names: int, categories: int, width: int) -> None:
        super().__init__()
        self.weights = torch.nn.EmbeddingBag(names, 1, mode="sum")
        torch.nn.init.zeros_(self.weights.weight)
        self.category = torch.nn.Parameter(torch.randn(categories, _SIZE) * 0.1)
        self.kind = torch.nn.Linear(width, _SIZE)
        self.dropped = torch.nn.Dropout(_DROPPED)

    def forward(self, batch: _Batch) -> torch.Tensor:
        scores: torch.Tensor = self.weights(batch.names, batch.starts)[:, 0]
        return scores + (self.kind(self.dropped(batch.mention))[batch.of] * self.category[batch.category]).sum(-1)


@dataclass(frozen=True, slots=True)
class _Row:
    """An answer in numbers: the features of its candidates one after another, how many each has, its category."""

    features: NDArray[np.int32]
    lengths: NDArray[np.int32]
    categories: NDArray[np.int32]
    mention: Floats
    right: int


class _Book:
    """Answers as they come, with numbers for features and categories: millions of them would not fit as words."""

    def __init__(self) -> None:
        self.rows: list[_Row] = []
        self._feature: dict[str, int] = {}
        self._category: dict[str, int] = {NEW: 0}

    def add(self, answers: Iterable[Answer]) -> None:
        """Writes answers down."""
        number, category = self._feature, self._category
        for answer in answers:
            own = [number.setdefault(name, len(number)) for _, names in answer.described for name in names]
            lengths = np.array([len(names) for _, names in answer.described], np.int32)
            categories = np.array([category.setdefault(c, len(category)) for c, _ in answer.described], np.int32)
            self.rows.append(_Row(np.array(own, np.int32), lengths, categories, answer.question.vector, answer.right))

    def sorted(self) -> tuple[list[str], list[str], list[_Row]]:
        """Features and categories in the order of the alphabet, a new actor before all, and the rows with their
        numbers; of the features those seen twice at least, that were a right candidate's or a wrong one's often enough
        to tell."""
        seen, right = np.zeros((2, len(self._feature)), np.int64)
        for row in self.rows:
            np.add.at(seen, row.features, 1)
            end = int(row.lengths[: row.right + 1].sum())
            np.add.at(right, row.features[end - row.lengths[row.right] : end], 1)
        words = list(self._feature)
        kept = np.flatnonzero((seen >= 4) | ((seen >= 2) & (right > 0)))
        order = sorted(kept.tolist(), key=words.__getitem__)
        place = np.full(len(words), -1, np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        categories = [NEW, *sorted(self._category.keys() - {NEW})]
        number = np.array([categories.index(category) for category in self._category], np.int32)
        return [words[n] for n in order], categories, [_renumbered(row, place, number) for row in self.rows]


def _renumbered(row: _Row, place: NDArray[np.int32], category: NDArray[np.int32]) -> _Row:
    features = place[row.features]
    before = np.concatenate([[0], np.cumsum(features >= 0)])
    ends = np.cumsum(row.lengths)
    lengths = (before[ends] - before[ends - row.lengths]).astype(np.int32)
    return _Row(features[features >= 0], lengths, category[row.categories], row.mention, row.right)


@dataclass(frozen=True, slots=True)
class _Batch:
    """Several answers, candidates one after another; ``of`` tells which answer's each is, ``right`` which are right."""

    names: torch.Tensor
    starts: torch.Tensor
    of: torch.Tensor
    category: torch.Tensor
    mention: torch.Tensor
    right: torch.Tensor


def _batch(rows: Sequence[_Row]) -> _Batch:
    lengths = np.concatenate([row.lengths for row in rows])
    sizes = np.array([row.lengths.size for row in rows])
    return _Batch(
        torch.from_numpy(np.concatenate([row.features for row in rows]).astype(np.int64)),
        torch.from_numpy(np.cumsum(lengths, dtype=np.int64) - lengths),
        torch.from_numpy(np.repeat(np.arange(len(rows)), sizes)),
        torch.from_numpy(np.concatenate([row.categories for row in rows]).astype(np.int64)),
        torch.from_numpy(np.stack([row.mention for row in rows])),
        torch.from_numpy(np.cumsum(sizes) - sizes + np.array([row.right for row in rows])),
    )


def learn(
    subjects: Sequence[Subject], back: Sequence[Subject], vocabulary: Vocabulary, folder: Path, seed: int,
    report: Callable[[str], None] = print,
) -> None:  # fmt: skip
    """Learns from the subjects, with what the network in the folder sees, and writes the linker there.

    Whoever is taken for another makes later mentions of the document harder. So that this is learnt too, every other
    subject is first read by a linker that learnt from the rest, with its own choices as what was told before. Which
    mentions are taken up the network knows too well of subjects that it learnt from: how far to trust it is learnt
    from those that were kept back.
    """
    sight = Sight(Runtime(folder))
    whole = _Book()
    for own, others in ((subjects[::2], subjects[1::2]), (subjects[1::2], subjects[::2])):
        called, half = called_by(own, vocabulary), _Book()
        half.add(questions(own, vocabulary, sight, called))
        with TemporaryDirectory() as temporary:
            _learn(half, called, Path(temporary), seed, report)
            whole.add(questions(others, vocabulary, sight, called, Linker(Path(temporary))))
    called = called_by(subjects, vocabulary)
    whole.add(questions(subjects, vocabulary, sight, called))
    _learn(whole, called, folder, seed, report)
    _trust_antecedents(back, called, vocabulary, folder, sight, report)


def _trust_antecedents(
    back: Sequence[Subject], called: Mapping[str, Mapping[str, Sequence[str]]], vocabulary: Vocabulary, folder: Path,
    sight: Sight, report: Callable[[str], None] = print,
) -> None:  # fmt: skip
    """Learns from subjects that the network did not learn from how far its antecedents count, by the way of naming;
    first after choices that were made without them, then after those made with them."""
    for _ in range(2):
        linker, actors = Linker(folder), Actors(vocabulary)
        asked: dict[str, list[tuple[Floats, int]]] = defaultdict(list)
        right = total = 0
        for answer in questions(back, vocabulary, sight, called, linker):
            told = antecedents(answer.question)
            said = np.stack([linker.scores(answer.question, actors), *told])
            asked[answer.question.way].append((said, answer.right))
            right += linker.choose(answer.question, actors)[0] == answer.right
            total += 1
        report(f"of {total} mentions kept back, {right / total:.3f} are linked as annotated")
        retrust({way: _trust(rows) for way, rows in sorted(asked.items()) if len(rows) >= _ENOUGH}, folder)


def _trust(rows: Sequence[tuple[Floats, int]]) -> tuple[float, float, float]:
    """The weights of what is said (three numbers a candidate) by which the right candidates are the likeliest, held
    near those of no trust: convex."""
    start = torch.tensor(DISTRUST, dtype=torch.float64)
    weights = start.clone().requires_grad_()
    optimizer = torch.optim.LBFGS([weights], max_iter=100, line_search_fn="strong_wolfe")
    said = [(torch.tensor(s, dtype=torch.float64), n) for s, n in rows]

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = _HELD * (weights - start).square().sum()
        value = value - torch.stack([torch.log_softmax(weights @ s, 0)[n] for s, n in said]).sum()
        value.backward()
        return value

    optimizer.step(loss)
    words, network, before = (round(weight, 3) for weight in weights.tolist())
    return words, network, before


def _learn(
    answered: _Book, called: Mapping[str, Mapping[str, Sequence[str]]], folder: Path, seed: int,
    report: Callable[[str], None],
) -> None:  # fmt: skip
    """Learns from answered questions, and writes the linker into the folder."""
    names, categories, rows = answered.sorted()
    choice = _fit(rows, len(names), len(categories), seed, report)
    weights = dict(zip(names, choice.weights.weight.detach()[:, 0].tolist(), strict=True))
    dense = {n: p.detach().numpy() for n, p in choice.named_parameters() if not n.startswith("weights")}
    export_linker(weights, categories, called, dense, folder)


def _fit(rows: Sequence[_Row], names: int, categories: int, seed: int, report: Callable[[str], None]) -> _Choice:
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    choice = _Choice(names, categories, rows[0].mention.size)
    told = list(choice.weights.parameters())
    dense = [p for n, p in choice.named_parameters() if not n.startswith("weights")]
    optimizer = torch.optim.AdamW(
        [{"params": told, "lr": 2 * _RATE, "weight_decay": _DECAY}, {"params": dense, "lr": _RATE}]
    )
    steps = _EPOCHS * math.ceil(len(rows) / _BATCH)
    falling = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / steps)
    for epoch in range(_EPOCHS):
        total = 0.0
        mixed = order.permutation(len(rows))
        for at in range(0, len(mixed), _BATCH):
            batch = _batch([rows[n] for n in mixed[at : at + _BATCH]])
            loss = _loss(choice(batch), batch)
            optimizer.zero_grad()
            (loss / _BATCH).backward()
            optimizer.step()
            falling.step()
            total += loss.item()
        report(f"links, epoch {epoch + 1}: loss {total / len(rows):.4f}")
    return choice.eval()


def _loss(scores: torch.Tensor, batch: _Batch) -> torch.Tensor:
    """Minus the logarithm of the right candidates' probabilities."""
    count = len(batch.right)
    most = torch.full((count,), -torch.inf).scatter_reduce(0, batch.of, scores.detach(), "amax")
    total = torch.zeros(count).index_add(0, batch.of, (scores - most[batch.of]).exp())
    return (total.log() + most - scores[batch.right]).sum()
