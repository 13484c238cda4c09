"""The core types: what was read, who is named in it, what is claimed, what the claims add up to.

Everything here is frozen and hashable, and knows nothing of files, databases or languages. Offsets are
Unicode code points in :attr:`Document.text`, half-open.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from graphmali.errors import GraphError

__all__ = [
    "OPEN",
    "Actor",
    "Claim",
    "ClaimOrigin",
    "Correction",
    "Decision",
    "Document",
    "Graph",
    "Mention",
    "Modality",
    "Party",
    "Passage",
    "PassageKind",
    "Reject",
    "Relation",
    "Span",
    "Tie",
    "TieKey",
    "digest",
]

OPEN = "open"
"""The ``end`` of a claim that still holds."""


def digest(*parts: object) -> str:
    """Sixteen hex digits that depend on the parts alone.

    >>> digest("a", "b") == digest("a", "b"), digest("ab", "") == digest("a", "b")
    (True, False)
    """
    text = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Modality(StrEnum):
    """Whether the text vouches for what it tells."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    PLANNED = "planned"
    POSSIBLE = "possible"
    RECOMMENDED = "recommended"
    DENIED = "denied"

    @property
    def makes_tie(self) -> bool:
        """Asserted and alleged claims make ties; the others stay claims."""
        return self in (Modality.ASSERTED, Modality.ALLEGED)


