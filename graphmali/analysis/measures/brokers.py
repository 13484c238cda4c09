"""Who stands between those who have no tie of their own, and between which blocs."""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array

from graphmali.analysis.arrays import Bools, Floats, Ints, Matrix, Projection
from graphmali.analysis.dyads import dyads_of
from graphmali.analysis.leiden import parted

__all__ = ["ROLES", "brokerage", "communities", "roles"]

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")


def brokerage(projection: Projection) -> Floats:
    """How often an actor stands between two who have no tie: the sum of its :func:`roles`.

    ``|{(a, c) : a → v → c, not a → c, a ≠ c}|``. Ties lead from a over v to c, undirected ones both ways; weight
    is ignored. Not normalised; parts need no rule. Gould and Fernandez 1989.

    >>> brokerage(Projection.of_ties([("a", "b", 1), ("b", "c", 2), ("b", "d", 1), ("a", "d", 1)])).tolist()
    [0.0, 1.0, 0.0, 0.0]
    """
    return np.asarray(np.sum(list(roles(projection).values()), axis=0))


def roles(projection: Projection) -> dict[str, Floats]:
    """The five roles of Gould and Fernandez, by the blocs of a → v → c, for every actor v.

    coordinator: all three in one bloc; itinerant: a and c in one, v in another; gatekeeper: v and c in one, and
    it lets a in; representative: a and v in one, and it speaks for a; liaison: three blocs. ``projection.blocs``,
    or else :func:`communities`, says who is in which.

    >>> found = roles(Projection.of_ties([("a", "b", 1), ("b", "c", 1)]).in_blocs([0, 1, 1]))
    >>> {role: counts.tolist()[1] for role, counts in found.items() if counts.any()}
    {'gatekeeper': 1.0}
    """
    blocs = communities(projection) if projection.blocs is None else projection.blocs
    ties = projection.flow.astype(bool).astype(np.int64)
    within, between = _split(ties, blocs)
    in_within, out_within = (np.asarray(within.sum(axis=axis)) for axis in (0, 1))
    in_between, out_between = (np.asarray(between.sum(axis=axis)) for axis in (0, 1))
    # Ways a → v → c whose ends are in one foreign bloc, whatever bloc it is; a itself is among its possible c.
    shape = (len(blocs), int(blocs.max(initial=0)) + 1)
    member = csr_array((np.ones(len(blocs), dtype=np.int64), (np.arange(len(blocs)), blocs)), shape=shape)
    same = np.asarray((between.T @ member).multiply(between @ member).sum(axis=1))
    found = {
        "coordinator": in_within * out_within - _returning(within) - _closed(within, within, within),
        "itinerant": same - _returning(between) - _closed(between, between, within),
        "gatekeeper": in_between * out_within - _closed(between, within, between),
        "representative": in_within * out_between - _closed(within, between, between),
        "liaison": in_between * out_between - same - _closed(between, between, between),
    }
    return {role: counts.astype(float) for role, counts in found.items()}


def _split(ties: Matrix, blocs: Ints) -> tuple[Matrix, Matrix]:
    """Ties within blocs, and between them."""
    cells = ties.tocoo()
    same = blocs[cells.row] == blocs[cells.col]

    def kept(those: Bools) -> Matrix:
        ends = (cells.row[those], cells.col[those])
        return csr_array(coo_array((cells.data[those], ends), shape=ties.shape))

    return kept(same), kept(~same)


def _returning(ties: Matrix) -> Ints:
    """How many ways v → a → v there are."""
    return np.asarray(ties.multiply(ties.T).sum(axis=1))


def _closed(first: Matrix, second: Matrix, shortcut: Matrix) -> Ints:
    """For every v, the pairs with a → v in ``first``, v → c in ``second`` and a → c in ``shortcut``."""
    return np.asarray(first.multiply(shortcut @ second.T).sum(axis=0))


def communities(projection: Projection) -> Ints:
    """The number of each actor's bloc, as ``graphmali blocs`` has them: :func:`graphmali.analysis.leiden.partition`."""
    bloc_of = parted(projection.actors, dyads_of(projection))
    return np.array([bloc_of[actor] for actor in projection.actors], dtype=np.int64)
