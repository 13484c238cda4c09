"""Neo4j servers that tests and crash runs start, kill and start again."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

__all__ = ["NoServer", "Server", "self_signed"]

PROGRAM = Path(__file__).parent / "neo4j_server" / "server.py"


class NoServer(Exception):
    """There is none to be had; says why in one line."""


class Server:
    """A server in a process of its own: it ends with :meth:`close`, or with the process that made it."""

    def __init__(self, *arguments: str, certificate: Path | None = None) -> None:
        self.certificate = certificate
        """The file with the one that it shows."""
        self._process = subprocess.Popen(
            [sys.executable, str(PROGRAM), *arguments, *(("--tls", str(certificate.parent)) if certificate else ())],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._state: tuple[str, ...] = ()
        self._listen()

    @property
    def pid(self) -> int:
        """Of the process whose child the server is."""
        return self._process.pid

    def _listen(self) -> None:
        assert self._process.stdout is not None
        told = self._process.stdout.readline()
        if not told:
            raise NoServer(" ".join(self._process.communicate()[1].split()[-60:]) or "no server")
        self.environment = {f"NEO4J_{name.upper()}": value for name, value in json.loads(told).items()}
        """``NEO4J_*`` of the way in."""

    def _be(self, *state: str) -> None:
        assert self._process.stdin is not None
        self._state = state
        self._process.stdin.write(" ".join(state) + "\n")
        self._process.stdin.flush()
        self._listen()

    def kill(self) -> None:
        """As a power cut would."""
        self._be("kill")

    def load(self, folder: Path) -> None:
        """After :meth:`kill`: imports what ``graphmali export neo4j-admin`` made, in the place of all that it has."""
        self._be("load", str(folder))

    def start(self, *settings: str) -> None:
        """After :meth:`kill`: with the same data, and ``name=value`` settings until it is killed again."""
        self._be("start", *settings)

    def access(self, patch: pytest.MonkeyPatch) -> str:
        """Its address, with ``NEO4J_*`` set for it, and the server running as it did at first."""
        if self._state not in ((), ("start",)):
            self.kill()
            self.start()
        patch.delenv("NEO4J_DATABASE", raising=False)
        for name, value in self.environment.items():
            patch.setenv(name, value)
        return self.environment["NEO4J_URI"]

    def close(self) -> None:
        """Stops it for good."""
        self._process.communicate()  # the end of its input is what stops it


def self_signed(folder: Path) -> Path:
    """A new certificate for 127.0.0.1 that nobody has signed, ``public.crt``, with its ``private.key`` beside it."""
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=graphmali"]
    files = ["-keyout", str(folder / "private.key"), "-out", str(folder / "public.crt")]
    try:
        subprocess.run([*command, "-addext", "subjectAltName=IP:127.0.0.1", *files], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoServer(f"openssl makes no certificate ({error})") from None
    return folder / "public.crt"
