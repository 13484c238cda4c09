"""Every measure against networkx on random networks, and against what one counts by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graphmali.analysis import MEASURES
from graphmali.analysis.arrays import Projection
from graphmali.analysis.measures import brokers, oracle
from graphmali.analysis.measures.oracle import ORACLE

ENDS = st.integers(0, 11).map(str)
TIE = st.tuples(ENDS, ENDS, st.integers(1, 6), st.sampled_from([1, -1, 0]), st.booleans())
"""Parallel ties, mutual ones, ties with oneself and actors without ties all come about."""
TIES = st.lists(TIE, max_size=40)
EVERYBODY = tuple(str(n) for n in range(12))

WEIGHTED_PATHS = {"betweenness", "closeness", "harmonic"}
EXACT = {
    "degree", "strength", "strength-in", "strength-out", "net-support", "support-ratio", "core", "brokerage",
}  # fmt: skip
TOLERANCE = {**dict.fromkeys(MEASURES, 1e-9), **dict.fromkeys(EXACT, 0.0)}

MANY = settings(max_examples=30, deadline=None)


def test_networkx_has_every_measure() -> None:
    assert list(ORACLE) == list(MEASURES)


@pytest.mark.parametrize("measure", MEASURES)
@MANY
@given(ties=TIES)
@example(ties=[])
@example(ties=[("0", "0", 1, 1, True)])
@example(ties=[("0", "1", 1, 1, True), ("2", "3", 1, -1, False)])
def test_a_measure_is_that_of_networkx(measure: str, ties: list[tuple[str, str, int, int, bool]]) -> None:
    network = Projection.of_ties(ties, EVERYBODY)
    tolerance = 1e-4 if measure in WEIGHTED_PATHS else TOLERANCE[measure]
    np.testing.assert_allclose(MEASURES[measure](network), ORACLE[measure](network), rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("measure", sorted(WEIGHTED_PATHS))
@MANY
@given(ties=TIES)
def test_unweighted_paths_agree_to_the_last_digits(measure: str, ties: list[tuple[str, str, int, int, bool]]) -> None:
    flow = Projection.of_ties(ties, EVERYBODY).flow.tocoo()
    network = Projection.of_ties([(str(a), str(b), 1) for a, b in zip(flow.row, flow.col, strict=True)], EVERYBODY)
    np.testing.assert_allclose(MEASURES[measure](network), ORACLE[measure](network), rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("actors", [(), ("a",)])
def test_nothing_and_nobody_else(measure: str, actors: tuple[str, ...]) -> None:
    network = Projection.of_ties([("a", "a", 3)] if actors else [], actors)
    scores = MEASURES[measure](network)
    assert len(scores) == len(actors)
    np.testing.assert_allclose(scores, ORACLE[measure](network))


@pytest.mark.parametrize("measure", ["betweenness", "core", "constraint", "brokerage"])
@given(ties=TIES)
@settings(max_examples=20, deadline=None)
def test_without_igraph_the_answer_is_the_same(measure: str, ties: list[tuple[str, str, int, int, bool]]) -> None:
    network = Projection.of_ties(ties, EVERYBODY).in_blocs([n % 3 for n in range(12)])
    fast = MEASURES[measure](network)
    with pytest.MonkeyPatch.context() as patch:
        for module in ("local", "paths", "brokers"):
            patch.setattr(f"graphmali.analysis.measures.{module}.igraph", lambda: None)
        np.testing.assert_allclose(MEASURES[measure](network), fast, rtol=1e-4, atol=1e-12)


@MANY
@given(ties=TIES, blocs=st.lists(st.integers(0, 3), min_size=12, max_size=12))
def test_the_roles_of_brokers_are_those_counted_way_by_way(
    ties: list[tuple[str, str, int, int, bool]], blocs: list[int]
) -> None:
    network = Projection.of_ties(ties, EVERYBODY).in_blocs(blocs)
    expected = oracle.roles(network)
    found = brokers.roles(network)
    assert list(found) == list(brokers.ROLES)
    for role, counts in found.items():
        np.testing.assert_array_equal(counts, expected[role])


def test_a_larger_network_takes_the_sparse_solvers() -> None:
    rows = [(str(i), str((i * i + 3) % 211), i % 3 + 1) for i in range(211)]
    network = Projection.of_ties([*rows, *((str(i), str((i + 1) % 211), 1) for i in range(211))])
    for measure in ("pagerank", "eigenvector", "katz", "hub", "authority"):
        np.testing.assert_allclose(MEASURES[measure](network), ORACLE[measure](network), rtol=1e-9, atol=1e-9)


# a → b twice as heavy as a → c; b — d undirected and against.
KITE = [("a", "b", 2), ("a", "c", 1), ("b", "d", 1, -1, False)]
CHAIN = [("a", "b", 1), ("b", "c", 2)]
ROOT = math.sqrt(0.5)


@pytest.mark.parametrize(
    ("measure", "ties", "expected"),
    [
        # b = .075 + .85 (a + b/2), a = .075 + .85 b/2, a + b = 1
        ("pagerank", [("a", "b", 5)], [0.5 / 1.425, 0.925 / 1.425]),
        ("pagerank-coop", [("a", "b", 5, 1), ("b", "a", 1, -1)], [0.5 / 1.425, 0.925 / 1.425]),
        ("pagerank-conflict", [("a", "b", 5, 1), ("b", "a", 1, -1)], [0.925 / 1.425, 0.5 / 1.425]),
        ("net-support", KITE, [0, 1, 1, -1]),
        ("support-ratio", KITE, [math.nan, 2 / 3, 1, 0]),
        ("strength", KITE, [3, 3, 1, 1]),
        ("strength-in", KITE, [0, 3, 1, 1]),
        ("strength-out", KITE, [3, 1, 0, 1]),
        ("degree", KITE, [2, 2, 1, 1]),
        # A star with weights 3 and 4: the centre has 1/√2, the leaves 3/5 and 4/5 of that.
        ("eigenvector", [("a", "b", 3), ("c", "a", 4)], [ROOT, 0.6 * ROOT, 0.8 * ROOT]),
        # No circle: α = .85, so 1, 1 + .85, 1 + 1.7 · 1.85, scaled to length 1.
        ("katz", CHAIN, [x / math.sqrt(1 + 1.85**2 + 4.145**2) for x in (1, 1.85, 4.145)]),
        ("hub", [("a", "b", 3), ("a", "c", 4)], [1, 0, 0]),
        ("authority", [("a", "b", 3), ("a", "c", 4)], [0, 3 / 7, 4 / 7]),
        # Only a → b → d leads over another: one of (4 − 1)(4 − 2) pairs.
        ("betweenness", KITE, [0, 1 / 6, 0, 0]),
        # The way over two strong ties is shorter than one weak tie.
        ("betweenness", [("a", "c", 1), ("a", "b", 3), ("b", "c", 3)], [0, 0.5, 0]),
        # b is reached by a at 1: 1/1 · 1/2. c by b at 1/2 and by a at 3/2: 2/2 · 2/2.
        ("closeness", CHAIN, [0, 0.5, 1]),
        ("harmonic", CHAIN, [0, 1, 2 + 2 / 3]),
        ("core", [*CHAIN, ("c", "a", 1), ("c", "d", 1)], [2, 2, 2, 1]),
        # a: all in b; b: (1/3)² + (2/3)²; c: all in b.
        ("constraint", CHAIN, [1, 5 / 9, 1]),
        ("brokerage", [*CHAIN, ("b", "d", 1), ("a", "d", 1)], [0, 1, 0, 0]),
    ],
)  # fmt: skip
def test_a_measure_gives_what_one_counts_by_hand(
    measure: str, ties: list[tuple[str, str, int]], expected: list[float]
) -> None:
    np.testing.assert_allclose(MEASURES[measure](Projection.of_ties(ties)), expected, atol=1e-12)


@pytest.mark.parametrize("measure", MEASURES)
def test_parts_that_no_tie_joins_are_treated_alike(measure: str) -> None:
    scores = MEASURES[measure](Projection.of_ties([("a", "b", 1), ("c", "d", 1), ("e", "e", 1)]))
    np.testing.assert_allclose(scores[:2], scores[2:4], atol=1e-12)


def test_two_that_are_alike_are_in_communities_that_are_found_again() -> None:
    first, second = ([(f"{name}{i}", f"{name}{j}", 3) for i in range(5) for j in range(i)] for name in "ab")
    network = Projection.of_ties([*first, *second, ("a0", "b0", 1)])
    found = brokers.communities(network)
    assert len(set(found[:5])) == len(set(found[5:])) == 1
    assert found[0] != found[5]
    np.testing.assert_array_equal(found, brokers.communities(network))
