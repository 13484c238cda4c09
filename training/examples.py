"""Sentences as the network sees them: pieces, spans that may be actors, and what holds between which two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from graphmali.extraction.cues import compile_cues
from graphmali.extraction.encoder.hints import Counts, Hints, stem, words_of
from graphmali.extraction.encoder.network import Floats
from graphmali.extraction.encoder.pieces import Pieces
from graphmali.extraction.gazetteer import Gazetteer
from graphmali.extraction.mentions import find_mentions, read_context
from graphmali.model import Modality, Passage, PassageKind, Relation, Span
from graphmali.vocabulary import Vocabulary
from training.annotated import Subject, Unit
from training.phrases import Phrase

__all__ = [
    "MODALITIES",
    "NOBODY",
    "OPEN",
    "TAGS",
    "Example",
    "Link",
    "Table",
    "examples",
    "of_phrases",
    "passage_of",
    "table_of",
]

MODALITIES = tuple(modality.value for modality in Modality)
TAGS = ("O", "B", "I", "P")
"""Outside of a mention, at its first piece, at a later one, in a pronoun."""
OPEN = -100
"""A tag or modality that is not told, and not learnt."""
NOBODY = 0
"""The span that stands for a party that the sentence does not name."""


@dataclass(frozen=True, slots=True)
class Link:
    """Between two spans: what is claimed, how, the pieces that say it, and the spans of whom the sentence has say so.

    ``speakers`` is :data:`NOBODY` alone where the text says it itself, and empty where that is not learnt.
    """

    source: int
    target: int
    type: int
    modality: int
    cue: tuple[int, ...]
    speakers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence. ``spans`` are half-open ranges of pieces, the first standing for nobody; ``actors`` are whose."""

    subject: str
    document: str
    language: str
    text: str
    ids: tuple[int, ...]
    tags: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    actors: tuple[str, ...]
    links: tuple[Link, ...]
    hints: Floats
    phrase: bool = False
    """Of the phrase book: its parties have no words of their own, and what it leaves open is not learnt."""


def table_of(subjects: Iterable[Subject], vocabulary: Vocabulary, phrases: Iterable[Phrase] = ()) -> Table:
    """The counts of words and cues, of all subjects and of each; a cue of the lexicons counts as two sightings.

    Every word of a phrase counts as its cue: the words that phrases of all types share say little, and show it.
    """
    table = Table()
    for language in ("en", "fr"):
        cues = compile_cues(vocabulary, language)
        for by_lemma in (cues.verbs, cues.nouns):
            for lemma, found in by_lemma.items():
                key = stem(lemma)
                for type_ in {cue.type for cue in found}:
                    table.cues.setdefault(key, Counter())[type_] += 2
                table.seen[key] += 2
    for phrase in phrases:
        table.seen.update(phrase.stems)
        for key, count in phrase.stems.items() if phrase.type else ():
            table.cues.setdefault(key, Counter())[phrase.type] += count
    for subject in subjects:
        own = table.own.setdefault(subject.name, (Counter(), {}))
        for unit in subject.units:
            places = list(words_of(unit.text))
            for key, _ in places:
                own[0][key] += 1
            for claim in unit.claims:
                for key, span in places:
                    if any(span.overlaps(part) for part in claim.cue):
                        own[1].setdefault(key, Counter())[claim.type] += 1
        table.seen.update(own[0])
        for key, counts in own[1].items():
            table.cues.setdefault(key, Counter()).update(counts)
    return table


@dataclass
class Table:
    """How often each stem was seen, and as a cue of which type; ``own`` are the parts of each subject."""

    seen: Counter[str] = field(default_factory=Counter)
    cues: dict[str, Counter[str]] = field(default_factory=dict)
    own: dict[str, tuple[Counter[str], dict[str, Counter[str]]]] = field(default_factory=dict)


def examples(subjects: Iterable[Subject], vocabulary: Vocabulary, pieces: Pieces, table: Table) -> Iterator[Example]:
    """Every sentence of the subjects.

    Names that the gazetteer sees and the annotation does not mark (places, names of ships) are spans too: the
    network learns that nothing holds there.
    """
    types = {name: number for number, name in enumerate(vocabulary.relations)}
    hints = Hints(list(types), table.seen, table.cues)
    gazetteers = {language: Gazetteer(vocabulary, language) for language in ("en", "fr")}
    for subject in subjects:
        gazetteer = gazetteers[subject.language]
        for document in subject.documents:
            passages = [passage_of(unit) for unit in document.units]
            context = read_context(passages, None, gazetteer, vocabulary, document.published)
            for unit in document.units:
                if unit.kind in {"header", "heading"}:
                    continue
                found = find_mentions(unit.text, subject.language, gazetteer, vocabulary, context)
                example = _example(subject, document.id, unit, [f.span for f in found], vocabulary.relations, pieces)
                _, places = pieces.encode(unit.text)
                yield replace(example, hints=hints.of(unit.text, places, table.own.get(subject.name)))


def of_phrases(phrases: Iterable[Phrase], vocabulary: Vocabulary, pieces: Pieces, table: Table) -> Iterator[Example]:
    """The phrase book: a type between two parties, or none; neither modality nor which words say so."""
    types = {name: number for number, name in enumerate(vocabulary.relations)}
    hints = Hints(list(types), table.seen, table.cues)
    for phrase in phrases:
        ids, places = pieces.encode(phrase.text)
        spans = ((0, 1), pieces.range_of(phrase.source, places), pieces.range_of(phrase.target, places))
        links: tuple[Link, ...] = ()
        own: Counts = phrase.stems, {}
        if phrase.type is not None:
            ends = _in_order((1, 2), spans, vocabulary.relations[phrase.type])
            links = (Link(*ends, types[phrase.type], OPEN, ()),)
            own = phrase.stems, {key: Counter({phrase.type: n}) for key, n in phrase.stems.items()}
        yield Example(
            f"phrases {phrase.type}", "", phrase.language, phrase.text, tuple(ids), (OPEN,) * len(ids), spans,
            ("", "A", "B"), links, hints.of(phrase.text, places, own), phrase=True,
        )  # fmt: skip


def _in_order(ends: tuple[int, int], spans: Sequence[tuple[int, int]], relation: Relation) -> tuple[int, int]:
    """The ends of a link; of an undirected one in the order of the text, so that there is one way to say it."""
    swapped = not relation.directed and NOBODY not in ends and spans[ends[0]] > spans[ends[1]]
    return (ends[1], ends[0]) if swapped else ends


def passage_of(unit: Unit) -> Passage:
    """A unit of annotated text as the reader sees it."""
    kind = PassageKind.HEADLINE if unit.kind == "headline" else PassageKind.PARAGRAPH
    return Passage(kind, unit.text, tuple(range(len(unit.text) + 1)))


def _example(
    subject: Subject, document: str, unit: Unit, seen: list[Span], relations: Mapping[str, Relation], pieces: Pieces
) -> Example:
    types = {name: number for number, name in enumerate(relations)}
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
        said_by = claim.attribution
        speakers = tuple(n for n, actor in enumerate(actors) if actor == said_by) if said_by else (NOBODY,)
        links += [
            Link(*_in_order((source, target), spans, relations[claim.type]), types[claim.type], modality, cue, speakers)
            for source in ends[0]
            for target in ends[1]
            if source != target
        ]
    return Example(
        subject.name,
        document,
        subject.language,
        unit.text,
        tuple(ids),
        tuple(tags),
        tuple(spans),
        tuple(actors),
        tuple(links),
        np.zeros((0, 0), np.float32),
    )
