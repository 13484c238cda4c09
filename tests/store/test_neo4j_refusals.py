"""A Neo4j that cannot be had says why in one line with a hint, whatever it is; real servers, wherever there is one."""

from __future__ import annotations

import http.server
import os
import threading
from collections.abc import Callable
from pathlib import Path

import neo4j
import pytest

from graphmali.cli.app import run
from graphmali.store import neo4j as adapter
from tests.neo4j_server.common import free_port
from tests.servers import Server
from tests.store.listening import bolt_greeting, listening

Refusal = Callable[..., tuple[str, str]]

SECRET = "entre-nous"
SESAME = "sesame, open"
DOWN = "is the server running, and is the address right? see: docker compose up -d"
PORT = "Bolt is at port 7687 as a rule; 7474 is for browsers"


@pytest.fixture
def refusal(capsys: pytest.CaptureFixture[str]) -> Refusal:
    """Runs a command on a store that cannot be had; gives its error and its hint, each without the address."""

    def ask(where: str, *command: str, code: int = 3) -> tuple[str, str]:
        capsys.readouterr()  # what was said before
        assert run([*(command or ("actors",)), "--store", where]) == code
        said = capsys.readouterr()
        assert said.out == ""
        error, hint = said.err.splitlines()
        password = os.environ.get("NEO4J_PASSWORD")
        assert not password or password not in said.err
        return error.removeprefix("error: ").replace(where, "SERVER"), hint.removeprefix("hint: ")

    return ask


@pytest.fixture(params=["neo4j_uri", "neo4j_lts"])
def server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    got: str | Server = request.getfixturevalue(request.param)
    return got if isinstance(got, str) else got.access(monkeypatch)


# Who and where to


@pytest.mark.neo4j
@pytest.mark.parametrize(
    ("name", "value", "error", "hint"),
    [
        ("NEO4J_PASSWORD", SECRET, "SERVER refuses the user or password", "set NEO4J_USERNAME and NEO4J_PASSWORD"),
        ("NEO4J_PASSWORD", "", "SERVER wants a password", "set NEO4J_PASSWORD, and NEO4J_USERNAME if it is not neo4j"),
        ("NEO4J_USERNAME", "nobody", "SERVER refuses the user or password", "set NEO4J_USERNAME and NEO4J_PASSWORD"),
        (
            "NEO4J_DATABASE",
            "none",
            "SERVER has no database 'none'",
            "set NEO4J_DATABASE to one that it has, or unset it",
        ),
        ("NEO4J_DATABASE", "a b", "SERVER has no database 'a b'", "set NEO4J_DATABASE to one that it has, or unset it"),
        ("NEO4J_DATABASE", "System", "the database 'System' holds no graphs", "set NEO4J_DATABASE to another"),
    ],
)
@pytest.mark.parametrize("routed", [False, True])
def test_what_the_environment_says_wrong(
    refusal: Refusal, server: str, monkeypatch: pytest.MonkeyPatch, name: str, value: str, error: str, hint: str,
    *, routed: bool,
) -> None:  # fmt: skip
    where = server.replace("bolt", "neo4j") if routed else server
    with monkeypatch.context() as patch:
        patch.setenv(name, value)
        assert refusal(where) == (error, hint)
        assert refusal(where, "build", str(Path(__file__).parents[2] / "seeds")) == (error, hint)
    assert run(["actors", "--store", where]) == 0  # and a wrong one more or less locks nobody out


@pytest.fixture
def become(neo4j_lts: Server, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], str]:
    """Makes a user whose password is :data:`SESAME`, sets ``NEO4J_*`` for it, and gives the server's address."""
    uri = neo4j_lts.access(monkeypatch)

    def new(name: str, option: str) -> str:
        with neo4j.GraphDatabase.driver(uri, auth=("neo4j", os.environ["NEO4J_PASSWORD"])) as driver:
            statement = f"CREATE USER {name} IF NOT EXISTS SET PASSWORD '{SESAME}' {option}"
            driver.execute_query(statement, database_="system")  # type: ignore[arg-type]
        monkeypatch.setenv("NEO4J_USERNAME", name)
        monkeypatch.setenv("NEO4J_PASSWORD", SESAME)
        return uri

    return new


