"""All decisions and rules together, applied to what was read of a document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from graphmali.model import Claim, Correction, Decision, Document, Party, digest
from graphmali.resolution.corrections import Corrections
from graphmali.resolution.decisions import Line, line_of
from graphmali.resolution.identities import Identities
from graphmali.vocabulary import Vocabulary
from graphmali.vocabulary.unlisted import parted

__all__ = ["Rulings", "Settled"]


@dataclass(frozen=True, slots=True)
class Settled:
    """The claims of a document after all decisions; ``withheld`` where identities left one of them out."""

    claims: tuple[Claim, ...]
    withheld: bool


class Rulings:
    """What a person decided, and the rules. ``lines`` are those of :func:`graphmali.resolution.decisions.read`."""

    def __init__(self, lines: Iterable[Line], vocabulary: Vocabulary) -> None:
        lines = tuple(lines)
        on_actors = [line for line in lines if isinstance(line, Decision)]
        self.identities = Identities(on_actors, vocabulary)
        self.corrections = Corrections(line for line in lines if isinstance(line, Correction))
        self.digest = digest(*map(line_of, lines)) if lines else ""
        self._parted: dict[str, list[str]] = {}
        for line in on_actors:
            for document_id in {parted(line.left)[1], parted(line.right)[1]} - {None}:
                self._parted.setdefault(str(document_id), []).append(line_of(line))

    def fingerprint(self, read: str, document_id: str, *, withheld: bool = False) -> str:
        """The digest of all that a document's claims depend on; ``read`` is that of what they are read from.

        Who merely has another id by decisions is looked for in the graph: see :func:`graphmali.due.due`.
        """
        own = self.digest if withheld else self._own(document_id)
        return f"{read}+{own}" if own else read

    def fresh(self, stored: str | None, read: str, document_id: str) -> bool:
        """Whether a stored document has all that a reading ``read`` and the decisions on it alone would give."""
        return stored in {self.fingerprint(read, document_id, withheld=withheld) for withheld in (False, True)}

    def settle(self, document: Document, claims: Iterable[Claim]) -> Settled:
        """The claims of a document as corrections and identities leave them.

        An act on oneself is no claim; of claims that now say the same with the same words, the surest is left.
        """
        kept: dict[tuple[object, ...], Claim] = {}
        withheld = False
        for claim in claims:
            corrected = self.corrections.corrected(claim, claim.evidence.of(document.text))
            if corrected is None:
                continue
            settled = self._identified(corrected)
            ends = (settled.source.actor_id, settled.target.actor_id)
            key = (*ends, settled.type, settled.evidence)
            other = kept.get(key)
            if ends[0] == ends[1]:
                withheld = True
            elif other is None:
                kept[key] = settled
            else:
                withheld = True
                kept[key] = min(settled, other, key=lambda c: (-c.confidence, c.id))
        return Settled(tuple(kept.values()), withheld)

    def _identified(self, claim: Claim) -> Claim:
        said_by = claim.attribution and self.identities.of(claim.attribution, claim.document_id)
        source, target = (self._party(party, claim.document_id) for party in (claim.source, claim.target))
        return replace(claim, source=source, target=target, attribution=said_by)

    def _party(self, party: Party, document_id: str) -> Party:
        actor_id = self.identities.of(party.actor_id, document_id)
        return party if actor_id == party.actor_id else replace(party, actor_id=actor_id, read_as=party.actor_id)

    def _own(self, document_id: str) -> str:
        corrected, lines = self.corrections.of(document_id), self._parted.get(document_id)
        return digest(corrected, *sorted(lines or ())) if corrected or lines else ""
