"""The database layout: a graph as rows and statements, and rows as a graph again.

``(:Actor)``, typed ties between actors, ``(:Claim)-[:SOURCE|TARGET|ATTRIBUTED_TO]->(:Actor)``,
``(:Claim)-[:STATED_IN]->(:Document)``, ``(:Document)-[:COPY_OF]->(:Document)``,
``(:Document)-[:PUBLISHED_BY]->(:Outlet)``, ``(:Actor)-[:PART_OF|GOVERNS]->(:Actor)``. Every node and edge has an
id made of its content; a value that is not known is absent. Values are parameters always; a label or type stands in
a statement only if the vocabulary has it and it is in capitals.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict
from functools import cache
from itertools import groupby
from typing import Any

from graphmali.model import Actor, Claim, Document, Graph, Modality, Party, Relation, Span, Tie, digest
from graphmali.model import ClaimOrigin as Origin
from graphmali.vocabulary import load

__all__ = [
    "BATCH",
    "VERSION",
    "Row",
    "Statement",
    "actor_of",
    "claim_of",
    "document_of",
    "edges",
    "meta",
    "nodes",
    "removals",
    "tie_of",
    "upserts",
]

VERSION = 1
"""Raised when the layout changes so that an older graphmali could not read it."""

BATCH = 2_000
"""Rows a statement."""

Statement = tuple[str, dict[str, Any]]
Row = dict[str, Any]

_TYPE = re.compile(r"[A-Z][A-Z_]*\Z")


@cache
def _relations() -> Mapping[str, Relation]:
    return load().relations


def _safe(type_: str) -> str:
    if type_ not in _relations() or not _TYPE.match(type_):
        raise ValueError(f"no relation type of the vocabulary: {type_!r}")
    return type_


def _present(fields: Mapping[str, Any]) -> Row:
    return {name: value for name, value in fields.items() if value is not None and value != ()}


def upserts(graph: Graph) -> Iterator[Statement]:
    """The statements that write a graph, nodes before edges; running them twice is running them once."""
    for label, found in groupby(nodes(graph), key=lambda node: node[0]):
        for batch in _batches(row for _, row in found):
            yield f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row", {"rows": batch}
    grouped: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for key, row in edges(graph):
        grouped[key].append(row)
    yield from _stale_edges(graph)
    for (left, type_, right), rows in sorted(grouped.items(), key=lambda item: item[0]):
        for batch in _batches(rows):
            yield (
                f"UNWIND $rows AS row MATCH (s:{left} {{id: row.source}}) MATCH (t:{right} {{id: row.target}}) "
                f"MERGE (s)-[r:`{type_}` {{id: row.id}}]->(t) SET r = row.fields",
                {"rows": batch},
            )


def _stale_edges(graph: Graph) -> Iterator[Statement]:
    """What takes away the edges that a node may have no more; its node is written again with what it has."""
    for label, types, nodes in (
        ("Actor", "PART_OF|GOVERNS", graph.actors),
        ("Document", "PUBLISHED_BY|COPY_OF", graph.documents),
        ("Claim", "ATTRIBUTED_TO", graph.claims),
    ):
        for ids in _batches(node.id for node in nodes):
            yield f"UNWIND $ids AS id MATCH (n:{label} {{id: id}})-[r:{types}]->() DELETE r", {"ids": ids}


def removals(documents: Collection[str], ties: Collection[str]) -> Iterator[Statement]:
    """The statements that take documents with their claims, and ties, out of a graph."""
    for ids in _batches(sorted(documents)):
        yield "MATCH (c:Claim)-[:STATED_IN]->(d:Document) WHERE d.id IN $ids DETACH DELETE c", {"ids": ids}
        yield "MATCH (d:Document) WHERE d.id IN $ids DETACH DELETE d", {"ids": ids}
    for ids in _batches(sorted(ties)):
        yield "MATCH (:Actor)-[r]->(:Actor) WHERE r.id IN $ids DELETE r", {"ids": ids}


ORPHANS = (
    "MATCH (a:Actor) WHERE NOT (a)<-[:SOURCE]-(:Claim) AND NOT (a)<-[:TARGET]-(:Claim)"
    " AND NOT (a)<-[:ATTRIBUTED_TO]-(:Claim) AND NOT (a)<-[:PART_OF]-(:Actor) AND NOT (a)<-[:GOVERNS]-(:Actor)"
    " RETURN a.id AS id ORDER BY id"
)
"""Actors that nothing speaks of; deleting them may leave others."""

DELETE_ACTORS = "MATCH (a:Actor) WHERE a.id IN $ids DETACH DELETE a"
DELETE_EMPTY_OUTLETS = "MATCH (o:Outlet) WHERE NOT (o)<-[:PUBLISHED_BY]-(:Document) DETACH DELETE o"


def _batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    items = list(items)
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def meta() -> Row:
    """The properties of the one ``Meta`` node."""
    return {"id": "graphmali", "layout": VERSION}


def nodes(graph: Graph) -> Iterator[tuple[str, Row]]:
    """Every node of a graph but ``Meta``: its label and its properties; those of one label in a row."""
    yield from (("Outlet", {"id": _outlet(name), "name": name}) for name in _publishers(graph))
    yield from (("Document", _document_row(graph, document)) for document in graph.documents)
    yield from (("Actor", _actor_row(actor)) for actor in graph.actors)
    yield from (("Claim", _claim_row(graph, claim)) for claim in graph.claims)


def _publishers(graph: Graph) -> list[str]:
    return sorted({document.publisher for document in graph.documents if document.publisher})


def _outlet(name: str) -> str:
    return digest("outlet", name)


def _document_row(graph: Graph, document: Document) -> Row:
    return _present({**asdict(document), "fingerprint": graph.fingerprints.get(document.id)})


def _actor_row(actor: Actor) -> Row:
    fields = {**asdict(actor), "aliases": list(actor.aliases) or None}
    return _present({name: value for name, value in fields.items() if name not in {"part_of", "governs"}})


def _claim_row(graph: Graph, claim: Claim) -> Row:
    return _present(
        {
            "id": claim.id,
            "type": claim.type,
            "polarity": _relations()[claim.type].sign,
            "modality": claim.modality.value,
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
    )


def _edge(type_: str, source: str, target: str, fields: Mapping[str, Any] | None = None) -> Row:
    id_ = digest("edge", type_, source, target)
    return {"id": id_, "source": source, "target": target, "fields": _present({"id": id_, **(fields or {})})}


def edges(graph: Graph) -> Iterator[tuple[tuple[str, str, str], Row]]:
    """Every edge of a graph: label, type and label, and a row of its ``id``, ``source``, ``target`` and ``fields``."""
    for actor in graph.actors:
        for type_, end in (("PART_OF", actor.part_of), ("GOVERNS", actor.governs)):
            if end is not None:
                yield ("Actor", type_, "Actor"), _edge(type_, actor.id, end)
    for claim in graph.claims:
        for type_, party in (("SOURCE", claim.source), ("TARGET", claim.target)):
            yield ("Claim", type_, "Actor"), _edge(type_, claim.id, party.actor_id, _party_fields(party))
        yield ("Claim", "STATED_IN", "Document"), _edge("STATED_IN", claim.id, claim.document_id)
        if claim.attribution is not None:
            yield ("Claim", "ATTRIBUTED_TO", "Actor"), _edge("ATTRIBUTED_TO", claim.id, claim.attribution)
    for document in graph.documents:
        if document.publisher:
            yield (
                ("Document", "PUBLISHED_BY", "Outlet"),
                _edge("PUBLISHED_BY", document.id, _outlet(document.publisher)),
            )
    for copy, original in sorted(graph.copies.items()):
        yield ("Document", "COPY_OF", "Document"), _edge("COPY_OF", copy, original)
    for tie in graph.ties:
        row = {"id": tie.id, "source": tie.source_id, "target": tie.target_id, "fields": _tie_fields(tie)}
        yield ("Actor", _safe(tie.type), "Actor"), row


def _party_fields(party: Party) -> Row:
    span = party.span
    return {
        "surface": party.surface,
        "kind": party.kind,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "read_as": party.read_as,
    }


def _tie_fields(tie: Tie) -> Row:
    names = ("id", "polarity", "documents", "origins", "asserted", "alleged", "denied", "confidence", "first", "last")
    fields = {name: getattr(tie, name) for name in names}
    return _present({**fields, "claims": len(tie.claims), "claim_ids": list(tie.claims)})


def document_of(row: Mapping[str, Any]) -> Document:
    """A document of its node."""
    return Document(**{name: value for name, value in row.items() if name != "fingerprint"})


def actor_of(row: Mapping[str, Any], part_of: str | None, governs: str | None) -> Actor:
    """An actor of its node and what it hangs on."""
    fields = {**row, "aliases": tuple(row.get("aliases") or ())}
    return Actor(**fields, part_of=part_of, governs=governs)


def tie_of(type_: str, source: str, target: str, row: Mapping[str, Any]) -> Tie:
    """A tie of its edge."""
    fields = {name: value for name, value in row.items() if name not in {"claims", "claim_ids"}}
    fields = {"first": None, "last": None, **fields}
    return Tie(source_id=source, type=type_, target_id=target, claims=tuple(row["claim_ids"]), **fields)


def claim_of(row: Mapping[str, Any]) -> Claim:
    """A claim of its node ``c``, its edges ``s`` and ``t``, and the ids that they lead to."""
    node = row["c"]
    return Claim(
        id=node["id"],
        document_id=row["document"],
        source=_party_of(row["source"], row["s"]),
        type=node["type"],
        target=_party_of(row["target"], row["t"]),
        modality=Modality(node["modality"]),
        attribution=row["attribution"],
        start=node.get("start"),
        end=node.get("end"),
        evidence=Span(node["evidence_start"], node["evidence_end"]),
        origin=Origin(node["origin"]),
        implied=node["implied"],
        extractor=node["extractor"],
        rule=node["rule"],
        confidence=node["confidence"],
    )


def _party_of(actor_id: str, edge: Mapping[str, Any]) -> Party:
    span = Span(edge["start"], edge["end"]) if "start" in edge else None
    return Party(actor_id, edge["surface"], edge["kind"], span, edge.get("read_as"))
