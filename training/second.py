"""The tenth of the text that is annotated twice: blank copies for a second annotator, and how far the two agree.

``python -m training.second blank FOLDER`` writes the chosen documents without marks; filled in, they lie in
``training/second/LANGUAGE/``. ``python -m training.second`` prints the agreement.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graphmali.model import digest
from graphmali.vocabulary import Vocabulary, load
from training.annotated import TEXT, AnnotatedDocument, Subject, Unit, parse_all

__all__ = ["SECOND", "Agreement", "agreement", "chosen"]

SECOND = Path(__file__).parent / "second"
_EVERY = 10


def chosen(subjects: list[Subject], annotated: set[str]) -> Iterator[tuple[Subject, AnnotatedDocument]]:
    """Documents to be annotated a second time, in no order that their subjects have, until a tenth of all is."""
    every = [(subject, document) for subject in subjects for document in subject.documents]
    missing = len(every) // _EVERY - len(annotated)
    waiting = [pair for pair in every if pair[1].id not in annotated]
    yield from sorted(waiting, key=lambda pair: digest(pair[1].id))[: max(0, missing)]


def blank(subject: Subject, document: AnnotatedDocument) -> str:
    """A document as a file of its own, without marks, with its subject's actors."""
    lines = [f"subject: {subject.title}", f"language: {subject.language}", f"split: {subject.split}"]
    lines += [f"actor: {a.id} | {a.name} | {a.kind} | {a.country or ''}".rstrip() for a in subject.actors]
    lines += ["", f"= {document.published or '-'} | {document.style} | {document.publisher or ''}".rstrip(" |")]
    paragraph = document.units[0].paragraph
    for unit in document.units:
        if unit.paragraph != paragraph:
            lines.append("")
            paragraph = unit.paragraph
        mark = {"headline": "# ", "heading": "## ", "bullet": "* "}.get(unit.kind, "")
        lines.append(mark + unit.text)
    return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two annotations of the same sentences agree.

    ``mentions`` and ``claims`` are F1 of one against the other (same characters and actor; same ends and type in the
    same sentence), ``untyped`` of claims whatever their type; ``modality`` is Cohen's kappa on the claims of both.
    """

    sentences: int
    mentions: float
    claims: float
    untyped: float
    modality: float


def agreement(first: list[Subject], second: list[Subject], vocabulary: Vocabulary) -> Agreement:
    """Compares documents of the same text."""
    by_text = {_text(document): document for subject in first for document in subject.documents}
    pairs = []
    for subject in second:
        for document in subject.documents:
            other = by_text.get(_text(document))
            if other is None:
                raise ValueError(f"{document.where}: no document of the first annotation has this text")
            pairs += list(zip(other.units, document.units, strict=True))
    counts: Counter[str] = Counter()
    both: list[tuple[str, str]] = []
    for one, other_unit in pairs:
        for name, left, right in (
            ("mentions", _mentions(one), _mentions(other_unit)),
            ("claims", set(_claims(one, vocabulary)), set(_claims(other_unit, vocabulary))),
            ("untyped", _ends(one), _ends(other_unit)),
        ):
            counts[f"{name} same"] += len(left & right)
            counts[f"{name} all"] += len(left) + len(right)
        left_claims, right_claims = _claims(one, vocabulary), _claims(other_unit, vocabulary)
        both += [(left_claims[key], right_claims[key]) for key in sorted(left_claims.keys() & right_claims.keys())]
    f1 = {
        name: 2 * counts[f"{name} same"] / max(1, counts[f"{name} all"]) for name in ("mentions", "claims", "untyped")
    }
    number = sum(unit.counts for unit, _ in pairs)
    return Agreement(number, f1["mentions"], f1["claims"], f1["untyped"], _kappa(both))


def _text(document: AnnotatedDocument) -> tuple[str, ...]:
    return tuple(unit.text for unit in document.units)


def _mentions(unit: Unit) -> set[tuple[int, int, str]]:
    return {(m.span.start, m.span.end, m.actor) for m in unit.mentions if not m.pronoun}


def _claims(unit: Unit, vocabulary: Vocabulary) -> dict[tuple[str, str, str], str]:
    found = {}
    for claim in unit.claims:
        ends = (claim.source, claim.target)
        if not vocabulary.relations[claim.type].directed:
            ends = (min(ends), max(ends))
        found[ends[0], claim.type, ends[1]] = claim.modality.value
    return found


def _ends(unit: Unit) -> set[tuple[str, ...]]:
    return {tuple(sorted((claim.source, claim.target))) for claim in unit.claims}


def _kappa(pairs: list[tuple[str, str]]) -> float:
    if not pairs:
        return 0.0
    left, right = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    seen = sum(one == other for one, other in pairs) / len(pairs)
    chance = sum(left[label] * right[label] for label in left) / len(pairs) ** 2
    return (seen - chance) / (1 - chance) if chance < 1 else 1.0


def main(arguments: list[str]) -> int:
    """Writes blanks, or prints the agreement."""
    vocabulary = load()
    first = parse_all(vocabulary, TEXT)
    if arguments[:1] == ["blank"]:
        folder = Path(arguments[1])
        annotated = {path.stem for path in SECOND.glob("*/*.txt")}
        for subject, document in chosen(first, annotated):
            path = folder / subject.language / f"{document.id}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(blank(subject, document), encoding="utf-8")
        return 0
    for language in ("en", "fr"):
        second = [subject for subject in parse_all(vocabulary, SECOND) if subject.language == language]
        found = agreement(first, second, vocabulary)
        print(
            f"{language}: {found.sentences} sentences annotated twice; F1 of mentions {found.mentions:.2f}, of claims"
            f" {found.claims:.2f} (whatever their type {found.untyped:.2f}); kappa of modality {found.modality:.2f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
