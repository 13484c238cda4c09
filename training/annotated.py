"""The annotated text of ``training/text``: parsed into documents with mentions and claims.

A file is one subject. Its form, line by line, is told in README.md; errors name file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from graphmali.errors import VocabularyError
from graphmali.model import ClaimOrigin, Modality, Span
from graphmali.vocabulary import KINDS, LANGUAGES, Vocabulary

__all__ = ["TEXT", "AnnotatedClaim", "AnnotatedDocument", "AnnotatedMention", "DeclaredActor", "Subject", "Unit"]
__all__ += ["AnnotationError", "is_pronoun", "parse", "parse_all"]

TEXT = Path(__file__).parent / "text"

STYLES = frozenset("wire analysis ngo communique oped spun".split())
SPLITS = frozenset({"train", "dev"})

PRONOUNS = frozenset(
    # English
    """i me my mine we us our ours you your he him his she her hers it its they them their theirs who whom whose which
    that this these those one himself herself itself themselves both each other others one another each other
    all some none neither either former latter the former the latter two the two the three
    je j moi me m nous notre nos on vous il elle ils elles le la les l lui leur leurs eux soi se s son sa ses qui que
    qu dont lequel laquelle lesquels lesquelles celui celle ceux celles celui-ci celle-ci ceux-ci celles-ci y en
    l'un l'autre les deux tous toutes ce c cela""".split()
)


class AnnotationError(VocabularyError):
    """Annotated text that breaks the form or the guide."""


@dataclass(frozen=True, slots=True)
class DeclaredActor:
    """An actor of a subject that the gazetteer lacks."""

    id: str
    name: str
    kind: str
    country: str | None


@dataclass(frozen=True, slots=True)
class AnnotatedMention:
    """Characters of a unit that name an actor."""

    span: Span
    actor: str
    pronoun: bool


@dataclass(frozen=True, slots=True)
class AnnotatedClaim:
    """A claim of a unit; ``cue`` are the spans of the words that say it, in order."""

    source: str
    type: str
    target: str
    modality: Modality
    start: str | None
    end: str | None
    attribution: str | None
    implied: bool
    cue: tuple[Span, ...]
    where: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, bullet, table row, headline or heading: its plain text, mentions and claims."""

    kind: str
    text: str
    mentions: tuple[AnnotatedMention, ...]
    claims: tuple[AnnotatedClaim, ...]
    paragraph: int
    where: str

    @property
    def origin(self) -> ClaimOrigin:
        """The kind of passage that claims of the unit come from."""
        return {
            "headline": ClaimOrigin.HEADLINE, "bullet": ClaimOrigin.BULLET, "row": ClaimOrigin.TABLE,
        }.get(self.kind, ClaimOrigin.SENTENCE)  # fmt: skip

    @property
    def counts(self) -> bool:
        """Whether the unit is one of the sentences that are counted: prose, bullets and rows."""
        return self.kind in {"sentence", "bullet", "row"}

    def cue_text(self, claim: AnnotatedClaim) -> str:
        """The words of a claim's cue."""
        return " ".join(span.of(self.text) for span in claim.cue)


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """One document of a subject. ``published`` is a partial ISO date or None."""

    id: str
    published: str | None
    style: str
    publisher: str | None
    units: tuple[Unit, ...]
    where: str

    def layout(self) -> tuple[str, tuple[Span, ...]]:
        """The document's text as a reader would meet it, and the span of every unit in it."""
        text, spans = "", []
        for before, unit in zip((None, *self.units), self.units, strict=False):
            if before is not None:
                same = unit.kind == before.kind == "sentence" and unit.paragraph == before.paragraph
                listed = unit.kind == before.kind == "bullet" or {unit.kind, before.kind} <= {"row", "header"}
                text += " " if same else "\n" if listed and unit.paragraph == before.paragraph else "\n\n"
            text += "- " if unit.kind == "bullet" else "## " if unit.kind == "heading" else ""
            spans.append(Span(len(text), len(text) + len(unit.text)))
            text += unit.text
            if unit.kind == "header":
                text += "\n|" + "---|" * (unit.text.count("|") - 1)
        return text + "\n", tuple(spans)


@dataclass(frozen=True, slots=True)
class Subject:
    """The documents of one file, on one subject."""

    name: str
    path: Path
    title: str
    language: str
    split: str
    actors: tuple[DeclaredActor, ...]
    documents: tuple[AnnotatedDocument, ...]

    @property
    def units(self) -> Iterator[Unit]:
        """Every unit of every document."""
        for document in self.documents:
            yield from document.units


