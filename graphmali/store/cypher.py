"""What both stores share: the layout over two verbs, ``_rows`` (read) and ``_apply`` (all statements as one change)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from graphmali.errors import StoreRefused
from graphmali.model import Actor, Claim, Document, Graph, TieKey
from graphmali.resources import folder
from graphmali.store import layout
from graphmali.store.base import Rows, StoredDocument
from graphmali.vocabulary import load

__all__ = ["CypherStore", "schema_statements"]

_CLAIMS = (
    "MATCH (c)-[s:SOURCE]->(a:Actor) MATCH (c)-[t:TARGET]->(b:Actor) MATCH (c)-[:STATED_IN]->(d:Document)"
    " OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(w:Actor)"
    " RETURN c, s, t, a.id AS source, b.id AS target, d.id AS document, w.id AS attribution ORDER BY c.id"
)
_COUNTS = {
    "documents": "MATCH (n:Document) RETURN count(n) AS n",
    "actors": "MATCH (n:Actor) RETURN count(n) AS n",
    "claims": "MATCH (n:Claim) RETURN count(n) AS n",
    "ties": "MATCH (:Actor)-[r]->(:Actor) WHERE r.polarity IS NOT NULL RETURN count(r) AS n",
}
_META = "MERGE (m:Meta {id: $id}) SET m.layout = $layout"


def schema_statements(name: str) -> list[str]:
    """The statements of ``cypher/schema/NAME.cypher``."""
    text = (folder("cypher") / "schema" / f"{name}.cypher").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("//")]
    return [statement for part in "\n".join(lines).split(";") if (statement := part.strip())]


class CypherStore(ABC):
    """A store that speaks openCypher; see :class:`graphmali.store.base.Store` for what it promises."""

    @abstractmethod
    def _rows(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Rows as plain values, by column."""

    @abstractmethod
    def _apply(self, statements: Iterable[layout.Statement], *, prune: bool) -> None:
        """Runs the statements as one change; with ``prune`` then deletes actors and outlets that are left over."""

    @abstractmethod
    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Rows:
        """See :meth:`graphmali.store.base.Store.query`."""

    def write(self, graph: Graph, *, drop_documents: Collection[str] = (), drop_ties: Collection[str] = ()) -> None:
        """See :meth:`graphmali.store.base.Store.write`."""
        meta = (_META, {"id": "graphmali", "layout": layout.VERSION})
        statements = [*layout.removals(drop_documents, drop_ties), *layout.upserts(graph), meta]
        self._apply(statements, prune=bool(drop_documents or drop_ties))

    def check_layout(self) -> None:
        """Raises :class:`StoreRefused` for a graph that a newer graphmali wrote."""
        for row in self._rows("MATCH (m:Meta) RETURN m.layout AS layout"):
            if row["layout"] != layout.VERSION:
                raise StoreRefused(
                    f"the graph has layout {row['layout']}, this graphmali reads {layout.VERSION}",
                    hint="use the graphmali that wrote it, or build the graph anew in another store",
                )

    def read(self) -> Graph:
        """See :meth:`graphmali.store.base.Store.read`."""
        found = [row["n"] for row in self._rows("MATCH (n:Document) RETURN n ORDER BY n.id")]
        prints = {node["id"]: node["fingerprint"] for node in found if "fingerprint" in node}
        documents: list[Document] = [layout.document_of(node) for node in found]
        ties = self._rows(
            "MATCH (s:Actor)-[r]->(t:Actor) WHERE r.polarity IS NOT NULL"
            " RETURN type(r) AS type, s.id AS source, t.id AS target, r ORDER BY r.id"
        )
        return Graph(
            actors=self._actors("", {}),
            claims=self._claims("", {}),
            ties=tuple(layout.tie_of(t["type"], t["source"], t["target"], t["r"]) for t in ties),
            documents=tuple(documents),
            copies=self.copies([document.id for document in documents]),
            fingerprints=prints,
        )

    def documents(self) -> tuple[StoredDocument, ...]:
        """See :meth:`graphmali.store.base.Store.documents`."""
        rows = self._rows(
            "MATCH (d:Document) RETURN d.id AS id, d.fingerprint AS fingerprint, d.path AS path, d.key AS key"
            " ORDER BY id"
        )
        return tuple(StoredDocument(**row) for row in rows)

    def actors(self, ids: Collection[str]) -> tuple[Actor, ...]:
        """See :meth:`graphmali.store.base.Store.actors`."""
        return self._actors("WHERE a.id IN $ids ", {"ids": sorted(ids)})

    def _actors(self, where: str, parameters: dict[str, Any]) -> tuple[Actor, ...]:
        rows = self._rows(
            f"MATCH (a:Actor) {where}OPTIONAL MATCH (a)-[:PART_OF]->(p:Actor) OPTIONAL MATCH (a)-[:GOVERNS]->(g:Actor)"
            " RETURN a, p.id AS part_of, g.id AS governs ORDER BY a.id",
            parameters,
        )
        return tuple(layout.actor_of(row["a"], row["part_of"], row["governs"]) for row in rows)

    def _claims(self, where: str, parameters: dict[str, Any]) -> tuple[Claim, ...]:
        rows = self._rows(f"MATCH (c:Claim) {where}{_CLAIMS}", parameters)
        return tuple(layout.claim_of(row) for row in rows)

    def claims_on(self, keys: Collection[TieKey]) -> tuple[Claim, ...]:
        """See :meth:`graphmali.store.base.Store.claims_on`."""
        relations = load().relations
        rows = []
        for key in sorted(keys):
            rows.append({"s": key.source_id, "type": key.type, "t": key.target_id})
            if not relations[key.type].directed:
                rows.append({"s": key.target_id, "type": key.type, "t": key.source_id})
        ids: set[str] = set()
        for start in range(0, len(rows), layout.BATCH):
            found = self._rows(
                "UNWIND $rows AS row MATCH (s:Actor {id: row.s})<-[:SOURCE]-(c:Claim)-[:TARGET]->(t:Actor {id: row.t})"
                " WHERE c.type = row.type RETURN c.id AS id",
                {"rows": rows[start : start + layout.BATCH]},
            )
            ids.update(row["id"] for row in found)
        return self._claims("WHERE c.id IN $ids ", {"ids": sorted(ids)}) if ids else ()

    def claims_in(self, document_ids: Collection[str]) -> tuple[Claim, ...]:
        """See :meth:`graphmali.store.base.Store.claims_in`."""
        where = "WHERE c.id IN $ids "
        found = self._rows(
            "MATCH (c:Claim)-[:STATED_IN]->(d:Document) WHERE d.id IN $ids RETURN c.id AS id ORDER BY id",
            {"ids": sorted(document_ids)},
        )
        return self._claims(where, {"ids": [row["id"] for row in found]}) if found else ()

    def copies(self, document_ids: Collection[str]) -> Mapping[str, str]:
        """See :meth:`graphmali.store.base.Store.copies`."""
        rows = self._rows(
            "MATCH (d:Document)-[:COPY_OF]->(o:Document) WHERE d.id IN $ids"
            " RETURN d.id AS copy, o.id AS original ORDER BY copy",
            {"ids": sorted(document_ids)},
        )
        return {row["copy"]: row["original"] for row in rows}

    def sizes(self) -> Mapping[str, int]:
        """See :meth:`graphmali.store.base.Store.sizes`."""
        return {name: int(self._rows(cypher)[0]["n"]) for name, cypher in _COUNTS.items()}
