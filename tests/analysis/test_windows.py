from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphmali.analysis import View, rank
from graphmali.analysis.windows import (
    SIZES,
    Standing,
    Window,
    bursts,
    date_of,
    history,
    narrowed,
    window_of,
    windows,
)
from graphmali.model import Document, Graph
from tests.sample import RELATIONS, TEXT, claim, graph

TOLD = graph(
    claim("d1", "france", "SUPPORTS", "mali", start="2022-01"),
    claim("d2", "france", "CONDEMNS", "mali", start="2022-05-25"),
    claim("d3", "russia", "SUPPORTS", "mali", start="2022-06"),
    claim("d4", "russia", "TRAINS", "mali", start="2022-06", end="open"),
    claim("d5", "niger", "MEETS", "mali"),  # has the date of its document, 2022-12
    claim("d6", "ecowas", "SANCTIONS", "mali", start="2022"),
    documents=(Document("d5", TEXT, published="2022-12-24"),),
)


def ranking(view: View) -> Mapping[str, Standing]:
    return {each.actor_id: Standing(each.rank, each.score) for each in rank(TOLD, RELATIONS, "strength", view)}


@pytest.mark.parametrize(
    ("date", "size", "expected"),
    [
        ("2022-05-03", "month", Window("2022-05", "2022-05", "2022-05")),
        ("2022-12", "quarter", Window("2022-Q4", "2022-10", "2022-12")),
        ("2022", "quarter", Window("2022-Q1", "2022-01", "2022-03")),
        ("2022-12-31", "year", Window("2022", "2022", "2022")),
    ],
)
def test_a_date_begins_in_a_window(date: str, size: str, expected: Window) -> None:
    assert window_of(date, size) == expected


def test_windows_reach_from_the_first_claim_to_the_last() -> None:
    assert [each.name for each in windows(TOLD, RELATIONS, View(), "quarter", 9)] == [
        "2022-Q1", "2022-Q2", "2022-Q3", "2022-Q4",
    ]  # fmt: skip
    assert [each.name for each in windows(TOLD, RELATIONS, View(), "month", 2)] == ["2022-11", "2022-12"]
    assert [each.name for each in windows(TOLD, RELATIONS, View(until="2022-06-15"), "month", 2)] == [
        "2022-05", "2022-06",
    ]  # fmt: skip
    assert [each.name for each in windows(TOLD, RELATIONS, View(since="2022-11-05"), "month", 9)] == [
        "2022-11",
        "2022-12",
    ]
    assert [each.name for each in windows(TOLD, RELATIONS, View(types={"TRAINS"}, since="2023"), "month", 9)] == [
        "2023-01"
    ]
    assert windows(Graph(), RELATIONS, View(), "month", 2) == ()


def test_a_claim_without_dates_has_that_of_its_document() -> None:
    assert sorted(str(date_of(each, TOLD)) for each in TOLD.claims)[-1] == "2022-12-24"


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ("2022-04", "2022-06")),
        ("2022-04-10", "2022-06-10", ("2022-04-10", "2022-06-10")),
        ("2021", "2022", ("2022-04", "2022-06")),
        ("2022", "2022-06-30", ("2022-04", "2022-06-30")),
    ],
)
def test_a_window_is_a_period_within_that_of_the_view(
    since: str | None, until: str | None, expected: tuple[str, str]
) -> None:
    found = narrowed(View(since=since, until=until, signs={1}), window_of("2022-05", "quarter"))
    assert (found.since, found.until, found.signs) == (*expected, {1})


def test_standings_are_those_of_the_view_in_each_window() -> None:
    shown = windows(TOLD, RELATIONS, View(), "quarter", 4)
    found = history(TOLD, RELATIONS, View(), shown, ranking)
    for place, window in enumerate(shown):
        expected = ranking(View(since=window.since, until=window.until))
        assert {actor: its[place] for actor, its in found.standings.items() if its[place]} == expected
    # In the third quarter there are only what lasts and what lies somewhere in the year.
    assert [its and its.score for its in found.standings["russia"]] == [None, 2, 1, 1]
    assert [its and its.rank for its in found.standings["russia"]] == [None, 2, 3, 4]
    assert (found.change("russia"), found.change("mali"), found.change("niger")) == (-1, 0, None)
    assert found.previous == 2


def test_an_empty_window_is_no_previous_one() -> None:
    told = graph(
        claim("d1", "a", "SUPPORTS", "b", start="2022-01"), claim("d2", "c", "SUPPORTS", "b", start="2022-03"),
        claim("d3", "a", "SUPPORTS", "b", start="2022-03"), claim("d4", "c", "SUPPORTS", "b", start="2022-01"),
    )  # fmt: skip
    shown = windows(told, RELATIONS, View(), "month", 9)
    found = history(
        told, RELATIONS, View(), shown, lambda view: {} if view.since == "2022-02" else {"b": Standing(1, 1)}
    )
    assert (found.previous, found.change("b")) == (0, 0)
    assert history(told, RELATIONS, View(), shown[-1:], lambda _: {"b": Standing(1, 1)}).previous is None


def cost(states: Sequence[int], counts: Sequence[int], totals: Sequence[int]) -> float:
    p = sum(counts) / sum(totals)
    rates = (p, min(2 * p, (1 + p) / 2))
    begins = sum(state > before for before, state in zip((0, *states), states, strict=False))
    probability = math.prod(
        rates[state] ** count * (1 - rates[state]) ** (total - count)
        for state, count, total in zip(states, counts, totals, strict=True)
    )
    return begins * math.log(len(counts)) - math.log(probability)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=2, max_size=8))
def test_bursts_are_the_cheapest_of_all_states(pairs: list[tuple[int, int]]) -> None:
    counts, totals = [count for count, _ in pairs], [count + others for count, others in pairs]
    found = bursts(counts, totals)
    if not sum(counts) or counts == totals:
        assert not any(found)
    else:
        least = min(cost(states, counts, totals) for states in product((0, 1), repeat=len(counts)))
        assert cost([int(each) for each in found], counts, totals) == pytest.approx(least)


@pytest.mark.parametrize(
    ("counts", "totals", "expected"),
    [
        ([], [], ()),
        ([3], [9], (False,)),
        ([0, 0], [4, 4], (False, False)),
        ([4, 4], [4, 4], (False, False)),
        ([2, 2, 2, 2], [20, 20, 20, 20], (False,) * 4),
        ([1, 0, 8, 1], [20, 20, 20, 20], (False, False, True, False)),
        ([8, 8, 8, 1], [80, 80, 80, 2], (False,) * 4),  # more in all is no burst of one
    ],
)
def test_bursts_of_little_series(counts: list[int], totals: list[int], expected: tuple[bool, ...]) -> None:
    assert bursts(counts, totals) == expected


def test_sizes_divide_the_year() -> None:
    assert all(12 % months == 0 for months in SIZES.values())
