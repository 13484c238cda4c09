"""Governments and armies seen as their states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

__all__ = ["state_of"]

_ROLLED_UP = frozenset({"government", "military"})


class _Member(Protocol):
    @property
    def kind(self) -> str: ...
    @property
    def part_of(self) -> str | None: ...


def state_of(actor_id: str, actors: Mapping[str, _Member]) -> str:
    """The id of what a government, its bodies, or an army is in the end part of; others stay themselves.

    Capitals and palaces need no rule: the vocabulary has them as names of states and governments.

    >>> from graphmali.vocabulary import load
    >>> known = {each.actor.id: each.actor for each in load().actors}
    >>> state_of("mali_foreign_ministry", known), state_of("mali_red_berets", known), state_of("ecowas", known)
    ('mali', 'mali', 'ecowas')
    """
    seen = {actor_id}
    while actor_id in actors and actors[actor_id].kind in _ROLLED_UP:
        actor = actors[actor_id]
        above = actor.part_of or getattr(actor, "governs", None)
        if above is None or above in seen:
            break
        actor_id = above
        seen.add(actor_id)
    return actor_id
