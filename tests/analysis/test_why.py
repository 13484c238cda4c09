"""What ties add to a score adds up to it, and is what the measure's formula says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graphmali.analysis import EXPLAINED, MEASURES, View, explain
from graphmali.analysis.arrays import Projection
from graphmali.analysis.measures.spectral import katz_factor
from graphmali.analysis.why import _Ends
from graphmali.errors import UsageError
from graphmali.model import TieKey
from tests.analysis.test_measures import EVERYBODY, TIES
from tests.sample import RELATIONS, claim, graph


@pytest.mark.parametrize("measure", EXPLAINED)
@given(ties=TIES, actor=st.integers(0, 11))
@settings(max_examples=40, deadline=None)
def test_base_and_contributions_add_up_to_the_score(
    measure: str, ties: list[tuple[str, str, int, int, bool]], actor: int
) -> None:
    network = Projection.of_ties(ties, EVERYBODY)
    base, added = EXPLAINED[measure](_Ends(network, actor))
    assert base + added.sum() == pytest.approx(MEASURES[measure](network)[actor], abs=1e-9)
    apart = (network.source != actor) & (network.target != actor)
    assert not added[apart].any()


@given(ties=TIES, actor=st.integers(0, 11))
@settings(max_examples=40, deadline=None)
def test_shared_out_contributions_are_those_of_the_equations(
    ties: list[tuple[str, str, int, int, bool]], actor: int
) -> None:
    network = Projection.of_ties(ties, EVERYBODY)
    me = np.arange(12) == actor
    for measure, matrix, giver in (
        ("eigenvector", network.bonds.toarray(), "eigenvector"),
        ("hub", network.flow.toarray().T, "authority"),
        ("authority", network.flow.toarray(), "hub"),
    ):
        gives = MEASURES[giver](network)
        _, added = EXPLAINED[measure](_Ends(network, actor))
        other = np.where(network.source == actor, network.target, network.source)
        from_each = np.bincount(other, weights=added, minlength=12)
        assume(gives @ matrix[:, me] > 1e-6)
        expected = gives * matrix[:, actor]
        np.testing.assert_allclose(from_each * expected.sum(), expected * added.sum(), atol=1e-9)


@given(ties=TIES)
@settings(max_examples=40, deadline=None)
def test_the_base_of_katz_is_everybodys(ties: list[tuple[str, str, int, int, bool]]) -> None:
    network = Projection.of_ties(ties, EVERYBODY)
    raw = np.linalg.solve(np.eye(12) - katz_factor(network) * network.flow.toarray().T, np.ones(12))
    for actor in range(12):
        assert EXPLAINED["katz"](_Ends(network, actor))[0] == pytest.approx(1 / np.linalg.norm(raw))


FOUND = graph(
    claim("d1", "russia", "TRAINS", "mali"),
    claim("d2", "russia", "TRAINS", "mali"),
    claim("d1", "russia", "CONDEMNS", "mali"),
    claim("d1", "russia", "MEETS", "niger"),
)


def test_an_edge_of_several_ties_is_shared_out_by_weight() -> None:
    found = explain(FOUND, RELATIONS, "mali")
    # mali = b + .85 · 3/4 russia, of which TRAINS has two parts in three; b is what everybody has.
    assert [(each.tie, len(each.claims)) for each in found.ties] == [
        (TieKey("russia", "TRAINS", "mali"), 2), (TieKey("russia", "CONDEMNS", "mali"), 1),
    ]  # fmt: skip
    assert found.ties[0].contribution == pytest.approx(2 * found.ties[1].contribution)
    # m = .05 + .85 m/3 + .6375 r, n = .05 + .85 m/3 + .2125 r, m + n + r = 1, r = .05 + .85 m/3 + .85 n
    matrix = [[1 - 0.85 / 3, 0, -0.6375], [-0.85 / 3, 1, -0.2125], [-0.85 / 3, -0.85, 1]]
    mali, _, russia = np.linalg.solve(matrix, [0.05] * 3)
    assert found.score == pytest.approx(mali)
    assert found.base == pytest.approx(0.05 + 0.85 * mali / 3)
    assert found.ties[0].contribution == pytest.approx(0.85 * russia / 2)


def test_what_is_against_an_actor_takes_from_its_net_support() -> None:
    found = explain(FOUND, RELATIONS, "mali", "net-support")
    assert [(each.tie.type, each.contribution) for each in found.ties] == [("TRAINS", 2.0), ("CONDEMNS", -1.0)]
    assert (found.score, found.base) == (1.0, 0.0)


def test_a_view_holds_for_the_explanation_too() -> None:
    found = explain(FOUND, RELATIONS, "mali", "strength", View(signs={-1}))
    assert [each.tie.type for each in found.ties] == ["CONDEMNS"]
    with pytest.raises(UsageError, match="niger has no tie"):
        explain(FOUND, RELATIONS, "niger", "strength", View(signs={-1}))


@pytest.mark.parametrize("measure", sorted(set(MEASURES) - set(EXPLAINED)))
def test_what_is_no_sum_is_refused_and_those_that_are_named(measure: str) -> None:
    with pytest.raises(UsageError, match="no sum over ties") as caught:
        explain(FOUND, RELATIONS, "mali", measure)
    assert "pagerank, pagerank-coop" in (caught.value.hint or "")
