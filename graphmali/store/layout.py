"""The database layout: a graph as rows and statements, and rows as a graph again.

``(:Actor)``, typed ties between actors, ``(:Claim)-[:SOURCE|TARGET|ATTRIBUTED_TO]->(:Actor)``,
``(:Claim)-[:STATED_IN]->(:Document)``, ``(:Document)-[:COPY_OF]->(:Document)``,
``(:Document)-[:PUBLISHED_BY]->(:Outlet)``, ``(:Actor)-[:PART_OF|GOVERNS]->(:Actor)``. Every node and edge has an
id made of its content; a value that is not known is absent. Values are parameters always; a label or type stands in
a statement only if the vocabulary has it and it is in capitals. Nodes are matched with WHERE: in ``(n {id: row.id})``
one engine takes a value such as ``$rows`` for the parameter of that name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from functools import cache
from typing import Any, TypeVar

from graphmali.errors import QueryError
from graphmali.model import Actor, Claim, Document, Graph, Modality, Party, Relation, Span, Tie, digest
from graphmali.model import ClaimOrigin as Origin
from graphmali.vocabulary import load

__all__ = [
    "BATCH",
    "SKETCH",
    "VERSION",
    "Row",
    "Statement",
    "actor_of",
    "batched",
    "batches",
    "claim_of",
    "documents_of",
    "edges",
    "meta",
    "nodes",
    "outlet_id",
    "removals",
    "tie_of",
    "upserts",
]

VERSION = 2
"""Raised when the layout changes so that an older graphmali could not read it."""

BATCH = 2_000
"""Rows a statement."""

SKETCH = tuple(f"alike{number:02}" for number in range(1, 33))
"""A document's properties for the keys of its sketch, each with an index."""

Statement = tuple[str, dict[str, Any]]
Row = dict[str, Any]
Key = TypeVar("Key")

_TYPE = re.compile(r"[A-Z][A-Z_]*\Z")


@cache
def _relations() -> Mapping[str, Relation]:
    return load().relations


def _safe(type_: str) -> str:
    if type_ not in _relations() or not _TYPE.match(type_):
        raise QueryError(f"{type_!r} is no type of the vocabulary")
    return type_


_ACTOR_FIELDS = tuple(field.name for field in fields(Actor))


def _present(fields: Mapping[str, Any]) -> Row:
    return {name: value for name, value in fields.items() if value is not None and value != ()}


def upserts(graph: Graph, *, new: bool = False) -> Iterator[Statement]:
    """The statements that write a graph, nodes before edges; running them twice is running them once.

    Not so those for a ``new`` graph, where no node is: they look for nothing that might be there.
    """
    node = "CREATE (n:{})" if new else "MERGE (n:{} {{id: row.id}})"
    edge = "CREATE (s)-[r:`{}`]->(t)" if new else "MERGE (s)-[r:`{}` {{id: row.fields.id}}]->(t)"
    for label, rows in batched(nodes(graph)):
        yield f"UNWIND $rows AS row {node.format(label)} SET n = row", {"rows": rows}
    if not new:
        yield from _stale_edges(graph)
    for (left, type_, right), rows in batched(edges(graph)):
        yield (
            f"UNWIND $rows AS row MATCH (s:{left}) WHERE s.id = row.source MATCH (t:{right}) WHERE t.id = row.target "
            f"{edge.format(type_)} SET r = row.fields",
            {"rows": rows},
        )


def _stale_edges(graph: Graph) -> Iterator[Statement]:
    """What takes away the edges that a node may have no more; its node is written again with what it has."""
    for label, types, nodes in (
        ("Actor", "PART_OF|GOVERNS", (actor.id for actor in graph.actors)),
        ("Document", "PUBLISHED_BY|COPY_OF", (document.id for document in graph.documents)),
        ("Document", "COPY_OF", sorted(graph.copies)),
        ("Claim", "ATTRIBUTED_TO", (claim.id for claim in graph.claims)),
    ):
        for ids in batches(nodes):
            yield (
                f"UNWIND $ids AS id MATCH (n:{label}) WHERE n.id = id MATCH (n)-[r:{types}]->() DELETE r",
                {"ids": ids},
            )


def removals(documents: Collection[str], ties: Collection[str]) -> Iterator[Statement]:
    """The statements that take documents with their claims, and ties, out of a graph."""
    for ids in batches(sorted(documents)):
        yield "MATCH (c:Claim)-[:STATED_IN]->(d:Document) WHERE d.id IN $ids DETACH DELETE c", {"ids": ids}
        yield "MATCH (d:Document) WHERE d.id IN $ids DETACH DELETE d", {"ids": ids}
    for ids in batches(sorted(ties)):
        yield "MATCH (:Actor)-[r]->(:Actor) WHERE r.id IN $ids DELETE r", {"ids": ids}


