from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable
from typing import BinaryIO

import pytest
from lxml import etree

from graphmali.errors import MissingExtra, UsageError
from graphmali.view import Bar, Line, figure_format, plot_change, plot_ranks

BARS = [Bar("Mali", 0.4, 0.3, 0.5), Bar("$a_b$ <x> & \u6f22", 0.2)]
LINES = [Line("Mali", (1, None, 1)), Line("Niger", (2, 1, 2)), Line("nowhere", (None, None, None))]


def ranks(stream: BinaryIO, form: str) -> None:
    plot_ranks(BARS, stream, form, title="pagerank", axis="score")


def change(stream: BinaryIO, form: str) -> None:
    plot_change(LINES, ["2022-Q1", "2022-Q2", "2022-Q3"], stream, form, title="pagerank")


def drawn(draw: Callable[[BinaryIO, str], None], form: str) -> bytes:
    stream = io.BytesIO()
    draw(stream, form)
    return stream.getvalue()


@pytest.mark.parametrize("draw", [ranks, change])
@pytest.mark.parametrize(("form", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_the_same_numbers_give_the_same_bytes(draw: Callable[[BinaryIO, str], None], form: str, begins: bytes) -> None:
    first = drawn(draw, form)
    assert first.startswith(begins)
    assert first == drawn(draw, form)
    assert not re.search(rb"<dc:date>|CreationDate|20\d\d-\d\d-\d\dT", first)


def test_names_are_drawn_as_they_are() -> None:
    svg = etree.fromstring(drawn(ranks, "svg"))
    # Text is drawn as paths, and the comment before it says what it is.
    comments = [comment.text.strip() for comment in svg.iter(etree.Comment)]
    assert "Mali" in comments
    assert any(comment.startswith("$a_b$") for comment in comments)


def test_nothing_to_draw_is_a_figure_too() -> None:
    for draw in (
        lambda stream, form: plot_ranks([], stream, form, title="", axis=""),
        lambda stream, form: plot_change([], [], stream, form, title=""),
    ):
        assert drawn(draw, "svg").startswith(b"<?xml")


def test_what_cannot_be_drawn_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [figure_format(path) for path in ("a/b.svg", "C.PNG", "x.pdf")] == ["svg", "png", "pdf"]
    with pytest.raises(UsageError, match=r"cannot draw 'ranks.txt'"):
        figure_format("ranks.txt")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtra) as caught:
        figure_format("ranks.svg")
    assert caught.value.hint == "pip install 'graphmali[plot]'"
