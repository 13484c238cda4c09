"""Measures that solve for scores which depend on each other: PageRank, eigenvector, Katz, hubs and authorities."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.sparse import block_array, csr_array, diags_array
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import eigs, eigsh

from graphmali.analysis.arrays import Floats, Ints, Matrix, Projection

__all__ = ["DAMPING", "authority", "eigenvector", "hub", "katz", "katz_factor", "pagerank", "principal"]

DAMPING = 0.85
_DENSE = 64
"""Up to so many actors a matrix is solved densely; the sparse solver needs more than three."""
_EXACT = 1e-15
_STEPS = 8
"""Between two looks at whether a solution has settled."""
_ROUNDS = 1_000


def pagerank(projection: Projection) -> Floats:
    """Being named by many, and by those who are themselves named by many.

    ``PR(v) = (1 − d)/n + d · Σ PR(u) · w(u, v) / Σ w(u, ·)`` with d = 0.85. Direction: a tie gives to its
    target, an undirected one both ways. Weight is strength. Scores sum to 1. An actor that gives to nobody
    gives to all alike, so parts that no tie joins are comparable. Brin and Page 1998.

    >>> pagerank(Projection.of_ties([("a", "b", 1)])).round(4).tolist()
    [0.3509, 0.6491]
    """
    if not projection.actors:
        return np.empty(0)
    flow = projection.flow
    given = np.asarray(flow.sum(axis=1))
    # Who gives to nobody need not be looked at: what he would give to all alike scales all alike (Del Corso 2005).
    score = _sum_of_ways(csr_array((diags_array(DAMPING / np.where(given == 0, 1, given)) @ flow).T))
    return np.asarray(score / score.sum())


def eigenvector(projection: Projection) -> Floats:
    """Having ties with those who have ties with many.

    ``λ x(v) = Σ w(u, v) x(u)`` for the greatest λ, direction ignored: w adds up all ties of the two. Weight
    is strength. Each connected part is solved by itself and has length √(its share of the actors), so that
    all scores together have length 1; on a connected network it is the usual vector. An actor without ties
    has 0. Bonacich 1972.

    >>> eigenvector(Projection.of_ties([("a", "b", 3)])).round(4).tolist()
    [0.7071, 0.7071]
    """
    return principal(projection.bonds)


def katz(projection: Projection) -> Floats:
    """Being reached over many ways, longer ones counting less.

    ``x(v) = 1 + α Σ w(u, v) x(u)``, scaled to length 1, with α = 0.85 / max(λ, 1), λ being the greatest
    eigenvalue of w: the sum converges for every network. Direction: ways lead to v. Weight is strength. An
    actor that nobody reaches has the least score, and parts are comparable. Katz 1953.

    >>> katz(Projection.of_ties([("a", "b", 1)])).round(4).tolist()
    [0.4755, 0.8797]
    """
    if not projection.actors:
        return np.empty(0)
    score = _sum_of_ways(csr_array(katz_factor(projection) * projection.flow.T))
    return np.asarray(score / _length(score))


def katz_factor(projection: Projection) -> float:
    """α of :func:`katz`."""
    return DAMPING / max(_radius(projection.flow), 1.0)


def hub(projection: Projection) -> Floats:
    """Having ties to those whom hubs have ties to: it speaks of, or acts on, the much spoken of.

    ``σ h(u) = Σ w(u, v) a(v)`` and ``σ a(v) = Σ w(u, v) h(u)`` for the greatest σ. Direction: a hub's ties
    lead away from it. Weight is strength. Scores sum to 1. Sets of hubs that share no authority are solved by
    themselves, each with length √(its share of all hubs and authorities). An actor without such ties has 0.
    Kleinberg 1999.

    >>> hub(Projection.of_ties([("a", "b", 3), ("a", "c", 4), ("d", "c", 4)])).round(4).tolist()
    [0.569, 0.0, 0.0, 0.431]
    """
    return _normalised(_both(projection)[: len(projection.actors)])


def authority(projection: Projection) -> Floats:
    """Having ties from hubs, see :func:`hub`; the target of those who have many targets in common.

    Direction: an authority's ties lead to it. Weight, normalisation and parts are those of :func:`hub`.

    >>> authority(Projection.of_ties([("a", "b", 3), ("a", "c", 4)])).round(4).tolist()
    [0.0, 0.4286, 0.5714]
    """
    return _normalised(_both(projection)[len(projection.actors) :])


def _both(projection: Projection) -> Floats:
    """Hubs and authorities: the principal vector of the network in which each actor is two, giver and taker."""
    flow = projection.flow
    return principal(block_array([[None, flow], [flow.T, None]], format="csr")) if projection.actors else np.empty(0)


def _normalised(scores: Floats) -> Floats:
    total = scores.sum()
    return np.asarray(scores / total) if total else scores


def principal(matrix: Matrix) -> Floats:
    """Of a symmetric matrix without negative cells, for each part its principal vector, of length √(its share).

    The share is of the rows that belong to any part; others have 0.
    """
    scores = np.zeros(matrix.shape[0])
    for rows, part in _parts(matrix, "weak"):
        if part.ndim == 3:
            vectors = np.linalg.eigh(part)[1][:, :, -1]
        else:
            vectors = eigsh(part, k=1, which="LA", v0=np.ones(rows.size))[1].T
        # They have one sign (Perron and Frobenius), which the solver chooses freely.
        sizes = np.abs(vectors)
        scores[rows] = sizes / _length(sizes) * np.sqrt(rows.shape[1])
    length = _length(scores)
    return np.asarray(scores / length) if length else scores


def _length(vectors: Floats) -> Floats:
    # numpy's own norm wakes the threads of BLAS for it, which takes longer than all the rest.
    return np.asarray(np.sqrt(np.square(vectors).sum(axis=-1, keepdims=True)))


def _radius(matrix: Matrix) -> float:
    """The greatest eigenvalue of a matrix without negative cells: that of one of its strongly connected parts."""
    radius = 0.0
    for rows, part in _parts(matrix, "strong"):
        if part.ndim == 3:
            values = np.linalg.eigvals(part)
        else:
            values = eigs(part, k=1, which="LR", v0=np.ones(rows.size), return_eigenvectors=False)
        radius = max(radius, float(values.real.max()))
    return radius


def _sum_of_ways(matrix: Matrix) -> Floats:
    """The solution of ``x = matrix x + 1`` for a matrix whose powers vanish."""
    score = np.ones(matrix.shape[0])
    for _ in range(_ROUNDS):
        for _ in range(_STEPS):
            before, score = score, matrix @ score + 1
        if np.abs(score - before).max() <= _EXACT * score.max():
            break
    return score


def _parts(matrix: Matrix, connection: str) -> Iterator[tuple[Ints, Any]]:
    """The connected parts of several rows: their rows, one line a part, and their matrices.

    Small parts of one size come together, with one stack of dense matrices, larger ones each with a sparse one.
    """
    if not matrix.shape[0]:
        return
    count, label = connected_components(matrix, connection=connection)
    size = np.bincount(label, minlength=count)
    order = np.argsort(label, kind="stable")
    begin = np.cumsum(size) - size
    within = np.empty_like(order)
    within[order] = np.arange(len(order)) - begin[label[order]]
    cells = matrix.tocoo()
    inside = label[cells.row] == label[cells.col]
    row, column, weight = cells.row[inside], cells.col[inside], cells.data[inside]
    for many in np.unique(size[size > 1]).tolist():
        chosen = np.flatnonzero(size == many)
        members = order[begin[chosen][:, None] + np.arange(many)]
        if many > _DENSE:
            yield from ((rows[None], matrix[rows][:, rows]) for rows in members)
            continue
        number = np.full(count, -1)
        number[chosen] = np.arange(len(chosen))
        part = number[label[row]]
        here = part >= 0
        stack = np.zeros((len(chosen), many, many))
        stack[part[here], within[row[here]], within[column[here]]] = weight[here]
        yield members, stack
