"""The first view of the page as a figure for a paper, drawn by matplotlib, without a browser."""

from __future__ import annotations

import io
import math
import textwrap
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphmali.model import Graph, Relation, Tie
from graphmali.view.arrangement import SHAPES, Arrangement, Heading, shape_of
from graphmali.view.language import Words, speak
from graphmali.view.paper import saved

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["draw_figure"]

# Okabe and Ito 2008; dashes in line widths.
_COLOURS = {1: "#0072b2", 0: "#68717c", -1: "#c04a00"}
_DASHES: dict[int, Any] = {1: "-", 0: (0, (1.2, 2.4)), -1: (0, (5, 2.6))}
_NAMES = {1: "positive", 0: "neutral", -1: "negative"}
_MARKERS = {"dot": "o", "triangle": "^", "square": "s", "diamond": "D", "hexagon": "h"}
_BLOCS = ("#009e73", "#e69f00", "#cc79a7", "#56b4e9", "#f0e442", "#8a6d3b", "#7f6fd0")
_REST = "#8d96a1"
_INK = "#1d2733"
_PAGE = (10.5, 7.0)
_LINE = 17
"""Letters on a line of a label: as many as the places leave room for."""
_BEND = 0.16


def draw_figure(
    graph: Graph, relations: Mapping[str, Relation], arrangement: Arrangement, heading: Heading, form: str
) -> bytes:
    """The figure in one of :data:`graphmali.view.FORMATS`; the same arguments give the same bytes.

    Raises :class:`MissingExtra` without matplotlib.
    """
    stream = io.BytesIO()
    words = speak(heading.language)
    with saved(stream, form, _PAGE) as axes:
        axes.set_axis_off()
        axes.set_aspect("equal")
        axes.invert_yaxis()
        axes.margins(0.08)
        _draw_ties(axes, graph, relations, arrangement)
        _draw_actors(axes, graph, arrangement)
        axes.set_title(_clean(" · ".join([heading.title, *heading.about])), loc="left", fontsize=10, color=_INK)
        _draw_legend(axes, words, arrangement)
    return stream.getvalue()


def _draw_ties(axes: Axes, graph: Graph, relations: Mapping[str, Relation], arrangement: Arrangement) -> None:
    from matplotlib.patches import FancyArrowPatch

    wanted = set(arrangement.ties)
    ties = [tie for tie in graph.ties if tie.id in wanted and tie.source_id != tie.target_id]
    for tie, bend in _bent(ties):
        start, end = arrangement.first[tie.source_id], arrangement.first[tie.target_id]
        width = min(4.0, 0.7 + 0.7 * math.log2(tie.origins))
        axes.add_patch(
            FancyArrowPatch(
                start,
                end,
                connectionstyle=f"arc3,rad={bend:.3f}",
                arrowstyle="-|>" if relations[tie.type].directed else "-",
                mutation_scale=6 + width,
                shrinkA=4,
                shrinkB=6,
                linewidth=width,
                linestyle=_DASHES[tie.polarity],
                color=_COLOURS[tie.polarity],
                alpha=0.9 if tie.asserted else 0.4,
                zorder=1,
            )
        )
        if tie.denied:
            (x1, y1), (x2, y2) = start, end
            middle = (x1 + x2) / 2 + (y2 - y1) * bend / 2, (y1 + y2) / 2 - (x2 - x1) * bend / 2
            axes.scatter(*middle, marker="D", s=14, color=_COLOURS[tie.polarity], zorder=2)


def _bent(ties: Sequence[Tie]) -> list[tuple[Tie, float]]:
    """Each tie with its bend, so that those between the same two actors lie side by side."""
    between: dict[frozenset[str], list[Tie]] = defaultdict(list)
    for tie in ties:
        between[frozenset((tie.source_id, tie.target_id))].append(tie)
    found = []
    for together in between.values():
        for index, tie in enumerate(together):
            side = index - (len(together) - 1) / 2
            found.append((tie, _BEND * side * (1 if tie.source_id < tie.target_id else -1)))
    return found


def _draw_actors(axes: Axes, graph: Graph, arrangement: Arrangement) -> None:
    colours = _colours(arrangement)
    sizes = arrangement.sizes()
    for id_, (x, y) in sorted(arrangement.first.items()):
        actor = graph.actor_by_id[id_]
        shape = shape_of(actor.kind)
        radius = 3 + 6 * sizes.get(id_, 0.0)
        colour = colours.get(id_, _REST) if arrangement.blocs is not None else _shape_colour(shape)
        axes.scatter(x, y, marker=_MARKERS[shape], s=radius**2 * 3, color=colour, edgecolors="white", zorder=3)
        axes.annotate(
            textwrap.fill(_clean(actor.name), _LINE),
            (x, y),
            xytext=(0, -radius - 2),
            textcoords="offset points",
            ha="center",
            va="top",
            color=_INK,
            fontsize=6.5,
            linespacing=1.0,
            zorder=4,
            bbox={"facecolor": "white", "alpha": 0.7, "edgecolor": "none", "pad": 0.5},
        )


def _colours(arrangement: Arrangement) -> Mapping[str, str]:
    """The colour of each actor's bloc: those of more than one actor, the largest first."""
    members: dict[int, list[str]] = defaultdict(list)
    for id_, bloc in sorted((arrangement.blocs or {}).items()):
        members[bloc].append(id_)
    large = sorted((bloc for bloc in members if len(members[bloc]) > 1), key=lambda bloc: (-len(members[bloc]), bloc))
    return {id_: colour for bloc, colour in zip(large, _BLOCS, strict=False) for id_ in members[bloc]}


def _shape_colour(shape: str) -> str:
    return _BLOCS[list(SHAPES).index(shape)]


def _draw_legend(axes: Axes, words: Words, arrangement: Arrangement) -> None:
    from matplotlib.lines import Line2D

    signs = [
        Line2D([], [], color=_COLOURS[sign], linestyle=_DASHES[sign], label=words.ui[_NAMES[sign]])
        for sign in (1, -1, 0)
    ]
    more = [
        Line2D([], [], color=_COLOURS[-1], linestyle=_DASHES[-1], alpha=0.4, label=words.ui["alleged.only"]),
        Line2D([], [], color=_INK, marker="D", markersize=4, linestyle="", label=words.ui["contested.mark"]),
        Line2D([], [], color=_INK, linewidth=3, label=words.ui["wider"]),
    ]
    shapes = [
        Line2D(
            [], [], marker=marker, markersize=5, linestyle="", label=words.ui[f"shape.{shape}"],
            color=_REST if arrangement.blocs is not None else _shape_colour(shape),
        )
        for shape, marker in _MARKERS.items()
    ]  # fmt: skip
    axes.legend(
        handles=[*signs, *more, *shapes],
        loc="upper center",
        bbox_to_anchor=(0.5, 0.0),
        ncols=4,
        frameon=False,
        fontsize=6.5,
    )


def _clean(text: str) -> str:
    """On one line, without characters that have no look."""
    return "".join(character if character.isprintable() else " " for character in text)
