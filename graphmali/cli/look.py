"""What the commands about structure look at: the network of a view, the words behind its ties, actors by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphmali import config
from graphmali.cli.names import Names
from graphmali.cli.options import present_store
from graphmali.cli.output import note
from graphmali.model import Graph, Relation
from graphmali.vocabulary import load as load_vocabulary

if TYPE_CHECKING:
    from graphmali.analysis import View
    from graphmali.analysis.evidence import Evidence, Quote, ToldTie
    from graphmali.analysis.projection import Network

__all__ = ["ARROWS", "SIGN_NAMES", "Look", "look"]

ARROWS = {"out": "→", "in": "←", "both": "↔"}
SIGN_NAMES = {1: "positive", -1: "negative", 0: "neutral"}


@dataclass(frozen=True, slots=True)
class Look:
    """A graph and what a view leaves of it; the network has the actors with a tie."""

    graph: Graph
    relations: Mapping[str, Relation]
    view: View
    network: Network
    evidence: Evidence
    names: Names

    def name(self, actor_id: str) -> str:
        """What an actor is called."""
        return self.graph.actor_by_id[actor_id].name

    def actor(self, actor_id: str) -> dict[str, str]:
        """An actor as a record."""
        actor = self.graph.actor_by_id[actor_id]
        return {"id": actor.id, "actor": actor.name, "kind": actor.kind}

    def find(self, text: str) -> str | None:
        """The id that an actor counts under in the view; None, with a note, where it has no tie there.

        Raises :class:`graphmali.errors.UnknownName` for a name that neither graph nor vocabulary has.
        """
        found = self.names.find(text)
        under = self.view.actors(self.graph).get(found)
        if under is None or under not in self.network:
            note(f"{text}: no ties in this view")
            return None
        return under

    def ties(self, tie_ids: Iterable[str]) -> list[dict[str, Any]]:
        """Ties as records, each with a quote, the one with the most origins first."""
        return [self._tie(tie) for tie in self.evidence.ties(tie_ids)]

    def _tie(self, tie: ToldTie) -> dict[str, Any]:
        return {
            "id": tie.id,
            "source": {"id": tie.source_id, "name": self.name(tie.source_id)},
            "type": tie.type,
            "target": {"id": tie.target_id, "name": self.name(tie.target_id)},
            "directed": tie.directed,
            "polarity": tie.sign,
            "origins": tie.origins,
            "claims": tie.claims,
            "quote": self.quote(tie.quote),
        }

    def quote(self, quote: Quote) -> dict[str, str | None]:
        """The words of a claim as a record."""
        return {
            "text": quote.text,
            "outlet": quote.outlet,
            "published": quote.published,
            "modality": quote.modality.value,
            "claim": quote.claim_id,
            "document": quote.document_id,
        }


def look(store: str | None, view: View) -> Look:
    """Reads the store and applies the view; a note says who was left out."""
    from graphmali.analysis import generic_in, to_networkx
    from graphmali.analysis.evidence import Evidence

    vocabulary = load_vocabulary(config.load().vocabulary)
    with present_store(store) as source:
        graph = source.read()
    network = to_networkx(graph, vocabulary.relations, view)
    network.remove_nodes_from([actor for actor in network if not network.degree(actor)])
    if left_out := len(generic_in(graph, view)):
        note(f"left out: {left_out} actors who are nobody in particular; --no-exclude-generic takes them in")
    names = Names(graph.actors, (known.actor for known in vocabulary.actors))
    return Look(graph, vocabulary.relations, view, network, Evidence(graph, vocabulary.relations, view), names)
