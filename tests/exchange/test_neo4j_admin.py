"""``neo4j-admin database import full`` of what is exported, into real servers; and what is done to the folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from graphmali import pipeline
from graphmali.config import Settings
from graphmali.errors import UsageError
from graphmali.exchange import write_neo4j_admin
from graphmali.exchange.neo4j_admin import Rows
from graphmali.model import Actor, Claim, Document, Graph, Span
from graphmali.store import Store, open_store, queries, tables
from tests.conftest import unavailable
from tests.servers import NoServer, Server
from tests.store.graphs import sample_graph

HOSTILE = [
    "", " ", "  both ends  ", "\n\t", "a\r\nb\rc\n", "\x00", "nul\x00within", "\x1a", "\x1f\x1e", "\x0b\x0c\x85\u2028",
    "\ufeff", "\uffff", "ناصر 馬里 🏜️", '"', '""', 'say "hi", \\"ho\\"', "\\", 'x\\"', "a,b;c|d", "'; DELETE //", "#no",
    "=1+2", "-cmd|x", "@SUM(1)", "true", "1e5", "null", "[1, 2]", ":START_ID", "é" * 100_000,
]  # fmt: skip

KILLED = """
import os, signal, sys
from pathlib import Path
from graphmali.exchange import write_neo4j_admin
from graphmali.store import tables
from tests.store.graphs import sample_graph

def rows():
    for number, row in enumerate(tables.rows([sample_graph()])):
        if number == 30:
            os.kill(os.getpid(), signal.SIGKILL)
        yield row

write_neo4j_admin(tables.TABLES, rows, Path(sys.argv[1]))
"""


def hostile_graph() -> Graph:
    """The sample graph with every hostile text in every kind of place, and a document that is long."""
    sample = sample_graph()
    long = Document.of('It said "no".\n' * 40_000, path="long.txt")
    wire = next(document for document in sample.documents if document.publisher == "River Wire")
    told = next(claim for claim in sample.claims if claim.document_id == wire.id)
    claim = replace(told, id="long", document_id=long.id, evidence=Span(0, 300_000))
    claims = [claim, *(_saying(claim, text) for text in HOSTILE)]
    return Graph(
        actors=(
            *sample.actors,
            *(Actor(f"id {text[:99]}", text, text, text, text, (text, f"{text}2", text)) for text in HOSTILE),
            Actor("none", "None", "state"),
            Actor("two", "Two", "state", aliases=("", "")),
            Actor("above", "Above", "state", part_of="none", governs="two"),
        ),
        claims=(*sample.claims, *claims),
        ties=sample.ties,
        documents=(
            *sample.documents,
            long,
            *(Document.of(f"{text}.", title=text, url=text, publisher=text, author=text, key=text) for text in HOSTILE),
        ),
        copies=sample.copies,
        fingerprints=sample.fingerprints,
    )


def _saying(claim: Claim, text: str) -> Claim:
    source = replace(claim.source, surface=text, kind=text)
    return replace(
        claim, id=f"claim {text[:99]}", source=source, start=text, rule=text, evidence=Span(3, 15), confidence=1 / 3
    )


def exported(graph: Graph, folder: Path) -> str:
    """The command."""
    write_neo4j_admin(tables.TABLES, lambda: tables.rows([graph]), folder)
    return (folder / "import.sh").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = open_store(str(tmp_path_factory.mktemp("hostile") / "graph"), create=True)
    store.write(hostile_graph())
    yield store
    store.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, embedded: Store) -> Path:
    """What is exported, where neo4j-admin may only read it."""
    made = tmp_path_factory.mktemp("exported") / "here"
    assert pipeline.export_neo4j_admin(embedded, made) == embedded.sizes()
    return made


@pytest.fixture(scope="module")
def imported(folder: Path) -> Iterator[str]:
    """The address of a server of the current release that has imported the folder, by its own command."""
    try:
        server = Server("--load", str(folder))
    except NoServer as reason:
        if "import.sh" in str(reason):
            raise
        unavailable("neo4j", str(reason))
    with pytest.MonkeyPatch.context() as patch:
        yield server.access(patch)
    server.close()


RAW = (
    "MATCH (n) WHERE NOT n:Meta RETURN labels(n) AS labels, n AS node ORDER BY labels[0], n.id",
    "MATCH (s)-[r]->(t) RETURN s.id AS source, type(r) AS type, t.id AS target, r AS edge ORDER BY r.id",
    "MATCH (m:Meta) RETURN m.id AS id, m.layout AS layout",
)


@pytest.mark.neo4j
def test_what_is_imported_is_what_was_written(imported: str, embedded: Store, tmp_path: Path) -> None:
    with closing(open_store(imported)) as store:
        assert store.read() == hostile_graph()
        for statement in RAW:
            assert store.query(statement) == embedded.query(statement)
        for query in queries.load():
            values = {p.name: int(p.example) if p.type == "int" else p.example for p in query.parameters}
            assert store.query(query.cypher, values) == embedded.query(query.cypher, values), query.name


@pytest.mark.neo4j
def test_what_is_imported_can_be_built_upon(imported: str, embedded: Store, tmp_path: Path) -> None:
    text = tmp_path / "new.txt"
    text.write_text("Russia has supplied weapons to Mali since 2020.\n", encoding="utf-8")
    with closing(open_store(imported, create=True)) as store:
        assert store.query("SHOW CONSTRAINTS YIELD type RETURN count(*) AS n").rows == ((5,),)
        report = pipeline.build_into(store, [str(text)], settings=Settings(jobs=1, extractor="rules"))
        was = embedded.sizes()
        assert (report.new, report.documents, report.claims) == (1, was["documents"] + 1, was["claims"] + 1)


@pytest.mark.neo4j
def test_the_release_with_long_support_imports_it_too(neo4j_lts: Server, folder: Path) -> None:
    neo4j_lts.kill()
    neo4j_lts.load(folder)
    neo4j_lts.start()
    with pytest.MonkeyPatch.context() as patch, closing(open_store(neo4j_lts.access(patch))) as store:
        assert store.read() == hostile_graph()


def test_the_longest_value_fits_into_the_buffer(tmp_path: Path) -> None:
    """Neo4j's own buffer, of four million characters, is not enough for the longest texts that are read."""
    assert "--read-buffer-size=4194304 " in exported(sample_graph(), tmp_path)
    text = '"' * 3_000_000
    found = exported(Graph(documents=(Document("d", text),)), tmp_path)
    size = int(found.partition("--read-buffer-size=")[2].split()[0])
    assert 6_000_000 < size <= (tmp_path / "Document.csv").stat().st_size


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "Actor.csv").write_text("mine")
    with pytest.raises(UsageError, match="is not empty") as caught:
        exported(sample_graph(), tmp_path)
    assert caught.value.hint
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("Actor.csv", "mine")]
    (tmp_path / "import.sh").write_text("#!/bin/sh\nmine\n")
    with pytest.raises(UsageError, match="is not empty"):
        exported(sample_graph(), tmp_path)
    with pytest.raises(UsageError, match="is no folder"):
        exported(sample_graph(), tmp_path / "Actor.csv")
    with pytest.raises(UsageError, match="cannot be written"):
        exported(sample_graph(), tmp_path / "Actor.csv" / "below")


