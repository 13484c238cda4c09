"""The graph of a set of claims: its actors with all that they hang on, and its ties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from graphmali.model import Actor, Claim, Document, Graph, Party
from graphmali.resolution.ties import add_up
from graphmali.vocabulary import Vocabulary
from graphmali.vocabulary.unlisted import actor_id_of, words_of

__all__ = ["actors_for", "assemble"]


def actors_for(claims: Iterable[Claim], vocabulary: Vocabulary, stored: Iterable[Actor] = ()) -> tuple[Actor, ...]:
    """Every actor that the claims speak of, and what each is part of or governs, sorted by id.

    An actor that the vocabulary lacks is made of what its mentions say. Where these differ, and where
    ``stored`` has it already, the name that its id was made of is kept, of several the one that sorts first: the order
    of reading must not matter. Of one that is left as a speaker alone, once its own claims were rejected, the id tells
    the name.
    """
    found: dict[str, Actor] = {}
    new: dict[str, list[Actor]] = {actor.id: [actor] for actor in stored}
    pending: list[str] = []
    for claim in claims:
        for party in (claim.source, claim.target):
            pending.append(party.actor_id)
            if vocabulary.actor(party.actor_id) is None:
                new.setdefault(party.actor_id, []).append(_new_actor(party))
        if claim.attribution is not None:
            pending.append(claim.attribution)
    while pending:
        actor_id = pending.pop()
        if actor_id in found:
            continue
        known = vocabulary.actor(actor_id)
        called = new.get(actor_id) or [Actor(actor_id, " ".join(words_of(actor_id)), "organisation")]
        actor = known or min(called, key=lambda a: (actor_id_of(a.name) != a.id, a.name, a.kind))
        found[actor_id] = actor
        pending += [end for end in (actor.part_of, actor.governs) if end is not None]
    return tuple(found[actor_id] for actor_id in sorted(found))


def _new_actor(party: Party) -> Actor:
    return Actor(party.actor_id, " ".join(party.surface.split()), party.kind)


def assemble(
    documents: Iterable[Document],
    claims: Iterable[Claim],
    vocabulary: Vocabulary,
    *,
    copies: Mapping[str, str] | None = None,
    fingerprints: Mapping[str, str] | None = None,
    reliability: Mapping[str, float] | None = None,
) -> Graph:
    """The graph of the documents and all their claims; ``reliability`` is that of their outlets, by name."""
    documents, claims = tuple(documents), tuple(claims)
    copies, reliability = copies or {}, reliability or {}
    trust = {d.id: reliability[d.publisher] for d in documents if d.publisher and d.publisher in reliability}
    return Graph(
        actors=actors_for(claims, vocabulary),
        claims=claims,
        ties=add_up(claims, vocabulary.relations, copies, trust),
        documents=documents,
        copies=copies,
        fingerprints=fingerprints or {},
        reliability={outlet: value for outlet, value in reliability.items() if value != 1},
    )
