"""What several folders of tests need: a real Neo4j server."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

SERVER = Path(__file__).parent / "neo4j_server" / "server.py"

collect_ignore = ["neo4j_server"]


def unavailable(what: str, reason: str) -> NoReturn:
    """Skips the test, or fails it where ``GRAPHMALI_REQUIRE`` names what is not there."""
    if what in os.environ.get("GRAPHMALI_REQUIRE", "").split(","):
        pytest.fail(f"GRAPHMALI_REQUIRE names {what}, but: {reason}", pytrace=False)
    pytest.skip(f"{what}: {reason}")


@pytest.fixture(scope="session")
def neo4j_uri() -> Iterator[str]:
    """The address of a Neo4j server, with ``NEO4J_*`` set for it; the tests may empty its database.

    The one that ``NEO4J_URI`` names, else one of our own, which stops with the tests.
    """
    given = os.environ.get("NEO4J_URI")
    if given:
        yield given
        return
    server = subprocess.Popen(
        [sys.executable, str(SERVER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        told = server.stdout.readline()
        if not told:
            unavailable("neo4j", " ".join(server.communicate()[1].decode().split()[-60:]) or "no server")
        access = {f"NEO4J_{name.upper()}": value for name, value in json.loads(told).items()}
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("NEO4J_DATABASE", raising=False)
            for name, value in access.items():
                patch.setenv(name, value)
            yield access["NEO4J_URI"]
    finally:
        server.communicate()  # the end of its input is what stops it
