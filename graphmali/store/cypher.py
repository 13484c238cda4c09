"""What both stores share: the layout over two verbs, ``_rows`` (read) and ``_apply`` (all statements as one change)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from graphmali.errors import StoreBusy, StoreRefused
from graphmali.model import Actor, Claim, Document, Graph, Tie, TieKey
from graphmali.resources import folder
from graphmali.store import layout, parts, scores
from graphmali.store.base import Reading, Rows, StoredDocument
from graphmali.store.origins import OriginStore
from graphmali.vocabulary import load

__all__ = ["META", "REVISE", "CypherStore", "check_revision", "decided", "overtaken", "schema_statements"]

Item = TypeVar("Item", Actor, Claim, Document, Tie)

_CLAIMS = (
    "MATCH (c)-[s:SOURCE]->(a:Actor) MATCH (c)-[t:TARGET]->(b:Actor)"
    " OPTIONAL MATCH (c)-[:ATTRIBUTED_TO]->(w:Actor)"
    " RETURN c, s, t, a.id AS source, b.id AS target, document, w.id AS attribution"
)
_COUNTS = {
    "documents": "MATCH (n:Document) RETURN count(n) AS n",
    "actors": "MATCH (n:Actor) RETURN count(n) AS n",
    "claims": "MATCH (n:Claim) RETURN count(n) AS n",
}
_ID = {"id": "graphmali"}
META = ("MERGE (m:Meta {id: $id}) SET m.layout = $layout", {**_ID, "layout": layout.VERSION})
"""The first statement of a change. On a server, who has run it has the node to itself until the change is done."""
REVISE = ("MATCH (m:Meta {id: $id}) SET m.revision = coalesce(m.revision, 0) + 1 RETURN m.revision AS revision", _ID)
"""The second, whose answer is for :func:`check_revision`. In one statement the old number might be read too early."""
_BEGUN = ("MATCH (m:Meta {id: $id}) SET m.unfinished = true", _ID)
_DONE = ("MATCH (m:Meta {id: $id}) REMOVE m.unfinished", _ID)


def decided(decisions: str) -> layout.Statement:
    """Notes the digest of the decisions that a graph is made by."""
    return "MATCH (m:Meta {id: $id}) SET m.decisions = $decisions", {**_ID, "decisions": decisions}


def schema_statements(name: str) -> list[str]:
    """The statements of ``cypher/schema/NAME.cypher``."""
    text = (folder("cypher") / "schema" / f"{name}.cypher").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("//")]
    return [statement for part in "\n".join(lines).split(";") if (statement := part.strip())]


def check_revision(revision: int, since: int | None) -> None:
    """Raises :func:`overtaken` where a change that makes the graph ``revision`` does not follow on ``since``."""
    if since is not None and revision != since + 1:
        raise overtaken()


def overtaken() -> StoreBusy:
    """What to raise instead of a change that another one has come before."""
    return StoreBusy("another process has changed the graph meanwhile", hint="run it again")


def _by_id(found: Iterable[Item]) -> tuple[Item, ...]:
    """In the order of code points, which is not every database's."""
    return tuple(sorted(found, key=lambda item: item.id))


