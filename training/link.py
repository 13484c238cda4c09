"""Learning whom mentions mean: the weights of :class:`graphmali.extraction.encoder.linking.Linker`."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import torch

from graphmali.extraction.encoder.hints import Floats
from graphmali.extraction.encoder.linking import NEW, Linker
from graphmali.extraction.encoder.network import Network as Runtime
from graphmali.vocabulary import Vocabulary
from training.annotated import Subject
from training.export import export_linker
from training.questions import Answer, Vectors, called_by, questions

__all__ = ["learn"]

_EPOCHS, _BATCH, _RATE, _DECAY, _DROPPED, _SIZE = 5, 64, 2e-3, 0.5, 0.2, 48


class _Choice(torch.nn.Module):
    """The scores of candidates; see :class:`graphmali.extraction.encoder.linking.Linker`."""

    def __init__(self, names: int, categories: int, width: int) -> None:
        super().__init__()
        self.weights = torch.nn.EmbeddingBag(names, 1, mode="sum")
        torch.nn.init.zeros_(self.weights.weight)
        self.category = torch.nn.Parameter(torch.randn(categories, _SIZE) * 0.1)
        self.kind, self.ask, self.answer = (torch.nn.Linear(width, _SIZE) for _ in range(3))
        self.dropped = torch.nn.Dropout(_DROPPED)

    def forward(self, batch: _Batch) -> torch.Tensor:
        mention, told = self.dropped(batch.mention), self.dropped(batch.told)
        scores: torch.Tensor = self.weights(batch.names, batch.starts)[:, 0]
        scores = scores + (self.kind(mention)[batch.of] * self.category[batch.category]).sum(-1)
        return scores + batch.is_told * (self.ask(mention)[batch.of] * self.answer(told)).sum(-1) / math.sqrt(_SIZE)


@dataclass(frozen=True, slots=True)
class _Row:
    """An answer in numbers: for each candidate the numbers of its features, its category, its vector."""

    names: list[list[int]]
    categories: list[int]
    mention: Floats
    told: list[Floats | None]
    right: int


@dataclass(frozen=True, slots=True)
class _Batch:
    """Several answers, candidates one after another; ``of`` tells which answer's each is, ``right`` which are right."""

    names: torch.Tensor
    starts: torch.Tensor
    of: torch.Tensor
    category: torch.Tensor
    mention: torch.Tensor
    told: torch.Tensor
    is_told: torch.Tensor
    right: torch.Tensor


def _batch(rows: Sequence[_Row]) -> _Batch:
    names = [name for row in rows for own in row.names for name in own]
    lengths = [len(own) for row in rows for own in row.names]
    sizes = [len(row.categories) for row in rows]
    told = [vector for row in rows for vector in row.told]
    nothing = np.zeros_like(rows[0].mention)
    return _Batch(
        torch.tensor(names),
        torch.tensor(np.cumsum([0, *lengths[:-1]])),
        torch.tensor(np.repeat(np.arange(len(rows)), sizes)),
        torch.tensor([category for row in rows for category in row.categories]),
        torch.tensor(np.stack([row.mention for row in rows])),
        torch.tensor(np.stack([nothing if vector is None else vector for vector in told])),
        torch.tensor([float(vector is not None) for vector in told]),
        torch.tensor(np.cumsum([0, *sizes[:-1]]) + np.array([row.right for row in rows])),
    )


def _names_of(answers: Sequence[Answer]) -> list[str]:
    """Features seen twice at least, that were a right candidate's or a wrong one's often enough to tell."""
    seen = Counter(name for answer in answers for _, own in answer.described for name in own)
    right = Counter(name for answer in answers for name in answer.described[answer.right][1])
    return sorted(name for name, count in seen.items() if count >= 4 or (count >= 2 and right[name]))


def learn(
    subjects: Sequence[Subject], vocabulary: Vocabulary, folder: Path, seed: int, report: Callable[[str], None] = print
) -> None:
    """Learns from the subjects, with the vectors of the network in the folder, and writes the linker there.

    Whoever is taken for another makes later mentions of the document harder. So that this is learnt too, every other
    subject is first read by a linker that learnt from the rest, with its own choices as what was told before.
    """
    vectors = Vectors(Runtime(folder))
    answers: list[Answer] = []
    for own, others in ((subjects[::2], subjects[1::2]), (subjects[1::2], subjects[::2])):
        called = called_by(own, vocabulary)
        taught = list(questions(own, vocabulary, vectors, called))
        with TemporaryDirectory() as temporary:
            _learn(taught, called, Path(temporary), seed, report)
            answers += questions(others, vocabulary, vectors, called, Linker(Path(temporary)))
    called = called_by(subjects, vocabulary)
    answers += questions(subjects, vocabulary, vectors, called)
    _learn(answers, called, folder, seed, report)


def _learn(
    answers: Sequence[Answer], called: Mapping[str, Mapping[str, Sequence[str]]], folder: Path, seed: int,
    report: Callable[[str], None],
) -> None:  # fmt: skip
    """Learns from answered questions, and writes the linker into the folder."""
    names = _names_of(answers)
    categories = [NEW, *sorted({c for a in answers for c, _ in a.described} - {NEW})]
    number = {name: n for n, name in enumerate(names)}
    row_of = {category: n for n, category in enumerate(categories)}
    rows = [
        _Row(
            [[number[name] for name in own if name in number] for _, own in a.described],
            [row_of[category] for category, _ in a.described],
            a.question.vector,
            [entity.vector if entity is not None else None for _, entity in a.question.candidates],
            a.right,
        )
        for a in answers
    ]
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
