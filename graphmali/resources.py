"""Where the data folders are that stand at the top of the project: in the wheel, else in the checkout."""

from __future__ import annotations

from pathlib import Path

__all__ = ["folder"]


def folder(name: str) -> Path:
    """The folder ``cypher`` or ``seeds``.

    Raises ``FileNotFoundError`` where neither a wheel nor a checkout brought it.

    >>> folder("seeds").name
    'seeds'
    """
    package = Path(__file__).parent
    for place in (package / "_data" / name, package.parent / name):
        if place.is_dir():
            return place
    raise FileNotFoundError(f"graphmali is installed without its {name!r} folder")
