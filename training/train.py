"""Trains the shipped network from the annotated text: ``python -m training.train [FOLDER]`` (``make train``).

Some training subjects are kept back to learn how sure the reader may be; the development set is only scored.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch

from graphmali.evaluation import evaluate
from graphmali.extraction.encoder.network import Network as Runtime
from graphmali.extraction.encoder.pieces import Pieces
from graphmali.extraction.models import WEIGHTS
from graphmali.vocabulary import LANGUAGES, Vocabulary, load
from training.annotated import Subject, parse_all
from training.base import read_base
from training.calibrate import UNCALIBRATED, calibrate, gold_of, read_all, right
from training.examples import examples, of_phrases, table_of
from training.export import export, recalibrate
from training.fit import Settings, fit
from training.network import Network
from training.phrases import read_phrases
from training.pieces import trimmed

__all__ = ["STATE", "main", "train"]

_KEPT_BACK = 12
SETTINGS = Settings()
STATE = Path(__file__).parents[1] / ".tools" / "network.pt"
"""The weights as they were trained, for the benchmarks that train on."""


def kept_back(subjects: Sequence[Subject]) -> tuple[list[Subject], list[Subject]]:
    """The subjects to learn from, and every twelfth, for calibration."""
    own = [subject for subject in subjects if subject.split == "train"]
    return [s for n, s in enumerate(own) if n % _KEPT_BACK != 5], [s for n, s in enumerate(own) if n % _KEPT_BACK == 5]


def train(
    subjects: Sequence[Subject], vocabulary: Vocabulary, folder: Path, settings: Settings = SETTINGS,
    sentences: int | None = None,
) -> None:  # fmt: skip
    """Trains on the training subjects (or so many of their sentences, mixed), calibrates, writes the folder."""
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(settings.seed)
    types = list(vocabulary.relations)
    learn, _ = kept_back(subjects)
    base = read_base()
    names = [name.text for known in vocabulary.actors for name in known.names]
    phrases = list(read_phrases(vocabulary)) if settings.phrases else []
    texts = [*(unit.text for s in learn for unit in s.units), *(phrase.text for phrase in phrases)]
    model, keep = trimmed(base, [*texts, *names])
    table = table_of(learn, vocabulary, phrases)
    found = list(examples(learn, vocabulary, Pieces(model), table))
    if sentences is not None:
        found = found[:: max(1, len(found) // sentences)][:sentences]
    book = list(of_phrases(phrases, vocabulary, Pieces(model), table))
    print(f"{len(found)} sentences, {len(book)} phrases, {len(keep)} pieces, {asdict(settings)}", flush=True)
    found += book
    network = Network(base, keep, settings.layers, len(types), settings.frozen)
    start = time.monotonic()
    fit(
        network,
        found,
        len(types),
        settings,
        lambda line: print(f"{time.monotonic() - start:6.0f} s  {line}", flush=True),
    )
    STATE.parent.mkdir(parents=True, exist_ok=True)
    spm = torch.frombuffer(bytearray(model), dtype=torch.uint8)
    torch.save({"network": network.state_dict(), "keep": torch.tensor(keep), "pieces": spm}, STATE)
    export(network, model, table, types, UNCALIBRATED, folder)
    calibrated(subjects, vocabulary, folder)


def calibrated(subjects: Sequence[Subject], vocabulary: Vocabulary, folder: Path) -> None:
    """Learns on the subjects kept back how sure the reader may be, and puts that into the folder."""
    _, calibration = kept_back(subjects)
    recalibrate(folder, UNCALIBRATED)
    gold = gold_of(calibration, vocabulary)
    seen = list(read_all(Runtime(folder), calibration, vocabulary, gold))
    fitted = calibrate(seen, right(seen, gold, vocabulary))
    print(f"{len(seen)} claims kept back for calibration", flush=True)
    recalibrate(folder, asdict(fitted))


def score(subjects: Sequence[Subject], vocabulary: Vocabulary, folder: Path) -> None:
    """Prints how the network does on the development set, by language."""
    network = Runtime(folder)
    for language in LANGUAGES:
        own = [s for s in subjects if s.split == "dev" and s.language == language]
        gold = gold_of(own, vocabulary)
        found = evaluate([read.stated for read in read_all(network, own, vocabulary, gold)], gold, vocabulary.relations)
        for name in ("factual explicit", "all"):
            s = found.scores[name, "strict", "type"]
            print(f"{language} dev, {name}, strict: P {s.precision:.3f} R {s.recall:.3f} F1 {s.f1:.3f} ({s.gold} gold)")
        told = found.told_as_fact
        modality = f"modality {found.modality.share:.3f}"
        print(f"{language} dev: {modality}, non-facts told as asserted {told.part} of {told.whole}")


def main(arguments: list[str]) -> None:
    """Trains and scores."""
    parser = argparse.ArgumentParser(prog="training.train", description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=WEIGHTS)
    parser.add_argument("--layers", type=int, default=SETTINGS.layers)
    parser.add_argument("--frozen", type=int, default=SETTINGS.frozen)
    parser.add_argument("--epochs", type=int, default=SETTINGS.epochs)
    parser.add_argument("--no-phrases", action="store_true", help="learn from the annotated text alone")
    parser.add_argument("--calibrate", action="store_true", help="keep the network there, learn how sure it may be")
    parser.add_argument("--sentences", type=int, help="learn from so many sentences only")
    wanted = parser.parse_args(arguments)
    vocabulary = load()
    subjects = parse_all(vocabulary)
    settings = Settings(layers=wanted.layers, frozen=wanted.frozen, epochs=wanted.epochs, phrases=not wanted.no_phrases)
    if wanted.calibrate:
        calibrated(subjects, vocabulary, wanted.folder)
    else:
        train(subjects, vocabulary, wanted.folder, settings, wanted.sentences)
    score(subjects, vocabulary, wanted.folder)


if __name__ == "__main__":
    main(sys.argv[1:])
