"""A Neo4j server by docker compose, out of the very docker-compose.yml that users get."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from common import PATIENCE, Unavailable, answers, free_port

FILE = Path(__file__).resolve().parents[2] / "docker-compose.yml"


@contextlib.contextmanager
def running(password: str) -> Iterator[str]:
    """The bolt address of a server that runs as long as the block does; its volume goes with it."""
    docker = shutil.which("docker")
    if docker is None or not succeeds([docker, "info"]):
        raise Unavailable("no Docker that answers")
    if not succeeds([docker, "compose", "version"]):
        raise Unavailable("Docker has no compose")
    bolt, http = free_port(), free_port()
    environ = {**os.environ, "NEO4J_PASSWORD": password, "NEO4J_USERNAME": "neo4j"}
    environ |= {"NEO4J_BOLT_PORT": str(bolt), "NEO4J_HTTP_PORT": str(http)}
    compose = [docker, "compose", "-f", str(FILE), "-p", f"graphmali-test-{os.getpid()}"]
    try:
        up = [*compose, "up", "--detach", "--quiet-pull", "--wait", "--wait-timeout", str(PATIENCE)]
        done = subprocess.run(up, env=environ, capture_output=True, text=True, check=False)
        if done.returncode or not answers(bolt):
            said = done.stderr.strip().splitlines() or ["no word why"]
            raise Unavailable(f"docker compose starts no Neo4j: {said[-1].strip()}")
        yield f"bolt://127.0.0.1:{bolt}"
    finally:
        subprocess.run([*compose, "down", "--volumes"], env=environ, capture_output=True, check=False)


def succeeds(command: list[str]) -> bool:
    """Whether the command ends well within a while."""
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False
