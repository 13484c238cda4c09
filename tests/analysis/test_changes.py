from __future__ import annotations

import pytest

from graphmali.analysis import View
from graphmali.analysis.changes import changes
from graphmali.model import Claim
from tests.sample import RELATIONS, claim, graph


def told(earlier: str, later: str, *claims: Claim, view: View | None = None) -> list[tuple[object, ...]]:
    copies = {"d9": "d1"} if {"d1", "d9"} <= {claim.document_id for claim in claims} else {}
    found = changes(graph(*claims, copies=copies), RELATIONS, view or View(), earlier, later)
    return [(c.change, c.source_id, c.type, c.target_id, c.date, c.before, c.after) for c in found]


def test_a_tie_appears_with_the_first_claim() -> None:
    claims = (
        claim("d1", "a", "SUPPORTS", "b", start="2022-03-01"),
        claim("d2", "a", "SUPPORTS", "b", start="2022-05"),
        claim("d9", "a", "SUPPORTS", "b", start="2022-05"),  # a copy of d1
    )
    assert told("2022-02", "2022-06", *claims) == [
        ("appeared", "a", "SUPPORTS", "b", "2022-03-01", (0, 0), (2, 0)),
    ]
    assert told("2022-03", "2022-06", *claims) == []  # there by March
    assert told("2021", "2022-02", *claims) == []  # not yet
    assert told("2022-02", "2022-06", *claims, view=View(until="2022-02")) == []


def test_a_tie_ends_where_a_claim_says_so_and_none_says_that_it_went_on() -> None:
    member = claim("d1", "mali", "MEMBER_OF", "ecowas", start="1975", end="2025-01-29")
    assert told("2024", "2025-06", member) == [("ended", "mali", "MEMBER_OF", "ecowas", "2025-01-29", (0, 0), (0, 0))]
    assert told("2024", "2024-12-31", member) == []
    assert told("2025-02", "2025-06", member) == []
    later = claim("d2", "mali", "MEMBER_OF", "ecowas", start="2025-03")
    assert told("2024", "2025-06", member, later) == []
    still = claim("d2", "mali", "MEMBER_OF", "ecowas", start="1975", end="open")
    assert told("2024", "2025-06", member, still) == []


def test_a_pair_changes_sign_with_the_balance_of_its_origins() -> None:
    claims = (
        claim("d1", "france", "AIDS", "mali", start="2020"),
        claim("d2", "mali", "COOPERATES_WITH", "france", start="2020-02"),
        claim("d1", "mali", "ACCUSES", "france", start="2020-06"),
        claim("d3", "mali", "EXPELS", "france", start="2022-01-31"),
        claim("d9", "mali", "MEETS", "france", start="2022-02"),  # neutral
    )
    turned = [each for each in told("2021", "2022", *claims) if each[0] == "changed sign"]
    assert turned == [("changed sign", "france", None, "mali", "2022-01-31", (2, 1), (0, 1))]
    balanced = (*claims, claim("d4", "france", "AIDS", "mali", start="2022-03"))
    assert not [each for each in told("2021", "2022", *balanced) if each[0] == "changed sign"]


@pytest.mark.parametrize("dates", [("2021", "2022"), ("2021-05-01", "2021-05-02")])
def test_nothing_changes_in_an_empty_graph(dates: tuple[str, str]) -> None:
    assert told(*dates) == []
