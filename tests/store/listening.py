"""What answers at a port of this machine in place of a Neo4j."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

__all__ = ["Cable", "bolt_greeting", "listening"]

COMMIT = bytes.fromhex("0002b0120000")  # the whole message, as Bolt frames it
BOLT_4_4 = bytes.fromhex("00000404")


@contextlib.contextmanager
def listening(*answers: bytes) -> Iterator[int]:
    """The port of somebody who says these, one for each time that something is said, and hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_answer, args=(listener, answers), daemon=True).start()
        yield listener.getsockname()[1]


def _answer(listener: socket.socket, answers: tuple[bytes, ...]) -> None:
    with contextlib.suppress(OSError):  # the listener is closed in the end
        while True:
            with listener.accept()[0] as connection:
                for answer in answers:
                    connection.recv(65_536)
                    connection.sendall(answer)


def bolt_greeting(agent: str) -> tuple[bytes, bytes]:
    """The answers of a server of that name, as far as it takes to learn the name."""
    name = agent.encode()
    told = b"\xb1\x70\xa2\x86server\xd0" + bytes([len(name)]) + name + b"\x8dconnection_id\x81x"
    return BOLT_4_4, len(told).to_bytes(2, "big") + told + b"\0\0"


class Cable:
    """Leads to another port, and breaks when told: after a commit has got there, before the answer is back."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._left = 0
        self._ends: list[socket.socket] = []
        self.broken = 0
        """How many times it has."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._connect, daemon=True).start()

    def break_at_commit(self, number: int = 1) -> None:
        """Once: at the next one, or so many later."""
        self._left = number

    def cut(self) -> None:
        """Nobody comes through any more."""
        self._listener.close()
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _connect(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = self._listener.accept()
                there = socket.create_connection(("127.0.0.1", self._to))
                self._ends += [here, there]
                committing = threading.Event()
                threading.Thread(target=self._there, args=(here, there, committing), daemon=True).start()
                threading.Thread(target=self._back, args=(here, there, committing), daemon=True).start()

    def _there(self, here: socket.socket, there: socket.socket, committing: threading.Event) -> None:
        with contextlib.suppress(OSError), here, there:
            while data := here.recv(65_536):
                if COMMIT in data:
                    self._left -= 1
                    if self._left == 0:
                        committing.set()
                there.sendall(data)

    def _back(self, here: socket.socket, there: socket.socket, committing: threading.Event) -> None:
        with contextlib.suppress(OSError), here, there:
            while data := there.recv(65_536):
                if committing.is_set():
                    self.broken += 1
                    here.shutdown(socket.SHUT_RDWR)
                    return
                here.sendall(data)
