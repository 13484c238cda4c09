"""Graphs of which a test can count everything by hand, and their pages."""

from __future__ import annotations

from dataclasses import replace

from graphmali import pages
from graphmali.model import Actor, Claim, Document, Graph, Modality, Span
from graphmali.view import Heading, draw_page
from tests.sample import RELATIONS, TEXT, claim, graph

BLOCS = {"russia": 0, "mali": 0, "niger": 0, "france": 1, "ecowas": 1}

BEFORE = "Before it. "


def second(source: str, type_: str, target: str, **fields: object) -> Claim:
    """A claim of the document d2, where the sentence stands in the middle of a line."""
    return replace(claim("d2", source, type_, target, **fields), evidence=Span(len(BEFORE), len(BEFORE) + len(TEXT)))


SAHEL = graph(
    claim("d1", "russia", "SUPPORTS", "mali", start="2021-01", attribution="france"),
    second("russia", "SUPPORTS", "mali", start="2021-02", end="open"),
    claim("d1", "france", "CONDEMNS", "mali", start="2022-03"),
    claim("d3", "france", "CONDEMNS", "mali", start="2022-05", modality=Modality.DENIED),
    second("ecowas", "SANCTIONS", "mali", start="2022-01"),
    claim("d3", "mali", "ALLIED_WITH", "niger", start="2023-09"),
    claim("d4", "ecowas", "MEETS", "niger", start="2023-08", modality=Modality.ALLEGED),
    claim("d4", "russia", "SUPPORTS", "niger", modality=Modality.PLANNED),
    actors=(
        Actor("mali", "Mali", "state", "ML", aliases=("République du Mali",)),
        Actor("ecowas", "ECOWAS", "igo", aliases=("CEDEAO",)),
    ),
    documents=(
        Document("d1", TEXT, "A title", "https://example.org/a", "The Outlet", published="2022-03-04"),
        Document("d2", f"{BEFORE}{TEXT} And after.\nAnother line.", None, None, "Le Journal", published="2022-01-10"),
        Document("d3", TEXT, published="2023-09-20"),
        Document("d4", TEXT),
    ),
)
"""Five ties, seven claims that make or deny them and one that is only planned, on five actors."""


def written(
    found: Graph = SAHEL, title: str = "Test", language: str = "en", blocs: dict[str, int] | None = BLOCS
) -> bytes:
    """The page of a graph."""
    scores = pages.cut(found, RELATIONS, pages.Part())[1]
    return draw_page(found, RELATIONS, pages.arrangement(found, scores, blocs=blocs), Heading(title, language)).content


def crowd(actors: int = 60) -> Graph:
    """A ring of actors with spokes to a few of them, names of two lines, and many ties."""
    names = [Actor(f"actor{n:02}", f"Front of Resistance {n}", "movement") for n in range(actors)]
    found = []
    for n in range(actors):
        for other, type_ in (((n + 1) % actors, "SUPPORTS"), (n % 7, "CONDEMNS"), (n % 3, "MEETS")):
            if other != n:
                found.append(claim(f"d{n % 9}", f"actor{n:02}", type_, f"actor{other:02}", start=f"20{10 + n % 12}"))
    return graph(*found, actors=tuple(names))
