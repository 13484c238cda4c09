"""A look at part of a graph: a period, some types, signs, modalities and kinds, whole states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from graphmali.model import OPEN, Actor, Claim, Graph, Modality, Relation, TieKey
from graphmali.vocabulary.generic import Generic
from graphmali.vocabulary.states import state_of

__all__ = ["LEVELS", "View", "claims_by_tie", "generic_in", "within"]

LEVELS = ("actor", "state")
"""Who acts: each actor by itself, or governments and armies as their states."""


@dataclass(frozen=True, slots=True)
class View:
    """Which claims and ties count, between whom; what is empty or None is not asked for.

    ``since`` and ``until`` are partial ISO dates, both inclusive. A claim counts if its time may overlap the
    period: one of ``2022`` lies in a view since ``2022-03``. A claim without dates has its document's; one
    without any lies outside every period. ``as_of`` is the period of that one date: what was done then, and
    what had begun and was not over. ``signs`` holds +1, 0, −1; ``modalities`` are asserted and alleged unless
    given. Both ends of a tie must be of one of ``kinds``, and ``generic`` is nobody's partner.
    ``level`` is one of :data:`LEVELS`; at that of states, what goes on within a state is left out. Ties of
    less than ``min_origins`` distinct origins, counted in the view, are left out.
    """

    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    types: Collection[str] = ()
    signs: Collection[int] = ()
    modalities: Collection[Modality] = ()
    kinds: Collection[str] = ()
    min_origins: int = 0
    min_confidence: float = 0.0
    level: str = "actor"
    generic: Generic | None = None

    def claims(self, graph: Graph, relations: Mapping[str, Relation]) -> Iterator[Claim]:
        """The claims that pass, in the order of their ids; whose they are does not count yet."""
        for claim in graph.claims:
            if (
                (claim.modality in self.modalities if self.modalities else claim.modality.makes_tie)
                and claim.confidence >= self.min_confidence
                and (not self.types or claim.type in self.types)
                and (not self.signs or relations[claim.type].sign in self.signs)
                and self.in_period(claim, graph)
            ):
                yield claim

    def actors(self, graph: Graph) -> dict[str, str]:
        """The id under which an actor counts, for all who do."""
        known = graph.actor_by_id
        seen = {id_: state_of(id_, known) if self.level == "state" else id_ for id_ in known}
        return {id_: under for id_, under in seen.items() if self._counts(known[under])}

    def _counts(self, actor: Actor) -> bool:
        return (not self.kinds or actor.kind in self.kinds) and (self.generic is None or actor not in self.generic)

    def in_period(self, claim: Claim, graph: Graph) -> bool:
        """Whether the claim's time may overlap that of the view."""
        if self.since is None and self.until is None and self.as_of is None:
            return True
        published = graph.document_by_id[claim.document_id].published
        undated = claim.start is None and claim.end is None
        first, last = (published, published) if undated else (claim.start, claim.end)
        return within(first, last, self.since, self.until) and within(first, last, self.as_of, self.as_of)


def within(first: str | None, last: str | None, since: str | None, until: str | None) -> bool:
    """Whether a time from ``first`` to ``last`` may overlap the period; a partial date stands for all of it.

    >>> within("2022", None, "2022-03", None), within("2022-02", None, "2022-03", None)
    (True, False)
    >>> within("2020", "open", "2024", None), within(None, None, "2024", None)
    (True, False)
    """
    if since is None and until is None:
        return True
    begin, finish = first or last, last or first
    if begin is None or finish is None:
        return False
    ends_late_enough = since is None or finish == OPEN or finish[: len(since)] >= since[: len(finish)]
    starts_early_enough = until is None or begin == OPEN or begin[: len(until)] <= until[: len(begin)]
    return ends_late_enough and starts_early_enough


def claims_by_tie(graph: Graph, relations: Mapping[str, Relation], view: View) -> dict[TieKey, list[Claim]]:
    """The claims of a view under the tie that they speak of; ties by source, type and target, claims by id.

    An undirected tie is one, told from whichever end.
    """
    counts_as = view.actors(graph)
    found: dict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in view.claims(graph, relations):
        source, target = counts_as.get(claim.source.actor_id), counts_as.get(claim.target.actor_id)
        if source is None or target is None:
            continue
        if source == target and claim.source.actor_id != claim.target.actor_id:
            continue  # within a state
        if target < source and not relations[claim.type].directed:
            source, target = target, source
        found[source, claim.type, target].append(claim)
    return {
        TieKey(*key): claims
        for key, claims in sorted(found.items())
        if view.min_origins <= 1 or _origins(graph, claims) >= view.min_origins
    }


def _origins(graph: Graph, claims: Collection[Claim]) -> int:
    return len({graph.origin_of(claim.document_id) for claim in claims})


def generic_in(graph: Graph, view: View) -> tuple[Actor, ...]:
    """The actors with a claim that a view leaves out because they are nobody in particular."""
    if view.generic is None:
        return ()
    parties = {party.actor_id for claim in graph.claims for party in (claim.source, claim.target)}
    return tuple(actor for actor in graph.actors if actor.id in parties and actor in view.generic)
