"""What the page knows: actors, ties, and the claims behind them with their quotes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from graphmali.model import Actor, Claim, Graph, Relation, Tie, TieKey

__all__ = ["content", "words"]


def content(graph: Graph, relations: Mapping[str, Relation]) -> dict[str, Any]:
    """Counts, actors, ties and claims in the form that the page's script reads."""
    behind: dict[TieKey, list[str]] = defaultdict(list)
    for claim in graph.claims:
        directed = relations[claim.type].directed
        ends = (claim.source.actor_id, claim.type, claim.target.actor_id)
        behind[TieKey.of(*ends, directed=directed)].append(claim.id)
    return {
        "counts": {name: len(getattr(graph, name)) for name in ("actors", "ties", "claims", "documents")},
        "actors": {actor.id: _actor(actor) for actor in graph.actors},
        "ties": {tie.id: _tie(tie, relations[tie.type], behind[tie.key]) for tie in graph.ties},
        "claims": {claim.id: _claim(graph, claim, relations[claim.type]) for claim in graph.claims},
    }


def words(type_: str) -> str:
    """A type as one reads it.

    >>> words("SUPPLIES_ARMS_TO")
    'supplies arms to'
    """
    return type_.replace("_", " ").lower()


def _actor(actor: Actor) -> dict[str, Any]:
    return {
        "name": actor.name,
        "kind": actor.kind.replace("_", " "),
        "country": actor.country,
        "aliases": list(actor.aliases),
    }


def _tie(tie: Tie, relation: Relation, claims: list[str]) -> dict[str, Any]:
    """``claims`` are all that speak of the tie, those too that deny or only plan it."""
    return {
        "source": tie.source_id,
        "target": tie.target_id,
        "label": words(tie.type),
        "directed": relation.directed,
        "sign": tie.polarity,
        "origins": tie.origins,
        "asserted": tie.asserted,
        "alleged": tie.alleged,
        "denied": tie.denied,
        "first": tie.first,
        "last": tie.last,
        "claims": claims,
    }


def _claim(graph: Graph, claim: Claim, relation: Relation) -> dict[str, Any]:
    document = graph.document_by_id[claim.document_id]
    return {
        "source": claim.source.actor_id,
        "target": claim.target.actor_id,
        "label": words(claim.type),
        "sign": relation.sign,
        "quote": graph.evidence(claim),
        "modality": claim.modality.value,
        "attribution": claim.attribution,
        "start": claim.start,
        "end": claim.end,
        "outlet": document.publisher or document.author,
        "title": document.title or document.path,
        "published": document.published,
        "url": _link(document.url),
    }


def _link(url: str | None) -> str | None:
    """The address if a browser may follow it: http and https alone."""
    try:
        safe = url is not None and urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return None
    return url if safe else None
