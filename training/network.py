"""The network that is trained: an encoder, a tagger of mentions, and heads for the pairs of them.

For an ordered pair (source, target) of spans the heads say whether a claim holds, of which type and modality. Where
they look is learnt from the annotated cues: attention over the sentence's pieces, asked by the two spans. Whether a
claim holds is weighed against the other pairs of the sentence: who does it is seldom clear from one pair alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.antecedents import Antecedents, Told, told_of
from training.base import Base
from training.examples import MODALITIES, OPEN, TAGS, Example, Link

__all__ = ["Batch", "Network", "batch_of", "loss_of"]

_MESSAGE, _WEIGHED = 96, 192
"""How much a pair tells the others of its sentence, and how much is made of what it hears."""
_SPEAKER = 96
"""Width in which a pair looks for whom its sentence has say so."""


class Packing:
    """Sentences of unlike length: which pieces there are, and how to put them one after another and back.

    Most of the work of a layer is done for each piece alone, and none of it should be for pieces that are not there.
    """

    def __init__(self, present: Tensor) -> None:
        self._shape = present.shape
        self._place = present.flatten().nonzero()[:, 0]
        self.absent = (1.0 - present[:, None, None, :]) * -1e4

    def packed(self, x: Tensor) -> Tensor:
        """Sentences × pieces × width as pieces × width."""
        return x.flatten(0, 1)[self._place]

    def padded(self, x: Tensor) -> Tensor:
        """The other way round, with zeros where there is no piece."""
        size, length = self._shape
        return x.new_zeros(size * length, x.shape[-1]).index_copy(0, self._place, x).view(size, length, -1)


class Layer(nn.Module):
    """One layer of BERT."""

    def __init__(self, base: Base, number: int, dropout: float) -> None:
        super().__init__()
        weights = base.layer(number)
        self.heads = base.heads
        self.epsilon = base.epsilon
        self.dropout = nn.Dropout(dropout)
        three = (np.concatenate([weights[f"{name}.{part}"] for name in "qkv"]) for part in "wb")
        self.qkv = _linear(*three)
        self.ao, self.fi, self.fo = (_linear(weights[f"{name}.w"], weights[f"{name}.b"]) for name in ("ao", "fi", "fo"))
        self.aln = _norm(weights["aln.w"], weights["aln.b"], base.epsilon)
        self.oln = _norm(weights["oln.w"], weights["oln.b"], base.epsilon)

    def forward(self, x: Tensor, packing: Packing | None) -> Tensor:
        """``x`` is pieces × width, of one sentence or, with a packing, of several."""
        width = x.shape[-1]
        told = self.qkv(x)[None] if packing is None else packing.padded(self.qkv(x))
        q, k, v = (m.unflatten(-1, (self.heads, -1)).transpose(1, 2) for m in told.chunk(3, -1))
        scores = q @ k.transpose(-1, -2) / math.sqrt(width // self.heads)
        if packing is not None:
            scores = scores + packing.absent
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).flatten(2)
        x = self.aln(x + self.dropout(self.ao(mixed[0] if packing is None else packing.packed(mixed))))
        inner = self.fo(functional.gelu(self.fi(x)))
        return self.oln(x + self.dropout(inner))


class Encoder(nn.Module):
    """The first ``layers`` layers of the base, the lowest ``frozen`` of them fixed; ``keep`` names the pieces."""

    def __init__(self, base: Base, keep: Sequence[int], layers: int, frozen: int, dropout: float = 0.1) -> None:
        super().__init__()
        words = base.matrix("emb.word", len(base.pieces), base.hidden, np.array(keep))
        self.words = nn.Embedding.from_pretrained(torch.tensor(words), freeze=True)
        positions = (
            base.vector("emb.pos").reshape(-1, base.hidden) + base.vector("emb.type").reshape(-1, base.hidden)[0]
        )
        self.register_buffer("positions", torch.tensor(positions))
        self.norm = _norm(base.vector("emb.ln.w"), base.vector("emb.ln.b"), base.epsilon)
        self.layers = nn.ModuleList([Layer(base, number, dropout) for number in range(layers)])
        self.frozen = frozen
        self.half = torch.cpu._is_avx512_bf16_supported()
        for part in (self.norm, *self.layers[:frozen]):
            part.requires_grad_(False)

    def forward(self, ids: Tensor, present: Tensor | None = None) -> Tensor:
        """Vectors of every piece: batch × pieces × width. ``present`` is 1 where there is a piece, else 0; it may be
        left out for one sentence."""
        return self.through(self.words(ids), present)

    def through(self, words: Tensor, present: Tensor | None) -> Tensor:
        """The same, of the pieces' own vectors. While it learns it may reckon in 16 bits (``half``)."""
        if self.half and self.training:
            with torch.autocast("cpu", torch.bfloat16):
                return self._layers(words, present).float()
        return self._layers(words, present)

    def _layers(self, words: Tensor, present: Tensor | None) -> Tensor:
        x = words + self.positions[: words.shape[1]]
        packing = None if present is None else Packing(present)
        x = self.norm(x[0] if packing is None else packing.packed(x))
        for number, layer in enumerate(self.layers):
            if self.training and number < self.frozen:
                with torch.no_grad():
                    x = layer.eval()(x, packing)
            else:
                x = layer(x, packing)
        return x[None] if packing is None else packing.padded(x)


