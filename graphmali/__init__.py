"""Who says that whom did what to whom: a graph of actors and sourced, typed, dated ties from news texts.

::

    graph = graphmali.build(["articles/"])
    network = graphmali.to_networkx(graph)
    ranking = graphmali.central(graph, measure="pagerank")

Names are loaded when they are first used, so that importing graphmali costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphmali.analysis import central, to_networkx
    from graphmali.config import Settings
    from graphmali.errors import GraphmaliError
    from graphmali.model import Actor, Claim, Document, Graph, Modality, Reject, Span, Tie
    from graphmali.pipeline import build, build_into
    from graphmali.store import open_store

__version__ = "0.1.0"

__all__ = [
    "Actor",
    "Claim",
    "Document",
    "Graph",
    "GraphmaliError",
    "Modality",
    "Reject",
    "Settings",
    "Span",
    "Tie",
    "__version__",
    "build",
    "build_into",
    "central",
    "open_store",
    "to_networkx",
]

_HOMES = {
    **dict.fromkeys(("central", "to_networkx"), "graphmali.analysis"),
    "Settings": "graphmali.config",
    "GraphmaliError": "graphmali.errors",
    "build": "graphmali.pipeline",
    "build_into": "graphmali.pipeline",
    "open_store": "graphmali.store",
    **dict.fromkeys(("Actor", "Claim", "Document", "Graph", "Modality", "Reject", "Span", "Tie"), "graphmali.model"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