def test_an_earlier_export_is_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    exported(sample_graph(), folder)
    first = {file.name: file.read_bytes() for file in folder.iterdir()}
    exported(Graph(), folder)
    assert [len(file.read_text().splitlines()) for file in sorted(folder.glob("*.csv"))] == [1] * 8 + [2, 1]
    exported(sample_graph(), folder)
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == first


def test_an_export_that_was_killed_is_not_taken_for_a_whole_one(tmp_path: Path) -> None:
    died = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    assert died.returncode == -signal.SIGKILL
    said = subprocess.run(["sh", str(tmp_path / "import.sh")], capture_output=True, text=True, check=False)
    assert said.returncode == 2
    assert said.stderr == "error: this export was stopped before its end; make it again\n"
    assert "neo4j-admin database import full" in exported(sample_graph(), tmp_path)


def test_the_command_runs_with_the_options_that_it_is_given(tmp_path: Path) -> None:
    exported(sample_graph(), tmp_path / "a folder, with ' signs")
    program = tmp_path / "neo4j-admin"
    program.write_text('#!/bin/sh\npwd\nprintf "%s\\n" "$@"\n')
    program.chmod(0o755)
    environ = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "NEO4J_DATABASE": "mali"}
    command = ["sh", str(tmp_path / "a folder, with ' signs" / "import.sh"), "--threads=2"]
    place, *words = subprocess.run(command, capture_output=True, text=True, check=True, env=environ).stdout.splitlines()
    assert place == str(tmp_path / "a folder, with ' signs")
    assert (words[:4], words[-1]) == (["database", "import", "full", "--threads=2"], "mali")
    given = {word.partition("=")[2] for word in words if word.startswith(("--nodes", "--relationships"))}
    assert given == {f"./{file.name}" for file in Path(place).glob("*.csv")}


def test_no_character_of_a_list_parts_its_items(tmp_path: Path) -> None:
    assert "--array-delimiter=U+001F " in exported(sample_graph(), tmp_path)
    odd = Graph(actors=(Actor("a", "A", "state", aliases=("\x1f", "\x1e", "b")),))
    assert "--array-delimiter=U+001D " in exported(odd, tmp_path)
    assert '"\x1f\x1d\x1e\x1db"' in (tmp_path / "Actor.csv").read_text(encoding="utf-8")


def test_what_the_files_cannot_say_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Actor 'a' has a list of one empty text"):
        exported(Graph(actors=(Actor("a", "A", "state", aliases=("",)),)), tmp_path)


def test_a_property_that_no_column_has_is_no_secret(tmp_path: Path) -> None:
    def rows() -> Rows:
        yield ("Meta",), "Meta", (), {"id": "graphmali", "colour": "red"}

    with pytest.raises(ValueError, match="colour"):
        write_neo4j_admin(tables.TABLES, rows, tmp_path)
