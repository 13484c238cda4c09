"""Sentences as the network sees them: pieces, spans that may be actors, and what holds between which two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from graphmali.extraction.encoder.pieces import Pieces
from graphmali.extraction.gazetteer import Gazetteer
from graphmali.extraction.mentions import find_mentions, read_context
from graphmali.model import Modality, Passage, PassageKind, Span
from graphmali.vocabulary import Vocabulary
from training.annotated import Subject, Unit

__all__ = ["MODALITIES", "NOBODY", "TAGS", "Example", "Link", "examples"]

MODALITIES = tuple(modality.value for modality in Modality)
TAGS = ("O", "B", "I", "P")
"""Outside of a mention, at its first piece, at a later one, in a pronoun."""
NOBODY = 0
"""The span that stands for a party that the sentence does not name."""


@dataclass(frozen=True, slots=True)
class Link:
    """Between two spans: what is claimed, how, and the pieces that say it."""

    source: int
    target: int
    type: int
    modality: int
    cue: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence. ``spans`` are half-open ranges of pieces, the first standing for nobody; ``actors`` are whose."""

    subject: str
    language: str
    text: str
    ids: tuple[int, ...]
    tags: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    actors: tuple[str, ...]
    links: tuple[Link, ...]


def examples(subjects: Iterable[Subject], vocabulary: Vocabulary, pieces: Pieces) -> Iterator[Example]:
    """Every sentence of the subjects.

    Names that the gazetteer sees and the annotation does not mark (places, names of ships) are spans too: the
    network learns that nothing holds there.
    """
    types = {name: number for number, name in enumerate(vocabulary.relations)}
    gazetteers = {language: Gazetteer(vocabulary, language) for language in ("en", "fr")}
    for subject in subjects:
        gazetteer = gazetteers[subject.language]
        for document in subject.documents:
            passages = [_passage(unit) for unit in document.units]
            context = read_context(passages, None, gazetteer, vocabulary, document.published)
            for unit in document.units:
                if unit.kind in {"header", "heading"}:
                    continue
                found = find_mentions(unit.text, subject.language, gazetteer, vocabulary, context)
                yield _example(subject, unit, [f.span for f in found], types, pieces)


def _passage(unit: Unit) -> Passage:
    kind = PassageKind.HEADLINE if unit.kind == "headline" else PassageKind.PARAGRAPH
    return Passage(kind, unit.text, tuple(range(len(unit.text) + 1)))


def _example(subject: Subject, unit: Unit, seen: list[Span], types: dict[str, int], pieces: Pieces) -> Example:
    ids, places = pieces.encode(unit.text)
    mentions = sorted(unit.mentions, key=lambda m: m.span)
    spans, actors = [(0, 1)], [""]
    tags = [TAGS.index("O")] * len(ids)
    for mention in mentions:
        start, end = pieces.range_of(mention.span, places)
        for at in range(start, end):
            tags[at] = TAGS.index("P" if mention.pronoun else "B" if at == start else "I")
        spans.append((start, end))
        actors.append(mention.actor)
    for span in seen:
        if not any(span.overlaps(mention.span) for mention in mentions):
            spans.append(pieces.range_of(span, places))
            actors.append("")
    links = []
    for claim in unit.claims:
        cue = tuple(n for part in claim.cue for n in range(*pieces.range_of(part, places)))
        ends = [
            [n for n, actor in enumerate(actors) if actor == end] or [NOBODY] for end in (claim.source, claim.target)
        ]
        modality = MODALITIES.index(claim.modality.value)
        links += [
            Link(source, target, types[claim.type], modality, cue)
            for source in ends[0]
            for target in ends[1]
            if source != target
        ]
    return Example(
        subject.name, subject.language, unit.text, tuple(ids), tuple(tags), tuple(spans), tuple(actors), tuple(links)
    )
