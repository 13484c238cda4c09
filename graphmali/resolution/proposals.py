"""Pairs of actors that may be one, for a person to decide on: found by what their names share, then compared.

Nothing is merged here. At least one of a pair is no listed actor; persons go with persons, and others with others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from graphmali.model import Graph
from graphmali.resolution.comparison import Reason, Weights, compare, names_of, shipped
from graphmali.resolution.identities import Identities, Pair, pair_of
from graphmali.resolution.names import Rarity, Written, skeleton, written
from graphmali.resolution.profiles import Profile, of_graph
from graphmali.vocabulary import Vocabulary

__all__ = ["Proposal", "candidates", "compatible", "proposals"]

_BLOCK = 60
"""A word that more actors have than that is looked at together with another word of their names."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two actors that may be one; ``left`` is no listed one. ``score`` is the probability, ``reasons`` make it."""

    left: Profile
    right: Profile
    score: float
    reasons: tuple[Reason, ...]


def proposals(
    graph: Graph, vocabulary: Vocabulary, identities: Identities, *, least: float | None = None, unsure: bool = False
) -> tuple[Proposal, ...]:
    """The pairs that score ``least`` or more and that no decision settles, the likeliest first, then by ids.

    ``least`` is the shipped threshold if not given. With ``unsure``, pairs come too that somebody could not decide on.
    Two ends of one claim are two actors, and no pair.
    """
    weights = shipped()
    least = weights.proposed if least is None else least
    apart = {pair_of(claim.source.actor_id, claim.target.actor_id) for claim in graph.claims}
    found = [
        proposal
        for proposal in compared(of_graph(graph, vocabulary), Rarity(vocabulary), weights, least)
        if pair_of(proposal.left.id, proposal.right.id) not in apart
        and identities.open(proposal.left.id, proposal.right.id, unsure=unsure)
    ]
    return tuple(sorted(found, key=lambda each: (-each.score, each.left.id, each.right.id)))


def compared(profiles: Collection[Profile], rarity: Rarity, weights: Weights, least: float) -> Iterator[Proposal]:
    """The candidates among profiles that score ``least`` or more."""
    by_id = {profile.id: profile for profile in profiles}
    for one, other in sorted(candidates(profiles)):
        left, right = sorted((by_id[one], by_id[other]), key=lambda each: (each.listed, each.id))
        result = compare(left, right, names_of(left, right, rarity), weights)
        if result.score >= least:
            yield Proposal(left, right, result.score, result.reasons)


def compatible(left: Profile, right: Profile) -> bool:
    """Whether two may be one at all, by kind and lists."""
    return left.person == right.person and not (left.listed and right.listed)


def candidates(profiles: Iterable[Profile]) -> set[Pair]:
    """Pairs of ids whose names share a word as it sounds, or of which one may be the other's acronym.

    A word that many have counts only together with another: time grows with the actors, not with their pairs.
    """
    blocks: dict[str, list[Profile]] = defaultdict(list)
    keys: dict[str, set[str]] = {}
    for profile in profiles:
        names = [written(name, person=profile.person) for name in profile.names]
        keys[profile.id] = {key for name in names for key in _keys(name, profile.person)}
        for key in keys[profile.id]:
            blocks[key].append(profile)
    for key in [key for key, block in blocks.items() if len(block) > _BLOCK]:
        for profile in blocks.pop(key):
            for other in keys[profile.id] - {key}:
                blocks[f"{min(key, other)} {max(key, other)}"].append(profile)
    return {
        pair_of(left.id, right.id)
        for block in blocks.values()
        if len(block) <= _BLOCK
        for n, left in enumerate(block)
        for right in block[:n]
        if compatible(left, right) and left.id != right.id
    }


def _keys(name: Written, person: bool) -> Iterator[str]:
    sort = "person" if person else "body"
    for word in name.words:
        if len(word) > 1:
            yield f"{sort}:{skeleton(word)}"
    if not person:
        if name.acronym:
            yield f"letters:{name.acronym}"
            yield f"letters:{name.acronym[0]}{name.acronym[-1]}:acronym"
        for initials in name.initials:
            yield f"letters:{initials}"
