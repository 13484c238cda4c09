"""Every error that graphmali raises on purpose.

::

    GraphmaliError                 exit 2
    ├── UsageError                 a value that a caller gave makes no sense
    │   └── UnknownName            no such actor, type, query …, with the nearest ones
    ├── ConfigurationError         graphmali.toml or the environment
    ├── VocabularyError            actors, cues or relations, ours or a user's
    ├── MissingExtra               an optional package is needed and not there
    ├── ReadError                  one document cannot be read; the others go on
    ├── GraphError                 a graph with a dangling end
    └── StoreError                 exit 3
        ├── StoreUnavailable       nobody answers
        ├── StoreRefused           wrong password, no such database, read-only
        ├── StoreBusy              another process holds the store
        └── QueryError             exit 2: the Cypher is wrong
            └── WriteRefused       exit 2: it would write, and may not

A foreign exception never leaves the module that talks to the foreign library.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = [
    "ConfigurationError",
    "GraphError",
    "GraphmaliError",
    "MissingExtra",
    "QueryError",
    "ReadError",
    "StoreBusy",
    "StoreError",
    "StoreRefused",
    "StoreUnavailable",
    "UnknownName",
    "UsageError",
    "VocabularyError",
    "WriteRefused",
]


class GraphmaliError(Exception):
    """One line of what is wrong, and where known one line of what to do about it.

    ``where`` is ``file`` or ``file:line``; ``str()`` gives ``where: message``.
    """

    exit_code = 2

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class UsageError(GraphmaliError):
    """A value that a caller gave makes no sense."""


class UnknownName(UsageError):
    """No such thing; the hint names the nearest ones.

    >>> error = UnknownName("relation type", "SUPPORT", ["SUPPORTS", "ATTACKS"])
    >>> str(error), error.hint
    ("no relation type 'SUPPORT'", 'did you mean SUPPORTS?')
    """

    def __init__(self, kind: str, name: str, known: Iterable[str], *, hint: str | None = None) -> None:
        near = difflib.get_close_matches(name, list(known), n=3, cutoff=0.6)
        guess = f"did you mean {', '.join(near)}?" if near else hint
        super().__init__(f"no {kind} {name!r}", hint=guess)


class ConfigurationError(GraphmaliError):
    """graphmali.toml or the environment says something impossible."""


class VocabularyError(GraphmaliError):
    """An entry of the vocabulary is wrong; ``where`` names the file and entry."""


class MissingExtra(GraphmaliError):
    """An optional package is needed and not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} is not installed", hint=f"pip install 'graphmali[{extra}]'")


class ReadError(GraphmaliError):
    """One document cannot be read; it becomes a reject and the others go on."""


class GraphError(GraphmaliError):
    """A graph with a dangling end."""


class StoreError(GraphmaliError):
    """The database cannot be reached or refuses us."""

    exit_code = 3


class StoreUnavailable(StoreError):
    """Nobody answers at that address, or the answer broke off."""


class StoreRefused(StoreError):
    """The database answers, and says no: password, database name, read-only, version."""


class StoreBusy(StoreError):
    """Another process holds the store."""


class QueryError(StoreError):
    """The Cypher is wrong."""

    exit_code = 2


class WriteRefused(QueryError):
    """A statement would write where only reading is allowed."""
