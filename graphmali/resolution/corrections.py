"""Claims that a person rejected or gave another type, known again after every reading.

A claim is known by its document, its type, its two parties as they were read (by id, or by the words that name them)
and its evidence: the same words, or a sentence cut otherwise that holds them. The claim's own id plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from graphmali.model import Claim, Correction, Party, digest
from graphmali.resolution.decisions import line_of
from graphmali.vocabulary import folded

__all__ = ["BY_PERSON", "Corrections", "correction_of", "type_read"]

BY_PERSON = "retyped:"
"""What the rule of a claim begins with that a person gave its type; the type that was read follows."""


def type_read(claim: Claim) -> str:
    """The type that a claim was read with."""
    return claim.rule.removeprefix(BY_PERSON) if claim.rule.startswith(BY_PERSON) else claim.type


def correction_of(claim: Claim, quote: str, verdict: str, by: str, at: str, **told: str) -> Correction:
    """A person's word on a claim, whose evidence are the words ``quote``."""
    return Correction(
        claim.id, claim.document_id, quote, claim.source.as_read, claim.source.surface, type_read(claim),
        claim.target.as_read, claim.target.surface, verdict, by, at, **told,
    )  # fmt: skip


class Corrections:
    """The corrections that hold. ``lines`` come with those that hold most first."""

    def __init__(self, lines: Iterable[Correction]) -> None:
        latest: dict[tuple[str, ...], Correction] = {}
        for line in lines:
            key = (line.document, line.type, line.source, line.target, _plain(line.quote))
            latest.setdefault(key, line)
        self._by_document: dict[str, list[Correction]] = defaultdict(list)
        for line in latest.values():
            if line.verdict != "restored":
                self._by_document[line.document].append(line)

    @property
    def all(self) -> tuple[Correction, ...]:
        """Every correction that holds, sorted by document and claim."""
        return tuple(
            sorted(
                (c for found in self._by_document.values() for c in found), key=lambda c: (c.document, c.quote, c.claim)
            )
        )

    def of(self, document_id: str) -> str:
        """A digest of the corrections of a document; empty where it has none."""
        found = sorted(map(line_of, self._by_document.get(document_id, ())))
        return digest(*found) if found else ""

    def about(self, claim: Claim, evidence: str) -> Correction | None:
        """The correction of a claim as it was read, if there is one; ``evidence`` are its words."""
        words = _plain(evidence)
        for line in self._by_document.get(claim.document_id, ()):
            same_words = _plain(line.quote) in words or words in _plain(line.quote)
            if line.type == claim.type and same_words and _ends(line, claim):
                return line
        return None

    def corrected(self, claim: Claim, evidence: str) -> Claim | None:
        """A claim as it stands after its correction; None if it is rejected.

        A claim that a person gave its type is certain: its confidence is 1.
        """
        line = self.about(claim, evidence)
        if line is None:
            return claim
        if line.verdict == "rejected":
            return None
        return replace(claim, type=line.to, rule=f"{BY_PERSON}{claim.type}", confidence=1.0)


def _ends(line: Correction, claim: Claim) -> bool:
    return _end(line.source, line.source_words, claim.source) and _end(line.target, line.target_words, claim.target)


def _end(actor_id: str, words: str, party: Party) -> bool:
    return actor_id == party.as_read or _plain(words) == _plain(party.surface)


def _plain(text: str) -> str:
    return " ".join(folded(text).split())
