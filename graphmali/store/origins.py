"""What a store knows of where documents come from: their outlets, and which are copies of one another."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from graphmali.model import Graph
from graphmali.store import layout

__all__ = ["OriginStore"]

_ID = "UNWIND $keys AS key MATCH (d:Document) WHERE d.id = key"


class OriginStore(ABC):
    """A part of :class:`graphmali.store.base.Store`, which says what it promises."""

    @abstractmethod
    def _rows(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Rows as plain values, by column."""

    def _looked_up(self, cypher: str, keys: Collection[str]) -> list[dict[str, Any]]:
        """The rows of a statement about ``$keys``, a batch of them at a time."""
        return [row for batch in layout.batches(sorted(keys)) for row in self._rows(cypher, {"keys": batch})]

    def texts(self, document_ids: Collection[str]) -> Graph:
        """See :meth:`graphmali.store.base.Store.texts`."""
        nodes = [row["d"] for row in self._looked_up(f"{_ID} RETURN d", document_ids)]
        return Graph(**layout.documents_of(nodes, self.outlets()), partial=True)

    def dates(self, document_ids: Collection[str]) -> Mapping[str, str | None]:
        """See :meth:`graphmali.store.base.Store.dates`."""
        rows = self._looked_up(f"{_ID} RETURN d.id AS id, d.published AS published", document_ids)
        return {row["id"]: row["published"] for row in rows}

    def copies(self, document_ids: Collection[str]) -> Mapping[str, str]:
        """See :meth:`graphmali.store.base.Store.copies`."""
        rows = self._looked_up(
            f"{_ID} MATCH (d)-[:COPY_OF]->(o:Document) RETURN d.id AS copy, o.id AS original", document_ids
        )
        return {row["copy"]: row["original"] for row in sorted(rows, key=lambda row: str(row["copy"]))}

    def clusters(self, document_ids: Collection[str]) -> Mapping[str, str]:
        """See :meth:`graphmali.store.base.Store.clusters`."""
        copies = self.copies(document_ids)
        heads = {copies.get(id_, id_) for id_ in document_ids}
        rows = self._looked_up(f"{_ID} MATCH (c:Document)-[:COPY_OF]->(d) RETURN c.id AS copy, d.id AS original", heads)
        return {**{id_: id_ for id_ in sorted(heads)}, **{row["copy"]: row["original"] for row in rows}}

    def alike(self, sketches: Mapping[str, Sequence[str]]) -> Mapping[str, Mapping[str, Sequence[int]]]:
        """See :meth:`graphmali.store.base.Store.alike`."""
        found: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for place, name in enumerate(layout.SKETCH):
            asking: dict[str, list[str]] = defaultdict(list)
            for id_, keys in sketches.items():
                for key in keys[place : place + 1]:
                    asking[key].append(id_)
            rows = self._looked_up(
                f"UNWIND $keys AS key MATCH (d:Document) WHERE d.{name} = key RETURN key, d.id AS id", asking
            )
            for row in rows:
                for id_ in asking[row["key"]]:
                    if row["id"] != id_:
                        found[id_][row["id"]].append(place)
        return {id_: dict(found[id_]) for id_ in sorted(found)}

    def outlets(self) -> Mapping[str, float]:
        """See :meth:`graphmali.store.base.Store.outlets`."""
        rows = self._rows("MATCH (o:Outlet) RETURN o.name AS name, coalesce(o.reliability, 1.0) AS reliability")
        return {row["name"]: float(row["reliability"]) for row in sorted(rows, key=lambda row: str(row["name"]))}

    def outlets_of(self, document_ids: Collection[str]) -> Mapping[str, str]:
        """See :meth:`graphmali.store.base.Store.outlets_of`."""
        rows = self._looked_up(f"{_ID} RETURN d.id AS id, d.publisher AS outlet", document_ids)
        return {row["id"]: row["outlet"] for row in rows if row["outlet"]}

    def published_by(self, outlets: Collection[str]) -> frozenset[str]:
        """See :meth:`graphmali.store.base.Store.published_by`."""
        ids = (layout.outlet_id(name) for name in outlets)
        rows = self._looked_up(
            "UNWIND $keys AS key MATCH (o:Outlet) WHERE o.id = key MATCH (d:Document)-[:PUBLISHED_BY]->(o)"
            " RETURN d.id AS id",
            list(ids),
        )
        return frozenset(row["id"] for row in rows)
