"""Whom a text says that it has its words from: credit lines, datelines, a copyright, a source."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["credited", "outlet_key"]

_EDGE = 4
_LINE = 120
_NAME = r"(?P<name>[^\W\d_][^\n,;()|<>\[\]]{1,40})"
_WHOLE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:©|\(c\)|\bcopyright\b)[\s©:]*(?:\d{{4}}\s*)?{_NAME}",
        rf"^\(?(?:sources?|avec|with|d['’]après|via)\s*:?\s+(?:linked\s+)?{_NAME}",
        rf"\b(?:reporting by|(?:published|appeared) (?:in|by|on)|publié par)\s+{_NAME}",
    )
)
"""What a line of its own says, of :data:`_LINE` characters at most."""
_DATELINE = re.compile(rf"^[^()]{{2,60}}\({_NAME}\)\s*[-–—]")
_ENDS = (
    re.compile(rf"\((?:avec |with |source ?: ?)?{_NAME}\)\s*\.?$", re.IGNORECASE),
    re.compile(r"[.!?»”\"]\s+[-–—]\s(?P<name>[A-ZÀ-Þ][^\W_]*(?: [^\W_]+){0,3})$"),
)
_REST = re.compile(r"\s*(?:\.|,? all rights reserved|,? tous droits réservés|\bfor\b|\bpour\b).*$", re.IGNORECASE)


def outlet_key(name: str) -> str:
    """The form of an outlet's name in which two spellings are compared.

    >>> outlet_key(" The  Sahel Courier.")
    'the sahel courier'
    """
    return " ".join(_REST.sub("", name).split()).casefold()


def credited(text: str) -> frozenset[str]:
    """The outlets and agencies, as :func:`outlet_key` has them, that the first and last lines credit.

    >>> sorted(credited("BAMAKO (Reuters) - Soldiers left.\\nThey went home.\\n© 2024 AFP"))
    ['afp', 'reuters']
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    edges = lines if len(lines) <= 2 * _EDGE else lines[:_EDGE] + lines[-_EDGE:]
    found = [match for line in edges for match in _credits(line)]
    return frozenset(name for match in found if (name := outlet_key(match["name"])))


def _credits(line: str) -> Iterator[re.Match[str]]:
    if len(line) <= _LINE:
        for form in _WHOLE:
            yield from form.finditer(line)
    for match in (_DATELINE.match(line), *(form.search(line[-_LINE:]) for form in _ENDS)):
        if match is not None:
            yield match