def is_pronoun(surface: str) -> bool:
    """Whether a mention only points back. What stands in capitals ("US", "WHO") is a name.

    >>> is_pronoun("It"), is_pronoun("the bloc"), is_pronoun("celle-ci"), is_pronoun("US")
    (True, False, True, False)
    """
    if len(surface) > 1 and surface.isupper():
        return False
    return surface.casefold().replace("’", "'").rstrip("'") in PRONOUNS or surface.casefold() in {
        "the former", "the latter", "the two", "the three", "each other", "one another", "les deux", "l'un", "l'autre",
    }  # fmt: skip


def parse_all(vocabulary: Vocabulary, folder: Path = TEXT) -> list[Subject]:
    """Every subject of a folder, by language and name."""
    return [parse(path, vocabulary) for path in sorted(folder.glob("*/*.txt"))]


def parse(path: Path, vocabulary: Vocabulary, errors: list[AnnotationError] | None = None) -> Subject:
    """One file. Raises :class:`AnnotationError` naming the line; with ``errors`` it adds them there and reads on."""
    return _Parser(path, vocabulary, errors).run()


_MENTION = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\]")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_PERIOD = re.compile(rf"({_DATE.pattern})?(\.\.({_DATE.pattern}|open))?")


@dataclass
class _Parser:
    path: Path
    vocabulary: Vocabulary
    errors: list[AnnotationError] | None = None
    line: int = 0
    header: dict[str, str] = field(default_factory=dict)
    actors: dict[str, DeclaredActor] = field(default_factory=dict)
    documents: list[AnnotatedDocument] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    start: tuple[str | None, str, str | None, str] | None = None
    paragraph: int = 0

    @property
    def where(self) -> str:
        return f"{self.path}:{self.line}"

    def fail(self, what: str) -> AnnotationError:
        return AnnotationError(what, where=self.where)

    def run(self) -> Subject:
        for number, text in enumerate(self.path.read_text(encoding="utf-8").splitlines(), 1):
            self.line = number
            try:
                self._read(text.strip())
            except AnnotationError as error:
                if self.errors is None:
                    raise
                self.errors.append(error)
        self._close()
        for name in ("subject", "language", "split"):
            if name not in self.header:
                self.line = 1
                raise self.fail(f"no line {name!r} at the top")
        return Subject(
            self.path.stem, self.path, self.header["subject"], self.header["language"], self.header["split"],
            tuple(self.actors.values()), tuple(self.documents),
        )  # fmt: skip

    def _read(self, text: str) -> None:
        if not text:
            self.paragraph += 1
        elif text.startswith("= "):
            self._close()
            self._open(text[2:])
        elif self.start is None:
            self._head(text)
        elif text.startswith("> "):
            self._claim(text[2:])
        elif text.startswith("## "):
            self._unit("heading", text[3:])
        elif text.startswith("# "):
            self._unit("headline", text[2:])
        elif text.startswith("* "):
            self._unit("bullet", text[2:])
        elif text.startswith("|"):
            last = self.units[-1] if self.units else None
            inside = last is not None and last.kind in {"row", "header"} and last.paragraph == self.paragraph
            self._unit("row" if inside else "header", text)
        else:
            self._unit("sentence", text)

    def _head(self, text: str) -> None:
        name, colon, value = (part.strip() for part in text.partition(":"))
        if not colon or name not in {"subject", "language", "split", "actor"}:
            raise self.fail("before the first document stand only subject:, language:, split: and actor: lines")
        if name == "actor":
            self._declare(value)
            return
        allowed = {"language": set(LANGUAGES), "split": SPLITS}.get(name)
        if allowed is not None and value not in allowed:
            raise self.fail(f"{name} is one of {', '.join(sorted(allowed))}")
        self.header[name] = value

    def _declare(self, value: str) -> None:
        parts = [part.strip() for part in value.split("|")]
        if len(parts) not in (3, 4) or not all(parts[:3]):
            raise self.fail("an actor is: id | name | kind | country (or nothing)")
        if parts[2] not in KINDS:
            raise self.fail(f"unknown kind {parts[2]!r}; one of: {', '.join(sorted(KINDS))}")
        if parts[0] in self.actors:
            raise self.fail(f"actor {parts[0]!r} is declared twice")
        country = parts[3] if len(parts) == 4 and parts[3] else None
        self.actors[parts[0]] = DeclaredActor(parts[0], parts[1], parts[2], country)

    def _open(self, text: str) -> None:
        parts = [part.strip() for part in text.split("|")]
        if len(parts) not in (2, 3):
            raise self.fail("a document begins with: = date or - | style | outlet (or nothing)")
        if parts[0] != "-" and not _DATE.fullmatch(parts[0]):
            raise self.fail(f"{parts[0]!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD, or -)")
        if parts[1] not in STYLES:
            raise self.fail(f"unknown style {parts[1]!r}; one of: {', '.join(sorted(STYLES))}")
        published = None if parts[0] == "-" else parts[0]
        self.start = (published, parts[1], parts[2] if len(parts) == 3 else None, self.where)
        self.paragraph = 0

    def _close(self) -> None:
        if self.start is not None:
            published, style, publisher, where = self.start
            name = f"{self.path.stem}-{len(self.documents) + 1}"
            self.documents.append(AnnotatedDocument(name, published, style, publisher, tuple(self.units), where))
        self.units = []

    def _unit(self, kind: str, text: str) -> None:
        plain, mentions, at = "", [], 0
        for match in _MENTION.finditer(text):
            plain += text[at : match.start()]
            surface, actor = match[1], match[2].strip()
            if surface != surface.strip():
                raise self.fail(f"{surface!r} begins or ends with a space")
            self._known(actor)
            mentions.append(AnnotatedMention(Span(len(plain), len(plain) + len(surface)), actor, is_pronoun(surface)))
            plain += surface
            at = match.end()
        plain += text[at:]
        if "[" in plain or "]" in plain or (kind not in {"row", "header"} and "|" in plain):
            raise self.fail("a mention is [words|actor], not nested")
        self.units.append(Unit(kind, plain, tuple(mentions), (), self.paragraph, self.where))

    def _known(self, actor: str) -> None:
        if actor not in self.actors and self.vocabulary.actor(actor) is None:
            raise self.fail(f"unknown actor {actor!r}: neither in the gazetteer nor declared at the top")

    def _claim(self, text: str) -> None:
        if not self.units:
            raise self.fail("a claim stands below its sentence")
        unit = self.units[-1]
        said, bar, cue = (part.strip() for part in text.partition("|"))
        words = said.split()
        if not bar or not cue or len(words) < 3:
            raise self.fail("a claim is: > SOURCE TYPE TARGET [modality] [date] [by=ACTOR] | cue ... cue")
        source, type_, target = words[:3]
        if type_ not in self.vocabulary.relations:
            raise self.fail(f"unknown type {type_!r}")
        self._known(source)
        self._known(target)
        if source == target:
            raise self.fail("an act on oneself is no claim")
        named = {m.actor for m in unit.mentions if not m.pronoun}
        claim = AnnotatedClaim(
            source, type_, target, Modality.ASSERTED, None, None, None,
            not {source, target} <= named, self._cue(unit, cue), self.where,
        )  # fmt: skip
        for word in words[3:]:
            claim = self._option(claim, word)
        key = (claim.source, claim.type, claim.target)
        if any((c.source, c.type, c.target) == key for c in unit.claims):
            raise self.fail("the sentence has this claim already")
        self.units[-1] = replace(unit, claims=(*unit.claims, claim))

    def _option(self, claim: AnnotatedClaim, word: str) -> AnnotatedClaim:
        if word in set(Modality):
            return replace(claim, modality=Modality(word))
        if word.startswith("by="):
            self._known(word[3:])
            return replace(claim, attribution=word[3:])
        match = _PERIOD.fullmatch(word)
        if match is None:
            raise self.fail(f"{word!r} is no modality, no date and no by=ACTOR")
        return replace(claim, start=match[1], end=match[3])

    def _cue(self, unit: Unit, cue: str) -> tuple[Span, ...]:
        spans, at, low = [], 0, unit.text.casefold()
        if len(low) != len(unit.text):
            low = unit.text
        for part in re.split(r"\s*(?:\.\.\.|…)\s*", cue):
            found = low.find(part.casefold(), at)
            if found < 0:
                raise self.fail(f"the cue {part!r} is not in the sentence (in this order)")
            spans.append(Span(found, found + len(part)))
            at = found + len(part)
        return tuple(spans)
