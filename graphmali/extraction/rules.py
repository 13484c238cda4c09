"""One document from passages to claims by rules alone: context, sections, sentences, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from graphmali.extraction import tables, titles
from graphmali.extraction.arguments import Scene
from graphmali.extraction.claims import Writer
from graphmali.extraction.cues import Cues, compile_cues
from graphmali.extraction.dates import find_periods
from graphmali.extraction.gazetteer import Gazetteer
from graphmali.extraction.mentions import Found, find_mentions, read_context
from graphmali.extraction.names import new_names
from graphmali.extraction.parser import load, parse
from graphmali.extraction.predicates import events
from graphmali.extraction.recall import Recall, content_words, publishers
from graphmali.extraction.sections import introduced_modality, section_modality
from graphmali.model import Claim, Document, Mention, Modality, Passage, PassageKind, Span
from graphmali.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan

__all__ = ["extract"]

MAX_PARSED = 20_000
"""Characters that are parsed at once: the parser's memory grows with them."""


_COMPILED: dict[tuple[str, str], tuple[Gazetteer, Cues]] = {}


def _compiled(vocabulary: Vocabulary, language: str) -> tuple[Gazetteer, Cues]:
    """Names and cues ready to match, made once a vocabulary and language."""
    key = (vocabulary.digest, language)
    if key not in _COMPILED:
        _COMPILED[key] = (Gazetteer(vocabulary, language), compile_cues(vocabulary, language))
    return _COMPILED[key]


def _pieces(text: str, part: Span) -> Iterator[Span]:
    """The part in stretches that can be parsed at once, cut after a sentence where there is one, else at a space."""
    start = part.start
    while part.end - start > MAX_PARSED:
        window = text[start : start + MAX_PARSED]
        cut = max(window.rfind(". ") + 1, 0) or max(window.rfind(" "), 0) or MAX_PARSED
        yield Span(start, start + cut)
        start += cut
    yield Span(start, part.end)


def extract(
    document: Document, passages: tuple[Passage, ...], vocabulary: Vocabulary
) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """Mentions and claims of a document, in the order of the text; none for a language without a model."""
    language = document.language or "en"
    if load(language) is None or language not in vocabulary.cues:
        return (), ()
    return _Reading(document, passages, vocabulary, language).run()


