"""What is written stays: on a full disk, beside another build, after a kill; and what is not ours is left alone."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import arcadedb
import pytest

from graphmali import pipeline
from graphmali.cli.app import run
from graphmali.config import Settings
from graphmali.errors import GraphmaliError, StoreBusy, StoreRefused, UsageError
from graphmali.model import Document, Graph
from graphmali.store import Store, open_store
from tests.conftest import unavailable
from tests.store.graphs import sample_graph

RULES = Settings(jobs=1, extractor="rules")
SERVERS = ["bolt", pytest.param("neo4j", marks=pytest.mark.neo4j)]

OF_THE_MOMENT = re.compile(r"statistics\.json|database\.lck|txlog_\d+\.wal")

BUILDS_ON_A_FULL_DISK = """
import os, resource, subprocess, sys
from contextlib import closing
from pathlib import Path
from graphmali.cli.app import run
from graphmali.store import open_store
from tests.store.graphs import sample_graph

place, documents, way, begun = sys.argv[1:]
where, filler = str(Path(place, "graph")), Path(place, "filler")
build = ["build", documents, "--store", where, "--jobs", "1", "-q"]
if way == "mount":
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", place], check=True)
if begun:
    with closing(open_store(where, create=True)) as store:
        store.write(sample_graph())
if way == "mount":
    free = os.statvfs(place)
    filler.write_bytes(bytes(free.f_bavail * free.f_frsize - 300_000))
else:
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))
code = run(build)
filler.unlink(missing_ok=True)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(code, *sorted(path.name for path in Path(place).iterdir()))
if begun:
    with closing(open_store(where)) as store:
        print(store.read() == sample_graph())
print(run(build))
"""

OPENS = """
import sys
from graphmali.errors import StoreBusy
from graphmali.store import open_store
print("ready", flush=True)
input()
try:
    store = open_store(sys.argv[1], create=True)
    print("open", flush=True)
    input()
except StoreBusy as error:
    print(f"busy: {error}", flush=True)
