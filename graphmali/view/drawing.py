"""What pyvis draws: nodes and edges with their places, shapes, widths and dashes; colours are the page's."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyvis
from pyvis.network import Network

from graphmali.model import Graph, Relation, Tie
from graphmali.view.content import words

__all__ = ["FIRST", "LIBRARY", "drawing"]

LIBRARY = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
"""The drawing library that pyvis brings; it is written into the page."""

FIRST = 60
"""So many actors are in the first view."""

DASHES: Mapping[int, bool | list[int]] = {1: False, 0: [2, 5], -1: [9, 6]}
"""The line of each sign: solid, dotted, dashed."""

SHAPES = {
    "dot": ("state", "government", "region"),
    "triangle": ("armed_group", "military"),
    "square": ("igo", "bloc", "ngo", "company", "media", "organisation"),
    "diamond": ("person", "population", "prisoners", "collective"),
    "hexagon": ("party", "political_opposition", "movement", "civil_society"),
}
"""The shape of each kind of actor."""

_SHAPE_OF = {kind: shape for shape, kinds in SHAPES.items() for kind in kinds}
_BEND = 0.16
_WIDEST = 6.0


def drawing(
    graph: Graph,
    relations: Mapping[str, Relation],
    positions: Mapping[str, tuple[float, float]],
    scores: Mapping[str, float] | None,
) -> dict[str, Any]:
    """Nodes, edges, and the ids of the actors in the first view, the most important first."""
    ties = [tie for tie in graph.ties if tie.source_id in positions and tie.target_id in positions]
    drawn = sorted({end for tie in ties for end in (tie.source_id, tie.target_id)})
    importance = {actor: (scores or _origins(ties)).get(actor, 0.0) for actor in drawn}
    network = Network(directed=True)
    network.toggle_physics(False)
    most = max(importance.values(), default=0.0) or 1.0
    for actor in drawn:
        x, y = positions[actor]
        network.add_node(
            actor,
            label=graph.actor_by_id[actor].name,
            shape=_SHAPE_OF.get(graph.actor_by_id[actor].kind, "dot"),
            size=round(7 + 15 * math.sqrt(importance[actor] / most), 1),
            x=x,
            y=y,
            physics=False,
        )
    bends = _bends(ties)
    for tie in ties:
        network.add_edge(tie.source_id, tie.target_id, **_edge(tie, relations[tie.type], bends[tie.id]))
    order = sorted(drawn, key=lambda actor: (-importance[actor], actor))
    return {"nodes": network.nodes, "edges": network.edges, "first": order[:FIRST], "order": order}


def _origins(ties: list[Tie]) -> Mapping[str, float]:
    total: Counter[str] = Counter()
    for tie in ties:
        for end in {tie.source_id, tie.target_id}:
            total[end] += tie.origins
    return {actor: float(count) for actor, count in total.items()}


def _edge(tie: Tie, relation: Relation, bend: float) -> dict[str, Any]:
    curve = {"enabled": True, "type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}
    return {
        "id": tie.id,
        "label": words(tie.type),
        "width": min(_WIDEST, round(1.2 + 1.1 * math.log2(tie.origins), 2)),
        "dashes": DASHES[tie.polarity],
        "smooth": curve if bend else False,
        "arrows": {
            "to": {"enabled": relation.directed, "scaleFactor": 0.55},
            "middle": {"enabled": tie.denied > 0, "type": "diamond", "scaleFactor": 0.8},
        },
    }


def _bends(ties: list[Tie]) -> dict[str, float]:
    """How far each tie is bent, so that those between the same two actors lie side by side."""
    between: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        between[min(tie.source_id, tie.target_id), max(tie.source_id, tie.target_id)].append(tie)
    bends = {}
    for (lesser, _), together in between.items():
        for index, tie in enumerate(together):
            side = index - (len(together) - 1) / 2
            # Clockwise is seen from the tie's own source.
            bends[tie.id] = round(_BEND * side * (1 if tie.source_id == lesser else -1), 3)
    return bends
