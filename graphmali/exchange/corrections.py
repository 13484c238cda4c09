"""Claims that a person corrected, as annotated sentences to learn from, in the form that ``training/README.md`` tells.

A rejected claim is not there, a retyped one has its new type. Besides the mentions of parties nothing is marked in a
sentence: whoever adds it to the training set marks the others.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from graphmali.errors import UsageError
from graphmali.exchange.lines import write_lines
from graphmali.model import Actor, Claim, Correction, Document, Graph, Modality, Span
from graphmali.vocabulary.unlisted import is_listed

__all__ = ["write_corrections", "write_training_set"]

_STYLE = "wire"
_MARKS = str.maketrans("[]|", "()/")
"""What has a meaning in the form, and what stands for it in a text."""
_HEADS = re.compile(r"^[#*=>\s]+")
_EDGE = " \t\n,;:.!?–—-«»“”\"'()/"


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The words that a correction speaks of, with all claims that they say now."""

    document: Document
    span: Span
    claims: tuple[Claim, ...]
    corrections: tuple[Correction, ...]
    known: Mapping[str, Actor]
    """The actors of the graph by id."""

    @property
    def mentions(self) -> list[tuple[Span, str]]:
        """The words that name parties and who is meant, in order; of two that overlap the longer."""
        found = {
            (party.span, party.actor_id)
            for claim in self.claims
            for party in (claim.source, claim.target)
            if party.span is not None and self.span.contains(party.span)
        }
        text = self.span.of(self.document.text)
        for line in self.corrections:
            for words, actor_id in ((line.source_words, line.source), (line.target_words, line.target)):
                at = text.find(words) if words else -1
                if at >= 0 and (is_listed(actor_id) or actor_id in self.known):
                    start = self.span.start + at
                    found.add((Span(start, start + len(words)), actor_id))
        kept: list[tuple[Span, str]] = []
        for span, actor_id in sorted(found, key=lambda each: (each[0].start - each[0].end, each)):
            if not any(span.overlaps(other) for other, _ in kept):
                kept.append((span, actor_id))
        return sorted(kept)

    def plain(self, span: Span) -> str:
        """Some of the words on one line, without what has a meaning in the form."""
        return " ".join(span.of(self.document.text).split()).translate(_MARKS)

    @property
    def marked(self) -> str:
        """The sentence with its mentions marked."""
        text, at = "", self.span.start
        for span, actor_id in self.mentions:
            text += self._between(at, span.start) + f"[{self.plain(span)}|{actor_id}]"
            at = span.end
        return _HEADS.sub("", text + self._between(at, self.span.end)).rstrip()

    def _between(self, start: int, end: int) -> str:
        return re.sub(r"\s+", " ", self.document.text[start:end]).translate(_MARKS)

    def cue(self, claim: Claim) -> str:
        """The words that say a claim: a person's, else those between its parties, else the whole sentence."""
        given = next((c.cue for c in self.corrections if c.claim == claim.id and c.cue), None)
        if given:
            return " ".join(given.split()).translate(_MARKS)
        spans = sorted(party.span for party in (claim.source, claim.target) if party.span is not None)
        whole = _HEADS.sub("", self.plain(self.span))
        if len(spans) < 2:
            return whole
        between = Span(spans[0].end, max(spans[0].end, spans[1].start))
        return self.plain(between).strip(_EDGE) or whole

    @property
    def lines(self) -> list[str]:
        """The sentence and its claims in the form."""
        return [self.marked, *(f"> {_said(claim)} | {self.cue(claim)}" for claim in self.claims)]


def write_corrections(graph: Graph, corrections: Iterable[Correction], stream: BinaryIO) -> int:
    """One JSON line a corrected sentence, ``lines`` its form in the training set; returns how many.

    Corrections of documents that are not in the graph are left out.
    """
    records = [_record(sentence) for sentence in _sentences(graph, corrections)]
    write_lines(records, stream)
    return len(records)