"""

WRITES = """
import os, sys
from graphmali.store import open_store
from tests.store.graphs import sample_graph
store = open_store(sys.argv[1], create=True)
os.access("/mark/written", os.F_OK)
store.write(sample_graph())
os.access("/mark/durable", os.F_OK)
store.close()
"""


def script(text: str, *arguments: str) -> list[str]:
    return [sys.executable, "-c", text, *arguments]


def start(text: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(script(text, *arguments), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def say(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()


def bytes_of(folder: Path) -> dict[str, str]:
    """Digests of all files but those that the engine makes anew whenever it opens a database."""
    files = [path for path in folder.rglob("*") if path.is_file() and not OF_THE_MOMENT.fullmatch(path.name)]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def untold(folder: Path) -> Path:
    """Documents in a language that nothing is extracted from, too many for a third of a megabyte."""
    lines = [{"id": str(n), "language": "de", "text": f"Nichts {n} Neues. " * 400} for n in range(60)]
    path = folder / "untold.jsonl"
    path.write_text("".join(json.dumps(each) + "\n" for each in lines), encoding="utf-8")
    return path


def graph_at(where: str) -> Graph:
    with closing(open_store(where)) as store:
        return store.read()


# A full disk


@pytest.mark.parametrize(
    ("way", "begun", "told"),
    [
        ("mount", "begun", ["3 graph", "True", "0"]),
        ("limit", "begun", ["3 graph", "True", "0"]),
        ("mount", "", ["3", "0"]),
    ],
)
def test_a_build_on_a_full_disk_leaves_all_as_it_was(tmp_path: Path, way: str, begun: str, told: list[str]) -> None:
    place = tmp_path / "place"
    place.mkdir()
    command = script(BUILDS_ON_A_FULL_DISK, str(place), str(untold(tmp_path)), way, begun)
    if way == "mount":
        alone = ["unshare", "--map-root-user", "--mount"]
        try:
            subprocess.run([*alone, "mount", "-t", "tmpfs", "tmpfs", str(place)], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            unavailable("mount", f"no small disk to be had ({error})")
        command = [*alone, *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[:2] == [
        f"error: {place}/graph: the disk is full",
        "hint: the graph is as it was; make some room and try again",
    ]
    assert [each for each in done.stdout.splitlines() if not each.startswith(("documents:", "graph:"))] == told


# Two at once


def test_who_has_it_open_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = str(tmp_path / "graph")
    with start(OPENS, where, "an argument") as holder:
        say(holder)
        assert [line(holder), line(holder)] == ["ready", "open"]
        assert run(["build", str(untold(tmp_path)), "--store", where, "-q"]) == 3
        said = capsys.readouterr().err
        assert f"is open in process {holder.pid} (-c {where} 'an argument')" in said
        holder.kill()
    graph_at(where)
    assert not (tmp_path / "graph" / "held-by.json").exists()


def test_the_note_of_one_who_was_killed_names_nobody(tmp_path: Path) -> None:
    where = str(tmp_path / "graph")
    with start(OPENS, where) as killed:
        say(killed)
        assert [line(killed), line(killed)] == ["ready", "open"]
        note = (tmp_path / "graph" / "held-by.json").read_bytes()
        killed.kill()
    with closing(arcadedb.open_database(where)):  # somebody who leaves no note
        assert (tmp_path / "graph" / "held-by.json").read_bytes() == note
        with pytest.raises(StoreBusy, match="open in another process"):
            open_store(where)


def test_of_many_first_builds_one_makes_the_store(tmp_path: Path) -> None:
    where = str(tmp_path / "graph")
    processes = [start(OPENS, where) for _ in range(3)]
    try:
        assert [line(process) for process in processes] == ["ready"] * 3
        for process in processes:
            say(process)
        told = [line(process) for process in processes]
    finally:
        for process in processes:
            process.communicate("\n")
    assert sorted(each.partition(":")[0] for each in told) == ["busy", "busy", "open"]
    assert graph_at(where) == Graph()
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]


def test_what_a_killed_first_build_left_is_cleared_away(tmp_path: Path) -> None:
    where, workshop = tmp_path / "graph", tmp_path / ".graph.making"
    with start(OPENS, str(where)) as killed:
        say(killed)
        while not (workshop / "store").exists():
            assert killed.poll() is None
        killed.kill()
    assert not where.exists()
    assert workshop.exists()
    (workshop / "mine").touch()
    open_store(str(where), create=True).close()
    assert graph_at(str(where)) == Graph()
    assert [path.name for path in workshop.iterdir()] == ["mine"]


def test_a_change_made_for_an_older_graph_is_refused(tmp_path: Path) -> None:
    with closing(open_store(str(tmp_path / "graph"), create=True)) as store:
        before = store.revision()
        store.write(sample_graph(), since=before)
        with pytest.raises(StoreBusy):
            store.write(Graph(documents=(Document.of("New."),)), since=before)
        assert (store.read(), store.revision()) == (sample_graph(), before + 1)


def two(folder: Path) -> list[list[str]]:
    """Two piles of documents that speak of the same ties."""
    told = ["Russia has supplied weapons to Mali since 2020.", "Russia has supplied weapons to Mali since 2021."]
    for name, text in zip("ab", told, strict=True):
        (folder / name).mkdir()
        (folder / name / "one.txt").write_text(f"{text}\nECOWAS condemned France on 3 May 2022.\n", encoding="utf-8")
    return [[str(folder / name)] for name in "ab"]


@pytest.mark.parametrize("where", ["embedded", *SERVERS], indirect=True)
def test_a_build_that_another_one_overtakes_adds_up_again(
    where: str, store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = two(tmp_path)
    write, times = store.write, []

    def slowly(*arguments: object, **fields: object) -> None:
        times.append(1)
        if len(times) == 1:
            pipeline.build_into(store, second, settings=RULES)
        write(*arguments, **fields)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "write", slowly)
    report = pipeline.build_into(store, first, settings=RULES)
    assert len(times) == 3
    assert report.new == 1
    assert store.read() == pipeline.build([*first, *second], settings=RULES)


@pytest.mark.parametrize("where", SERVERS, indirect=True)
def test_two_builds_on_one_server_at_once(where: str, store: Store, tmp_path: Path) -> None:
    store.write(Graph())
    piles, barrier = two(tmp_path), threading.Barrier(2)
    errors: list[BaseException] = []

    def build(paths: list[str]) -> None:
        with closing(open_store(where)) as mine:
            write = mine.write

            def together(*arguments: object, **fields: object) -> None:
                mine.write = write  # type: ignore[method-assign]
                barrier.wait(60)
                write(*arguments, **fields)  # type: ignore[arg-type]

            mine.write = together  # type: ignore[method-assign]
            try:
                pipeline.build_into(mine, paths, settings=RULES)
            except BaseException as error:
                errors.append(error)

    threads = [threading.Thread(target=build, args=(pile,)) for pile in piles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert store.read() == pipeline.build([path for pile in piles for path in pile], settings=RULES)


# What is not ours, or not of this version


@pytest.mark.parametrize("layout", [0, 99])
def test_another_layout_is_refused_and_left_alone(tmp_path: Path, layout: int) -> None:
    where = tmp_path / "graph"
    with closing(open_store(str(where), create=True)) as store:
        store.write(sample_graph())
        store.query("MATCH (m:Meta) SET m.layout = $layout", {"layout": layout}, write=True)
    refused(where, StoreRefused, f"layout {layout}")


def refused(where: Path, kind: type[GraphmaliError], what: str) -> None:
    """It cannot be opened, not even to build, and the error says what to run; no data of it changes."""
    before = bytes_of(where)
    for create in (False, True):
        with pytest.raises(kind, match=what) as caught:
            open_store(str(where), create=create)
        assert "\n" not in str(caught.value)
        assert ("graphmali build PATH… --store OTHER" in str(caught.value.hint)) == (kind is StoreRefused)
    assert bytes_of(where) == before


def newer(store: Path) -> None:
    schema = json.loads((store / "schema.json").read_bytes())
    (store / "schema.json").write_text(json.dumps({**schema, "dbmsVersion": "99.1.0"}), encoding="utf-8")


def of_another_program(store: Path) -> None:
    shutil.rmtree(store)
    with closing(arcadedb.create_database(str(store))) as database:
        database.command("sql", "CREATE VERTEX TYPE Person")


def no_database(store: Path) -> None:
    shutil.rmtree(store)
    store.mkdir()
    (store / "schema.json").write_text('{"$schema": "https://json-schema.org/draft/2020-12/schema"}')


@pytest.mark.parametrize(
    ("change", "kind", "what"),
    [
        (newer, StoreRefused, "newer engine"),
        (lambda store: (store / "schema.json").write_text("{"), StoreRefused, "damaged"),
        (lambda store: next(store.glob("dictionary*")).unlink(), StoreRefused, "Dictionary file not found"),
        (of_another_program, UsageError, "no graph"),
        (no_database, UsageError, "no graph"),
    ],
    ids=["newer", "damaged", "incomplete", "of another program", "no database"],
)
def test_what_the_engine_would_open_wrongly(
    tmp_path: Path, change: Callable[[Path], object], kind: type[GraphmaliError], what: str
) -> None:
    where = tmp_path / "graph"
    open_store(str(where), create=True).close()
    change(where)
    refused(where, kind, what)


# Flushed


def test_every_change_reaches_the_disk_before_it_is_reported(tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        unavailable("strace", "it is not installed")
    where, trace = tmp_path / "graph", tmp_path / "trace"
    calls = "--trace=write,pwrite64,pwritev,fsync,fdatasync,rename,access,faccessat2"
    command = [strace, "-f", "-y", "-o", str(trace), calls, *script(WRITES, str(where))]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    if "PTRACE" in done.stderr:
        unavailable("strace", "it may not trace")
    assert done.returncode == 0, done.stderr
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    moved = at(lines, f', "{where}"')
    written, durable = at(lines, "/mark/written"), at(lines, "/mark/durable")
    made = [each for each in lines[:moved] if "write" in each and ".bucket>" in each]
    assert all(any("sync" in late and file(each) in late for late in lines[:moved]) for each in made)
    assert any("fsync(" in each and f"<{tmp_path}>" in each for each in lines[moved:written])
    log = [each for each in lines[written:durable] if "/txlog_" in each]
    assert any("write" in each for each in log)
    assert "fsync(" in log[-1]


def at(lines: list[str], what: str) -> int:
    (found,) = (number for number, each in enumerate(lines) if what in each)
    return found


def file(call: str) -> str:
    found = re.search(r"<(/[^>]+)>", call)
    assert found
    return found[1]