class CypherStore(OriginStore):
    """A store that speaks openCypher; see :class:`graphmali.store.base.Store` for what it promises."""

    capabilities: frozenset[str]

    @abstractmethod
    def close(self) -> None:
        """See :meth:`graphmali.store.base.Store.close`."""

    @abstractmethod
    def _rows(self, cypher: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Rows as plain values, by column."""

    @abstractmethod
    def _apply(self, statements: Iterable[layout.Statement], *, prune: bool, since: int | None) -> None:
        """Runs META, REVISE and the statements as one change, if nobody has made one ``since``.

        With ``prune`` then deletes actors and outlets that are left over.
        """

    @abstractmethod
    def query(self, cypher: str, parameters: Mapping[str, Any] | None = None, *, write: bool = False) -> Rows:
        """See :meth:`graphmali.store.base.Store.query`."""

    def decisions(self) -> str:
        """See :meth:`graphmali.store.base.Store.decisions`."""
        found = self._rows("MATCH (m:Meta {id: $id}) RETURN coalesce(m.decisions, '') AS decisions", _ID)
        return str(found[0]["decisions"]) if found else ""

    def revision(self) -> int:
        """See :meth:`graphmali.store.base.Store.revision`."""
        found = self._rows("MATCH (m:Meta {id: $id}) RETURN coalesce(m.revision, 0) AS revision", _ID)
        return int(found[0]["revision"]) if found else 0

    def write(
        self,
        graph: Graph,
        *,
        drop_documents: Collection[str] = (),
        drop_ties: Collection[str] = (),
        since: int | None = None,
        decisions: str | None = None,
    ) -> None:
        """See :meth:`graphmali.store.base.Store.write`."""
        dropping = bool(drop_documents or drop_ties)
        # Only with ``since`` is it sure that nobody writes in between, and that nothing is done twice.
        new = since == 0 and not dropping and self._is_new()
        changes = [*layout.removals(drop_documents, drop_ties), *layout.upserts(graph, new=new)]
        if decisions is not None:
            changes.append(decided(decisions))
        self._apply([scores.FORGET, *changes], prune=dropping, since=since)

    def _is_new(self) -> bool:
        return self.revision() == 0 and not self._rows("MATCH (n) RETURN n.id AS id LIMIT 1")

    def write_parts(self, graphs: Iterable[Graph]) -> None:
        """See :meth:`graphmali.store.base.Store.write_parts`."""
        self._apply([_BEGUN, scores.FORGET], prune=False, since=None)
        for part in graphs:
            self._apply(layout.upserts(part), prune=False, since=None)
        self._apply([_DONE], prune=False, since=None)

    def write_scores(self, found: Mapping[str, Mapping[str, float]], *, since: int | None = None) -> None:
        """See :meth:`graphmali.store.base.Store.write_scores`."""
        self._apply(scores.statements(found), prune=False, since=since)

    def check_finished(self) -> None:
        """Raises :class:`StoreRefused` for a graph that :meth:`write_parts` is not done with."""
        if self._rows("MATCH (m:Meta {id: $id}) WHERE m.unfinished RETURN m.id AS id", _ID):
            raise StoreRefused(
                "the graph is half a copy: a push into it was stopped, or still runs",
                hint="wait for it, or push again, which goes on to the end",
            )

    def check_layout(self) -> None:
        """Raises :class:`StoreRefused` for a graph that a newer graphmali wrote."""
        for row in self._rows("MATCH (m:Meta) RETURN m.layout AS layout"):
            if row["layout"] != layout.VERSION:
                raise StoreRefused(
                    f"the graph has layout {row['layout']}, this graphmali reads {layout.VERSION}",
                    hint="use the graphmali that wrote it, or build anew: graphmali build PATH… --store OTHER",
                )

    def read(self) -> Graph:
        """See :meth:`graphmali.store.base.Store.read`."""
        found = self._documents("MATCH (n:Document)", {}, self.outlets())
        return Graph(
            actors=self._actors("MATCH (a:Actor)", {}),
            claims=self._claims("MATCH (d:Document)<-[:STATED_IN]-(c:Claim) WITH c, d.id AS document", {}),
            ties=self._ties("MATCH (s:Actor)-[r]->(t:Actor) WHERE r.polarity IS NOT NULL", {}),
            copies=self.copies([document.id for document in found["documents"]]),
            **found,
        )

    def parts(self) -> Iterator[Graph]:
        """See :meth:`graphmali.store.base.Store.parts`."""
        for ids in parts.actors(self._rows):
            yield Graph(self._and_above(ids))
        outlets = self.outlets()
        for ids in parts.documents(self._rows):
            match = "UNWIND $ids AS id MATCH (n:Document) WHERE n.id = id"
            found = self._documents(match, {"ids": ids}, outlets)
            claims = self.claims_in(ids)
            ends = {end for c in claims for end in (c.source.actor_id, c.target.actor_id, c.attribution) if end}
            yield Graph(self._and_above(ends), claims, **found)
        for runs in parts.ties(self._rows):
            ties = self._ties(parts.TIES_OF, {"runs": runs})
            ends = {end for tie in ties for end in (tie.source_id, tie.target_id)}
            yield Graph(self._and_above(ends), ties=ties, partial=True)
        for copies in parts.copies(self._rows):
            yield Graph(copies=copies, partial=True)

    def _and_above(self, ids: Iterable[str]) -> tuple[Actor, ...]:
        """The actors, and what they are part of and govern, and so on."""
        found: dict[str, Actor] = {}
        wanted = set(ids)
        while wanted:
            new = self.actors(wanted)
            found.update({actor.id: actor for actor in new})
            wanted = {end for actor in new for end in (actor.part_of, actor.governs) if end} - found.keys()
        return tuple(found.values())

    def _documents(self, match: str, parameters: dict[str, Any], outlets: Mapping[str, float]) -> dict[str, Any]:
        """What a graph holds of the documents that ``match`` calls ``n``."""
        return layout.documents_of([row["n"] for row in self._rows(f"{match} RETURN n", parameters)], outlets)

    def _ties(self, match: str, parameters: dict[str, Any]) -> tuple[Tie, ...]:
        rows = self._rows(f"{match} RETURN type(r) AS type, s.id AS source, t.id AS target, r", parameters)
        return _by_id(layout.tie_of(row["type"], row["source"], row["target"], row["r"]) for row in rows)

    def documents(self, *, of: Collection[str] | None = None, at: Collection[str] = ()) -> tuple[StoredDocument, ...]:
        """See :meth:`graphmali.store.base.Store.documents`."""
        told = "RETURN d.id AS id, d.fingerprint AS fingerprint, d.path AS path, d.key AS key"
        if of is None:
            rows = self._rows(f"MATCH (d:Document) {told}")
        else:
            rows = self._looked_up(f"UNWIND $keys AS key MATCH (d:Document) WHERE d.id = key {told}", of)
            rows += self._looked_up(f"UNWIND $keys AS key MATCH (d:Document) WHERE d.path = key {told}", at)
        found = {row["id"]: StoredDocument(**row) for row in rows}
        return tuple(found[id_] for id_ in sorted(found))

    def actors(self, ids: Collection[str]) -> tuple[Actor, ...]:
        """See :meth:`graphmali.store.base.Store.actors`."""
        return self._actors("UNWIND $ids AS id MATCH (a:Actor) WHERE a.id = id", {"ids": sorted(ids)})

    def _actors(self, match: str, parameters: dict[str, Any]) -> tuple[Actor, ...]:
        rows = self._rows(
            f"{match} OPTIONAL MATCH (a)-[:PART_OF]->(p:Actor) OPTIONAL MATCH (a)-[:GOVERNS]->(g:Actor)"
            " RETURN a, p.id AS part_of, g.id AS governs",
            parameters,
        )
        return _by_id(layout.actor_of(row["a"], row["part_of"], row["governs"]) for row in rows)

    def _claims(self, match: str, parameters: dict[str, Any]) -> tuple[Claim, ...]:
        """The claims that ``match`` calls ``c``, each with the id of its ``document``.

        One engine fetches a document's whole text each time that a claim leads to it; so begin with the document.
        """
        rows = self._rows(f"{match} {_CLAIMS}", parameters)
        return _by_id(layout.claim_of(row) for row in rows)

    def claims_on(self, keys: Collection[TieKey]) -> tuple[Claim, ...]:
        """See :meth:`graphmali.store.base.Store.claims_on`."""
        relations = load().relations
        rows = []
        for key in sorted(keys):
            rows.append({"s": key.source_id, "type": key.type, "t": key.target_id})
            if key.type in relations and not relations[key.type].directed:
                rows.append({"s": key.target_id, "type": key.type, "t": key.source_id})
        ids: set[str] = set()
        for batch in layout.batches(rows):
            found = self._rows(
                "UNWIND $rows AS row MATCH (s:Actor) WHERE s.id = row.s"
                " MATCH (s)<-[:SOURCE]-(c:Claim)-[:TARGET]->(t:Actor)"
                " WHERE t.id = row.t AND c.type = row.type RETURN c.id AS id",
                {"rows": batch},
            )
            ids.update(row["id"] for row in found)
        match = (
            "UNWIND $ids AS id MATCH (c:Claim) WHERE c.id = id"
            " MATCH (c)-[:STATED_IN]->(d:Document) WITH c, d.id AS document"
        )
        return self._claims(match, {"ids": sorted(ids)}) if ids else ()

    def claims_of(self, actor_ids: Collection[str]) -> tuple[Claim, ...]:
        """See :meth:`graphmali.store.base.Store.claims_of`."""
        if not actor_ids:
            return ()
        rows = self._rows(
            "UNWIND $ids AS id MATCH (a:Actor) WHERE a.id = id MATCH (a)<-[:SOURCE|TARGET]-(c:Claim)"
            " RETURN DISTINCT c.id AS id",
            {"ids": sorted(actor_ids)},
        )
        match = (
            "UNWIND $ids AS id MATCH (c:Claim) WHERE c.id = id"
            " MATCH (c)-[:STATED_IN]->(d:Document) WITH c, d.id AS document"
        )
        return self._claims(match, {"ids": sorted({row["id"] for row in rows})})

    def readings(self, ids: Collection[str]) -> tuple[Reading, ...]:
        """See :meth:`graphmali.store.base.Store.readings`."""
        rows = self._rows(
            "MATCH (d:Document)<-[:STATED_IN]-(:Claim)-[p:SOURCE|TARGET]->(a:Actor)"
            " WHERE p.read_as IS NOT NULL OR a.id IN $ids"
            " RETURN DISTINCT d.id AS document_id, a.id AS actor_id, coalesce(p.read_as, a.id) AS read_as",
            {"ids": sorted(ids)},
        )
        return tuple(sorted(Reading(**row) for row in rows))

    def claims_in(self, document_ids: Collection[str]) -> tuple[Claim, ...]:
        """See :meth:`graphmali.store.base.Store.claims_in`."""
        match = "UNWIND $ids AS document MATCH (d:Document) WHERE d.id = document MATCH (d)<-[:STATED_IN]-(c:Claim)"
        return self._claims(match, {"ids": sorted(document_ids)})

    def sizes(self) -> Mapping[str, int]:
        """See :meth:`graphmali.store.base.Store.sizes`."""
        counts = {name: int(self._rows(cypher)[0]["n"]) for name, cypher in _COUNTS.items()}
        return {**counts, "ties": self._count_ties()}

    def _count_ties(self) -> int:
        """How many ties there are; who keeps count of edges by type need not look at each."""
        return int(self._rows("MATCH (:Actor)-[r]->(:Actor) WHERE r.polarity IS NOT NULL RETURN count(r) AS n")[0]["n"])
