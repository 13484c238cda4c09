"""A graph that goes from store to store in parts: whole at the end, never half a document, in bounded memory."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from graphmali import pipeline
from graphmali.errors import StoreRefused
from graphmali.model import Actor, Claim, ClaimOrigin, Document, Graph, Modality, Party, Span
from graphmali.resolution import assemble
from graphmali.store import Store, open_store, parts
from graphmali.vocabulary import load
from tests.store.graphs import sample_graph

KINDS = ["embedded", "bolt", pytest.param("neo4j", marks=pytest.mark.neo4j)]
on_every_store = pytest.mark.parametrize("where", KINDS, indirect=True)

PUSHES_AND_DIES = """
import os, signal, sys
from contextlib import closing
from graphmali import pipeline
from graphmali.store import layout, open_store, parts

source, target, what = sys.argv[1:]
parts.PART = 3
upserts, changes = layout.upserts, 0

def dying(graph):
    global changes
    changes += bool(getattr(graph, what))
    for number, each in enumerate(upserts(graph)):
        if changes == 2 and number == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        yield each

layout.upserts = dying
with closing(open_store(source)) as one, closing(open_store(target, create=True, unfinished=True)) as other:
    pipeline.push(one, other)
"""


@pytest.fixture
def origin(tmp_path: Path) -> str:
    return str(tmp_path / "source")


@pytest.fixture
def source(origin: str) -> Iterator[Store]:
    """A store with more than the sample graph: who is part of whom goes in a circle, and copies are all over."""
    sample = sample_graph()
    first, *others = sorted(sample.documents, key=lambda document: document.id)
    circle = (Actor("a", "A", "state", part_of="z", governs="m"), Actor("m", "M", "state", part_of="a"))
    store = open_store(origin, create=True)
    store.write(
        replace(
            sample,
            actors=(*sample.actors, *circle, Actor("z", "Z", "state", governs="a"), Actor("alone", "Alone", "x")),
            documents=(*sample.documents, Document.of("Nothing.\n" * 2_000)),
            copies={other.id: first.id for other in others},
        )
    )
    yield store
    store.close()


@on_every_store
def test_the_parts_are_the_graph(store: Store, source: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART", 3)
    whole = source.read()
    store.write(whole)
    found = list(store.parts())
    for name in ("documents", "claims", "ties"):
        ids = [item.id for part in found for item in getattr(part, name)]
        assert sorted(ids) == [item.id for item in getattr(whole, name)]
    assert {actor for part in found for actor in part.actors} == set(whole.actors)
    assert {copy: original for part in found for copy, original in part.copies.items()} == whole.copies
    assert {id_: print_ for part in found for id_, print_ in part.fingerprints.items()} == whole.fingerprints
    for part in found:
        of = {claim.document_id for claim in part.claims}
        assert of <= {document.id for document in part.documents}
        assert len(part.claims) <= 3 or len(part.documents) == 1
        assert len(part.ties) <= 3
    monkeypatch.undo()
    assert [len(part.claims) for part in store.parts()] == [0, len(whole.claims), 0, 0]


@on_every_store
def test_pushing_is_writing_at_once(
    store: Store, source: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over an older state too, whose claims and copies differ."""
    monkeypatch.setattr(parts, "PART", 3)
    sample = sample_graph()
    told = tuple(replace(claim, attribution="niger", confidence=0.1) for claim in sample.claims)
    older = assemble(sample.documents, told, load(), copies=sample.copies)
    with closing(open_store(str(tmp_path / "expected"), create=True)) as expected:
        for each in (store, expected):
            each.write(older)
        expected.write(source.read())
        assert pipeline.push(source, store) == source.sizes()
        assert store.read() == expected.read()
    count = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n) AS nodes, count(r) AS edges"
    before = store.query(count)
    pipeline.push(source, store)
    assert store.query(count) == before


def test_an_empty_graph_is_pushed_too(tmp_path: Path, source: Store) -> None:
    with closing(open_store(str(tmp_path / "empty"), create=True)) as empty:
        assert set(pipeline.push(empty, source).values()) == {0}
    assert source.sizes()["documents"] == 5


@pytest.mark.parametrize(
    ("where", "what"), [*((kind, "documents") for kind in ("embedded", "bolt")), ("embedded", "ties"),
    pytest.param("neo4j", "documents", marks=pytest.mark.neo4j)], indirect=["where"],
)  # fmt: skip
def test_a_push_that_is_killed_is_made_good_by_another(where: str, origin: str, source: Store, what: str) -> None:
    """Killed in the midst of a change: where a document is written and its claims are not, or between ties."""
    whole = source.read()
    source.close()
    command = [sys.executable, "-c", PUSHES_AND_DIES, origin, where, what]
    died = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))
    assert died.returncode == -signal.SIGKILL, died.stderr
    with pytest.raises(StoreRefused, match="half a copy") as caught:
        open_store(where)
    assert "push again" in str(caught.value.hint)
    with (
        closing(open_store(where, create=True, unfinished=True)) as target,
        closing(open_store(origin)) as again,
    ):
        half = target.read()
        assert 0 < len(getattr(half, what)) < len(getattr(whole, what))
        there = {document.id for document in half.documents}
        assert half.claims == tuple(claim for claim in whole.claims if claim.document_id in there)
        pipeline.push(again, target)
    with closing(open_store(where)) as target:
        assert target.read() == whole


def test_memory_does_not_grow_with_the_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "PART", 100)
    pushed, read = {}, {}
    for size in (30, 240):
        with (
            closing(open_store(str(tmp_path / f"source{size}"), create=True)) as store,
            closing(open_store(str(tmp_path / f"target{size}"), create=True)) as target,
        ):
            store.write(many(size))
            target.write(Graph())
            pushed[size] = peak(partial(pipeline.push, store, target))
            read[size] = peak(store.read)
            assert target.sizes() == store.sizes()
    assert pushed[240] - pushed[30] < (read[240] - read[30]) / 10


def peak(work: Callable[[], object]) -> int:
    """The bytes that Python had at most while it worked."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def many(size: int) -> Graph:
    """So many documents of ten kilobytes, each with two claims."""
    documents = [Document.of(f"{number} " + "They met. " * 1_000) for number in range(size)]
    ends = [("mali_junta", "MEETS", "niger"), ("russia", "MEETS", "niger")]
    claims = [
        Claim(
            Claim.id_of(document.id, source, type_, target, Span(0, 9)), document.id, Party(source, "They", "state"),
            type_, Party(target, "They", "state"), Modality.ASSERTED, None, None, None, Span(0, 9),
            ClaimOrigin.SENTENCE, False, "test", "test", 0.9,
        )
        for document in documents
        for source, type_, target in ends
    ]  # fmt: skip
    return assemble(documents, claims, load())
