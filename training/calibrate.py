"""How sure the reader of claims may be: logistic regression of being right, on documents it was not trained on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graphmali import reading
from graphmali.evaluation import Gold, Stated, predicted
from graphmali.evaluation.gold import GoldActor
from graphmali.evaluation.matching import Comparison, match
from graphmali.extraction.encoder.network import Network
from graphmali.extraction.encoder.reading import TOLD, Reader
from graphmali.extraction.gazetteer import Gazetteer
from graphmali.model import Document, Modality, Span, digest
from graphmali.vocabulary import LANGUAGES, Vocabulary
from training.annotated import Subject
from training.gold import actor_records, claim_records, document_records
from training.logistic import logistic

__all__ = ["UNCALIBRATED", "Calibration", "Read", "calibrate", "gold_of", "read_all", "surely"]

UNCALIBRATED: dict[str, object] = {"weights": {"exists": 1.0}, "sure": 0.0}
_PENALTY = 1.0
_SURE, _ENOUGH = 0.9, 20
"""Nobody may be so sure without having been right as often, on so many claims."""
_NEVER = 2.0
_FOLDS = 5


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the features, and the chance from which on a claim may be called sure."""

    weights: dict[str, float]
    sure: float


@dataclass(frozen=True, slots=True)
class Read:
    """A claim that was read, as it compares, with the features of its confidence."""

    stated: Stated
    features: dict[str, float]


def gold_of(subjects: Sequence[Subject], vocabulary: Vocabulary) -> Gold:
    """The annotation of subjects, as it is compared."""
    actors = tuple(
        GoldActor(r["id"], r["label"], r["type"], r["part_of"], tuple(r["aliases"]))
        for r in actor_records(subjects, vocabulary)
    )
    claims = tuple(
        Stated(
            r["doc"], r["source_id"], r["type"], r["target_id"], Modality(r["modality"]), r["evidence"], r["implied"],
            r["start"], r["end"], (_span(r["source_span"]), _span(r["target_span"])),
        )
        for subject in subjects
        for r in claim_records(subject, vocabulary)
    )  # fmt: skip
    return Gold(actors, claims)


def _span(place: list[int] | None) -> Span | None:
    return Span(place[0], place[1]) if place else None


def read_all(
    network: Network, subjects: Sequence[Subject], vocabulary: Vocabulary, gold: Gold, least: float = TOLD
) -> Iterator[Read]:
    """What the network finds in the documents of subjects, from a confidence on (tables are read by rules)."""
    readers = {lang: Reader(network, vocabulary, lang, Gazetteer(vocabulary, lang)) for lang in LANGUAGES}
    for subject in subjects:
        for record in document_records(subject):
            document = Document.of(
                record["text"], language=subject.language, published=record["published"], title=record["title"],
                key=record["id"],
            )  # fmt: skip
            reader = readers[subject.language]
            kept: dict[str, dict[str, float]] = {}
            reader.observe = lambda claim, raw, kept=kept: kept.update({claim.id: raw.features})  # type: ignore[misc]
            claims = reader.read(document, reading.passages(document), least)[1]
            for claim, stated in zip(claims, predicted(claims, document, gold, vocabulary.actor), strict=True):
                if claim.id in kept:
                    yield Read(stated, kept[claim.id])


def right(found: Sequence[Read], gold: Gold, vocabulary: Vocabulary) -> NDArray[np.float64]:
    """Which claims are right: parties, type, and whether it is told as fact."""
    comparison = Comparison(gold, vocabulary.relations)
    result = np.zeros(len(found))
    for factual in (True, False):
        own = [n for n, read in enumerate(found) if read.stated.factual is factual]
        wanted = [claim for claim in gold.claims if claim.factual is factual]
        hits = match([found[n].stated for n in own], wanted, comparison)
        result[[own[i] for i in hits]] = 1.0
    return result


def calibrate(found: Sequence[Read], labels: NDArray[np.float64]) -> Calibration:
    """Weights by penalised maximum likelihood; how sure a claim may be, by weights that other documents gave."""
    names = sorted({name for read in found for name in read.features})
    x = np.array([[read.features.get(name, 0.0) for name in names] for read in found])

    def fitted(rows: NDArray[np.bool_]) -> NDArray[np.float64]:
        return logistic(x[rows], labels[rows], np.full(len(names), _PENALTY))

    fold = np.array([int(digest(read.stated.document)[:8], 16) % _FOLDS for read in found])
    chances = np.zeros(len(found))
    for n in range(_FOLDS):
        chances[fold == n] = 1 / (1 + np.exp(-x[fold == n] @ fitted(fold != n)))
    weights = fitted(np.ones(len(found), bool))
    rounded = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
    return Calibration(rounded, surely(chances, labels))


def surely(chances: NDArray[np.float64], labels: NDArray[np.float64]) -> float:
    """The least chance from which on nine claims in ten are right, also if the sample was lucky by a standard error.

    >>> chances = np.repeat([0.95, 0.92], 100)
    >>> surely(chances, np.tile([1.0] * 100 + [1.0, 0.0] * 50, 1)), surely(chances, np.zeros(200))
    (0.95, 2.0)
    """
    order = np.argsort(-chances, kind="stable")
    counts = np.arange(1, len(order) + 1)
    share = np.cumsum(labels[order]) / counts
    lowest = share - np.sqrt(share * (1 - share) / counts)
    last = np.append(np.diff(chances[order]) < 0, True)
    proven = (chances[order] >= _SURE) & (counts >= _ENOUGH) & (lowest >= _SURE) & last
    return round(float(chances[order][proven].min()), 4) if proven.any() else _NEVER
