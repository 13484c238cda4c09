"""The graph as a network: projection to networkx, filters in time, type and sign, rankings, positions."""

from __future__ import annotations

from graphmali.analysis.layout import layout
from graphmali.analysis.measures import MEASURES
from graphmali.analysis.projection import to_networkx
from graphmali.analysis.ranking import Ranked, RankedTie, rank
from graphmali.analysis.views import LEVELS, View, claims_by_tie, generic_in, within

__all__ = [
    "LEVELS",
    "MEASURES",
    "Ranked",
    "RankedTie",
    "View",
    "claims_by_tie",
    "generic_in",
    "layout",
    "rank",
    "to_networkx",
    "within",
]
