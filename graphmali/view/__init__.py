"""The graph as one interactive page."""

from __future__ import annotations

from graphmali.view.page import write_html

__all__ = ["write_html"]
