from __future__ import annotations

import io
import json
from typing import Any

import pytest

from graphmali.exchange import EXPORTERS
from graphmali.model import Actor, Document, Graph, Modality
from tests.sample import RELATIONS, TEXT, claim, graph

FOUND = graph(
    claim("d1", "mali", "TRAINS", "russia", attribution="france", start="2020", end="open"),
    claim("d2", "mali", "TRAINS", "russia", modality=Modality.ALLEGED),
    claim("d2", "mali", "TRAINS", "niger", modality=Modality.DENIED),
    actors=(Actor("mali", "Mali \ud800", "state", "ML", "Q912", ("République du Mali",)),),
    documents=(Document("d1", TEXT, "Title", "https://example.org", "Outlet", key="k", path="a/b.jsonl"),),
    copies={"d2": "d1"},
)


def exported(what: str, found: Graph = FOUND) -> list[dict[str, Any]]:
    stream = io.BytesIO()
    EXPORTERS[what](found, RELATIONS, stream)
    text = stream.getvalue().decode("utf-8")
    assert text == "" or text.endswith("\n")
    return [json.loads(line) for line in text.splitlines()]


def test_a_claim_has_its_fields_in_order() -> None:
    (record,) = [r for r in exported("claims") if r["document"]["id"] == "d1"]
    fields = """
        id document source target type polarity modality attribution start end evidence
        evidence_start evidence_end origin implied extractor rule confidence
    """
    assert list(record) == fields.split()
    assert record["document"] == {
        "id": "d1", "key": "k", "path": "a/b.jsonl", "title": "Title", "publisher": "Outlet", "published": None,
        "language": None,
    }  # fmt: skip
    assert record["source"] == {"id": "mali", "name": "Mali \ud800", "surface": "mali", "kind": "state"}
    assert record["attribution"] == {"id": "france", "name": "France"}
    assert (record["polarity"], record["evidence"], record["evidence_end"]) == (1, TEXT, len(TEXT))
    assert {r["attribution"] for r in exported("claims") if r["document"]["id"] == "d2"} == {None}


def test_a_tie_has_its_fields_in_order() -> None:
    (record,) = exported("ties")
    assert list(record) == [
        "id",
        "source",
        "type",
        "target",
        "polarity",
        "claims",
        "documents",
        "origins",
        "asserted",
        "alleged",
        "denied",
        "confidence",
        "first",
        "last",
    ]
    assert record["target"] == {"id": "russia", "name": "Russia"}
    assert (record["claims"], record["asserted"], record["alleged"]) == (2, 1, 1)


def test_documents_say_whom_they_count_under() -> None:
    assert [(r["id"], r["origin"]) for r in exported("documents")] == [("d1", "d1"), ("d2", "d1")]
    assert list(exported("documents")[0]) == [*Document.__dataclass_fields__, "origin"]


def test_actors_have_all_their_fields() -> None:
    (record,) = [r for r in exported("actors") if r["id"] == "mali"]
    assert record == {
        "id": "mali", "name": "Mali \ud800", "kind": "state", "country": "ML", "wikidata": "Q912",
        "aliases": ["République du Mali"], "part_of": None, "governs": None,
    }  # fmt: skip


@pytest.mark.parametrize("what", EXPORTERS)
def test_lines_are_sorted_and_nothing_gives_nothing(what: str) -> None:
    ids = [record["id"] for record in exported(what)]
    assert ids == sorted(ids)
    assert exported(what, Graph()) == []
