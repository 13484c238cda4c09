from __future__ import annotations

from graphmali.analysis import View
from graphmali.analysis.conflicts import conflicts
from graphmali.model import Document, Modality
from tests.sample import RELATIONS, claim, graph

DOCUMENTS = tuple(
    Document(f"d{n}", "x" * 60, published=date) for n, date in enumerate(["2022-01-05", "2022-01-20", None])
)


def told(view: View, size: str, *claims: object) -> list[tuple[str, str, str, str | None, list[str], list[str]]]:
    found = conflicts(graph(*claims, documents=DOCUMENTS), RELATIONS, view, size)  # type: ignore[arg-type]
    return [
        (c.kind, c.source_id, c.target_id, c.window, [x.type for x in c.told], [x.type for x in c.against])
        for c in found
    ]


def test_a_denial_contradicts_what_is_told_of_its_own_tie_alone() -> None:
    found = told(
        View(), "month",
        claim("d0", "russia", "SUPPLIES_ARMS_TO", "mali", modality=Modality.ALLEGED),
        claim("d1", "russia", "SUPPLIES_ARMS_TO", "mali", modality=Modality.DENIED),
        claim("d1", "russia", "TRAINS", "mali", modality=Modality.DENIED),
        claim("d1", "france", "TRAINS", "mali"),
    )  # fmt: skip
    assert found == [("denied", "russia", "mali", None, ["SUPPLIES_ARMS_TO"], ["SUPPLIES_ARMS_TO"])]


def test_a_denial_counts_whichever_end_an_undirected_tie_is_told_from() -> None:
    found = told(
        View(), "month", claim("d0", "b", "MEETS", "a"), claim("d1", "a", "MEETS", "b", modality=Modality.DENIED)
    )
    assert found == [("denied", "a", "b", None, ["MEETS"], ["MEETS"])]


def test_friend_and_foe_in_one_window() -> None:
    claims = (
        claim("d0", "us", "SUPPORTS", "mali", start="2022-01"),
        claim("d1", "us", "CONDEMNS", "mali"),  # published in January
        claim("d0", "us", "SANCTIONS", "mali", start="2022-03"),
        claim("d0", "mali", "CONDEMNS", "us", start="2022-01"),  # the other way round
        claim("d2", "us", "THREATENS", "mali"),  # without any date
    )
    assert told(View(), "month", *claims) == [("opposed", "us", "mali", "2022-01", ["SUPPORTS"], ["CONDEMNS"])]
    both = ["CONDEMNS", "SANCTIONS"]
    assert told(View(), "quarter", *claims) == [("opposed", "us", "mali", "2022-Q1", ["SUPPORTS"], both)]
    assert told(View(since="2022-02"), "month", *claims) == []


def test_what_lasts_is_contradicted_when_something_else_begins_and_told_once() -> None:
    claims = (
        claim("d0", "a", "ALLIED_WITH", "b", start="2020", end="open"),
        claim("d0", "b", "ATTACKS", "a", start="2022-02-10"),
        claim("d1", "b", "ATTACKS", "a", start="2022-02-11"),
    )
    # An undirected tie is also that of b with a, which is the way of the attack.
    attacks = ["ATTACKS", "ATTACKS"]
    assert told(View(), "month", *claims) == [("opposed", "b", "a", "2022-02", ["ALLIED_WITH"], attacks)]
    asserted = View(modalities={Modality.ASSERTED})
    assert told(asserted, "year", *claims) == [("opposed", "b", "a", "2022", ["ALLIED_WITH"], attacks)]
    assert told(View(modalities={Modality.PLANNED}), "month", *claims) == []


def test_nothing_contradicts_in_an_empty_graph() -> None:
    assert told(View(), "month") == []
