"""The graph as one interactive page, and figures of rankings."""

from __future__ import annotations

from graphmali.view.page import write_html
from graphmali.view.plots import Bar, Line, figure_format, plot_change, plot_ranks

__all__ = ["Bar", "Line", "figure_format", "plot_change", "plot_ranks", "write_html"]