class Said(NamedTuple):
    """What the heads say of pairs: logits of existence, type and modality, where each looks, and the types that each
    piece says; ``inner`` is what is known of a pair, ``spans`` are the vectors of the batch's spans."""

    exists: Tensor
    types: Tensor
    modality: Tensor
    scores: Tensor
    words: Tensor
    inner: Tensor
    spans: Tensor


class Heads(nn.Module):
    """What is said of pieces and of pairs of spans."""

    def __init__(self, width: int, types: int, inner: int = 384) -> None:
        super().__init__()
        self.tags = nn.Linear(width, len(TAGS))
        self.nobody = nn.Parameter(torch.zeros(width))
        self.ask = nn.Linear(2 * width, width)
        self.mix = nn.Linear(6 * width + 1, inner)
        self.exists = nn.Linear(inner, 1)
        self.message = nn.Linear(inner, _MESSAGE)
        self.weigh = nn.Linear(inner + 4 * _MESSAGE, _WEIGHED)
        self.outweigh = nn.Linear(_WEIGHED, 1)
        self.kind = nn.Linear(inner, types)
        self.word_kind = nn.Linear(width, types + 1)
        self.hint = nn.Linear(types, width, bias=False)
        self.hint_kind = nn.Parameter(torch.tensor(2.0))
        self.modality = nn.Linear(inner, len(MODALITIES))
        self.hears = nn.Linear(inner, _SPEAKER)
        self.speaks = nn.Linear(width, _SPEAKER)
        self.dropout = nn.Dropout(0.2)

    def pairs(self, x: Tensor, batch: Batch) -> Said:
        """What holds between the spans of every pair.

        A pair's type is what its own head says, plus what the pieces say that it looks at.
        """
        hinted = x + self.hint(batch.hints)
        spans = batch.spans.times(batch.span_pieces, hinted)
        spans = torch.where(batch.span_nobody[:, None], spans + self.nobody, spans)
        source, target = spans[batch.source], spans[batch.target]
        asked = self.ask(torch.cat([source, target], -1))
        scores = batch.pairs.times(asked, hinted.transpose(1, 2)) / math.sqrt(x.shape[-1])
        scores = scores.masked_fill(batch.present[batch.pairs.sentence] == 0, -1e4)
        attention = scores.softmax(-1)
        context = batch.pairs.times(attention, hinted)
        words = self.word_kind(self.dropout(hinted)) + self.hint_kind * functional.pad(batch.hints, (0, 1))
        between = batch.pairs.times(batch.between, hinted)
        whole = x[batch.pairs.sentence, 0]
        order = (batch.order)[:, None]
        joined = torch.cat([source, target, source * target, context, between, whole, order], -1)
        inner = self.dropout(functional.gelu(self.mix(self.dropout(joined))))
        kinds = self.kind(inner) + batch.pairs.times(attention, words[:, :, :-1])
        heard = torch.cat([inner, *self._heard(self.message(inner), batch.source, batch.target, len(spans))], -1)
        weighed = self.outweigh(self.dropout(functional.gelu(self.weigh(heard))))
        exists = (self.exists(inner) + weighed).squeeze(-1)
        return Said(exists, kinds, self.modality(inner), scores, words, inner, spans)

    def speakers(self, inner: Tensor, spans: Tensor) -> Tensor:
        """Logits of pairs × spans: whom the sentence has say what the pair claims; the span of nobody is the text."""
        return self.hears(inner) @ self.speaks(spans).T / math.sqrt(_SPEAKER)

    @staticmethod
    def _heard(message: Tensor, source: Tensor, target: Tensor, spans: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What each pair hears of its rivals: the largest messages of the pairs with the same source, with the same
        target, of those in which the source is the target, and in which the target is the source."""
        nothing = torch.zeros(spans, message.shape[1])
        by_source, by_target = (
            nothing.scatter_reduce(0, ends[:, None].expand_as(message), message, "amax", include_self=False)
            for ends in (source, target)
        )
        return by_source[source], by_target[target], by_target[source], by_source[target]


class Network(nn.Module):
    """Encoder, heads, and whom mentions take up."""

    def __init__(self, base: Base, keep: Sequence[int], layers: int, types: int, frozen: int = 0) -> None:
        super().__init__()
        self.encoder = Encoder(base, keep, layers, frozen)
        self.heads = Heads(base.hidden, types)
        self.antecedents = Antecedents(base.hidden)
        self.mask = nn.Parameter(self.encoder.words.weight.mean(0).detach().clone())


class Rows:
    """Rows that belong to sentences, in the order of those: spans, or pairs of them."""

    def __init__(self, sentence: Sequence[int], size: int) -> None:
        self.sentence = torch.tensor(sentence, dtype=torch.long)
        counts = torch.bincount(self.sentence, minlength=size)
        self._shape = size, int(counts.max()) if len(sentence) else 0
        first = counts.cumsum(0) - counts
        self._place = self.sentence * self._shape[1] + torch.arange(len(sentence)) - first[self.sentence]

    def times(self, rows: Tensor, matrices: Tensor) -> Tensor:
        """Each row times the matrix of its sentence (the first dimension of ``matrices``)."""
        size, most = self._shape
        padded = torch.zeros(size * most, rows.shape[1]).index_copy(0, self._place, rows)
        product = padded.view(size, most, -1) @ matrices
        return product.reshape(size * most, -1)[self._place]


@dataclass
class Batch:
    """Several sentences, padded, with all ordered pairs of their spans."""

    ids: Tensor
    present: Tensor
    tags: Tensor
    spans: Rows
    span_pieces: Tensor
    span_nobody: Tensor
    pairs: Rows
    source: Tensor
    target: Tensor
    order: Tensor
    between: Tensor
    group: Tensor
    exists: Tensor
    type: Tensor
    modality: Tensor
    cue: Tensor
    speaker: Tensor
    word_kind: Tensor
    hints: Tensor
    told: Told


def batch_of(sentences: Sequence[Example], types: int) -> Batch:
    """Sentences as tensors."""
    size, length = len(sentences), max(len(s.ids) for s in sentences)
    ids, present = torch.ones(size, length, dtype=torch.long), torch.zeros(size, length)
    tags = torch.full((size, length), OPEN)
    rows: list[tuple[int, int, int]] = []
    nobody: list[bool] = []
    pairs: list[tuple[int, int, int, float, tuple[int, int]]] = []
    wanted: list[list[Link]] = []
    said_by: list[list[int]] = []
    groups: list[int] = []
    numbered: dict[tuple[int | str, ...], int] = {}
    for n, sentence in enumerate(sentences):
        count = len(sentence.ids)
        ids[n, :count], present[n, :count] = torch.tensor(sentence.ids), 1.0
        tags[n, :count] = torch.tensor(sentence.tags)
        first = len(rows)
        rows += [(n, *span) for span in sentence.spans]
        nobody += [number == 0 for number in range(len(sentence.spans))]
        links: dict[tuple[int, int], list[Link]] = {}
        for link in sentence.links:
            links.setdefault((link.source, link.target), []).append(link)
        for s, (s_start, s_end) in enumerate(sentence.spans):
            for t, (t_start, t_end) in enumerate(sentence.spans):
                same = sentence.actors[s] and sentence.actors[s] == sentence.actors[t]
                if s == t or same:
                    continue
                gap = (min(s_end, t_end), max(s_start, t_start)) if s and t else (1, 1)
                pairs.append((n, first + s, first + t, float(s_start < t_start), gap))
                wanted.append(links.get((s, t), []))
                said_by.append([first + span for link in wanted[-1] for span in link.speakers])
                actors = (sentence.actors[s] or s, sentence.actors[t] or t)
                groups.append(numbered.setdefault((n, *actors), len(numbered)))
    span_pieces = torch.zeros(len(rows), length)
    for row, (_, start, end) in enumerate(rows):
        end = min(end, length)
        span_pieces[row, start:end] = 1.0 / max(1, end - start)
    between = torch.zeros(len(pairs), length)
    for p, (_, _, _, _, (start, end)) in enumerate(pairs):
        if start < end:
            between[p, start:end] = 1.0 / (end - start)
    type_ = torch.zeros(len(pairs), types)
    modality = torch.full((len(pairs),), OPEN)
    cue = torch.zeros(len(pairs), length, dtype=torch.bool)
    speaker = torch.zeros(len(pairs), len(rows), dtype=torch.bool)
    for p, found in enumerate(wanted):
        for link in found:
            type_[p, link.type] = 1.0 / len(found)
            modality[p] = link.modality
            cue[p, list(link.cue)] = True
        speaker[p, said_by[p]] = True
    word_kind = torch.zeros(size, length, types + 1)
    for n, sentence in enumerate(sentences):
        for link in sentence.links:
            for piece in link.cue:
                word_kind[n, piece, link.type] = 1.0
        word_kind[n, : len(sentence.ids), types] = 0.0 if sentence.phrase else 0.1
    spoken = word_kind[..., :types].sum(-1, keepdim=True)
    word_kind = torch.where(
        spoken > 0, torch.cat([word_kind[..., :types] / spoken.clamp(min=1), spoken * 0], -1), word_kind
    )
    hints = torch.zeros(size, length, types)
    for n, sentence in enumerate(sentences):
        hints[n, : len(sentence.ids)] = torch.from_numpy(sentence.hints)
    numbers = torch.tensor([pair[:3] for pair in pairs], dtype=torch.long).reshape(-1, 3)
    return Batch(
        ids, present, tags, Rows([row[0] for row in rows], size), span_pieces, torch.tensor(nobody),
        Rows([pair[0] for pair in pairs], size), numbers[:, 1], numbers[:, 2],
        torch.tensor([pair[3] for pair in pairs]), between, torch.tensor(groups),
        torch.tensor([float(bool(w)) for w in wanted]), type_, modality, cue, speaker, word_kind, hints,
        told_of(sentences),
    )  # fmt: skip


def loss_of(network: Network, batch: Batch, hidden: Tensor | None = None) -> Tensor:
    """The sum of the heads' losses, a sentence; ``hidden`` marks pieces whose word is masked."""
    encoder = network.encoder
    if hidden is None:
        x = encoder(batch.ids, batch.present)
    else:
        words = torch.where(hidden[:, :, None], network.mask, encoder.words(batch.ids))
        x = encoder.through(words, batch.present)
    size = batch.ids.shape[0]
    tags = network.heads.tags(network.heads.dropout(x))
    told = batch.tags.reshape(-1)
    loss = functional.cross_entropy(tags.reshape(-1, tags.shape[-1]), told, ignore_index=OPEN, reduction="sum")
    loss = loss / (told != OPEN).sum().clamp(min=1)
    spans = batch.spans.times(batch.span_pieces, x)
    seen = None if hidden is None else ~(hidden[batch.spans.sentence] & (batch.span_pieces > 0)).any(1)
    loss = loss + network.antecedents.loss(spans, batch.told, seen) / size
    if len(batch.source) == 0:
        return loss
    said = network.heads.pairs(x, batch)
    loss = loss - 0.5 * (functional.log_softmax(said.words, -1) * batch.word_kind).sum() / size
    by_actors, share = _told_by_one(said.exists, batch)
    loss = loss + by_actors / size
    positive = batch.exists > 0
    if positive.any():
        share = share[positive]
        kinds = functional.log_softmax(said.types[positive], -1)
        loss = loss - (share[:, None] * batch.type[positive] * kinds).sum() / size
        modes = functional.cross_entropy(
            said.modality[positive], batch.modality[positive], ignore_index=OPEN, reduction="none"
        )
        loss = loss + 0.5 * (share * modes).sum() / size
        looked = share * _one_of(said.scores[positive], batch.cue[positive])
        loss = loss - 0.3 * looked.sum() / size
        speakers = network.heads.speakers(said.inner[positive], said.spans)
        elsewhere = batch.pairs.sentence[positive][:, None] != batch.spans.sentence[None]
        heard = share * _one_of(speakers.masked_fill(elsewhere, -1e4), batch.speaker[positive])
        loss = loss - 0.3 * heard.sum() / size
    return loss


def _one_of(logits: Tensor, right: Tensor) -> Tensor:
    """For each row the log chance of what is right, no matter which of it; 0 where nothing is."""
    chances = functional.log_softmax(logits, -1).masked_fill(~right, -1e4).logsumexp(-1)
    return torch.where(right.any(1), chances, 0.0)


def _told_by_one(exists: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
    """The loss of existence, and how much each pair has to say of type, modality and cue.

    An actor may be named more than once in a sentence, and a claim is told by one pair of mentions at least, by no
    matter which: of the pairs of two actors, the chance that one of them holds is 1 - prod(1 - p).
    """
    count = int(batch.group.max()) + 1
    none = torch.zeros(count).index_add(0, batch.group, functional.softplus(exists))
    told = torch.zeros(count).scatter_reduce(0, batch.group, batch.exists, "amax")
    loss = torch.where(told > 0, -torch.log1p(-torch.exp(-none.clamp(min=1e-4))), none).sum()
    chance = exists.detach().sigmoid() + 1e-6
    whole = torch.zeros(count).index_add(0, batch.group, chance)
    pairs = torch.zeros(count).index_add(0, batch.group, torch.ones_like(chance))
    return loss, chance / whole[batch.group] * pairs[batch.group].sqrt()


def _linear(weight: np.ndarray, bias: np.ndarray) -> nn.Linear:  # type: ignore[type-arg]
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight, layer.bias = nn.Parameter(torch.tensor(weight)), nn.Parameter(torch.tensor(bias))
    return layer


def _norm(weight: np.ndarray, bias: np.ndarray, epsilon: float) -> nn.LayerNorm:  # type: ignore[type-arg]
    layer = nn.LayerNorm(len(weight), eps=epsilon)
    layer.weight, layer.bias = nn.Parameter(torch.tensor(weight)), nn.Parameter(torch.tensor(bias))
    return layer
