from __future__ import annotations

from graphmali.analysis import View
from graphmali.analysis.timeline import Entry, timeline
from graphmali.model import Document, Graph, Modality
from tests.sample import RELATIONS, TEXT, claim, graph

EVERY = View(modalities=frozenset(Modality))

TOLD = graph(
    claim("d1", "russia", "TRAINS", "mali", start="2020", end="open"),
    claim("d1", "ecowas", "SANCTIONS", "mali", start="2022-01-09", end="2022-07-03"),
    claim("d2", "ecowas", "SANCTIONS", "mali", start="2022-01"),
    claim("d3", "ecowas", "SANCTIONS", "mali", start="2022-01-09"),
    claim("d4", "ecowas", "SANCTIONS", "mali", start="2022-01", modality=Modality.DENIED),
    claim("d1", "mali", "MEETS", "ecowas", start="2022-03-04", end="2022-03-04"),
    claim("d2", "france", "CONDEMNS", "mali"),
    claim("d2", "niger", "FIGHTS", "mali", end="2013"),
    claim("d5", "niger", "SUPPORTS", "mali"),
    claim("d1", "france", "SUPPORTS", "niger", start="2021"),
    copies={"d3": "d2"},
    documents=(
        Document("d1", TEXT, publisher="Wire", published="2023-01-01"),
        Document("d2", TEXT, publisher="Echo", published="2023-02-01"),
        Document("d5", TEXT),
    ),
)


def told(*actors: str, view: View = EVERY, size: str = "month") -> list[tuple[str, str, str, str]]:
    entries = timeline(TOLD, RELATIONS, view, actors, size)
    return [(entry.window, entry.date, entry.event, entry.tie.type) for entry in entries]


def test_all_that_is_told_of_an_actor_the_oldest_first() -> None:
    assert told("mali") == [
        ("2013", "2013", "ends", "FIGHTS"),
        ("2020", "2020", "begins", "TRAINS"),
        ("2022-01", "2022-01", "told", "SANCTIONS"),
        ("2022-01", "2022-01", "told", "SANCTIONS"),  # denied
        ("2022-01", "2022-01-09", "begins", "SANCTIONS"),
        ("2022-03", "2022-03-04", "told", "MEETS"),
        ("2022-07", "2022-07-03", "ends", "SANCTIONS"),
        ("2023-02", "2023-02-01", "told", "CONDEMNS"),
    ]


def test_between_two_and_by_quarter_and_year() -> None:
    assert told("ecowas", "mali", size="quarter") == [
        ("2022-Q1", "2022-01", "told", "SANCTIONS"),
        ("2022-Q1", "2022-01", "told", "SANCTIONS"),
        ("2022-Q1", "2022-01-09", "begins", "SANCTIONS"),
        ("2022-Q1", "2022-03-04", "told", "MEETS"),
        ("2022-Q3", "2022-07-03", "ends", "SANCTIONS"),
    ]
    assert {window for window, *_ in told("mali", "ecowas", size="year")} == {"2022"}
    assert told("russia", "france") == []
    assert timeline(Graph(), RELATIONS, EVERY, ("mali",)) == ()


def test_an_entry_has_the_origins_the_words_and_when_the_tie_was() -> None:
    asserted, denied = timeline(TOLD, RELATIONS, EVERY, ("ecowas", "mali"))[:2]
    assert isinstance(asserted, Entry)
    assert (asserted.modality, asserted.origins, asserted.sign, asserted.directed) == (Modality.ASSERTED, 1, -1, True)
    assert [(quote.text, quote.outlet) for quote in asserted.quotes] == [(TEXT, "Echo"), (TEXT, None)]  # and a copy
    assert (asserted.first, asserted.last) == ("2022-01", "2022-07-03")
    assert (denied.modality, denied.origins) == (Modality.DENIED, 1)
    (trains,) = timeline(TOLD, RELATIONS, EVERY, ("russia", "mali"))
    assert (trains.first, trains.last) == ("2020", "open")
