"""Figures of rankings for papers: the same numbers give the same bytes."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from graphmali.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["FORMATS", "Bar", "Line", "figure_format", "plot_change", "plot_ranks"]

FORMATS = ("svg", "png", "pdf")

_SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "graphmali",
    "text.parse_math": False,  # a name may have two dollars in it
    "font.family": "DejaVu Sans",  # comes with matplotlib
    "figure.dpi": 150,
}
_METADATA = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}
_WIDTH, _ROW, _MARGIN = 7.0, 0.28, 1.1
"""Of the figure, of an actor, and of what is above and below, in inches."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An actor with its score, and the interval if there is one."""

    name: str
    score: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An actor with its rank in each window (None: no tie there)."""

    name: str
    ranks: tuple[int | None, ...]


def figure_format(path: str) -> str:
    """What the suffix of a file asks for.

    Raises :class:`UsageError` for what is none of :data:`FORMATS`, :class:`MissingExtra` without matplotlib.
    """
    suffix = Path(path).suffix.removeprefix(".").lower()
    if suffix not in FORMATS:
        raise UsageError(f"cannot draw {path!r}", hint=f"a name that ends in .{', .'.join(FORMATS)}")
    if importlib.util.find_spec("matplotlib") is None:
        raise MissingExtra("matplotlib", "plot")
    return suffix


def plot_ranks(bars: Sequence[Bar], stream: BinaryIO, form: str, *, title: str, axis: str) -> None:
    """Draws scores with their intervals, the first on top. ``form`` is what :func:`figure_format` gives."""

    def draw(axes: Axes) -> None:
        for place, bar in enumerate(bars):
            if bar.low is not None and bar.high is not None:
                axes.plot([bar.low, bar.high], [place, place], color="#9aa5b1", linewidth=3, solid_capstyle="round")
            axes.plot([bar.score], [place], "o", color="#1f4e79", markersize=5)
        axes.set_yticks(range(len(bars)), [bar.name for bar in bars])
        axes.set_ylim(max(len(bars), 1) - 0.5, -0.5)
        axes.set_xlabel(axis)
        axes.grid(axis="x", color="#e5e7eb")
        axes.set_axisbelow(True)

    _save(draw, stream, form, rows=len(bars), title=title)


def plot_change(lines: Sequence[Line], windows: Sequence[str], stream: BinaryIO, form: str, *, title: str) -> None:
    """Draws how ranks change over time, rank 1 on top, each actor named at its last rank."""

    from matplotlib.ticker import MaxNLocator

    def draw(axes: Axes) -> None:
        places = range(len(windows))
        for number, line in enumerate(lines):
            ranks = [float("nan") if rank is None else rank for rank in line.ranks]
            axes.plot(places, ranks, "-o", color=f"C{number % 10}", markersize=4, linewidth=1.5)
            last = max((place for place, rank in enumerate(line.ranks) if rank is not None), default=None)
            if last is not None:
                axes.annotate(
                    line.name, (last, ranks[last]), (6, 0), textcoords="offset points", va="center", fontsize=8,
                    annotation_clip=False,
                )  # fmt: skip
        worst = max((rank for line in lines for rank in line.ranks if rank is not None), default=1)
        axes.set_ylim(worst + 0.5, 0.5)
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        axes.set_xticks(places, windows, rotation=45, ha="right")
        axes.set_ylabel("rank")
        axes.grid(color="#e5e7eb")

    _save(draw, stream, form, rows=max(12, len(lines)), title=title)


def _save(draw: Callable[[Axes], None], stream: BinaryIO, form: str, *, rows: int, title: str) -> None:
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")  # a name in another script: a box
        figure = Figure(figsize=(_WIDTH, _MARGIN + _ROW * max(rows, 1)))
        axes = figure.subplots()
        for side in ("top", "right"):
            axes.spines[side].set_visible(False)
        axes.set_title(title, fontsize=10, loc="left")
        draw(axes)
        figure.savefig(stream, format=form, bbox_inches="tight", metadata=_METADATA[form])