@pytest.mark.neo4j
def test_too_many_wrong_passwords(
    refusal: Refusal, become: Callable[[str, str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    where = become("locked", "CHANGE NOT REQUIRED")
    with monkeypatch.context() as patch:
        patch.setenv("NEO4J_PASSWORD", SECRET)
        for _ in range(3):
            refusal(where)
    assert refusal(where) == (
        "SERVER takes no password for now: too many were wrong",
        "wait some seconds, and set NEO4J_PASSWORD to the right one",
    )


@pytest.mark.neo4j
def test_a_first_password(refusal: Refusal, become: Callable[[str, str], str]) -> None:
    assert refusal(become("fresh", "CHANGE REQUIRED")) == (
        "SERVER wants the first password changed",
        "in cypher-shell or the browser: ALTER CURRENT USER SET PASSWORD FROM 'old' TO 'new'",
    )


# TLS


@pytest.mark.neo4j
@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_certificate_that_nobody_has_signed(
    refusal: Refusal, neo4j_lts: Server, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    _, _, place = neo4j_lts.access(monkeypatch).partition("://")
    assert run(["actors", "--store", f"{scheme}+ssc://{place}"]) == 0
    error, hint = refusal(f"{scheme}+s://{place}")
    assert error.startswith("SERVER shows a certificate that cannot be trusted (")
    assert hint == "SSL_CERT_FILE names a file of those to trust; +ssc in place of +s trusts whatever is shown"


@pytest.mark.neo4j
@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_certificate_that_is_trusted(
    refusal: Refusal, neo4j_lts: Server, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    _, _, place = neo4j_lts.access(monkeypatch).partition("://")
    monkeypatch.setenv("SSL_CERT_FILE", str(neo4j_lts.certificate))
    assert run(["actors", "--store", f"{scheme}+s://{place}"]) == 0
    error, _ = refusal(f"{scheme}+s://{place}".replace("127.0.0.1", "localhost"))
    assert error == (
        "SERVER shows a certificate that cannot be trusted"
        " (Hostname mismatch, certificate is not valid for 'localhost')"
    )


@pytest.mark.neo4j
@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_no_tls_where_it_is_wanted(
    refusal: Refusal, neo4j_lts: Server, monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    _, _, place = neo4j_lts.access(monkeypatch).partition("://")
    assert refusal(f"{scheme}://{place}") == ("SERVER hangs up", "if it wants TLS, say bolt+s:// or neo4j+s://")


@pytest.mark.neo4j
@pytest.mark.parametrize("scheme", ["bolt+s", "bolt+ssc", "neo4j+s", "neo4j+ssc"])
def test_tls_where_there_is_none(refusal: Refusal, neo4j_uri: str, scheme: str) -> None:
    given, _, place = neo4j_uri.partition("://")
    if "+" in given:
        pytest.skip("NEO4J_URI names a server with TLS")
    assert refusal(f"{scheme}://{place}") == ("SERVER speaks no TLS", "say bolt:// or neo4j:// if it need not")


# No Neo4j at all


@pytest.mark.parametrize("scheme", ["bolt", "neo4j", "bolt+s", "neo4j+s"])
def test_nobody_listens(refusal: Refusal, scheme: str) -> None:
    assert refusal(f"{scheme}://127.0.0.1:{free_port()}") == ("SERVER does not answer (Connection refused)", DOWN)


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_no_such_host(refusal: Refusal, scheme: str) -> None:
    error, hint = refusal(f"{scheme}://no-such-host.invalid:7687")
    assert error.startswith("SERVER does not answer (")
    assert hint == DOWN


class Silent(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_a_web_server_that_waits_for_more(refusal: Refusal, monkeypatch: pytest.MonkeyPatch, scheme: str) -> None:
    monkeypatch.setattr(adapter, "_CONNECTING", 0.5)
    with http.server.HTTPServer(("127.0.0.1", 0), Silent) as web:
        thread = threading.Thread(target=web.serve_forever)
        thread.start()
        try:
            assert refusal(f"{scheme}://127.0.0.1:{web.server_port}") == ("SERVER does not answer (timed out)", DOWN)
        finally:
            web.shutdown()
            thread.join()


BAD_REQUEST = b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
@pytest.mark.parametrize(
    ("answers", "error", "hint"),
    [
        ((b"",), "SERVER hangs up", "if it wants TLS, say bolt+s:// or neo4j+s://"),
        ((BAD_REQUEST,), "SERVER speaks HTTP, not Bolt", PORT),
        ((b"SSH-2.0-OpenSSH\r\n",), "SERVER is no Neo4j 5 or later", PORT),
        ((bytes(4),), "SERVER is no Neo4j 5 or later", PORT),  # it speaks none of the driver's versions
        (
            (bolt_greeting("")[0], b"\0\3\1\2\3\0\0"),
            "SERVER makes no sense (Expected structure, found marker 01)",
            PORT,
        ),
        ((bolt_greeting("")[0], b"nonsense"), "SERVER does not answer (No data)", DOWN),
    ],
    ids=["hangs up", "http", "ssh", "older bolt", "nonsense", "half a message"],
)
def test_no_neo4j(refusal: Refusal, scheme: str, answers: tuple[bytes, ...], error: str, hint: str) -> None:
    with listening(*answers) as port:
        assert refusal(f"{scheme}://127.0.0.1:{port}") == (error, hint)


@pytest.mark.parametrize("agent", ["Neo4j/4.4.48", "Neo4j/3.5.35", "Memgraph/3.2"])
def test_a_server_that_is_too_old_or_another(refusal: Refusal, agent: str) -> None:
    with listening(*bolt_greeting(agent)) as port:
        assert refusal(f"bolt://127.0.0.1:{port}") == (f"SERVER runs {agent}", "graphmali needs Neo4j 5 or later")


@pytest.mark.parametrize(
    ("where", "error"),
    [
        ("bolt://neo4j:entre-nous@localhost", "an address holds no user or password"),
        ("https://neo4j:entre-nous@localhost", "an address holds no user or password"),
        ("http://localhost:7474", "no store at 'SERVER'"),
        ("bolt://localhost:bolt", "SERVER: Port could not be cast to integer value as 'bolt'"),
        ("bolt://localhost:99999", "SERVER: Port out of range 0-65535"),
        ("bolt://[::1", "SERVER: Invalid IPv6 URL"),
        ("neo4j://localhost:7687/sahel", "SERVER: nothing may follow the port"),
    ],
)
def test_addresses_that_are_none(refusal: Refusal, where: str, error: str) -> None:
    assert refusal(where, code=2)[0] == error


def test_a_routing_context_where_there_is_no_routing(refusal: Refusal) -> None:
    error, _ = refusal("bolt://localhost?region=sahel", code=2)
    assert "direct drivers" in error
