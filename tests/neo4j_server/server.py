"""Starts a real Neo4j server for the tests, by docker compose or else out of Maven's jars.

Prints one line of JSON, ``{"uri", "username", "password"}``, once the server answers, and stops the server when
its standard input ends: so it is stopped even if the tests are killed. By hand: run it, end it with Ctrl-D.
Where there is no server to be had it says so in one line and ends with 1.

A server of a given version is one of Maven's always. It obeys two lines on standard input, and prints its line again
when it has: ``kill``, as a power cut would, ``load``, a folder of ``graphmali export neo4j-admin`` in the place of its
data, and ``start``, with ``name=value`` settings for as long as it runs.
"""

from __future__ import annotations

import argparse
import json
import secrets
import signal
import sys
from pathlib import Path

import compose
import maven
from common import Unavailable


def main() -> int:
    """Serves until the input ends."""
    parser = argparse.ArgumentParser(description="A Neo4j server for the tests.")
    parser.add_argument("--version", help="such as 5.26; by default the newest that runs here")
    parser.add_argument("--tls", type=Path, help="a folder with private.key and public.crt, for TLS and nothing else")
    parser.add_argument("--load", type=Path, help="a folder that graphmali export neo4j-admin made, to start with")
    parser.add_argument("--plugin", type=Path, help="a jar of procedures for it")
    parser.add_argument("--heap", default="", help="such as 3g, for one that is to work for long")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    password = secrets.token_hex(16)  # not one that begins with "-": it is an argument of a command
    reasons = []
    try:
        if not any((asked.version, asked.tls, asked.load, asked.plugin, asked.heap)):
            try:
                with compose.running(password) as uri:
                    tell(uri, password)
                    sys.stdin.read()
                    return 0
            except Unavailable as reason:
                reasons.append(str(reason))
        with maven.running(password, asked.version or "", asked.tls, asked.load, asked.plugin, asked.heap) as server:
            tell(server.uri, password)
            for line in sys.stdin:
                obey(server, line.split())
                tell(server.uri, password)
            return 0
    except Unavailable as reason:
        reasons.append(str(reason))
    print("; ".join(reasons), file=sys.stderr)
    return 1


def tell(uri: str, password: str) -> None:
    """Says that the last that was asked for is done."""
    print(json.dumps({"uri": uri, "username": "neo4j", "password": password}), flush=True)


def obey(server: maven.Server, words: list[str]) -> None:
    """Kills, loads or starts."""
    if words == ["kill"]:
        server.kill()
    elif words[:1] == ["load"]:
        server.load(Path(words[1]))
    elif words[:1] == ["start"]:
        server.start(*words[1:])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
