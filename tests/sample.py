"""A small graph that a test can count by hand."""

from __future__ import annotations

from graphmali.model import Actor, Claim, ClaimOrigin, Document, Graph, Modality, Party, Span, Tie, TieKey
from graphmali.vocabulary import load

RELATIONS = load().relations
TEXT = "Somebody said that somebody did something."


def claim(document: str, source: str, type_: str, target: str, **fields: object) -> Claim:
    given = {"modality": Modality.ASSERTED, "attribution": None, "start": None, "end": None} | fields
    evidence = Span(0, len(TEXT))
    return Claim(
        id=Claim.id_of(document, source, type_, target, evidence), document_id=document,
        source=Party(source, source, "state"), type=type_, target=Party(target, target, "state"),
        evidence=evidence, origin=ClaimOrigin.SENTENCE, implied=False, extractor="test", rule="test",
        confidence=0.9, **given,
    )  # fmt: skip


def graph(*claims: Claim, copies: dict[str, str] | None = None, **fields: tuple[object, ...]) -> Graph:
    """The claims with all that they name; ``actors`` and ``documents`` are added or take their places."""
    ids = {end for c in claims for end in (c.source.actor_id, c.target.actor_id, c.attribution) if end}
    actors = {id_: Actor(id_, id_.title(), "state") for id_ in ids}
    actors |= {actor.id: actor for actor in fields.get("actors", ())}
    documents = {c.document_id: Document(c.document_id, TEXT, published="2024-05-01") for c in claims}
    documents |= {document.id: document for document in fields.get("documents", ())}
    grouped: dict[TieKey, list[Claim]] = {}
    for each in claims:
        ends = (each.source.actor_id, each.type, each.target.actor_id)
        key = TieKey.of(*ends, directed=RELATIONS[each.type].directed)
        grouped.setdefault(key, []).append(each)
    ties = tuple(tie(key, found) for key, found in grouped.items() if any(c.modality.makes_tie for c in found))
    return Graph(tuple(actors.values()), claims, ties, tuple(documents.values()), copies or {})


def tie(key: TieKey, claims: list[Claim]) -> Tie:
    makes = [c for c in claims if c.modality.makes_tie]
    count = {m: sum(c.modality is m for c in claims) for m in Modality}
    documents = len({c.document_id for c in makes})
    return Tie(
        key.id, key.source_id, key.type, key.target_id, RELATIONS[key.type].sign,
        tuple(sorted(c.id for c in makes)), documents, documents, count[Modality.ASSERTED],
        count[Modality.ALLEGED], count[Modality.DENIED], 0.9, None, None,
    )  # fmt: skip
