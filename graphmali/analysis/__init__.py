"""The graph as a network: projection to networkx, filters in time, type and sign, rankings, positions."""

from __future__ import annotations

from graphmali.analysis.layout import layout
from graphmali.analysis.measures import MEASURES
from graphmali.analysis.projection import to_networkx
from graphmali.analysis.ranking import Ranked, RankedTie, rank
from graphmali.analysis.views import View, within

__all__ = ["MEASURES", "Ranked", "RankedTie", "View", "layout", "rank", "to_networkx", "within"]
