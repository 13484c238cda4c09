"""The graph as one interactive page, or as a figure."""

from __future__ import annotations

from graphmali.view.arrangement import Arrangement, Heading
from graphmali.view.figure import FORMATS, draw_figure
from graphmali.view.language import LANGUAGES, speak
from graphmali.view.page import Page, draw_page

__all__ = ["FORMATS", "LANGUAGES", "Arrangement", "Heading", "Page", "draw_figure", "draw_page", "speak"]
