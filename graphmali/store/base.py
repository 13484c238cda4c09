"""What every store promises; see ``tests/store`` for the suite that holds each of them to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from graphmali.model import Actor, Claim, Graph, TieKey

__all__ = ["READER", "Reading", "Rows", "Store", "StoredDocument"]

READER = "reader"
"""The user who may only read a graph that ``graphmali serve`` opens, whatever the one with the same password may."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a query: plain Python values; dates as ISO text; nodes and ties as mappings."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """What must be known of a stored document to tell whether it has changed."""

    id: str
    fingerprint: str | None
    path: str | None
    key: str | None


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """A document has a claim with the actor as a party, read as ``read_as`` (the same id where nothing changed it)."""

    document_id: str
    actor_id: str
    read_as: str


class Store(Protocol):
    """A graph database with graphmali's layout.

    ``capabilities`` names what not every store can do; nobody asks which store it is.
    Every method raises :class:`graphmali.errors.StoreError` or a kind of it, and nothing else.
    """

    @property
    def capabilities(self) -> frozenset[str]:
        """Names such as ``"embedded"`` or ``"server"``."""
        ...

    def decisions(self) -> str:
        """The digest of the decisions that the graph was made by, as it was written; empty for none."""
        ...

    def readings(self, ids: Collection[str]) -> tuple[Reading, ...]:
        """Every party that was read as another actor than it is, and every one that is one of the actors, sorted."""
        ...

    def revision(self) -> int:
        """A number that every write raises; 0 before the first."""
        ...

    def write(
        self,
        graph: Graph,
        *,
        drop_documents: Collection[str] = (),
        drop_ties: Collection[str] = (),
        since: int | None = None,
        decisions: str | None = None,
    ) -> None:
        """Removes, then upserts by id, as one change: it is there whole or not at all, and durable.

        With ``since``, the revision that the graph was made for, raises :class:`graphmali.errors.StoreBusy` and
        changes nothing if another process has written after it.

        Removed are the documents with their claims, the ties, and then actors that no claim and no other
        actor speaks of. ``graph`` may hold ties whose other claims are already stored. Writing twice is
        writing once. ``decisions`` is what :meth:`decisions` gives from then on.
        """
        ...

    def read(self) -> Graph:
        """The whole graph: ``read`` after ``write`` of a graph into an empty store gives it back."""
        ...

    def parts(self) -> Iterator[Graph]:
        """The graph in parts small enough for the memory: writing them in order is writing the whole.

        Parts are actors with what these hang on, documents with all their claims and actors, ties with their
        actors, and copies; each document, claim and tie is in one part only.
        """
        ...

    def write_parts(self, graphs: Iterable[Graph]) -> None:
        """Upserts parts of a graph, each as one change. One that was stopped goes on where all are written again.

        Until the last part is in, :func:`graphmali.store.open_store` refuses the store.
        """
        ...

    def write_scores(self, found: Mapping[str, Mapping[str, float]], *, since: int | None = None) -> None:
        """Puts numbers, by name and id of the actor, on actors as properties, for queries and other programs.

        An actor that is not named loses what it had by that name. Names are those of
        :data:`graphmali.store.scores.SCORES`. They are no part of the graph: ``read`` does not give them, and the
        next ``write`` or ``write_parts`` takes them off all actors. ``since`` is as for ``write``.
        """
        ...

    def documents(self, *, of: Collection[str] | None = None, at: Collection[str] = ()) -> tuple[StoredDocument, ...]:
        """Every document, or those ``of`` the ids and those ``at`` the paths, sorted by id."""
        ...

    def actors(self, ids: Collection[str]) -> tuple[Actor, ...]:
        """Those of the actors that are stored, sorted by id."""
        ...

    def claims_on(self, keys: Collection[TieKey]) -> tuple[Claim, ...]:
        """Every claim, of whatever modality, that speaks of one of the ties, sorted by id."""
        ...

    def claims_of(self, actor_ids: Collection[str]) -> tuple[Claim, ...]:
        """Every claim with one of the actors as a party, sorted by id."""
        ...

    def claims_in(self, document_ids: Collection[str]) -> tuple[Claim, ...]:
        """Every claim of the documents, sorted by id."""
        ...

    def copies(self, document_ids: Collection[str]) -> Mapping[str, str]:
        """For those of the documents that are copies, the id of the document that each is a copy of."""
        ...

    def clusters(self, document_ids: Collection[str]) -> Mapping[str, str]:
        """For each document that is a copy of the same one as one of those, and for themselves, the original's id.

        An original has its own.
        """
        ...

    def alike(self, sketches: Mapping[str, Sequence[str]]) -> Mapping[str, Mapping[str, Sequence[int]]]:
        """For each id, those of the stored documents whose sketch has some of its keys, and in which places.

        An id that there are none for is left out, and no document is alike itself.
        """
        ...

    def texts(self, document_ids: Collection[str]) -> Graph:
        """Those of the documents that are stored, with fingerprints, sketches and outlets, as a partial graph."""
        ...

    def dates(self, document_ids: Collection[str]) -> Mapping[str, str | None]:
        """For those of the documents that are stored, when they were published."""
        ...

    def outlets(self) -> Mapping[str, float]:
        """The reliability of every outlet, by name."""
        ...

    def outlets_of(self, document_ids: Collection[str]) -> Mapping[str, str]:
        """For those of the documents that name an outlet, its name."""
        ...

    def published_by(self, outlets: Collection[str]) -> frozenset[str]:
        """The ids of the outlets' documents."""
        ...

    def sizes(self) -> Mapping[str, int]:
        """How many ``documents``, ``actors``, ``claims`` and ``ties`` there are."""
        ...

    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Rows:
        """The rows of a Cypher statement; without ``write`` the engine itself refuses to change anything."""
        ...

    def close(self) -> None:
        """Lets go of the store. Closing twice is closing once."""
        ...
