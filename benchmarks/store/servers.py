"""A Neo4j of the release with long support, with the plugin APOC that the peers want, and how much memory it takes."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import neo4j

from tests.servers import NoServer, Server

__all__ = ["clear", "peak", "running"]

TOOLS = Path(__file__).parents[2] / ".tools"
HEAP = "3g"
APOC = "5.26.0"  # for every 5.26; the last there with all that it needs in one jar
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy"


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """The server as long as the block runs, with ``NEO4J_*`` set for it. Raises :class:`NoServer`."""
    server = Server("--version", "5.26", "--plugin", str(_apoc()), "--heap", HEAP)
    try:
        os.environ.pop("NEO4J_DATABASE", None)
        os.environ |= server.environment
        yield server
    finally:
        server.close()


def _apoc() -> Path:
    """The jar of APOC, fetched once from Maven Central (Apache-2.0)."""
    folder = TOOLS / f"apoc-{APOC}"
    if not list(folder.glob("*.jar")):
        maven = shutil.which("mvn")
        if maven is None:
            raise NoServer("no mvn, which fetches APOC")
        what = f"org.neo4j.procedure:apoc-core:{APOC}:jar:core"
        command = [maven, "-q", "-B", COPY, f"-Dartifact={what}", f"-DoutputDirectory={folder}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parent)
        if done.returncode:
            raise NoServer(f"APOC cannot be fetched: {done.stdout[-300:]}")
    (jar,) = folder.glob("*.jar")
    return jar


def clear() -> None:
    """Empties the database, constraints and indexes too: what one writer made must not help or hinder the next."""
    auth = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(os.environ["NEO4J_URI"], auth=auth) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
        for name in session.run("SHOW CONSTRAINTS YIELD name").value():
            session.run(f"DROP CONSTRAINT `{name}`").consume()
        for name in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name").value():
            session.run(f"DROP INDEX `{name}`").consume()


def peak(server: Server) -> float:
    """Megabytes that the server's Java took at most, its heap and caches included."""
    command = ["pgrep", "-P", str(server.pid), "java"]
    (pid,) = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1e3
