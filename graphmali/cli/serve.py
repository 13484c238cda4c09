"""``serve``: the embedded graph over Bolt."""

from __future__ import annotations

import os
import secrets
import signal
import sys
import threading
from pathlib import Path

import click

from graphmali import config
from graphmali.cli.app import Command
from graphmali.cli.options import store_option
from graphmali.cli.output import note
from graphmali.cli.text import printable
from graphmali.errors import UsageError

__all__ = ["COMMANDS"]


@click.command(
    cls=Command,
    examples="""
    graphmali serve
    graphmali serve --store sahel.store --port 7688
    graphmali serve --write
    """,
)
@click.option("--host", default="127.0.0.1", show_default=True, help="An address of this machine alone.")
@click.option("--port", type=click.IntRange(0, 65_535), default=7687, show_default=True, help="0 is any that is free.")
@click.option("--write", is_flag=True, help="Let clients change the graph.")
@store_option
def serve(host: str, port: int, write: bool, store: str | None) -> None:
    """Open the graph to Neo4j's tools over Bolt, for reading.

    The password is NEO4J_PASSWORD of the environment, the user NEO4J_USERNAME (default: neo4j). Without a
    password one is made for this run and shown, if there is a terminal to show it on. Ctrl-C ends it.
    """
    from graphmali.store.bolt import DATABASE, Listener, serving

    where = config.load({"store": store}).store
    if "://" in where:
        raise UsageError(f"{where} is a server already", hint="give the folder of a graph with --store")
    user = os.environ.get("NEO4J_USERNAME") or "neo4j"
    password, made = _password()
    stop = threading.Event()
    with serving(Path(where), Listener(password, user, host, port, write)) as address:
        before = signal.signal(signal.SIGTERM, lambda *_: stop.set())
        try:
            may = "reading and writing" if write else "reading only"
            print(
                printable(
                    f"serving {where} at {address}, user {user}, database {DATABASE}, {may};"
                    f" connect with: cypher-shell -a {address} -u {user}"
                    f', or in Python: neo4j.GraphDatabase.driver("{address}", auth=("{user}", password))'
                ),
                flush=True,
            )
            if made:
                note(f"password, for this run: {password}")
            while not stop.wait(1):  # in steps, since Windows does not hear Ctrl-C in one long wait
                pass
        finally:
            signal.signal(signal.SIGTERM, before)


def _password() -> tuple[str, bool]:
    """The password, and whether it was made here. One is made only where a person sees it and no log keeps it."""
    given = os.environ.get("NEO4J_PASSWORD")
    if given:
        return given, False
    if not sys.stderr.isatty():
        raise UsageError("serve needs a password", hint="set NEO4J_PASSWORD; on a terminal one is made")
    return secrets.token_urlsafe(12), True


COMMANDS = (serve,)
