from __future__ import annotations

import pytest

from graphmali.cli.names import Names, relation_types
from graphmali.cli.records import Filter
from graphmali.errors import UnknownName, UsageError
from graphmali.model import Actor, Relation

COTE = Actor("cote_divoire", "Ivory Coast", "state", aliases=("Côte d'Ivoire", "RCI"))
WAGNER = Actor("wagner", "Wagner Group", "armed_group", aliases=("Wagner",))
ARMY = Actor("mali_army", "Malian army", "military", aliases=("the army",))
OTHER = Actor("niger_army", "Nigerien army", "military", aliases=("army",))
NAMES = Names([COTE, ARMY, OTHER], [WAGNER, ARMY])


@pytest.mark.parametrize("text", ["cote_divoire", "ivory coast", "COTE D’IVOIRE", "la Côte-d'Ivoire", "rci"])
def test_an_id_a_name_or_an_alias_will_do(text: str) -> None:
    assert NAMES.find(text) == "cote_divoire"


def test_the_vocabulary_knows_who_is_not_in_the_graph() -> None:
    assert NAMES.find("Wagner") == "wagner"


def test_several_candidates_are_named() -> None:
    with pytest.raises(UsageError) as caught:
        NAMES.find("army")
    assert str(caught.value) == "'army' may be any of mali_army (Malian army), niger_army (Nigerien army)"


@pytest.mark.parametrize(("text", "hint"), [("Ivory Cost", "Ivory Coast"), ("---", "graphmali actors lists")])
def test_nobody_of_that_name(text: str, hint: str) -> None:
    with pytest.raises(UnknownName) as caught:
        NAMES.find(text)
    assert hint in (caught.value.hint or "")


def test_relation_types_in_any_writing() -> None:
    relation = Relation("SUPPLIES_ARMS_TO", 1, True, None, (), "")
    assert relation_types(["supplies arms-to"], {"SUPPLIES_ARMS_TO": relation}) == {"SUPPLIES_ARMS_TO"}


def tie(first: str | None, last: str | None, **fields: object) -> dict[str, object]:
    ends = {"source": {"id": "a"}, "target": {"id": "b"}, "type": "T", "confidence": 0.5, "origins": 1}
    return {**ends, "first": first, "last": last, **fields}


@pytest.mark.parametrize(
    ("wanted", "passes"),
    [
        (Filter(), True),
        (Filter(actors={"b"}), True),
        (Filter(actors={"c"}), False),
        (Filter(types={"U"}), False),
        (Filter(min_confidence=0.6), False),
        (Filter(min_origins=2), False),
        (Filter(since="2022"), True),
        (Filter(since="2023-04"), False),
        (Filter(until="2020"), False),
        (Filter(since="2021", until="2021-06"), True),
    ],
)
def test_a_filter_over_ties(wanted: Filter, passes: bool) -> None:
    assert bool(wanted.ties([tie("2021", "2023-03")])) is passes


def test_a_claim_without_a_date_has_its_documents() -> None:
    claim = tie(None, None, start=None, end=None, document={"published": "2024-05-01"})
    assert Filter(since="2024").claims([claim]) == [claim]
    assert Filter(until="2023").claims([claim]) == []
