from __future__ import annotations

import pytest

from graphmali.analysis import View, claims_by_tie, generic_in, to_networkx
from graphmali.model import Actor, Document, Graph, Modality
from graphmali.vocabulary.generic import load_generic
from tests.sample import RELATIONS, claim, graph

ACTORS = (
    Actor("mali", "Mali", "state", "ML"),
    Actor("mali_junta", "Malian junta", "government", "ML", part_of="mali", governs="mali"),
    Actor("mali_army", "Malian army", "military", "ML", part_of="mali"),
    Actor("mali_unit", "Malian unit", "military", "ML", part_of="mali_army"),
    Actor("mali_public", "Malian public", "population", "ML", part_of="mali"),
    Actor("ecowas", "ECOWAS", "igo"),
)
FOUND = graph(
    claim("d1", "ecowas", "SANCTIONS", "mali_junta", start="2022-01", end="2022-07"),
    claim("d2", "ecowas", "SANCTIONS", "mali", start="2022-01-09"),
    claim("d3", "mali", "MEETS", "ecowas", start="2023"),
    claim("d1", "ecowas", "MEETS", "mali_unit", start="2023"),
    claim("d1", "mali_army", "ATTACKS", "mali_public"),
    claim("d1", "mali_unit", "ACCUSES", "mali_junta"),
    claim("d2", "ecowas", "THREATENS", "mali", modality=Modality.PLANNED),
    claim("d2", "ecowas", "SUPPORTS", "mali_junta", modality=Modality.ALLEGED, start="2020", end="open"),
    actors=ACTORS,
    documents=tuple(Document(f"d{n}", "x" * 60, published="2024-05-01") for n in (1, 2, 3)),
)


def ties(view: View) -> dict[str, int]:
    found = claims_by_tie(FOUND, RELATIONS, view)
    return {f"{key.source_id} {key.type} {key.target_id}": len(claims) for key, claims in found.items()}


def test_all_that_is_told_as_a_fact_counts_unless_asked_otherwise() -> None:
    assert ties(View()) == {
        "ecowas MEETS mali": 1, "ecowas MEETS mali_unit": 1, "ecowas SANCTIONS mali": 1,
        "ecowas SANCTIONS mali_junta": 1, "ecowas SUPPORTS mali_junta": 1, "mali_army ATTACKS mali_public": 1,
        "mali_unit ACCUSES mali_junta": 1,
    }  # fmt: skip


def test_at_the_level_of_states_governments_and_armies_are_their_states() -> None:
    # Meetings told from either end are one tie, and what goes on within the state is none.
    assert ties(View(level="state")) == {
        "ecowas MEETS mali": 2, "ecowas SANCTIONS mali": 2, "ecowas SUPPORTS mali": 1, "mali ATTACKS mali_public": 1,
    }  # fmt: skip
    assert list(to_networkx(FOUND, RELATIONS, View(level="state"))) == ["ecowas", "mali", "mali_public"]


@pytest.mark.parametrize(
    ("view", "expected"),
    [
        (View(modalities={Modality.PLANNED}), {"ecowas THREATENS mali"}),
        (View(modalities={Modality.ALLEGED}), {"ecowas SUPPORTS mali_junta"}),
        (View(kinds={"igo", "state"}), {"ecowas MEETS mali", "ecowas SANCTIONS mali"}),
        (View(kinds={"military"}), set()),
        (View(level="state", min_origins=2), {"ecowas MEETS mali", "ecowas SANCTIONS mali"}),
        (View(as_of="2022-03"), {"ecowas SANCTIONS mali_junta", "ecowas SUPPORTS mali_junta"}),
        (View(as_of="2022-01-09", level="state"), {"ecowas SANCTIONS mali", "ecowas SUPPORTS mali"}),
        (View(as_of="2021"), {"ecowas SUPPORTS mali_junta"}),
        (View(as_of="2022", since="2022-07", types={"SANCTIONS"}), {"ecowas SANCTIONS mali_junta"}),
    ],
)  # fmt: skip
def test_a_view_narrows(view: View, expected: set[str]) -> None:
    assert set(ties(view)) == expected


def test_copies_do_not_make_a_tie_of_two_origins() -> None:
    claims = [claim(document, "ecowas", "MEETS", "mali") for document in ("d1", "d2")]
    copied = graph(*claims, copies={"d2": "d1"})
    assert claims_by_tie(copied, RELATIONS, View(min_origins=2)) == {}
    assert len(claims_by_tie(graph(*claims), RELATIONS, View(min_origins=2))) == 1


def test_nobody_in_particular_is_left_out_and_named() -> None:
    view = View(generic=load_generic())
    assert "mali_army ATTACKS mali_public" not in ties(view)
    assert [actor.id for actor in generic_in(FOUND, view)] == ["mali_public"]
    assert generic_in(FOUND, View()) == ()
    assert generic_in(Graph(), view) == ()


@pytest.mark.parametrize(
    ("name", "kind", "generic"),
    [
        ("civilians", "population", True),
        ("Citizen (India)", "organisation", True),
        ("Unidentified gunmen", "armed_group", True),
        ("Hommes armés non identifiés", "armed_group", True),
        ("International community", "collective", True),
        ("Party of the People", "party", False),
        ("Unknown Pleasures Ltd", "company", True),
        ("Malian opposition", "political_opposition", False),
        ("Wagner Group", "company", False),
    ],
)
def test_who_is_nobody_in_particular(name: str, kind: str, generic: bool) -> None:
    assert (Actor("x", name, kind) in load_generic()) is generic
