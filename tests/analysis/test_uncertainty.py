from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from graphmali.analysis import MEASURES, View, rank
from graphmali.analysis.arrays import origins_of, project, ties_between
from graphmali.analysis.uncertainty import draws_for, places
from graphmali.model import Graph
from tests.sample import RELATIONS, claim, graph


def told(copies: dict[str, str] | None = None) -> Graph:
    """Twelve documents say that France condemns Mali, six of them that Russia trains it."""
    condemned = [claim(f"d{n:02}", "france", "CONDEMNS", "mali") for n in range(12)]
    return graph(*condemned, *(claim(f"d{n:02}", "russia", "TRAINS", "mali") for n in range(6)), copies=copies)


def test_the_interval_of_a_count_is_that_of_the_binomial_distribution() -> None:
    ranked = {each.actor_id: each for each in rank(told(), RELATIONS, "strength", draws=4_000)}
    # Each of twelve draws is with even chances one of the six that tell of Russia.
    assert ranked["russia"].low == binom.ppf(0.025, 12, 0.5)
    assert ranked["russia"].high == binom.ppf(0.975, 12, 0.5)
    # All tell of France, so that there is no doubt.
    assert (ranked["france"].low, ranked["france"].high) == (12, 12)
    assert [(each.rank_low, each.rank_high) for each in ranked.values()] == [(1, 1), (2, 2), (3, 3)]


def test_copies_are_one_witness() -> None:
    # Of the six on Russia, five are copies of the first: one in seven origins.
    ranked = {
        each.actor_id: each
        for each in rank(told({f"d{n:02}": "d00" for n in range(1, 6)}), RELATIONS, "strength", draws=4_000)
    }
    assert ranked["russia"].score == 1
    assert ranked["russia"].low == 0
    assert ranked["russia"].high == binom.ppf(0.975, 7, 1 / 7)


def test_ranks_that_may_be_the_other_way_round_say_so() -> None:
    claims = [claim(f"d{n}", "russia", "TRAINS", "mali") for n in range(6)]
    found = graph(*claims, *(claim(f"e{n}", "france", "TRAINS", "mali") for n in range(5)))
    ranked = {each.actor_id: each for each in rank(found, RELATIONS, "strength", draws=200)}
    assert (ranked["mali"].rank_low, ranked["mali"].rank_high) == (1, 1)
    assert (ranked["russia"].rank_low, ranked["russia"].rank_high) == (2, 3)
    assert (ranked["france"].rank_low, ranked["france"].rank_high) == (2, 3)


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_has_intervals_that_hold_the_score_and_are_the_same_again(measure: str) -> None:
    ranked = rank(told(), RELATIONS, measure, draws=20)
    assert ranked == rank(told(), RELATIONS, measure, draws=20)
    for each in ranked:
        assert each.low is not None
        assert each.high is not None
        assert each.rank_low is not None
        assert each.rank_high is not None
        assert each.low <= each.score <= each.high
        assert 1 <= each.rank_low <= each.rank <= each.rank_high <= 3


def test_without_draws_there_are_none() -> None:
    assert {each.low for each in rank(told(), RELATIONS)} == {None}
    assert rank(Graph(), RELATIONS, draws=200) == ()
    assert [draws_for(*case) for case in (("pagerank", 2000), ("pagerank", 2001), ("closeness", 2000))] == [200, 0, 200]
    assert [draws_for("betweenness", actors, "networkx") for actors in (300, 301)] == [200, 0]


def test_a_draw_of_every_origin_once_is_the_ranking_itself() -> None:
    found = told()
    ties = ties_between(found, RELATIONS, View())
    network = project(found, RELATIONS, ties)
    once = origins_of(found, ties) @ np.ones(12)
    np.testing.assert_array_equal(once, network.weight)


def test_equal_scores_share_a_place() -> None:
    assert places(np.array([2.0, 3.0, 2.0, np.nan, 1.0])).tolist() == [2, 1, 2, 5, 4]
