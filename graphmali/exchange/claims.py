"""Claims as JSON lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from graphmali.exchange.lines import write_lines
from graphmali.model import Claim, Graph, Party, Relation

__all__ = ["claim_record", "write_claims"]

_DOCUMENT_FIELDS = ("id", "key", "path", "title", "publisher", "published", "language")


def write_claims(graph: Graph, relations: Mapping[str, Relation], stream: BinaryIO) -> None:
    """Every claim with its document, its ends and the exact words that say it."""
    write_lines((claim_record(graph, relations, claim) for claim in graph.claims), stream)


def claim_record(graph: Graph, relations: Mapping[str, Relation], claim: Claim) -> dict[str, Any]:
    """A claim as plain values."""
    document = graph.document_by_id[claim.document_id]
    attribution = claim.attribution and {
        "id": claim.attribution,
        "name": graph.actor_by_id[claim.attribution].name,
    }
    return {
        "id": claim.id,
        "document": {name: getattr(document, name) for name in _DOCUMENT_FIELDS},
        "source": _party(graph, claim.source),
        "target": _party(graph, claim.target),
        "type": claim.type,
        "polarity": relations[claim.type].sign,
        "modality": claim.modality.value,
        "attribution": attribution,
        "start": claim.start,
        "end": claim.end,
        "evidence": graph.evidence(claim),
        "evidence_start": claim.evidence.start,
        "evidence_end": claim.evidence.end,
        "origin": claim.origin.value,
        "implied": claim.implied,
        "extractor": claim.extractor,
        "rule": claim.rule,
        "confidence": claim.confidence,
    }


def _party(graph: Graph, party: Party) -> dict[str, str]:
    actor = graph.actor_by_id[party.actor_id]
    return {"id": actor.id, "name": actor.name, "surface": party.surface, "kind": actor.kind}
