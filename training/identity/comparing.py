"""The pairs as the comparison sees them, and how well it and the automatic rules tell them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from graphmali.extraction.gazetteer import Gazetteer
from graphmali.model import Actor, Span
from graphmali.resolution.comparison import Weights, compare
from graphmali.resolution.features import Names, Seen, names_of, observed
from graphmali.resolution.names import Rarity
from graphmali.resolution.profiles import Clues, Context, Profile, of_listed, profile
from graphmali.resolution.proposals import candidates
from graphmali.resolution.spelling import Spellings
from graphmali.vocabulary import LANGUAGES, Vocabulary, load
from graphmali.vocabulary.unlisted import actor_id_of, parted
from training.identity import Pair, Side

__all__ = ["Score", "Sides", "proposed", "ruled", "score"]


@dataclass(frozen=True, slots=True)
class Score:
    """How many of the found are right, and how many of the right are found."""

    precision: float
    recall: float
    found: int
    wanted: int

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(pairs: Sequence[Pair], found: Sequence[bool]) -> Score:
    """How well ``found`` tells the pairs that are the same."""
    right = sum(pair.same and hit for pair, hit in zip(pairs, found, strict=True))
    wanted = sum(pair.same for pair in pairs)
    return Score(right / sum(found) if any(found) else 1.0, right / wanted if wanted else 1.0, sum(found), wanted)


class Sides:
    """Makes of the sides of pairs what a graph would know of them."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.rarity = Rarity(vocabulary)
        self._clues = Clues.of(vocabulary)
        self._gazetteers = [Gazetteer(vocabulary, language) for language in LANGUAGES]

    def of(self, pair: Pair) -> tuple[Profile, Profile, Names]:
        """The two profiles of a pair, and what their names share."""
        left, right = self._profile(pair.left, "d1"), self._profile(pair.right, "d2")
        return left, right, names_of(left, right, self.rarity)

    def observed(self, pair: Pair) -> dict[str, Seen]:
        """What the features see."""
        return observed(*self.of(pair))

    def strangers(self, pairs: Sequence[Pair]) -> list[dict[str, Seen]]:
        """What the features see in other pairs of the sides, and of sides and listed actors: none is the same.

        Only of those that would be compared in a graph.
        """
        together: dict[str, set[str]] = {}
        told: dict[str, Profile] = {}
        for number, pair in enumerate(pairs):
            ends = [self._profile(side, f"{number}{end}") for side, end in ((pair.left, "l"), (pair.right, "r"))]
            told.update({end.id: end for end in ends})
            for end in ends:
                together.setdefault(parted(end.id)[0], set()).update(each.id for each in ends)
        every = {known.actor.id: of_listed(known) for known in self.vocabulary.actors} | told
        found = []
        for one, other in sorted(candidates(every.values())):
            left, right = sorted((every[one], every[other]), key=lambda each: (each.listed, each.id))
            if right.id not in together[parted(left.id)[0]] and parted(left.id)[0] != parted(right.id)[0]:
                names = names_of(left, right, self.rarity)
                if names.related:
                    found.append(observed(left, right, names))
        return found

    def renamed(self, pairs: Sequence[Pair]) -> list[dict[str, Seen]]:
        """What the features see where one side of a pair has a word of another pair's name: all else is the same.

        Those who differ in a name alone are brothers, spouses, two towns' unions: two actors.
        """
        sides = [pair.left for pair in pairs if pair.same and len(pair.left.name.split()) > 1]
        found = []
        for pair, other in zip((pair for pair in pairs if pair.left in sides), sides[1:] + sides[:1], strict=False):
            place = 0 if pair.left.kind == "person" else -1
            parts = pair.left.name.split()
            parts[place] = other.name.split()[0 if other.kind == "person" else -1]
            name = " ".join(parts)
            side = replace(pair.left, name=name, text=pair.left.text.replace(pair.left.name, name))
            left, right, names = self.of(replace(pair, left=side))
            if names.related and names.common.left and names.common.right:
                found.append(observed(left, right, names))
        return found

    def _profile(self, side: Side, document_id: str) -> Profile:
        if side.id is not None:
            return of_listed(self.vocabulary.actor_by_id[side.id])
        actor = Actor(f"{actor_id_of(side.name)}@{document_id}", side.name, side.kind, side.country)
        context = Context(side.date or "", document_id, 0, side.text)
        return profile(actor, [side.name], [context], self._others(side), self._clues)

    def _others(self, side: Side) -> set[str]:
        start = side.text.index(side.name)
        own = Span(start, start + len(side.name))
        matches = (match for gazetteer in self._gazetteers for match in gazetteer.find(side.text))
        return {match.key for match in matches if match.sort == "aliases" and not match.span.overlaps(own)}


@lru_cache(maxsize=1)
def sides() -> Sides:
    """With the shipped vocabulary."""
    return Sides(load())


def probability(pair: Pair, weights: Weights) -> float:
    """That of the two being one; 0 where they would not be compared at all."""
    left, right, names = sides().of(pair)
    if not names.related or not candidates([left, right]):
        return 0.0
    return compare(left, right, names, weights).score


def proposed(pairs: Sequence[Pair], weights: Weights) -> list[bool]:
    """Which pairs are put to a person."""
    return [probability(pair, weights) >= weights.proposed for pair in pairs]


def ruled(pairs: Sequence[Pair]) -> list[bool]:
    """Which pairs the automatic rules join."""
    rules = Spellings(sides().vocabulary)
    ids = [[side.id or actor_id_of(side.name) for side in (pair.left, pair.right)] for pair in pairs]
    return [rules.of(left) == rules.of(right) for left, right in ids]


def written_alike(pair: Pair) -> bool:
    """Whether the two names are one as they are written: no rule joins them, and none could part them."""
    listed = sides().vocabulary.actor_by_id.get(pair.right.id or "")
    names = [pair.right.name] if listed is None else [name.text for name in listed.names]
    return actor_id_of(pair.left.name) in map(actor_id_of, names)
