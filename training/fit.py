"""Training the network, and what it claims of sentences whose mentions are given."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch

from training.examples import NOBODY, Example
from training.network import Batch, Network, batch_of, loss_of

__all__ = ["Settings", "Told", "fit", "told"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How long and how fast the network learns.

    ``batch`` counts sentences of usual length. In the share ``masked`` of the documents, half of the mentions have
    their words hidden.
    """

    layers: int = 6
    frozen: int = 0
    epochs: int = 3
    batch: int = 32
    rate: float = 3e-4
    head_rate: float = 1.4e-3
    masked: float = 0.5
    phrases: bool = True
    seed: int = 7


@dataclass(frozen=True, slots=True)
class Told:
    """A claim that the network makes between two spans of a sentence."""

    source: int
    target: int
    type: int
    modality: int
    exists: float
    certainty: float


def fit(
    network: Network,
    sentences: Sequence[Example],
    types: int,
    settings: Settings,
    report: Callable[[str], None] = print,
) -> None:
    """Trains in place. The same sentences and settings give the same weights on one machine."""
    torch.manual_seed(settings.seed)
    shuffle = random.Random(settings.seed)
    network.train()
    heads = [*network.heads.parameters(), *network.antecedents.parameters()]
    body = [p for p in (*network.encoder.parameters(), network.mask) if p.requires_grad]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": settings.rate}, {"params": heads, "lr": settings.head_rate}],
        weight_decay=0.01,
        fused=True,
    )
    steps = settings.epochs * sum(1 for _ in _batches(sentences, settings.batch, random.Random(settings.seed)))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1.0, (step + 1) / (0.1 * steps)) * max(0.02, 1 - step / steps)
    )
    for epoch in range(settings.epochs):
        total, seen = 0.0, 0
        for chosen in _batches(sentences, settings.batch, shuffle):
            batch = batch_of(chosen, types)
            hidden = _hidden(chosen, batch, settings.masked, shuffle)
            loss = loss_of(network, batch, hidden)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += float(loss.detach()) * len(chosen)
            seen += len(chosen)
        report(f"epoch {epoch + 1} of {settings.epochs}: loss {total / seen:.3f}")
    network.eval()


_USUAL = 45
"""Pieces of a sentence of usual length."""
_PHRASES = _HALF = 0.5
_POOL = 1024
"""Phrases that are put in order of length together."""


def _batches(sentences: Sequence[Example], size: int, shuffle: random.Random) -> Iterator[list[Example]]:
    """Batches of about ``size`` sentences of usual length, in random order: of whole documents, or of phrases of like
    length.

    Of the phrases each epoch takes about a half: they are many.
    """
    documents: dict[str, list[Example]] = {}
    phrases = []
    for sentence in sentences:
        if not sentence.phrase:
            documents.setdefault(sentence.document, []).append(sentence)
        elif shuffle.random() < _PHRASES:
            phrases.append(sentence)
    whole = list(documents.values())
    shuffle.shuffle(whole)
    shuffle.shuffle(phrases)
    pools = (phrases[at : at + _POOL] for at in range(0, len(phrases), _POOL))
    alike = [[phrase] for pool in pools for phrase in sorted(pool, key=lambda phrase: len(phrase.ids))]
    batches = [*_filled(whole, _USUAL * size), *_filled(alike, _USUAL * size)]
    shuffle.shuffle(batches)
    yield from batches


def _filled(groups: Sequence[list[Example]], pieces: int) -> Iterator[list[Example]]:
    """Groups one after another, as many to a batch as have so many pieces together."""
    batch: list[Example] = []
    count = 0
    for group in groups:
        own = sum(len(sentence.ids) for sentence in group)
        if batch and count + own > pieces:
            yield batch
            batch, count = [], 0
        batch, count = [*batch, *group], count + own
    if batch:
        yield batch


def _hidden(chosen: Sequence[Example], batch: Batch, share: float, shuffle: random.Random) -> torch.Tensor:
    hidden = torch.zeros_like(batch.present, dtype=torch.bool)
    masked = {document: shuffle.random() < share for document in dict.fromkeys(s.document for s in chosen)}
    for n, sentence in enumerate(chosen):
        for start, end in sentence.spans[1:]:
            if sentence.phrase or (masked[sentence.document] and shuffle.random() < _HALF):
                hidden[n, start:end] = True
    return hidden


@torch.no_grad()
def told(network: Network, sentences: Sequence[Example], types: int, size: int = 32) -> list[list[Told]]:
    """The likeliest type and modality of every pair of every sentence."""
    network.eval()
    order = sorted(range(len(sentences)), key=lambda n: len(sentences[n].ids))
    found: list[list[Told]] = [[] for _ in sentences]
    for at in range(0, len(order), size):
        numbers = order[at : at + size]
        chosen = [sentences[n] for n in numbers]
        batch = batch_of(chosen, types)
        x = network.encoder(batch.ids, batch.present)
        if len(batch.source) == 0:
            continue
        said = network.heads.pairs(x, batch)
        exists, type_ = said.exists.sigmoid(), said.types.softmax(-1)
        first = 0
        starts = []
        for sentence in chosen:
            starts.append(first)
            first += len(sentence.spans)
        for p, sentence_number in enumerate(batch.pairs.sentence.tolist()):
            source = int(batch.source[p]) - starts[sentence_number]
            target = int(batch.target[p]) - starts[sentence_number]
            if source == target == NOBODY:
                continue
            best = int(type_[p].argmax())
            found[numbers[sentence_number]].append(
                Told(source, target, best, int(said.modality[p].argmax()), float(exists[p]), float(type_[p, best]))
            )
    return found
