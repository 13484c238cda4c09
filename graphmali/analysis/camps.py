"""Two camps at the least cost: actors with few neighbours are eliminated, the rest is an integer program."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

__all__ = ["Couplings", "best_camps"]

Couplings: TypeAlias = dict[str, dict[str, Fraction]]
"""What two actors cost, both ways: a positive coupling if they are apart, a negative one if together."""

_FEW = 3
_NODES = 20_000
"""The search gives up after so many branches, on every machine alike."""
_SLACK = 1e-6


def best_camps(couplings: Couplings, most: Fraction, seconds: float) -> tuple[float, dict[str, int] | None]:
    """A bound that no camps cost less than, and camps (1 or −1) that cost at most ``most``, if any were found.

    Without a limit met, the bound is the cost of the camps. The couplings are used up.

    >>> one = Fraction(1)
    >>> couplings = {"a": {"b": one, "c": one}, "b": {"a": one, "c": -one}, "c": {"a": one, "b": -one}}
    >>> best_camps(couplings, Fraction(3), 1.0)[0]
    1.0
    """
    core = _Core(couplings)
    core.eliminate()
    bound, camps = core.solve(most, seconds)
    return bound, None if camps is None else core.completed(camps)


@dataclass(slots=True)
class _Core:
    """Couplings, the cost that no camps avoid, and who was eliminated, with the couplings at that time."""

    couplings: Couplings
    constant: Fraction = Fraction(0)
    gone: list[tuple[str, Mapping[str, Fraction]]] = field(default_factory=list)

    def eliminate(self) -> None:
        """Takes out all who have three neighbours or fewer; what they cost at best is put on those neighbours.

        For given camps of the neighbours an actor takes the better camp. With signs turned so that it wants to
        be with all, three neighbours cost 0 if together, and else what the lonelier side gives up, which three
        couplings between them express (the star–triangle transformation).
        """
        queue = sorted(self.couplings)
        while queue:
            actor = queue.pop()
            its = self.couplings.get(actor)
            if its is None or len(its) > _FEW:
                continue
            self.gone.append((actor, its))
            del self.couplings[actor]
            for other in its:
                del self.couplings[other][actor]
            alone = {other: min(abs(c), sum(map(abs, its.values())) - abs(c)) for other, c in its.items()}
            if len(its) == 2:
                (one, first), (other, second) = its.items()
                self._couple(one, other, _sign(first * second) * alone[one])
            elif len(its) == _FEW:
                for one, other in combinations(its, 2):
                    cost = alone[one] + alone[other] - sum(alone.values(), Fraction(0)) / 2
                    self._couple(one, other, _sign(its[one] * its[other]) * cost)
            queue += sorted(its)

    def _couple(self, one: str, other: str, coupling: Fraction) -> None:
        before = self.couplings[one].pop(other, Fraction(0))
        self.couplings[other].pop(one, None)
        if before * coupling < 0:
            self.constant += min(abs(before), abs(coupling))
        if before + coupling:
            self.couplings[one][other] = self.couplings[other][one] = before + coupling

    def solve(self, most: Fraction, seconds: float) -> tuple[float, dict[str, int] | None]:
        """A bound and camps of those who are left."""
        actors = sorted(self.couplings)
        if not actors:
            return float(self.constant), {}
        program = _Program(actors, self.couplings)
        result = program.run(float(most - self.constant), seconds)
        camps = None if result.x is None else {a: 1 if x > 0.5 else -1 for a, x in zip(actors, result.x, strict=False)}
        if result.status == 0 and camps is not None:
            return float(self.constant) + float(result.fun), camps
        bound = result.mip_dual_bound
        return float(self.constant) + (bound if bound is not None and math.isfinite(bound) else 0.0), camps

    def completed(self, camps: dict[str, int]) -> dict[str, int]:
        """The camps of all: whoever was eliminated last chooses first."""
        for actor, its in reversed(self.gone):
            camps[actor] = 1 if sum(coupling * camps[other] for other, coupling in its.items()) >= 0 else -1
        return camps


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


class _Program:
    """Its variables are the camps (0 or 1) and, for every pair, whether it misfits, which need not be integers."""

    def __init__(self, actors: Sequence[str], couplings: Couplings) -> None:
        self.actors = actors
        self.couplings = couplings
        self.pairs = [(one, other) for one in actors for other in sorted(couplings[one]) if one < other]
        self.column = {actor: index for index, actor in enumerate(actors)}
        self.misfit = {pair: len(actors) + index for index, pair in enumerate(self.pairs)}

    def run(self, most: float, seconds: float) -> Any:
        """scipy's result."""
        cost = np.array([0.0] * len(self.actors) + [abs(float(self.couplings[u][v])) for u, v in self.pairs])
        lower, upper = np.zeros(len(cost)), np.ones(len(cost))
        # Camps have no names: whoever has the most neighbours is in the first.
        lower[max(range(len(self.actors)), key=lambda i: (len(self.couplings[self.actors[i]]), -i))] = 1
        matrix, least = self._inequalities()
        return milp(
            cost,
            integrality=np.array([1] * len(self.actors) + [0] * len(self.pairs)),
            bounds=Bounds(lower, upper),
            constraints=[LinearConstraint(matrix, lb=least), LinearConstraint(cost[None, :], ub=most + _SLACK)],
            options={"time_limit": seconds, "node_limit": _NODES, "mip_rel_gap": 0.0},
        )

    def _inequalities(self) -> tuple[sparse.csr_array, np.ndarray]:
        """The rows of the program, each at least the number beside it."""
        rows: list[tuple[dict[int, int], int]] = []
        for (u, v), dyad in self.misfit.items():
            sign = _sign(self.couplings[u][v])
            for way in (1, -1):  # across: f ≥ ±(x(u) − x(v)); inside: f ≥ ±(x(u) + x(v) − 1)
                row = {dyad: 1, self.column[u]: way, self.column[v]: -sign * way}
                rows.append((row, way if sign < 0 else 0))
        for u, v in self.pairs:
            for third in sorted(self.couplings[u].keys() & self.couplings[v].keys()):
                if third > v:
                    rows += self._of_triangle((u, v), (u, third), (v, third))
        entries = [(row, place, value) for row, (places, _) in enumerate(rows) for place, value in places.items()]
        row_of, place_of, values = np.array(entries).T
        shape = (len(rows), len(self.actors) + len(self.pairs))
        return sparse.csr_array((values.astype(float), (row_of, place_of)), shape=shape), np.array([b for _, b in rows])

    def _of_triangle(self, *pairs: tuple[str, str]) -> list[tuple[dict[int, int], int]]:
        """An unbalanced triangle has one misfit or three, a balanced one none or two."""
        places = [self.misfit[pair] for pair in pairs]
        if math.prod(_sign(self.couplings[u][v]) for u, v in pairs) < 0:
            odd = [(dict.fromkeys(places, 1), 1)]
            return odd + [({place: 1 if place == one else -1 for place in places}, -1) for one in places]
        even = [({place: -1 if place == one else 1 for place in places}, 0) for one in places]
        return [*even, (dict.fromkeys(places, -1), -2)]
