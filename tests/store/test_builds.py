"""Builds, decisions and retractions on every store: whatever the steps, the graph of all at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graphmali import pipeline
from graphmali.config import Settings
from graphmali.model import Decision
from graphmali.resolution import correction_of, decisions
from graphmali.store import Store
from training.copies import events

KINDS = ["embedded", "bolt", pytest.param("neo4j", marks=pytest.mark.neo4j)]
pytestmark = pytest.mark.parametrize("where", KINDS, indirect=True)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """Four texts of one event: an original, its copy, and two that are neither; one names somebody by a rank."""
    made = []
    for number, text in enumerate(list(next(events("dev")))[:4]):
        file = tmp_path / f"{number}.txt"
        document = text.document
        head = f"{document.title}\n\nPublisher: {document.publisher}\nPublished: {document.published}\n"
        more = "Colonel Zan Bogotari met Russia on 3 May 2022.\n" if number == 2 else ""
        file.write_text(head + document.text.partition("\n")[2] + more, encoding="utf-8")
        made.append(str(file))
    return made


def test_steps_lead_to_the_graph_of_all_at_once(store: Store, files: list[str], tmp_path: Path) -> None:
    settings = Settings(jobs=1, extractor="rules", decisions=tmp_path / "decisions.jsonl")
    for file in reversed(files):
        pipeline.build_into(store, [file], settings=settings)
    graph = pipeline.build(files, settings=settings)
    assert store.read() == graph
    assert graph.copies

    claim = next(c for c in graph.claims if c.type == "MEETS" and c.source.actor_id.startswith("new:"))
    other = next(c for c in graph.claims if c is not claim)
    lines = [
        correction_of(other, graph.evidence(other), "rejected", "ann", "2026-01-01T00:00:00Z"),
        Decision(claim.source.actor_id, "new:general_bogotari", "same", "ann", "2026-01-01T00:00:01Z"),
    ]
    decisions.add(settings.decisions, lines)
    pipeline.build_into(store, [], settings=settings)
    decided = pipeline.build(files, settings=settings)
    assert store.read() == decided
    assert len(decided.claims) == len(graph.claims) - 1
    assert "new:general_bogotari" in decided.actor_by_id

    pipeline.retract(store, files[0], settings=settings)
    assert store.read() == pipeline.build(files[1:], settings=settings)
    trust = replace(settings, outlets={"*": 0.5})
    pipeline.build_into(store, files, settings=trust)
    assert store.read() == pipeline.build(files, settings=trust)
    settings.decisions.unlink()
    pipeline.build_into(store, [], settings=settings)
    assert store.read() == graph