class _Reading:
    """The state that a document carries from passage to passage."""

    def __init__(
        self, document: Document, passages: tuple[Passage, ...], vocabulary: Vocabulary, language: str
    ) -> None:
        self.document, self.passages = document, passages
        self.vocabulary, self.language = vocabulary, language
        self.gazetteer, self.cues = _compiled(vocabulary, language)
        self.context = read_context(passages, document.title, self.gazetteer, vocabulary, document.published)
        self.writer = Writer(document, vocabulary, self.context)
        self.directed = {r.type: r.directed for r in vocabulary.relations.values()}
        self.last_subject: Found | None = None
        self.last_group: Found | None = None
        self.introduced: Modality = Modality.ASSERTED
        self.recall = Recall(vocabulary)
        for found in publishers(document.publisher, language, self.gazetteer, vocabulary, self.context):
            self.recall.add(found)
        self.mentions: list[Mention] = []
        self.claims: dict[str, Claim] = {}

    def run(self) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
        """Reads every passage in order."""
        for passage in self.passages:
            if passage.kind is PassageKind.HEADING or not passage.text.strip():
                self.introduced = Modality.ASSERTED
                continue
            if passage.kind is PassageKind.ROW:
                self._row(passage)
            else:
                self._prose(passage)
        claims = tuple(sorted(self.claims.values(), key=lambda c: (c.evidence, c.id)))
        return tuple(self.mentions), claims

    def _row(self, passage: Passage) -> None:
        mentions = self._find(passage.text)
        self._keep_mentions(mentions, passage)
        columns = tables.columns_of(passage.header, self.cues)
        found = tables.row_claims(passage, columns, mentions, self.cues, self.writer)
        self._keep(found)
        if not found and not columns.actors:
            default = section_modality(passage, self.cues)
            if default is Modality.ASSERTED:
                default = columns.modality
            for cell in passage.cells:
                if cell.end > cell.start:
                    self._parse(passage, cell, mentions, default, whole_row=True)

    def _prose(self, passage: Passage) -> None:
        mentions = self._find(passage.text)
        default = section_modality(passage, self.cues)
        if passage.kind is PassageKind.BULLET:
            default = self.introduced if self.introduced is not Modality.ASSERTED else default
        else:
            self.introduced = introduced_modality(passage.text, self.cues)
        for piece in _pieces(passage.text, _body(passage)):
            self._parse(passage, piece, mentions, default)

    def _find(self, text: str) -> tuple[Found, ...]:
        return find_mentions(text, self.language, self.gazetteer, self.vocabulary, self.context)

    def _parse(
        self,
        passage: Passage,
        part: Span,
        mentions: tuple[Found, ...],
        default: Modality,
        *,
        whole_row: bool = False,
    ) -> None:
        text = part.of(passage.text)
        inside = tuple(_shifted(m, -part.start) for m in mentions if part.contains(m.span))
        pipeline = load(self.language)
        if pipeline is None or not (inside or self.last_subject):
            return
        doc = parse(pipeline, self.language, text, _plain_names(inside, self.language))
        inside = tuple(self._as_people(m, doc) for m in inside)
        inside = tuple(sorted((*inside, *map(self._as_named, new_names(doc, inside))), key=lambda m: m.span))
        for mention in inside:
            self.recall.add(mention)
        self._keep_mentions(tuple(_shifted(m, part.start) for m in inside), passage)
        scene = Scene(doc, self.cues, inside, self.last_subject, self.last_group)
        periods = find_periods(text, self.document.published)
        of_row = find_periods(passage.text, self.document.published) if whole_row and not periods else ()
        self.writer.otherwise = of_row[0] if len(of_row) == 1 else None
        moved = Passage(passage.kind, text, passage.offsets[part.start : part.start + len(text) + 1])
        for event in events(scene, self.directed):
            sentence = event.token.sent
            local = Span(sentence.start_char, len(sentence.text.rstrip()) + sentence.start_char)
            own_default = Modality.ASSERTED if _narrates(sentence) else default
            self._keep(self.writer.of_event(event, scene, moved, local, periods, own_default))
        self._keep(titles.leaders(scene, moved, self.writer))
        self.last_subject, self.last_group = scene.last_subject, scene.last_group

    def _as_named(self, found: Found) -> Found:
        """A name that no list has is whose name it is a part of, where that one was named before."""
        if found.kind == "person":
            return found
        known = self.recall.again(content_words(found.surface), frozenset())
        if known is None or known.kind in {"person", "state"}:
            return found
        return replace(found, actor_id=known.actor_id, kind=known.kind)

    def _as_people(self, found: Found, doc: Doc) -> Found:
        """ "Malians" as a noun are the people, not the state."""
        if found.sort != "demonyms":
            return found
        span = doc.char_span(found.span.start, found.span.end)
        actor = self.vocabulary.actor(found.actor_id)
        if span is None or actor is None or actor.country is None or not _is_people(span.root):
            return found
        people = self.vocabulary.actor(self.vocabulary.holder("population", actor.country) or "")
        return replace(found, actor_id=people.id, kind=people.kind) if people else found

    def _keep(self, claims: Iterable[Claim]) -> None:
        for claim in claims:
            old = self.claims.get(claim.id)
            if old is None or claim.confidence > old.confidence:
                self.claims[claim.id] = claim

    def _keep_mentions(self, found: tuple[Found, ...], passage: Passage) -> None:
        for mention in found:
            span = passage.original(mention.span)
            self.mentions.append(
                Mention(
                    self.document.id,
                    span,
                    span.of(self.document.text),
                    mention.kind,
                    mention.actor_id,
                    "gazetteer",
                    1.0,
                )
            )


_LABEL = re.compile(r"^[^.:]{2,60}?\s*:\s+")


def _body(passage: Passage) -> Span:
    """A bullet without its label ("Label: sentence")."""
    match = _LABEL.match(passage.text) if passage.kind is PassageKind.BULLET else None
    start = match.end() if match and len(match.group().split()) <= 8 else 0
    return Span(start, len(passage.text))


def _plain_names(found: tuple[Found, ...], language: str) -> list[Span]:
    """The names that a plain one may stand for while parsing; French countries keep their article and gender."""
    return [
        m.span
        for m in found
        if m.surface[:1].isupper()
        and (m.sort == "seats" or (m.sort == "aliases" and (language == "en" or m.surface.isupper())))
    ]


def _is_people(token: Token) -> bool:
    plural = token.tag_ in {"NNS", "NNPS"} or "Number=Plur" in str(token.morph)
    return token.pos_ in {"NOUN", "PROPN"} and plural and token.dep_ not in {"compound", "amod"}


def _narrates(sentence: SpacySpan) -> bool:
    """Whether a sentence tells of the past: its main verb is finite and in a past tense."""
    root = sentence.root
    forms = [root, *(c for c in root.children if c.dep_.startswith("aux"))]
    return any(t.tag_ == "VBD" or ("Tense=Past" in str(t.morph) and "VerbForm=Fin" in str(t.morph)) for t in forms)


def _shifted(found: Found, by: int) -> Found:
    return Found(
        Span(found.span.start + by, found.span.end + by),
        found.surface,
        found.actor_id,
        found.kind,
        found.sort,
    )
