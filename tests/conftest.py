"""What several folders of tests need: real Neo4j servers."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.servers import NoServer, Server, self_signed

collect_ignore = ["neo4j_server"]


def unavailable(what: str, reason: str) -> NoReturn:
    """Skips the test, or fails it where ``GRAPHMALI_REQUIRE`` names what is not there."""
    if what in os.environ.get("GRAPHMALI_REQUIRE", "").split(","):
        pytest.fail(f"GRAPHMALI_REQUIRE names {what}, but: {reason}", pytrace=False)
    pytest.skip(f"{what}: {reason}")


@contextlib.contextmanager
def serving(what: str, *arguments: str, certificate: Path | None = None) -> Iterator[Server]:
    """A server of our own as long as the block runs, else :func:`unavailable`."""
    try:
        server = Server(*arguments, certificate=certificate)
    except NoServer as reason:
        unavailable(what, str(reason))
    try:
        yield server
    finally:
        server.close()


@pytest.fixture(scope="session")
def neo4j_uri() -> Iterator[str]:
    """The address of a Neo4j server, with ``NEO4J_*`` set for it; the tests may empty its database.

    The one that ``NEO4J_URI`` names, else one of our own, which stops with the tests.
    """
    given = os.environ.get("NEO4J_URI")
    if given:
        yield given
        return
    with serving("neo4j") as server, pytest.MonkeyPatch.context() as patch:
        yield server.access(patch)


@pytest.fixture(scope="session")
def neo4j_lts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the release with long support, which speaks TLS alone, with a certificate that nobody has signed.

    Tests may empty, kill and start it; each asks :meth:`tests.servers.Server.access` for the way in.
    """
    try:
        certificate = self_signed(tmp_path_factory.mktemp("tls"))
    except NoServer as reason:
        unavailable("neo4j-lts", str(reason))
    with serving("neo4j-lts", "--version", "5.26", certificate=certificate) as server:
        yield server
