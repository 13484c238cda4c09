"""The library of saved queries: one statement a file under ``cypher/queries``, described in its header."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from graphmali.errors import ConfigurationError, UnknownName
from graphmali.resources import folder

__all__ = ["Parameter", "SavedQuery", "find", "load", "parse"]

_PARAMETER = re.compile(
    r"(?P<name>\w+)\s*\((?P<type>\w+)\)\s*(?:[—-]\s*[^,]*,\s*)?example:\s*(?P<example>.*?)(?:\s+[—-]\s+.*)?$"
)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a query. ``type``: actor, type, date, int or text; ``example`` as typed after ``-p NAME``."""

    name: str
    type: str
    example: str


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query of the library. ``example`` is a command that asks it, if the file has one."""

    name: str
    purpose: str
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    example: str
    cypher: str


def parse(file: Path) -> SavedQuery:
    """A query with its header of ``// purpose:``, ``// parameter:``, ``// columns:`` and ``// example:`` lines.

    Raises :class:`ConfigurationError` naming file and line.
    """
    lines = file.read_text(encoding="utf-8").splitlines()
    columns: tuple[str, ...] = ()
    parameters: list[Parameter] = []
    purpose = example = ""
    for number, line in enumerate(lines, start=1):
        key, _, value = line.removeprefix("//").strip().partition(":")
        if not line.startswith("//"):
            continue
        if key == "purpose":
            purpose = value.strip()
        elif key == "example":
            example = value.strip()
        elif key == "parameter":
            match = _PARAMETER.match(value.strip())
            if match is None:
                raise ConfigurationError("not a parameter line", where=f"{file}:{number}")
            parameters.append(Parameter(match["name"], match["type"], match["example"].strip()))
        elif key == "columns":
            columns = tuple(name.strip() for name in value.split(","))
    cypher = "\n".join(line for line in lines if not line.startswith("//")).strip().removesuffix(";")
    if not (purpose and columns and cypher):
        raise ConfigurationError("a query needs a purpose, columns and a statement", where=str(file))
    return SavedQuery(file.stem, purpose, tuple(parameters), columns, example, cypher)


@cache
def load() -> tuple[SavedQuery, ...]:
    """Every query, by name."""
    return tuple(parse(file) for file in sorted((folder("cypher") / "queries").glob("*.cypher")))


def find(name: str) -> SavedQuery:
    """The query of that name, else :class:`UnknownName` with the nearest ones."""
    by_name = {query.name: query for query in load()}
    if name not in by_name:
        raise UnknownName("query", name, by_name, hint="graphmali queries lists them")
    return by_name[name]
