"""Figures for papers, drawn by matplotlib: no browser, no clock, the same bytes for the same figure."""

from __future__ import annotations

import importlib.util
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from graphmali.errors import MissingExtra, UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["FORMATS", "figure_format", "saved"]

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


@contextmanager
def saved(stream: BinaryIO, form: str, size: tuple[float, float]) -> Iterator[Axes]:
    """Axes to draw on, written at the end; ``form`` is what :func:`figure_format` gives, ``size`` in inches."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing from")  # a name in another script: a box
        figure = Figure(figsize=size)
        yield figure.subplots()
        figure.savefig(stream, format=form, bbox_inches="tight", metadata=_METADATA[form])
