"""What the stages before say of the actors: where they stand, how large they are, who stands with whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["SHAPES", "Arrangement", "Heading", "shape_of"]

Places = Mapping[str, tuple[float, float]]

SHAPES = {
    "dot": ("state", "government", "region"),
    "triangle": ("armed_group", "military"),
    "square": ("igo", "bloc", "ngo", "company", "media", "organisation"),
    "diamond": ("person", "population", "prisoners", "collective"),
    "hexagon": ("party", "political_opposition", "movement", "civil_society"),
}
"""The shape of each kind of actor."""

_SHAPE_OF = {kind: shape for shape, kinds in SHAPES.items() for kind in kinds}


def shape_of(kind: str) -> str:
    """A shape of :data:`SHAPES`; a dot for a kind of somebody's own."""
    return _SHAPE_OF.get(kind, "dot")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """Places in any unit, y downward, of the actors that have a tie, and of those in the ``first`` view.

    The first view shows ``ties`` (ids) alone. ``scores`` are of ``measure``: the higher, the larger. ``blocs``
    numbers the bloc of each actor; None where nobody has looked for blocs.
    """

    places: Places
    first: Places
    ties: tuple[str, ...] = ()
    scores: Mapping[str, float] = field(default_factory=dict)
    measure: str = "pagerank"
    blocs: Mapping[str, int] | None = None

    def sizes(self) -> Mapping[str, float]:
        """Square roots of the scores, between the lowest (or 0, if none is negative) and the highest: 0 to 1.

        >>> Arrangement({}, {}, scores={"a": 4.0, "b": 1.0}).sizes()
        {'a': 1.0, 'b': 0.5}
        """
        low, high = min([0.0, *self.scores.values()]), max(self.scores.values(), default=0.0)
        spread = (high - low) or 1.0
        return {id_: ((score - low) / spread) ** 0.5 for id_, score in self.scores.items()}


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the picture, in which language.

    ``about`` says which part of a graph this is, and ``actor`` (an id) whose surroundings: it is chosen at first.
    """

    title: str = "graphmali"
    language: str = "en"
    about: tuple[str, ...] = ()
    actor: str | None = None
