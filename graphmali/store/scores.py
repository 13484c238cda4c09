"""What measures gave the actors, as properties in the database, for queries and other programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphmali.errors import UsageError
from graphmali.store.layout import Statement, batches

__all__ = ["FORGET", "SCORES", "name_of", "statements"]

SCORES = (
    "pageRank", "pageRankCoop", "pageRankConflict", "netSupport", "supportRatio", "strength", "strengthIn",
    "strengthOut", "degree", "eigenvector", "katz", "hub", "authority", "betweenness", "closeness", "harmonic", "core",
    "constraint", "brokerage",
)  # fmt: skip
"""The properties of an actor that hold what a measure gave it. They are no part of the graph, and nobody reads them."""


def name_of(measure: str) -> str:
    """The property that holds a measure's scores.

    >>> name_of("pagerank-coop"), name_of("net-support"), name_of("core")
    ('pageRankCoop', 'netSupport', 'core')
    """
    first, *others = measure.replace("pagerank", "page-rank").split("-")
    return first + "".join(word.capitalize() for word in others)


FORGET: Statement = (
    f"MATCH (a:Actor) WHERE {' OR '.join(f'a.{name} IS NOT NULL' for name in SCORES)}"
    f" REMOVE {', '.join(f'a.{name}' for name in SCORES)}",
    {},
)
"""Takes the scores off all actors: after a change they would be those of another graph."""


def statements(found: Mapping[str, Mapping[str, float]]) -> Iterator[Statement]:
    """The statements that put scores, by name and id of the actor, on actors, and take off what they had by that name.

    Raises :class:`graphmali.errors.UsageError` for a name that :data:`SCORES` lacks.
    """
    for name, by_actor in sorted(found.items()):
        if name not in SCORES:
            raise UsageError(f"no score {name!r}", hint=f"one of: {', '.join(SCORES)}")
        yield f"MATCH (a:Actor) WHERE a.{name} IS NOT NULL REMOVE a.{name}", {}
        for batch in batches({"id": id_, "score": score} for id_, score in sorted(by_actor.items())):
            yield f"UNWIND $rows AS row MATCH (a:Actor) WHERE a.id = row.id SET a.{name} = row.score", {"rows": batch}
