"""What both ways to a server need."""

from __future__ import annotations

import contextlib
import socket
import ssl

PATIENCE = 120
"""Seconds that a server may take to answer."""

MAGIC = bytes.fromhex("6060b017")
VERSIONS = bytes.fromhex("00040405000004040000000400000003")


class Unavailable(Exception):
    """There is no server to be had; says why in one line."""


def free_port() -> int:
    """A port on loopback that nobody listens at."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answers(port: int, *, tls: bool = False) -> bool:
    """Whether somebody on loopback speaks Bolt there."""
    with contextlib.ExitStack() as stack:
        try:
            connection = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=2))
            if tls:
                anyone = ssl._create_unverified_context()
                connection = stack.enter_context(anyone.wrap_socket(connection))
            connection.sendall(MAGIC + VERSIONS)
            return len(connection.recv(4)) == 4
        except OSError:
            return False