ORPHANS = (
    "MATCH (a:Actor) WHERE NOT (a)<-[:SOURCE]-(:Claim) AND NOT (a)<-[:TARGET]-(:Claim)"
    " AND NOT (a)<-[:ATTRIBUTED_TO]-(:Claim) AND NOT (a)<-[:PART_OF]-(:Actor) AND NOT (a)<-[:GOVERNS]-(:Actor)"
    " RETURN a.id AS id ORDER BY id"
)
"""Actors that nothing speaks of; deleting them may leave others."""

DELETE_ACTORS = "MATCH (a:Actor) WHERE a.id IN $ids DETACH DELETE a"
DELETE_EMPTY_OUTLETS = "MATCH (o:Outlet) WHERE NOT (o)<-[:PUBLISHED_BY]-(:Document) DETACH DELETE o"


def batched(rows: Iterable[tuple[Key, Row]]) -> Iterator[tuple[Key, list[Row]]]:
    """The rows of each key, :data:`BATCH` at most at a time, without holding all of them."""
    waiting: dict[Key, list[Row]] = {}
    for key, row in rows:
        found = waiting.setdefault(key, [])
        found.append(row)
        if len(found) == BATCH:
            yield key, waiting.pop(key)
    yield from waiting.items()


def batches(items: Iterable[Any]) -> Iterator[list[Any]]:
    """The items, :data:`BATCH` at most at a time."""
    items = list(items)
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def meta() -> Row:
    """The properties of the one ``Meta`` node."""
    return {"id": "graphmali", "layout": VERSION}


def nodes(graph: Graph) -> Iterator[tuple[str, Row]]:
    """Every node of a graph but ``Meta``: its label and its properties; those of one label in a row."""
    yield from (("Outlet", _outlet_row(graph, name)) for name in _outlets(graph))
    yield from (("Document", _document_row(graph, document)) for document in graph.documents)
    yield from (("Actor", _actor_row(actor)) for actor in graph.actors)
    yield from (("Claim", _claim_row(graph, claim)) for claim in graph.claims)


def _outlets(graph: Graph) -> list[str]:
    return sorted({document.publisher for document in graph.documents if document.publisher} | {*graph.reliability})


def _outlet_row(graph: Graph, name: str) -> Row:
    reliability = graph.reliability.get(name, 1.0)
    return _present({"id": outlet_id(name), "name": name, "reliability": reliability if reliability != 1 else None})


def outlet_id(name: str) -> str:
    """The id of an outlet's node."""
    return digest("outlet", name)


def _document_row(graph: Graph, document: Document) -> Row:
    keys = zip(SKETCH, graph.sketches.get(document.id, ()), strict=False)
    return _present({**asdict(document), "fingerprint": graph.fingerprints.get(document.id), **dict(keys)})


def _actor_row(actor: Actor) -> Row:
    fields = {**asdict(actor), "aliases": list(actor.aliases) or None}
    return _present({name: value for name, value in fields.items() if name not in {"part_of", "governs"}})


def _claim_row(graph: Graph, claim: Claim) -> Row:
    return _present(
        {
            "id": claim.id,
            "type": claim.type,
            "polarity": _relations()[_safe(claim.type)].sign,
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
    return {"source": source, "target": target, "fields": _present({"id": id_, **(fields or {})})}


def edges(graph: Graph) -> Iterator[tuple[tuple[str, str, str], Row]]:
    """Every edge of a graph: label, type and label, and a row of its ``source``, ``target`` and ``fields``."""
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
                _edge("PUBLISHED_BY", document.id, outlet_id(document.publisher)),
            )
    for copy, original in sorted(graph.copies.items()):
        yield ("Document", "COPY_OF", "Document"), _edge("COPY_OF", copy, original)
    for tie in graph.ties:
        row = {"source": tie.source_id, "target": tie.target_id, "fields": _tie_fields(tie)}
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


def _document_of(row: Mapping[str, Any]) -> Document:
    """A document of its node."""
    return Document(**{name: value for name, value in row.items() if name != "fingerprint" and name not in SKETCH})


def documents_of(nodes: Collection[Mapping[str, Any]], outlets: Mapping[str, float]) -> dict[str, Any]:
    """What a :class:`Graph` holds of documents, of their nodes and of the reliability of all outlets."""
    documents = tuple(_document_of(node) for node in nodes)
    publishers = {document.publisher for document in documents}
    return {
        "documents": documents,
        "fingerprints": {node["id"]: node["fingerprint"] for node in nodes if "fingerprint" in node},
        "sketches": {node["id"]: tuple(node[name] for name in SKETCH) for node in nodes if SKETCH[0] in node},
        "reliability": {name: value for name, value in outlets.items() if value != 1 and name in publishers},
    }


def actor_of(row: Mapping[str, Any], part_of: str | None, governs: str | None) -> Actor:
    """An actor of its node and what it hangs on."""
    known = {name: row[name] for name in _ACTOR_FIELDS if name in row}
    return Actor(**{**known, "aliases": tuple(row.get("aliases") or ()), "part_of": part_of, "governs": governs})


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
