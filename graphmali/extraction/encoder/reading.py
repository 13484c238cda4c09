"""One document from passages to mentions and claims, by the encoder."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from threadpoolctl import ThreadpoolController

from graphmali.extraction import tables
from graphmali.extraction.claims import Writer
from graphmali.extraction.cues import compile_cues
from graphmali.extraction.dates import Period, find_periods
from graphmali.extraction.encoder.activations import softmax
from graphmali.extraction.encoder.antecedents import Seen
from graphmali.extraction.encoder.memory import Memory
from graphmali.extraction.encoder.network import Floats, Network, Pairs
from graphmali.extraction.encoder.offices import Titles
from graphmali.extraction.encoder.profiles import Actors
from graphmali.extraction.encoder.raw import Raw, chance_of
from graphmali.extraction.encoder.reference import Reference
from graphmali.extraction.encoder.sentences import sentences
from graphmali.extraction.encoder.spans import Candidate, candidates
from graphmali.extraction.gazetteer import Gazetteer
from graphmali.extraction.mentions import Found, find_mentions, read_context
from graphmali.extraction.recall import publishers
from graphmali.extraction.sections import introduced_modality, section_modality
from graphmali.model import Claim, ClaimOrigin, Document, Mention, Modality, Party, Passage, PassageKind, Span
from graphmali.vocabulary import Vocabulary

__all__ = ["EXTRACTOR", "TOLD", "Reader"]

EXTRACTOR = "encoder"
TOLD = 0.5
"""Claims are told from this confidence on: those that are more likely right than wrong."""
_UNSURE = 0.89
"""The most that a confidence may be below the chance from which on nine claims in ten were right."""

_ORIGINS = {
    PassageKind.HEADLINE: ClaimOrigin.HEADLINE,
    PassageKind.BULLET: ClaimOrigin.BULLET,
    PassageKind.ROW: ClaimOrigin.TABLE,
}


@dataclass(slots=True)
class _Sentence:
    """A sentence with what the network saw in it."""

    passage: Passage
    span: Span
    text: str
    names: tuple[Found, ...]
    ids: list[int]
    places: list[Span]
    default: Modality = Modality.ASSERTED
    """How it is meant where its own words only assert."""
    vectors: Floats | None = None
    parties: list[tuple[Candidate, Found]] = field(default_factory=list)
    said: Pairs | None = None


@cache
def _threads() -> ThreadpoolController:
    return ThreadpoolController()


class Reader:
    """Reads documents of one language. Nothing is kept from one document to the next."""

    def __init__(self, network: Network, vocabulary: Vocabulary, language: str, gazetteer: Gazetteer) -> None:
        self.network, self.vocabulary, self.language = network, vocabulary, language
        self.gazetteer = gazetteer
        self.titles = Titles(vocabulary, language)
        self.actors = Actors(vocabulary)
        self.cues = compile_cues(vocabulary, language)
        self.observe: Callable[[Claim, Raw], None] | None = None
        """Called with every claim and what it was made of; calibration looks on through it."""

    def read(
        self, document: Document, passages: Sequence[Passage], least: float = TOLD
    ) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
        """Mentions, and claims of at least such a confidence, in the order of the text.

        On one thread: the matrices are too small for more, which would only wait for each other, and sums come out
        alike whatever the number of processors.
        """
        with _threads().limit(limits=1, user_api="blas"):
            return self._read(document, passages, least)

    def _read(
        self, document: Document, passages: Sequence[Passage], least: float
    ) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
        context = read_context(passages, document.title, self.gazetteer, self.vocabulary, document.published)
        reference = Reference(document.id, self.language, document.published, self.vocabulary, context, self.titles)
        reference.open_with(publishers(document.publisher, self.language, self.gazetteer, self.vocabulary, context))
        memory = Memory(reference, self.actors, self.network.linker, self.network.antecedents)
        claims: dict[str, Claim] = {}
        found: list[_Sentence] = []
        introduced = Modality.ASSERTED
        writer = Writer(document, self.vocabulary, context)
        for passage in passages:
            if passage.kind is PassageKind.HEADING or not passage.text.strip():
                introduced = Modality.ASSERTED
                continue
            if passage.kind is not PassageKind.BULLET:
                introduced = introduced_modality(passage.text, self.cues)
            names = find_mentions(passage.text, self.language, self.gazetteer, self.vocabulary, context)
            rows = self._row(passage, names, writer)
            claims |= {claim.id: claim for claim in rows}
            if not rows:
                bullet = introduced if passage.kind is PassageKind.BULLET else Modality.ASSERTED
                default = bullet if bullet is not Modality.ASSERTED else section_modality(passage, self.cues)
                found += self._sentences(passage, names, default)
        mentions: list[Mention] = []
        for sentence in found:
            sentence.vectors = self.network.vectors(sentence.ids)
            self._identify(sentence, memory)
            mentions += self._mentions(document, sentence)
            for claim in self._claims(document, sentence, least):
                old = claims.get(claim.id)
                if old is None or claim.confidence > old.confidence:
                    claims[claim.id] = claim
        return tuple(mentions), tuple(sorted(claims.values(), key=lambda c: (c.evidence, c.id)))

    def _row(self, passage: Passage, names: tuple[Found, ...], writer: Writer) -> list[Claim]:
        """The claims of a table row whose columns say what they hold."""
        if passage.kind is not PassageKind.ROW:
            return []
        return tables.row_claims(passage, tables.columns_of(passage.header, self.cues), names, self.cues, writer)

    def _sentences(self, passage: Passage, names: tuple[Found, ...], default: Modality) -> Iterator[_Sentence]:
        whole = Span(0, len(passage.text))
        spans = [whole] if passage.kind is PassageKind.ROW else list(sentences(passage.text, whole))
        for span in spans:
            text = span.of(passage.text)
            inside = tuple(_shifted(name, -span.start) for name in names if span.contains(name.span))
            ids, places = self.network.pieces.encode(text)
            yield _Sentence(passage, span, text, inside, ids, places, default)

    def _identify(self, sentence: _Sentence, memory: Memory) -> None:
        assert sentence.vectors is not None
        memory.next_sentence(sentence.names, headline=sentence.passage.kind is PassageKind.HEADLINE)
        earlier: list[Found] = []
        for candidate in candidates(sentence.text, self.network.tag(sentence.vectors), sentence.places, sentence.names):
            pieces = slice(*candidate.pieces)
            seen = Seen(sentence.vectors[pieces].mean(0), tuple(sentence.ids[pieces]))
            found = memory.identify(sentence.text, candidate, earlier, seen)
            if found is not None:
                sentence.parties.append((candidate, found))
                earlier.append(found)

    def _mentions(self, document: Document, sentence: _Sentence) -> Iterator[Mention]:
        for candidate, found in sentence.parties:
            span = sentence.passage.original(_moved(candidate.span, sentence.span.start))
            yield Mention(document.id, span, span.of(document.text), found.kind, found.actor_id, EXTRACTOR, 1.0)

    def raw(self, sentence: _Sentence) -> list[Raw]:
        """What the network says of every pair of parties of a sentence."""
        assert sentence.vectors is not None
        spans = [(0, 1), *(candidate.pieces for candidate, _ in sentence.parties)]
        actors = [None, *(found for _, found in sentence.parties)]
        pairs = [
            (s, t)
            for s, source in enumerate(actors)
            for t, target in enumerate(actors)
            if s != t and (source is None or target is None or source.actor_id != target.actor_id)
        ]
        if not pairs:
            return []
        hints = self.network.hints.of(sentence.text, sentence.places)
        said = sentence.said = self.network.pairs(sentence.vectors, hints, spans, pairs)
        kinds, modes = softmax(said.types), softmax(said.modalities)
        best, modality = kinds.argmax(-1), modes.argmax(-1)
        return [
            Raw(
                actors[s], actors[t], self.network.types[best[row]], Modality(self.network.modalities[modality[row]]),
                float(said.exists[row]), float(kinds[row, best[row]]), float(modes[row, modality[row]]),
                int(said.attention[row].argmax()), len(sentence.parties), len(sentence.ids), row,
            )
            for row, (s, t) in enumerate(pairs)
        ]  # fmt: skip

    def _claims(self, document: Document, sentence: _Sentence, least: float) -> Iterator[Claim]:
        periods = find_periods(sentence.text, document.published)
        chosen: dict[tuple[str, str, str], tuple[float, Raw]] = {}
        for raw in self.raw(sentence):
            confidence = self._confidence(raw)
            if raw.source is None or raw.target is None or confidence < least:
                continue
            ends = raw.source.actor_id, raw.target.actor_id
            key = (ends[0], raw.type, ends[1])
            if not self.vocabulary.relations[raw.type].directed:
                key = (min(ends), raw.type, max(ends))
            if key not in chosen or chosen[key][0] < confidence:
                chosen[key] = confidence, raw
        for confidence, raw in chosen.values():
            period = _period_of(raw, periods, sentence.places[raw.at])
            claim = self._claim(document, sentence, raw, period, confidence)
            if self.observe is not None:
                self.observe(claim, raw)
            yield claim

    def _claim(
        self, document: Document, sentence: _Sentence, raw: Raw, period: Period | None, confidence: float
    ) -> Claim:
        assert raw.source is not None
        assert raw.target is not None
        evidence = sentence.passage.original(sentence.span)
        named = [_named(found, sentence) for found in (raw.source, raw.target)]
        source, target = (self._party(document, sentence, found) for found in named)
        word = _word_at(sentence.text, sentence.places[raw.at])
        return Claim(
            id=Claim.id_of(document.id, source.actor_id, raw.type, target.actor_id, evidence),
            document_id=document.id,
            source=source,
            type=raw.type,
            target=target,
            modality=sentence.default if raw.modality is Modality.ASSERTED else raw.modality,
            attribution=self._speaker(sentence, raw.row),
            start=period.start if period else None,
            end=period.end if period else None,
            evidence=evidence,
            origin=_ORIGINS.get(sentence.passage.kind, ClaimOrigin.SENTENCE),
            implied=any(found.sort == "pronoun" for found in named),
            extractor=EXTRACTOR,
            rule=f"encoder:{word}",
            confidence=confidence,
        )

    def _speaker(self, sentence: _Sentence, row: int) -> str | None:
        """Whom the sentence has say what a pair claims, if not the text itself does: who is the likeliest in all."""
        assert sentence.said is not None
        of_actor: dict[str | None, float] = {}
        actors = (None, *(found.actor_id for _, found in sentence.parties))
        for actor, chance in zip(actors, self.network.speakers(sentence.said, row), strict=True):
            of_actor[actor] = of_actor.get(actor, 0.0) + float(chance)
        return max(of_actor, key=lambda actor: of_actor[actor])

    def _confidence(self, raw: Raw) -> float:
        """The calibrated chance that parties, type and whether it is told as fact are right."""
        weights = self.network.weights
        total = sum(weights.get(name, 0.0) * value for name, value in raw.features.items())
        chance = chance_of(total)
        return round(chance if chance >= self.network.sure else min(chance, _UNSURE), 2)

    def _party(self, document: Document, sentence: _Sentence, found: Found) -> Party:
        span = sentence.passage.original(_moved(found.span, sentence.span.start))
        return Party(found.actor_id, span.of(document.text), found.kind, span)


def _named(party: Found, sentence: _Sentence) -> Found:
    """Of a pronoun, the words of the sentence that name the same actor, if there are any."""
    if party.sort != "pronoun":
        return party
    others = (found for _, found in sentence.parties if found.actor_id == party.actor_id and found.sort != "pronoun")
    return next(others, party)


_STANDING = {"LEADS", "MEMBER_OF"}
"""What holds for long is dated by since and until alone; a day near it is another event's."""


def _period_of(raw: Raw, periods: Iterable[Period], place: Span) -> Period | None:
    """The period nearest to the words that say it."""
    near = min(periods, key=lambda p: (_gap(p.span, place), p.span), default=None)
    if near is None or (raw.type in _STANDING and near.end is None):
        return None
    return near.of(raw.modality)


def _gap(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def _word_at(text: str, place: Span) -> str:
    for match in re.finditer(r"[^\W_]+", text):
        if match.end() > place.start:
            return match.group().casefold()
    return ""


def _shifted(found: Found, by: int) -> Found:
    return replace(found, span=_moved(found.span, by))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
