"""Trains the shipped network from the annotated text: ``python -m training.train [FOLDER]`` (``make train``).

Some training subjects are kept back to learn how sure the reader may be; the development set is only scored.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count
from pathlib import Path

import torch

from graphmali.evaluation import evaluate
from graphmali.extraction.encoder.network import Network as Runtime
from graphmali.extraction.encoder.pieces import Pieces
from graphmali.extraction.models import WEIGHTS
from graphmali.model import digest
from graphmali.vocabulary import LANGUAGES, Vocabulary, load
from training import link
from training.annotated import Subject, parse_all
from training.base import read_base
from training.calibrate import UNCALIBRATED, calibrate, gold_of, read_all, right
from training.examples import Example, Table, examples, of_phrases, table_of
from training.export import export, recalibrate
from training.fit import Settings, fit
from training.network import Network
from training.phrases import read_phrases
from training.pieces import trimmed

__all__ = ["SETTINGS", "STATE", "Fitted", "fitted", "main", "train"]

_KEPT_BACK = 12
_LEAST = 0.05
"""How likely the uncalibrated network must find a claim, to learn from it how sure it may be."""
SETTINGS = Settings()
STATE = Path(__file__).parents[1] / ".tools" / "network.pt"
"""The weights as they were trained, for the benchmarks that train on."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A trained network with its SentencePiece model, which pieces of the base it keeps, the counts of words, and the
    sentences that it learnt from."""

    network: Network
    pieces: bytes
    keep: Sequence[int]
    table: Table
    sentences: Sequence[Example]

    def save(self, path: Path) -> None:
        """Writes what training can go on from."""
        path.parent.mkdir(parents=True, exist_ok=True)
        model = torch.frombuffer(bytearray(self.pieces), dtype=torch.uint8)
        torch.save({"network": self.network.state_dict(), "keep": torch.tensor(self.keep), "pieces": model}, path)


def kept_back(subjects: Sequence[Subject]) -> tuple[list[Subject], list[Subject]]:
    """The subjects to learn from, and a twelfth of each language for calibration.

    Which are kept back hangs on their names, so that a new subject moves hardly any other.
    """
    own = [subject for subject in subjects if subject.split == "train"]
    back: set[str] = set()
    for language in LANGUAGES:
        names = sorted((s.name for s in own if s.language == language), key=digest)
        back.update(names[: len(names) // _KEPT_BACK])
    return [s for s in own if s.name not in back], [s for s in own if s.name in back]


def thinned(subjects: Sequence[Subject], sentences: int) -> list[Subject]:
    """The subjects with every so-manieth of their documents: about so many units in all."""
    share = min(1.0, sentences / sum(1 for subject in subjects for _ in subject.units))
    places = count()
    kept = [replace(s, documents=tuple(d for d in s.documents if _falls(next(places), share))) for s in subjects]
    return [subject for subject in kept if subject.documents]


def _falls(place: int, share: float) -> bool:
    return int((place + 1) * share) > int(place * share)


def fitted(
    subjects: Sequence[Subject], vocabulary: Vocabulary, settings: Settings = SETTINGS, sentences: int | None = None,
    report: Callable[[str], None] = print,
) -> Fitted:  # fmt: skip
    """Trains on the training subjects, or on evenly chosen documents of them with about so many sentences."""
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(settings.seed)
    types = len(vocabulary.relations)
    learn, _ = kept_back(subjects)
    if sentences is not None:
        learn = thinned(learn, sentences)
    base = read_base()
    names = [name.text for known in vocabulary.actors for name in known.names]
    phrases = list(read_phrases(vocabulary)) if settings.phrases else []
    texts = [*(unit.text for s in learn for unit in s.units), *(phrase.text for phrase in phrases)]
    model, keep = trimmed(base, [*texts, *names])
    table = table_of(learn, vocabulary, phrases)
    found = list(examples(learn, vocabulary, Pieces(model), table))
    book = list(of_phrases(phrases, vocabulary, Pieces(model), table))
    report(f"{len(found)} sentences, {len(book)} phrases, {len(keep)} pieces, {asdict(settings)}")
    network = Network(base, keep, settings.layers, types, settings.frozen)
    start = time.monotonic()
    fit(network, [*found, *book], types, settings, lambda line: report(f"{time.monotonic() - start:6.0f} s  {line}"))
    return Fitted(network, model, keep, table, found)


def train(
    subjects: Sequence[Subject], vocabulary: Vocabulary, folder: Path, settings: Settings = SETTINGS,
    sentences: int | None = None,
) -> None:  # fmt: skip
    """Trains the network and the linker, calibrates, writes the folder."""
    found = fitted(subjects, vocabulary, settings, sentences, _said)
    found.save(STATE)
    export(found.network, found.pieces, found.table, list(vocabulary.relations), found.sentences, UNCALIBRATED, folder)
    linked(subjects, vocabulary, folder, settings.seed)
    calibrated(subjects, vocabulary, folder)


def _said(line: str) -> None:
    print(line, flush=True)


def linked(subjects: Sequence[Subject], vocabulary: Vocabulary, folder: Path, seed: int) -> None:
    """Learns whom mentions mean, and puts that into the folder."""
    learn, back = kept_back(subjects)
    link.learn(learn, back, vocabulary, folder, seed, _said)


def calibrated(subjects: Sequence[Subject], vocabulary: Vocabulary, folder: Path) -> None:
    """Learns on the subjects kept back how sure the reader may be, and puts that into the folder."""
    _, calibration = kept_back(subjects)
    recalibrate(folder, UNCALIBRATED)
    gold = gold_of(calibration, vocabulary)
    seen = list(read_all(Runtime(folder), calibration, vocabulary, gold, _LEAST))
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
    parser.add_argument("--link", action="store_true", help="keep the network there, learn whom mentions mean")
    parser.add_argument("--calibrate", action="store_true", help="keep all that is there, learn how sure it may be")
    parser.add_argument("--sentences", type=int, help="learn from so many sentences only")
    wanted = parser.parse_args(arguments)
    vocabulary = load()
    subjects = parse_all(vocabulary)
    settings = Settings(layers=wanted.layers, frozen=wanted.frozen, epochs=wanted.epochs, phrases=not wanted.no_phrases)
    if wanted.link:
        linked(subjects, vocabulary, wanted.folder, settings.seed)
    if wanted.link or wanted.calibrate:
        calibrated(subjects, vocabulary, wanted.folder)
    else:
        train(subjects, vocabulary, wanted.folder, settings, wanted.sentences)
    score(subjects, vocabulary, wanted.folder)


if __name__ == "__main__":
    main(sys.argv[1:])
