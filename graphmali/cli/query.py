"""``queries`` and ``query``: Cypher over the graph."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphmali import config
from graphmali.cli.app import Command
from graphmali.cli.names import Names, relation_types
from graphmali.cli.options import partial_date, present_store, sink, store_option
from graphmali.cli.output import Sink, emit
from graphmali.errors import UnknownName, UsageError
from graphmali.vocabulary import load as load_vocabulary

if TYPE_CHECKING:
    from graphmali.store import Store
    from graphmali.store.queries import Parameter, SavedQuery

__all__ = ["COMMANDS"]


@click.command(
    cls=Command,
    examples="""
    graphmali queries
    graphmali queries -f jsonl
    """,
)
@sink
def queries(sink: Sink) -> None:
    """List the saved queries with their parameters."""
    from graphmali.store.queries import load

    rows = [
        {
            "name": query.name,
            "purpose": query.purpose,
            "parameters": [{"name": each.name, "example": each.example} for each in query.parameters]
            if sink.for_programs
            else " ".join(map(_example, query.parameters)),
            "columns": list(query.columns),
        }
        for query in load()
    ]
    emit(rows, sink, columns=("name", "purpose", "parameters"))


@click.command(
    cls=Command,
    examples="""
    graphmali query who-condemned-whom -p since 2021
    graphmali query shortest-chain -p one Russia -p other ECOWAS -f json
    graphmali query my.cypher -p limit 10
    graphmali query -c "MATCH (a:Actor)-[t:CONDEMNS]->(b:Actor) RETURN a.name, b.name, t.origins"
    """,
)
@click.argument("what", metavar="[NAME|FILE.cypher]", required=False)
@click.option("-c", "--cypher", metavar="CYPHER", help="The statement itself.")
@click.option(
    "-p",
    "--param",
    "given",
    metavar="NAME VALUE",
    nargs=2,
    multiple=True,
    help="A parameter; repeatable. Actors by id, name or alias.",
)
@click.option("--write", is_flag=True, help="Let the statement change the graph.")
@sink
@store_option
def query(sink: Sink, store: str | None, what: str | None, cypher: str | None, **flags: Any) -> None:
    """Run a saved query, a file, or a statement (-c).

    The parameters of a saved query have types. Elsewhere a number, true, false, null or a JSON list is that,
    and everything else is text; "2021" in double quotes is text too.
    """
    if (what is None) == (cypher is None):
        raise UsageError("give a query's name, a .cypher file, or -c CYPHER", hint="graphmali queries lists names")
    saved, statement = (None, cypher) if cypher is not None else _find(what or "")
    given = dict(flags["given"])
    with present_store(store) as opened:
        parameters = _typed(saved, given, opened) if saved else {k: _untyped(v) for k, v in given.items()}
        answer = opened.query(statement or "", parameters, write=flags["write"])
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    emit(rows, sink, columns=saved.columns if saved else answer.columns, only=True)


def _find(what: str) -> tuple[SavedQuery | None, str]:
    """A saved query, or a file: one with a saved query's header is as good as saved."""
    from graphmali.store import queries as library

    if not what.endswith(".cypher"):
        found = library.find(what)
        return found, found.cypher
    try:
        text = Path(what).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise UsageError(f"cannot be read ({reason})", where=what) from None
    if "// purpose:" in text and "// columns:" in text:
        found = library.parse(Path(what))
        return found, found.cypher
    return None, text.strip().removesuffix(";")


def _typed(saved: SavedQuery, given: dict[str, str], store: Store) -> dict[str, Any]:
    """The values of a saved query's parameters; every one of them must be there, and no other."""
    known = {parameter.name: parameter for parameter in saved.parameters}
    usage = " ".join(["graphmali query", saved.name, *map(_example, saved.parameters)])
    for name in given:
        if name not in known:
            raise UnknownName(f"parameter of {saved.name}", name, known, hint=f"for example: {usage}")
    for name in known:
        if name not in given:
            raise UsageError(f"{saved.name} needs -p {name}", hint=f"for example: {usage}")
    kinds = {parameter.type for parameter in saved.parameters}
    vocabulary = load_vocabulary(config.load().vocabulary)
    stored = store.read().actors if "actor" in kinds else ()
    names = Names(stored, (each.actor for each in vocabulary.actors))
    values: dict[str, Any] = {}
    for name, text in given.items():
        kind = known[name].type
        if kind == "actor":
            values[name] = names.find(text)
        elif kind == "type":
            values[name] = next(iter(relation_types([text], vocabulary.relations)))
        else:
            values[name] = _of_kind(name, kind, text)
    return values


def _example(parameter: Parameter) -> str:
    return f"-p {parameter.name} {shlex.quote(parameter.example)}"


def _of_kind(name: str, kind: str, text: str) -> Any:
    try:
        return int(text) if kind == "int" else partial_date(text) if kind == "date" else text
    except ValueError:
        raise UsageError(f"parameter {name} is a whole number, not {text!r}") from None
    except click.BadParameter as error:
        raise UsageError(f"parameter {name}: {error.message}") from None


def _untyped(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


COMMANDS = (queries, query)
