"""Who is who: decisions replayed, then the rules.

Invariant: the result depends on the set of decisions and the vocabulary alone, not on the order of lines nor on what
is in the graph. Decisions are taken from the latest to the earliest; one that a later one makes impossible is
overruled. "Not the same" keeps two apart whatever follows from other decisions or from rules. No two listed actors
are ever one.
"""

from __future__ import annotations

from collections.abc import Iterable

from graphmali.model import Decision
from graphmali.resolution.spelling import Spellings
from graphmali.vocabulary import Vocabulary
from graphmali.vocabulary.unlisted import in_document, is_listed, parted

__all__ = ["Identities", "Pair", "pair_of"]

Pair = tuple[str, str]
"""Two ids in their order."""


def pair_of(left: str, right: str) -> Pair:
    """The two ids in their order."""
    return (left, right) if left <= right else (right, left)


class Identities:
    """Whom an id that was read means. ``decisions`` come with those that hold most first.

    ``overruled`` are decisions that contradict later ones; ``names`` the ids that decisions speak of.
    """

    def __init__(
        self, decisions: Iterable[Decision], vocabulary: Vocabulary, spellings: Spellings | None = None
    ) -> None:
        self._spellings = spellings or Spellings(vocabulary)
        self._latest: dict[Pair, Decision] = {}
        for decision in decisions:
            self._latest.setdefault(pair_of(decision.left, decision.right), decision)
        self.names = frozenset(id_ for pair in self._latest for id_ in pair)
        self._cluster: dict[str, set[str]] = {}
        self._apart: list[Pair] = []
        self._unsure = [pair for pair, decision in self._latest.items() if decision.verdict == "unsure"]
        self.overruled = tuple(decision for decision in self._latest.values() if not self._taken(decision))
        for id_ in sorted(self.names):
            while (ruled := self.ruled(id_)) != id_:
                self._join(id_, ruled)
                id_ = ruled
        self._canonical = {id_: _canonical(cluster) for id_, cluster in self._cluster.items()}

    def of(self, actor_id: str, document_id: str) -> str:
        """The id of whom an id means that was read in a document."""
        for known in (in_document(actor_id, document_id), actor_id, self._spellings.of(actor_id)):
            if known in self._canonical:
                return self._canonical[known]
        return self._spellings.of(actor_id)

    def ruled(self, actor_id: str) -> str:
        """The id that the rules alone give to whom an id means."""
        name, document_id = parted(actor_id)
        return self._spellings.of(actor_id) if document_id is None else name

    def verdict(self, left: str, right: str) -> Decision | None:
        """The decision on two ids that holds, if there is one."""
        found = self._latest.get(pair_of(left, right))
        return None if found is None or found.verdict == "open" else found

    def together(self, actor_id: str) -> tuple[str, ...]:
        """The ids that decisions speak of and that mean one actor, sorted."""
        return tuple(sorted(self._cluster.get(actor_id, {actor_id})))

    def is_open(self, left: str, right: str, *, unsure: bool = False) -> bool:
        """Whether nothing that was decided settles if two ids mean one actor; ``unsure`` ones count as open then."""
        one, other = set(self.together(left)), set(self.together(right))
        if one & other or any(_crosses(apart, one, other) for apart in self._apart):
            return False
        return unsure or not any(_crosses(pair, one, other) for pair in self._unsure)

    def _taken(self, decision: Decision) -> bool:
        """Whether a decision could be followed."""
        left, right = decision.left, decision.right
        if decision.verdict == "same":
            return self._join(left, right)
        if decision.verdict == "not same":
            if right in self._cluster.get(left, {left}):
                return False
            self._apart.append((left, right))
        return True

    def _join(self, left: str, right: str) -> bool:
        one = self._cluster.setdefault(left, {left})
        other = self._cluster.setdefault(right, {right})
        if one is other:
            return True
        listed = {id_ for id_ in one | other if is_listed(id_)}
        if len(listed) > 1 or any(_crosses(apart, one, other) for apart in self._apart):
            return False
        one |= other
        for id_ in other:
            self._cluster[id_] = one
        return True


def _crosses(apart: Pair, one: set[str], other: set[str]) -> bool:
    left, right = apart
    return (left in one and right in other) or (left in other and right in one)


def _canonical(cluster: Iterable[str]) -> str:
    """A listed actor, else the name that sorts first, one of a single document only where there is no other."""
    return min(cluster, key=lambda id_: (not is_listed(id_), parted(id_)[1] is not None, id_))