class ClaimOrigin(StrEnum):
    """The kind of passage that a claim was read from."""

    SENTENCE = "sentence"
    BULLET = "bullet"
    TABLE = "table"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open range of code points in a document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of the span.

        >>> Span(1, 3).of("abcd")
        'bc'
        """
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was brought: an article, a feed entry, a file.

    ``text`` is the original text that every offset refers to (for containers such as HTML or PDF: their text
    layer). ``key`` is a feed entry's own id and ``path`` the file's; neither is part of the identity.
    ``published`` is a partial ISO date. ``language`` is ISO 639-1.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    author: str | None = None
    published: str | None = None
    language: str | None = None
    key: str | None = None
    path: str | None = None

    @classmethod
    def of(cls, text: str, **fields: str | None) -> Document:
        """A document with the id that its stable fields give: its URL, else what it says and who published it.

        >>> Document.of("Mali left.", path="a.txt").id == Document.of("Mali left.", path="b.txt").id
        True
        """
        url = fields.get("url")
        parts = ("url", url) if url else ("text", text, fields.get("title"), fields.get("publisher"))
        return cls(id=digest("document", *parts), text=text, **fields)


class PassageKind(StrEnum):
    """What part a passage plays on the page."""

    HEADLINE = "headline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that is to be read, cleaned; boilerplate is in no passage.

    ``offsets[i]`` is where character ``i`` of ``text`` stands in :attr:`Document.text`; there is one more for
    the end, so the original of ``text[a:b]`` is ``document.text[offsets[a] : offsets[b - 1] + 1]``. ``section``
    is the heading above it. A table row has ``cells``, spans of ``text``, and ``header``, the words of the
    table's header row (empty where it has none).
    """

    kind: PassageKind
    text: str
    offsets: tuple[int, ...]
    section: str | None = None
    cells: tuple[Span, ...] = ()
    header: tuple[str, ...] = ()

    def original(self, span: Span) -> Span:
        """The span of the original text that a non-empty span of the cleaned text came from."""
        return Span(self.offsets[span.start], self.offsets[span.end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Reject:
    """Input that could not be read: where, and why in one line. ``line`` is None for a whole file."""

    path: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text that names an actor. ``actor_id`` is None until somebody knows who it is."""

    document_id: str
    span: Span
    surface: str
    kind: str
    actor_id: str | None
    extractor: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Party:
    """One end of a claim: the actor, and the words that name it (None where the context fills it in).

    ``kind`` and ``surface`` are what a new actor is made of when the vocabulary does not know ``actor_id``.
    ``read_as`` is the id that the text alone gave, where a decision or a rule of identity gave another.
    """

    actor_id: str
    surface: str
    kind: str
    span: Span | None = None
    read_as: str | None = None

    @property
    def as_read(self) -> str:
        """The id that the text alone gave."""
        return self.read_as or self.actor_id


@dataclass(frozen=True, slots=True)
class Claim:
    """A text says that ``source`` did ``type`` to ``target``; see the coding guide for every field.

    ``start`` and ``end`` are partial ISO dates or None; ``end`` may be :data:`OPEN`. ``attribution`` is the id
    of the actor who says so. ``confidence`` lies in [0, 1].
    """

    id: str
    document_id: str
    source: Party
    type: str
    target: Party
    modality: Modality
    attribution: str | None
    start: str | None
    end: str | None
    evidence: Span
    origin: ClaimOrigin
    implied: bool
    extractor: str
    rule: str
    confidence: float

    @staticmethod
    def id_of(document_id: str, source_id: str, type_: str, target_id: str, evidence: Span) -> str:
        """One claim per document, ends, type and evidence, all as they were read: decisions do not change it."""
        return digest("claim", document_id, source_id, type_, target_id, evidence.start, evidence.end)


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word on whether two actors are the same.

    ``verdict`` is same, not same, unsure, or open (nothing is decided any more). ``at`` is a moment in UTC.
    """

    left: str
    right: str
    verdict: str
    by: str
    at: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's word on a claim, which is known again by its document, evidence, ends and type.

    ``source`` and ``target`` are ids as they were read, with their words; ``type`` is the type that was read and
    ``to`` the one that a retyped claim has instead, said by the words ``cue``. ``claim`` is the id that it had.
    """

    claim: str
    document: str
    quote: str
    source: str
    source_words: str
    type: str
    target: str
    target_words: str
    verdict: str
    by: str
    at: str
    reason: str = ""
    to: str = ""
    cue: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever can act. ``country`` is ISO 3166 alpha-2; ``part_of`` and ``governs`` are ids of actors."""

    id: str
    name: str
    kind: str
    country: str | None = None
    wikidata: str | None = None
    aliases: tuple[str, ...] = ()
    part_of: str | None = None
    governs: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """A type of tie: its sign (+1, 0, −1), whether it has a direction, and its codes elsewhere."""

    type: str
    sign: int
    directed: bool
    plover: str | None
    cameo: tuple[str, ...]
    gloss: str


@dataclass(frozen=True, slots=True, order=True)
class TieKey:
    """What makes two claims speak of the same tie. Ends of an undirected type stand in id order."""

    source_id: str
    type: str
    target_id: str

    @classmethod
    def of(cls, source_id: str, type_: str, target_id: str, *, directed: bool) -> TieKey:
        """The key of a claim's tie.

        >>> TieKey.of("b", "MEETS", "a", directed=False)
        TieKey(source_id='a', type='MEETS', target_id='b')
        """
        if not directed and target_id < source_id:
            source_id, target_id = target_id, source_id
        return cls(source_id, type_, target_id)

    @property
    def id(self) -> str:
        """The tie's id."""
        return digest("tie", self.source_id, self.type, self.target_id)


@dataclass(frozen=True, slots=True)
class Tie:
    """A typed, signed edge, as its asserted and alleged claims add up; what is denied is counted beside.

    ``claims`` are ids, sorted. ``documents`` and ``origins`` count distinct documents and distinct origins
    (copies of one text are one origin). ``first`` and ``last`` are the earliest start and the latest end
    (or start), partial ISO dates, ``last`` may be :data:`OPEN`.
    """

    id: str
    source_id: str
    type: str
    target_id: str
    polarity: int
    claims: tuple[str, ...]
    documents: int
    origins: int
    asserted: int
    alleged: int
    denied: int
    confidence: float
    first: str | None
    last: str | None

    @property
    def key(self) -> TieKey:
        """The key that the claims share."""
        return TieKey(self.source_id, self.type, self.target_id)


@dataclass(frozen=True)
class Graph:
    """Actors, claims, ties and documents, each sorted by id, with no dangling end.

    ``copies`` maps a document's id to the id of the document that it is a copy of; ``fingerprints`` maps a
    document's id to a digest of all that its claims depend on, and ``sketches`` to keys that copies have in common.
    ``reliability`` maps an outlet's name to how far it is to be trusted, from 0 to 1; one that it lacks, wholly.
    A ``partial`` graph is what is to be added to a store: the claims of its ties, the documents of its copies, and
    the outlets, may be there already.
    """

    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()
    ties: tuple[Tie, ...] = ()
    documents: tuple[Document, ...] = ()
    copies: Mapping[str, str] = field(default_factory=dict)
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    sketches: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reliability: Mapping[str, float] = field(default_factory=dict)
    partial: bool = False

    def __post_init__(self) -> None:
        for name in ("actors", "claims", "ties", "documents"):
            object.__setattr__(self, name, tuple(sorted(getattr(self, name), key=lambda item: item.id)))
        for what, owner, end, known in self._ends():
            if end not in known:
                raise GraphError(f"{what} {owner} points to {end!r}, which is not in the graph")

    def _ends(self) -> Iterator[tuple[str, str, str, Mapping[str, object]]]:
        actors, documents, claims = self.actor_by_id, self.document_by_id, self.claim_by_id
        for claim in self.claims:
            yield "claim", claim.id, claim.document_id, documents
            yield "claim", claim.id, claim.source.actor_id, actors
            yield "claim", claim.id, claim.target.actor_id, actors
            if claim.attribution is not None:
                yield "claim", claim.id, claim.attribution, actors
        for tie in self.ties:
            yield "tie", tie.id, tie.source_id, actors
            yield "tie", tie.id, tie.target_id, actors
            for claim_id in () if self.partial else tie.claims:
                yield "tie", tie.id, claim_id, claims
        for actor in self.actors:
            for end in (actor.part_of, actor.governs):
                if end is not None:
                    yield "actor", actor.id, end, actors
        for copy, original in () if self.partial else self.copies.items():
            yield "copy", copy, copy, documents
            yield "copy", copy, original, documents

    @cached_property
    def actor_by_id(self) -> Mapping[str, Actor]:
        """Actors by id."""
        return {actor.id: actor for actor in self.actors}

    @cached_property
    def document_by_id(self) -> Mapping[str, Document]:
        """Documents by id."""
        return {document.id: document for document in self.documents}

    @cached_property
    def claim_by_id(self) -> Mapping[str, Claim]:
        """Claims by id."""
        return {claim.id: claim for claim in self.claims}

    def evidence(self, claim: Claim) -> str:
        """The exact characters of the document that say it."""
        return claim.evidence.of(self.document_by_id[claim.document_id].text)

    def origin_of(self, document_id: str) -> str:
        """The id of the document that this one counts under: the one it copies, else its own."""
        return self.copies.get(document_id, document_id)

    def origins(self, claims: Iterable[Claim]) -> set[str]:
        """The distinct origins of claims: the ids that their documents count under."""
        return {self.origin_of(claim.document_id) for claim in claims}
