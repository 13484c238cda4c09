"""Copies and outlets in a graph that is added to: whatever the order, the same as all at once."""

from dataclasses import replace
from pathlib import Path

import pytest

from graphmali import pipeline
from graphmali.config import Settings
from graphmali.model import Graph
from graphmali.store import Store, open_store
from training.copies import events

RULES = Settings(jobs=1, extractor="rules")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "store"), create=True)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The texts of one event, with three stories and a copy of each, and one report more."""
    folder = tmp_path / "in"
    folder.mkdir()
    made = []
    for text in next(events("dev")):
        file = folder / f"{text.story}-{text.rewrite}.txt"
        document = text.document
        head = f"{document.title}\n\nPublisher: {document.publisher}\nPublished: {document.published}\n"
        file.write_text(head + document.text.partition("\n")[2], encoding="utf-8")
        made.append(file)
    return made


def whole(files: list[Path], settings: Settings = RULES) -> Graph:
    return pipeline.build([str(file) for file in files], settings=settings)


def test_copies_are_found_and_count_once(files: list[Path]) -> None:
    graph = whole(files)
    told = {document.id: Path(document.path or "").stem for document in graph.documents}
    pairs = {(told[copy], told[original]) for copy, original in graph.copies.items()}
    # The copy of b was published on the same day, and its id comes first.
    assert pairs == {("a-heavy", "a-None"), ("b-None", "b-light"), ("c-heavy", "c-None")}
    assert any(tie.origins < tie.documents for tie in graph.ties)


@pytest.mark.parametrize("order", ["as published", "copies first"])
def test_one_at_a_time_is_all_at_once(store: Store, files: list[Path], order: str) -> None:
    for file in files if order == "as published" else files[::-1]:
        pipeline.build_into(store, [str(file)], settings=RULES)
    assert store.read() == whole(files)


def test_an_original_that_goes_leaves_its_copies_on_their_own(store: Store, files: list[Path]) -> None:
    pipeline.build_into(store, list(map(str, files)), settings=RULES)
    files[0].write_text(
        "Russia has supplied weapons to Mali since 2020, a report of the ministry said.\n", encoding="utf-8"
    )
    report = pipeline.build_into(store, list(map(str, files)), settings=RULES)
    assert report.changed == 1
    assert store.read() == whole(files)
    assert len(store.read().copies) == 2


def test_a_copy_that_goes_is_forgotten(store: Store, files: list[Path]) -> None:
    pipeline.build_into(store, list(map(str, files)), settings=RULES)
    files[1].write_text(
        "Russia has supplied weapons to Mali since 2020, a report of the ministry said.\n", encoding="utf-8"
    )
    pipeline.build_into(store, list(map(str, files)), settings=RULES)
    assert store.read() == whole(files)


def test_another_reliability_counts_from_the_next_build_on(store: Store, files: list[Path]) -> None:
    paths = list(map(str, files))
    pipeline.build_into(store, paths, settings=RULES)
    before = store.read()
    trust = replace(RULES, outlets={"Lagoon Wire": 0.5, "*": 0.9})
    report = pipeline.build_into(store, paths[:1], settings=trust)
    assert (report.unchanged, report.changed) == (1, 0)
    after = store.read()
    assert after == whole(files, trust)
    assert {tie.id for tie in after.ties} == {tie.id for tie in before.ties}
    assert sum(tie.confidence for tie in after.ties) < sum(tie.confidence for tie in before.ties)
    pipeline.build_into(store, paths[:1], settings=RULES)
    assert store.read() == before


@pytest.mark.parametrize("gone", [0, 1])
def test_a_retracted_document_leaves_the_graph_of_the_others(store: Store, files: list[Path], gone: int) -> None:
    pipeline.build_into(store, list(map(str, files)), settings=RULES)
    pipeline.retract(store, str(files[gone]), settings=RULES)
    left = [file for number, file in enumerate(files) if number != gone]
    assert store.read() == whole(left)
    pipeline.build_into(store, [str(files[gone])], settings=RULES)
    assert store.read() == whole(files)
