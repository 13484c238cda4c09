"""Whom a mention takes up: which of the mentions before it in its document means the same actor, or none.

As in Lee et al., *End-to-end Neural Coreference Resolution* (2017), but of mentions that are given, each known by the
vector that it has in its own sentence. The encoder learns from it what tells actors apart; the linker learns how far
to trust it (:mod:`training.link`). :mod:`graphmali.extraction.encoder.antecedents` is the same with numpy.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from graphmali.extraction.encoder.antecedents import FAR, LONG_AGO
from training.examples import Example

__all__ = ["Antecedents", "Told", "told_of"]

_INNER = 192


@dataclass(frozen=True, slots=True)
class Told:
    """The mentions of a batch by document, in the order of the text: documents × mentions.

    ``row`` is the span of each, -1 where there is none; ``sentence`` the number of its sentence. ``again`` and
    ``same`` (documents × mentions × mentions) tell whether two have the same pieces, and whether they mean the same.
    """

    row: Tensor
    sentence: Tensor
    again: Tensor
    same: Tensor


def told_of(sentences: Sequence[Example]) -> Told:
    """The mentions of sentences, of which those of one document follow one another; phrases have none."""
    documents: dict[str, list[tuple[int, int, tuple[int, ...], str]]] = {}
    first, place = 0, 0
    before = ""
    for sentence in sentences:
        place = place + 1 if sentence.document == before else 0
        before = sentence.document
        order = sorted(range(len(sentence.spans)), key=lambda n: sentence.spans[n])
        for n in order if not sentence.phrase else ():
            start, end = sentence.spans[n]
            if sentence.actors[n]:
                told = first + n, place, sentence.ids[start:end], sentence.actors[n]
                documents.setdefault(sentence.document, []).append(told)
        first += len(sentence.spans)
    shape = len(documents), max(map(len, documents.values()), default=0)
    row, number = torch.full(shape, -1), torch.zeros(shape, dtype=torch.long)
    again, same = torch.zeros(*shape, shape[1]), torch.zeros(*shape, shape[1], dtype=torch.bool)
    for d, mentions in enumerate(documents.values()):
        rows, places, pieces, actors = zip(*mentions, strict=True)
        count = len(mentions)
        row[d, :count], number[d, :count] = torch.tensor(rows), torch.tensor(places)
        for m in range(count):
            again[d, m, :m] = torch.tensor([float(pieces[m] == pieces[n]) for n in range(m)])
            same[d, m, :m] = torch.tensor([actors[m] == actors[n] for n in range(m)], dtype=torch.bool)
    return Told(row, number, again, same)


class Antecedents(nn.Module):
    """The scores of antecedents."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.first = nn.Linear(width, 1)
        self.ask, self.answer = nn.Linear(width, width), nn.Linear(width, width)
        self.later, self.earlier = nn.Linear(width, _INNER), nn.Linear(width, _INNER, bias=False)
        self.between, self.ago = nn.Embedding(FAR + 1, _INNER), nn.Embedding(LONG_AGO + 1, _INNER)
        self.again = nn.Parameter(torch.zeros(_INNER))
        self.says = nn.Linear(_INNER, 1, bias=False)

    def forward(self, spans: Tensor, told: Told) -> Tensor:
        """Documents × mentions × (1 + mentions): the score of being the first of its actor, and of taking up each
        other. ``spans`` are the vectors of the rows."""
        x = spans[told.row.clamp(min=0)]
        numbers = torch.arange(x.shape[1])
        between = (numbers[:, None] - numbers).clamp(0, FAR)
        ago = (told.sentence[:, :, None] - told.sentence[:, None]).clamp(0, LONG_AGO)
        inner = self.later(x)[:, :, None] + self.earlier(x)[:, None] + self.between(between) + self.ago(ago)
        scores = self.says(functional.gelu(inner + told.again[..., None] * self.again)).squeeze(-1)
        scores = scores + self.ask(x) @ self.answer(x).transpose(1, 2) / math.sqrt(x.shape[-1])
        before = (numbers[:, None] > numbers) & (told.row >= 0)[:, None]
        return torch.cat([self.first(x), scores.masked_fill(~before, -1e4)], -1)

    def loss(self, spans: Tensor, told: Told, seen: Tensor | None) -> Tensor:
        """Minus the logarithm of the chance of the right ones, summed; only of spans that were ``seen``."""
        if told.row.numel() == 0:
            return spans.new_zeros(())
        there = told.row >= 0
        if seen is not None:
            there = there & seen[told.row.clamp(min=0)]
        scores = self(spans, told)
        scores = torch.cat([scores[..., :1], scores[..., 1:].masked_fill(~there[:, None], -1e4)], -1)
        right = told.same & there[:, None]
        right = torch.cat([~right.any(-1, keepdim=True), right], -1)
        chance = functional.log_softmax(scores, -1).masked_fill(~right, -1e4).logsumexp(-1)
        return -chance[there].sum()
