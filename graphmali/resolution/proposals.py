"""Pairs of actors that may be one, for a person to decide on: found by what their names share, then compared.

Nothing is merged here. At least one of a pair is no listed actor; persons go with persons, and others with others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from graphmali.model import Graph
from graphmali.resolution.comparison import Reason, Weights, compare, shipped
from graphmali.resolution.features import names_of
from graphmali.resolution.identities import Identities, Pair, pair_of
from graphmali.resolution.names import Rarity, Written, stands_for, written
from graphmali.resolution.profiles import UNKNOWN, Profile, of_graph
from graphmali.resolution.words import skeleton
from graphmali.vocabulary import Vocabulary

__all__ = ["Proposal", "candidates", "compatible", "proposals"]

_BLOCK = 20
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
        and identities.is_open(proposal.left.id, proposal.right.id, unsure=unsure)
    ]
    return tuple(sorted(found, key=lambda each: (-each.score, each.left.id, each.right.id)))


def compared(profiles: Collection[Profile], rarity: Rarity, weights: Weights, least: float) -> Iterator[Proposal]:
    """The candidates among profiles that score ``least`` or more."""
    by_id = {profile.id: profile for profile in profiles}
    for one, other in sorted(candidates(profiles)):
        left, right = sorted((by_id[one], by_id[other]), key=lambda each: (each.listed, each.id))
        names = names_of(left, right, rarity)
        result = compare(left, right, names, weights)
        if names.related and result.score >= least:
            yield Proposal(left, right, result.score, result.reasons)


def compatible(left: Profile, right: Profile) -> bool:
    """Whether two may be one at all, by kind and lists.

    Persons go with persons, and with those of whom only the name is known.
    """
    alike = left.person == right.person or UNKNOWN in (left.kind, right.kind)
    return alike and not (left.listed and right.listed)


def candidates(profiles: Iterable[Profile]) -> set[Pair]:
    """Pairs of ids whose names share a word as it sounds, or of which one may be the other's acronym.

    A word that many have counts only together with another: time grows with the actors, not with their pairs.
    """
    blocks: dict[str, list[Profile]] = defaultdict(list)
    keys: dict[str, set[str]] = {}
    by_id = {profile.id: profile for profile in profiles}
    acronyms = _Acronyms()
    for profile in by_id.values():
        names = [written(name, person=profile.person) for name in profile.names]
        sort = "person" if profile.person else "body"
        keys[profile.id] = {f"{sort} {skeleton(word)}" for name in names for word in name.words if len(word) > 1}
        keys[profile.id] |= {key for name in profile.names if (key := _whole(name, profile))}
        acronyms.add(profile, names)
        for key in keys[profile.id]:
            blocks[key].append(profile)
    for key in [key for key, block in blocks.items() if len(block) > _BLOCK]:
        for profile in blocks.pop(key):
            for other in keys[profile.id] - {key}:
                blocks[" ".join(sorted((key, other)))].append(profile)
    found = acronyms.pairs()
    for block in blocks.values():
        told = [profile for profile in block if not profile.listed] if len(block) <= _BLOCK else []
        found.update(pair_of(one.id, other.id) for one in told for other in block if one is not other)
    return {pair for pair in found if compatible(*(by_id[id_] for id_ in pair))}


def _whole(name: str, profile: Profile) -> str | None:
    """The key of a name of several words that may be a person's; one that is no person's needs all of them."""
    if profile.kind not in ("person", UNKNOWN):
        return None
    spelled = sorted(map(skeleton, written(name, person=True).words))
    return f"whole {' '.join(spelled)}" if len(spelled) > 1 else None


class _Acronyms:
    """Finds the names that acronyms may stand for."""

    def __init__(self) -> None:
        self._acronyms: dict[str, list[Profile]] = defaultdict(list)
        self._names: list[tuple[Profile, Written]] = []

    def add(self, profile: Profile, names: Iterable[Written]) -> None:
        for name in names:
            if name.acronym:
                self._acronyms[name.acronym].append(profile)
            if len(name.words) > 1 and not profile.person:
                self._names.append((profile, name))

    def pairs(self) -> set[Pair]:
        """Pairs of one that has an acronym and one that it stands for; one of them is not listed."""
        by_letters: dict[str, set[str]] = defaultdict(set)
        by_start: dict[str, set[str]] = defaultdict(set)
        for acronym in self._acronyms:
            by_letters["".join(sorted(acronym))].add(acronym)
            by_start[acronym[:2]].add(acronym)
        told = {acronym for acronym, owners in self._acronyms.items() if not all(owner.listed for owner in owners)}
        found: set[Pair] = set()
        for profile, name in self._names:
            letters = name.letters.union("".join(sorted(initials)) for initials in name.initials)
            options = by_start[name.bare[0][:2]].union(*(by_letters[key] for key in letters & by_letters.keys()))
            for acronym in options & told if profile.listed else options:
                if stands_for(acronym, name):
                    others = self._acronyms[acronym]
                    found.update(pair_of(profile.id, other.id) for other in others if other.id != profile.id)
        return found
