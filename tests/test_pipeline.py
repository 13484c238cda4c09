"""Building, adding, changing: on the real embedded engine."""

import io
import json
from pathlib import Path

import pytest

from graphmali import pipeline
from graphmali.config import Settings
from graphmali.model import Graph
from graphmali.store import Store, open_store

ONE = "Russia has supplied weapons to Mali since 2020.\nThe deliveries were seen by many people in the country.\n"
TWO = "Mali expelled the French ambassador in January 2022.\nThe step had been expected for a long time in Paris.\n"
ONE_JOB = Settings(jobs=1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(str(tmp_path / "store"), create=True)


def write(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")


def test_building_twice_changes_nothing(tmp_path: Path, store: Store) -> None:
    write(tmp_path / "in", "one.txt", ONE)
    first = pipeline.build_into(store, [str(tmp_path / "in")], settings=ONE_JOB)
    before = store.read()
    second = pipeline.build_into(store, [str(tmp_path / "in")], settings=ONE_JOB)
    assert (first.new, first.claims, second.new, second.unchanged) == (1, 1, 0, 1)
    assert store.read() == before


def test_adding_documents_one_by_one_is_building_them_at_once(tmp_path: Path, store: Store) -> None:
    folder = tmp_path / "in"
    write(folder, "one.txt", ONE)
    pipeline.build_into(store, [str(folder)], settings=ONE_JOB)
    write(folder, "two.txt", TWO)
    report = pipeline.build_into(store, [str(folder)], settings=ONE_JOB)
    assert (report.new, report.unchanged) == (1, 1)
    assert store.read() == pipeline.build([str(folder)], settings=ONE_JOB)


def test_a_changed_file_takes_the_place_of_what_it_said(tmp_path: Path, store: Store) -> None:
    folder = tmp_path / "in"
    write(folder, "one.txt", ONE)
    write(folder, "two.txt", TWO)
    pipeline.build_into(store, [str(folder)], settings=ONE_JOB)
    write(folder, "one.txt", TWO.replace("French", "German"))
    report = pipeline.build_into(store, [str(folder)], settings=ONE_JOB)
    assert (report.new, report.changed, report.unchanged, report.documents) == (0, 1, 1, 2)
    assert store.read() == pipeline.build([str(folder)], settings=ONE_JOB)


def test_a_language_that_no_model_reads_is_said(tmp_path: Path, store: Store) -> None:
    german = "Der Präsident hat am Montag in der Hauptstadt mit den Ministern über die Lage im Norden gesprochen.\n"
    write(tmp_path / "in", "one.txt", german * 2)
    report = pipeline.build_into(store, [str(tmp_path / "in")], settings=ONE_JOB)
    assert (report.new, report.claims, report.not_understood) == (1, 0, (("de", 1),))


def test_a_dry_run_writes_nothing(tmp_path: Path, store: Store) -> None:
    write(tmp_path / "in", "one.txt", ONE)
    report = pipeline.build_into(store, [str(tmp_path / "in")], settings=ONE_JOB, dry_run=True)
    assert (report.new, report.documents) == (1, 0)
    assert store.read() == Graph()


def test_duplicates_are_counted_once(tmp_path: Path, store: Store) -> None:
    write(tmp_path / "in", "one.txt", ONE)
    write(tmp_path / "in", "same.txt", ONE)
    report = pipeline.build_into(store, [str(tmp_path / "in")], settings=ONE_JOB)
    assert (report.read, report.new, report.duplicate, report.claims) == (2, 1, 1, 1)


def test_another_vocabulary_reads_again(tmp_path: Path, store: Store) -> None:
    write(tmp_path / "in", "one.txt", ONE.replace("Russia", "Zorbia"))
    mine = tmp_path / "mine" / "actors"
    mine.mkdir(parents=True)
    pipeline.build_into(store, [str(tmp_path / "in")], settings=ONE_JOB)
    assert "zorbia" not in store.read().actor_by_id
    (mine / "mine.yaml").write_text("- {id: zorbia, name: Zorbia, kind: state, country: ZZ}\n", encoding="utf-8")
    report = pipeline.build_into(store, [str(tmp_path / "in")], settings=Settings(jobs=1, vocabulary=tmp_path / "mine"))
    assert (report.changed, report.claims) == (1, 1)
    assert "zorbia" in store.read().actor_by_id


def test_push_copies_the_graph(tmp_path: Path, store: Store) -> None:
    write(tmp_path / "in", "one.txt", ONE)
    pipeline.build_into(store, [str(tmp_path / "in")], settings=ONE_JOB)
    other = open_store(str(tmp_path / "other"), create=True)
    pipeline.push(store, other)
    assert other.read() == store.read()


def test_a_speaker_whom_no_list_knows_leaves_a_whole_graph(tmp_path: Path, store: Store) -> None:
    write(tmp_path / "in", "one.txt", "Zebulon Quartz said that Russia had supplied weapons to Mali.\n")
    pipeline.build_into(store, [str(tmp_path / "in")], settings=ONE_JOB)
    (claim,) = store.read().claims
    assert (claim.modality, claim.attribution) == ("alleged", None)


def test_lines_without_a_key_do_not_take_each_others_place(store: Store) -> None:
    for text in (ONE, TWO):
        feed = io.BytesIO(json.dumps({"text": text}).encode())
        report = pipeline.build_into(store, ["-"], settings=ONE_JOB, stdin=feed)
    assert (report.new, report.changed, report.documents, report.claims) == (1, 0, 2, 2)


def test_many_processes_read_as_one_does(tmp_path: Path) -> None:
    for number in range(30):
        write(tmp_path / "in", f"{number}.txt", ONE.replace("2020", str(1990 + number)))
    paths = [str(tmp_path / "in")]
    assert pipeline.build(paths, settings=Settings(jobs=2)) == pipeline.build(paths, settings=ONE_JOB)