def write_training_set(graph: Graph, corrections: Iterable[Correction], folder: Path) -> int:
    """The corrected sentences as ``FOLDER/LANGUAGE/corrections.txt``; returns how many.

    Raises :class:`graphmali.errors.UsageError` for a folder that cannot be written.
    """
    by_language: dict[str, list[_Sentence]] = defaultdict(list)
    for sentence in _sentences(graph, corrections):
        by_language[sentence.document.language or "en"].append(sentence)
    for language, sentences in sorted(by_language.items()):
        file = folder / language / "corrections.txt"
        text = "\n".join([*_head(graph, language, sentences), *_body(sentences)]) + "\n"
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode("utf-8", "replace"))
        except OSError as error:
            raise UsageError(f"cannot be written ({error.strerror})", where=str(file)) from None
    return sum(map(len, by_language.values()))


def _sentences(graph: Graph, corrections: Iterable[Correction]) -> list[_Sentence]:
    """The corrected sentences, by date and place."""
    grouped: dict[tuple[str, Span], list[Correction]] = defaultdict(list)
    for line in corrections:
        document = graph.document_by_id.get(line.document)
        at = document.text.find(line.quote) if document is not None else -1
        if at >= 0:
            grouped[line.document, Span(at, at + len(line.quote))].append(line)
    claims = defaultdict(list)
    for claim in graph.claims:
        claims[claim.document_id].append(claim)
    found = [
        _Sentence(
            graph.document_by_id[id_],
            span,
            tuple(sorted((c for c in claims[id_] if span.contains(c.evidence)), key=lambda c: c.id)),
            tuple(sorted(lines, key=lambda line: (line.at, line.claim))),
            graph.actor_by_id,
        )
        for (id_, span), lines in grouped.items()
    ]
    return sorted(found, key=lambda each: (each.document.published or "", each.document.id, each.span))


def _record(sentence: _Sentence) -> dict[str, Any]:
    document = sentence.document
    return {
        "document": {name: getattr(document, name) for name in ("id", "title", "publisher", "published", "language")},
        "text": sentence.span.of(document.text),
        "mentions": [
            {"start": span.start - sentence.span.start, "end": span.end - sentence.span.start, "actor": actor_id}
            for span, actor_id in sentence.mentions
        ],
        "claims": [
            {"id": c.id, "source": c.source.actor_id, "type": c.type, "target": c.target.actor_id}
            | {"modality": c.modality.value, "start": c.start, "end": c.end, "cue": sentence.cue(c)}
            for c in sentence.claims
        ],
        "corrections": [
            {name: value for name, value in asdict(line).items() if name not in ("document", "quote")}
            for line in sentence.corrections
        ],
        "lines": sentence.lines,
    }


def _said(claim: Claim) -> str:
    words = [claim.source.actor_id, claim.type, claim.target.actor_id]
    if claim.modality is not Modality.ASSERTED:
        words.append(claim.modality.value)
    if claim.end not in (None, claim.start):
        words.append(f"{claim.start or ''}..{claim.end}")
    elif claim.start:
        words.append(claim.start)
    if claim.attribution:
        words.append(f"by={claim.attribution}")
    return " ".join(words)


def _head(graph: Graph, language: str, sentences: list[_Sentence]) -> Iterator[str]:
    yield "subject: claims that readers corrected"
    yield f"language: {language}"
    yield "split: train"
    named = {actor_id for sentence in sentences for _, actor_id in sentence.mentions}
    told = [claim for sentence in sentences for claim in sentence.claims]
    named |= {end for c in told for end in (c.source.actor_id, c.target.actor_id, c.attribution) if end}
    for id_ in sorted(named):
        actor = graph.actor_by_id.get(id_)
        if not is_listed(id_) and actor is not None:
            name = " ".join(actor.name.split()).translate(_MARKS)
            yield f"actor: {id_} | {name} | {actor.kind} | {actor.country or ''}".rstrip()


def _body(sentences: list[_Sentence]) -> Iterator[str]:
    before: Document | None = None
    for sentence in sentences:
        document = sentence.document
        if before is None or document.id != before.id:
            outlet = " ".join((document.publisher or "").split()).translate(_MARKS)
            yield ""
            yield f"= {document.published or '-'} | {_STYLE} | {outlet}".rstrip(" |")
        yield from sentence.lines
        before = document
