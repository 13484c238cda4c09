from __future__ import annotations

import pytest
from lxml import etree

from graphmali import pages
from graphmali.model import Actor, Graph
from graphmali.view import FORMATS, Heading
from tests.sample import RELATIONS, claim, graph

from .samples import SAHEL


def drawn(found: Graph, form: str = "svg", language: str = "en") -> bytes:
    return pages.figure(found, RELATIONS, pages.Part(), Heading("Title", language), "pagerank", form)


def texts(svg: bytes) -> list[str]:
    """What is written: the comment before a text's path says it."""
    return [comment.text.strip() for comment in etree.fromstring(svg).iter(etree.Comment)]


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_graph_gives_the_same_bytes(form: str) -> None:
    assert drawn(SAHEL, form) == drawn(SAHEL, form)


def test_actors_ties_and_the_legend_are_there() -> None:
    svg = drawn(SAHEL)
    assert {"Title", "Mali", "Russia", "France", "ECOWAS", "Niger", "positive", "negative"} <= set(texts(svg)) | {
        text.replace("cooperative", "positive").replace("conflictual", "negative") for text in texts(svg)
    }
    assert "coopératif" in texts(drawn(SAHEL, language="fr"))


def test_signs_differ_by_colour_and_dash() -> None:
    found = graph(claim("d1", "a", "SUPPORTS", "b"), claim("d1", "c", "CONDEMNS", "b"), claim("d1", "a", "MEETS", "c"))
    styles = [path.get("style", "") for path in etree.fromstring(drawn(found)).iter("{*}path")]
    lines = {colour: [style for style in styles if f"stroke: {colour}" in style] for colour in ("#0072b2", "#c04a00")}
    assert not any("stroke-dasharray" in style for style in lines["#0072b2"])
    assert any("stroke-dasharray" in style for style in lines["#c04a00"])


def test_hostile_names_and_nothing_at_all_are_drawn() -> None:
    evil = "</svg><script>$x^{$\x00\u202e"
    found = graph(claim("d1", "a", "SUPPORTS", "b"), actors=(Actor("a", evil, "state"),))
    etree.fromstring(drawn(found))
    assert b"<script" not in drawn(found)
    etree.fromstring(drawn(Graph()))
