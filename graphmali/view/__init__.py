"""The graph as one interactive page or as a figure, and figures of rankings."""

from __future__ import annotations

from graphmali.view.arrangement import Arrangement, Heading
from graphmali.view.figure import draw_figure
from graphmali.view.language import LANGUAGES, speak
from graphmali.view.page import Page, draw_page
from graphmali.view.paper import FORMATS, figure_format
from graphmali.view.plots import Bar, Line, plot_change, plot_ranks

__all__ = [
    "FORMATS",
    "LANGUAGES",
    "Arrangement",
    "Bar",
    "Heading",
    "Line",
    "Page",
    "draw_figure",
    "draw_page",
    "figure_format",
    "plot_change",
    "plot_ranks",
    "speak",
]
