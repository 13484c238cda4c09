"""The graph as a network: projection to networkx, filters in time, type and sign, rankings, positions."""

from __future__ import annotations

from graphmali.analysis.arrays import Projection, project, ties_between
from graphmali.analysis.engines import ENGINES, FASTER, igraph
from graphmali.analysis.frames import central
from graphmali.analysis.layout import layout
from graphmali.analysis.measures import MEASURES
from graphmali.analysis.projection import to_networkx
from graphmali.analysis.ranking import Ranked, RankedTie, rank, record
from graphmali.analysis.uncertainty import SLOW, draws_for
from graphmali.analysis.views import LEVELS, View, claims_by_tie, generic_in, within
from graphmali.analysis.why import EXPLAINED, Explanation, explain

__all__ = [
    "ENGINES",
    "EXPLAINED",
    "FASTER",
    "LEVELS",
    "MEASURES",
    "SLOW",
    "Explanation",
    "Projection",
    "Ranked",
    "RankedTie",
    "View",
    "central",
    "claims_by_tie",
    "draws_for",
    "explain",
    "generic_in",
    "igraph",
    "layout",
    "project",
    "rank",
    "record",
    "ties_between",
    "to_networkx",
    "within",
]
