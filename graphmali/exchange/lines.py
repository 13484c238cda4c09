"""JSON lines in UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

__all__ = ["write_lines"]


def write_lines(records: Iterable[Mapping[str, Any]], stream: BinaryIO) -> None:
    r"""One record a line, its fields in the order given.

    A surrogate without its pair, which UTF-8 cannot write, is written as JSON's own escape and reads back.

    >>> import io
    >>> stream = io.BytesIO()
    >>> write_lines([{"name": "Kémi \ud800"}], stream)
    >>> stream.getvalue().decode()
    '{"name": "Kémi \\ud800"}\n'
    """
    for record in records:
        line = json.dumps(record, ensure_ascii=False)
        stream.write(line.encode("utf-8", "backslashreplace") + b"\n")
