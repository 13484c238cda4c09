"""Checks the annotated text: form, guide, variety. ``python -m training.check [FILE …]`` names file and line."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from graphmali.model import Modality
from graphmali.vocabulary import Vocabulary, load
from training.annotated import TEXT, AnnotationError, Subject, Unit, parse

__all__ = ["CUE_SHARE", "complaints", "cue_key", "four_grams", "masked", "totals"]

CUE_SHARE = 0.10
"""The most of a type's claims, in a language, that one cue may carry (three are always allowed)."""
LENGTH = range(5, 15)
"""Sentences, bullets and rows of a document."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|<\w+>")
_TIMES = re.compile(
    r"\b(?:\d[\d.,:/h-]*|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|"
    r"august|september|october|november|december|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|février|mars|"
    r"avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b",
    re.IGNORECASE,
)
_SMALL = frozenset(
    """a an the of to in on at by for with from as and or that its his her their it be been was were is are has have had
    le la les l un une des du de d à au aux en par pour avec sur et ou que qu qui se s est a ont été""".split()
)


def masked(unit: Unit) -> str:
    """The unit's text with actors and dates masked."""
    text, at = "", 0
    for mention in unit.mentions:
        text += unit.text[at : mention.span.start] + "<actor>"
        at = mention.span.end
    return _TIMES.sub("<date>", text + unit.text[at:])


def four_grams(unit: Unit) -> frozenset[tuple[str, ...]]:
    """The word 4-grams of a masked unit."""
    words = [word.casefold() for word in _WORD.findall(masked(unit))]
    return frozenset(zip(words, words[1:], words[2:], words[3:], strict=False))


def cue_key(cue: str) -> str:
    """What two cues that differ in inflection alone share: the first letters of their content words.

    >>> cue_key("condemned the"), cue_key("condemns")
    ('condem', 'condem')
    """
    words = [w.casefold() for w in re.findall(r"[^\W_]+", cue)]
    return " ".join(w[:6] for w in words if w not in _SMALL) or " ".join(words)


def complaints(subjects: Iterable[Subject], vocabulary: Vocabulary) -> Iterator[str]:
    """What is wrong, one line each: ``file:line: what``."""
    subjects = list(subjects)
    for subject in subjects:
        yield from _form(subject, vocabulary)
    yield from _repeats(subjects)
    yield from _cues(subjects)


def _form(subject: Subject, vocabulary: Vocabulary) -> Iterator[str]:
    known = {name.text.casefold(): k.actor.id for k in vocabulary.actors for name in k.names}
    for actor in subject.actors:
        if vocabulary.actor(actor.id) is not None:
            yield f"{subject.path}:1: actor {actor.id!r} is in the gazetteer: don't declare it"
        elif actor.name.casefold() in known:
            yield f"{subject.path}:1: {actor.name!r} is the gazetteer's {known[actor.name.casefold()]!r}: use that id"
    for document in subject.documents:
        count = sum(unit.counts for unit in document.units)
        if count not in LENGTH:
            yield f"{document.where}: {count} sentences; a document has {LENGTH[0]} to {LENGTH[-1]}"
        for unit in document.units:
            if unit.kind in {"heading", "header"} and unit.claims:
                yield f"{unit.where}: a {unit.kind} holds no claims"
            for claim in unit.claims:
                if claim.implied and unit.kind != "row":
                    mentioned = {m.actor for m in unit.mentions}
                    if not {claim.source, claim.target} & mentioned:
                        yield f"{claim.where}: neither {claim.source} nor {claim.target} is marked in the sentence"


def _repeats(subjects: list[Subject]) -> Iterator[str]:
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    units = [unit for subject in subjects for unit in subject.units if unit.counts]
    grams = [four_grams(unit) for unit in units]
    for index, (unit, own) in enumerate(zip(units, grams, strict=True)):
        shared: Counter[int] = Counter(other for gram in own for other in places[gram])
        for other, count in shared.items():
            least = min(len(own), len(grams[other]))
            if count > least / 2:
                yield f"{unit.where}: shares {count} of {least} word 4-grams with {units[other].where}"
        for gram in own:
            places[gram].append(index)


def _cues(subjects: list[Subject]) -> Iterator[str]:
    uses: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for subject in subjects:
        for unit in subject.units:
            for claim in unit.claims:
                uses[subject.language, claim.type].append((cue_key(unit.cue_text(claim)), claim.where))
    for (language, type_), cues in sorted(uses.items()):
        counts = Counter(cue for cue, _ in cues)
        for cue, count in sorted(counts.items()):
            if count > max(3, CUE_SHARE * len(cues)):
                where = [place for key, place in cues if key == cue][-1]
                yield f"{where}: the cue {cue!r} carries {count} of {len(cues)} {type_} claims ({language})"


def totals(subjects: Iterable[Subject]) -> str:
    """Counts by language: sentences, subjects, development share, types, modalities, sentences without a claim."""
    lines = []
    subjects = list(subjects)
    for language in ("en", "fr"):
        own = [s for s in subjects if s.language == language]
        units = [(s, u) for s in own for u in s.units if u.counts]
        if not units:
            continue
        dev = sum(s.split == "dev" for s, _ in units)
        bare = sum(len({m.actor for m in u.mentions}) > 1 and not u.claims for _, u in units)
        claims = [c for s in own for u in s.units for c in u.claims]
        documents = sum(len(s.documents) for s in own)
        lines.append(
            f"{language}: {len(units)} sentences, {documents} documents, {len(own)} subjects,"
            f" {dev / len(units):.0%} dev; {len(claims)} claims, {sum(c.implied for c in claims)} implied;"
            f" {bare / len(units):.0%} of sentences with two actors and no claim"
        )
        by_type, by_modality = Counter(c.type for c in claims), Counter(c.modality.value for c in claims)
        lines.append("  " + ", ".join(f"{t} {n}" for t, n in sorted(by_type.items(), key=lambda i: (i[1], i[0]))))
        lines.append("  " + ", ".join(f"{m.value} {by_modality[m.value]}" for m in Modality))
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Checks the named files, or all; prints complaints and totals."""
    vocabulary = load()
    paths = [Path(argument) for argument in arguments] or sorted(TEXT.glob("*/*.txt"))
    subjects, errors = [], list[AnnotationError]()
    for path in paths:
        try:
            subjects.append(parse(path, vocabulary, errors))
        except AnnotationError as error:
            errors.append(error)
    for error in errors:
        print(error)
    wrong = len(errors)
    for complaint in complaints(subjects, vocabulary):
        print(complaint)
        wrong += 1
    print(totals(subjects))
    print(f"{wrong} complaints")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
