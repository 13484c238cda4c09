"""Text for people and for other programs: what is safe to show on a terminal or to open in a spreadsheet."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

__all__ = ["folded", "printable", "sparkline", "without_formula"]


def printable(text: str) -> str:
    r"""The text on one line, without characters that steer a terminal or hide.

    >>> printable("a\x1b[31mb\nc\u202ed")
    'a [31mb c d'
    """
    return "".join(character if character.isprintable() else " " for character in text)


def without_formula(text: str) -> str:
    """The text as a spreadsheet shows it rather than runs it.

    >>> without_formula("=1+1"), without_formula("Mali")
    ("'=1+1", 'Mali')
    """
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def sparkline(values: Sequence[float | None]) -> str:
    """A bar a value, from 0 (or the least, if that is below) to the greatest; a point where there is none.

    >>> sparkline([0.0, 1.0, None, 2.0])
    '▁▅·█'
    """
    known = [0.0, *(value for value in values if value is not None)]
    low, step = min(known), (max(known) - min(known)) / (len(_BARS) - 1) or 1.0
    return "".join("·" if value is None else _BARS[round((value - low) / step)] for value in values)


_BARS = "▁▂▃▄▅▆▇█"


def folded(text: str) -> str:
    """What is left of a name when case, accents, punctuation and spacing do not count.

    >>> folded("  Côte-d'Ivoire ") == folded("cote d’ivoire")
    True
    """
    plain = (c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())
