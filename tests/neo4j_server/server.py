"""Starts a real Neo4j server for the tests, by docker compose or else out of Maven's jars.

Prints one line of JSON, ``{"uri", "username", "password"}``, once the server answers, and stops the server when
its standard input ends: so it is stopped even if the tests are killed. By hand: run it, end it with Ctrl-D.
Where there is no server to be had it says so in one line and ends with 1.
"""

from __future__ import annotations

import json
import secrets
import signal
import sys

import compose
import maven
from common import Unavailable


def main() -> int:
    """Serves until the input ends."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    password = secrets.token_urlsafe(16)
    reasons = []
    for way in (compose, maven):
        try:
            with way.running(password) as uri:
                print(json.dumps({"uri": uri, "username": "neo4j", "password": password}), flush=True)
                sys.stdin.read()
                return 0
        except Unavailable as reason:
            reasons.append(str(reason))
    print("; ".join(reasons), file=sys.stderr)
    return 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
