"""The file of a person's decisions: one JSON line each, only ever added to, so that git compares and merges it.

Two kinds of line: a :class:`~graphmali.model.Decision` on two actors, and a :class:`~graphmali.model.Correction` of a
claim. The order of the lines does not matter: of two that speak of the same, the later ``at`` holds, and of one moment
the line that sorts last.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from dataclasses import MISSING, asdict, fields
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from graphmali.errors import ReadError, UsageError
from graphmali.model import Correction, Decision

__all__ = ["CORRECTED", "VERDICTS", "Line", "add", "line_of", "moment", "read"]

VERDICTS = ("same", "not same", "unsure", "open")
"""What may be decided on two actors; ``open`` takes back what was decided before."""

CORRECTED = ("rejected", "retyped", "restored")
"""What may be decided on a claim; ``restored`` takes back what was decided before."""


Line = Decision | Correction

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z")


def read(path: Path) -> tuple[Line, ...]:
    """The lines of a file, each once, the one that holds most first; none where there is no file.

    Raises :class:`ReadError` naming file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"cannot be read ({error})", where=str(path)) from None
    found = {_parsed(line, f"{path}:{n}") for n, line in enumerate(text.split("\n"), 1) if line.strip()}
    return tuple(sorted(found, key=lambda line: (_time(line), line_of(line)), reverse=True))


def add(path: Path, lines: Iterable[Line]) -> None:
    """Adds lines to the end of a file, which is made where there is none, and has them on the disk."""
    text = "".join(f"{line_of(line)}\n" for line in lines)
    try:
        with path.open("a+b") as stream:
            if stream.tell() and _last_byte(path) != b"\n":
                text = f"\n{text}"
            stream.write(text.encode("utf-8", "backslashreplace"))
            stream.flush()
            os.fsync(stream.fileno())
    except OSError as error:
        raise UsageError(f"cannot be written ({error.strerror})", where=str(path)) from None


def _last_byte(path: Path) -> bytes:
    with path.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read()


def line_of(line: Line) -> str:
    """A line as it is written: fields in a fixed order, without those that are empty."""
    return json.dumps({name: value for name, value in asdict(line).items() if value != ""}, ensure_ascii=False)


def moment(after: Iterable[Line] = ()) -> str:
    """Now, in UTC to the microsecond, or right after the latest of the lines if the clock is behind them."""
    now = datetime.now(UTC)
    latest = max(map(_time, after), default=None)
    if latest is not None:
        now = max(now, latest + timedelta(microseconds=1))
    return f"{now:%Y-%m-%dT%H:%M:%S.%f}Z"


def _time(line: Line) -> datetime:
    return datetime.fromisoformat(line.at)


def _parsed(text: str, where: str) -> Line:
    try:
        data: Any = json.loads(text)
    except json.JSONDecodeError as error:
        hint = "keep the lines of both sides" if text.startswith(("<<<<<<<", "=======", ">>>>>>>")) else None
        raise ReadError(f"not JSON ({error.msg})", where=where, hint=hint) from None
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise ReadError("not a decision: fields with texts", where=where)
    kind: type[Line] = Decision if "left" in data else Correction
    known = {field.name for field in fields(kind)}
    lacking = [field.name for field in fields(kind) if field.default is MISSING and field.name not in data]
    if lacking or data.keys() - known:
        what = f"lacks {lacking[0]!r}" if lacking else f"has the unknown field {min(data.keys() - known)!r}"
        raise ReadError(f"a decision {what}", where=where)
    allowed = VERDICTS if kind is Decision else CORRECTED
    if data["verdict"] not in allowed:
        raise ReadError(f"unknown verdict {data['verdict']!r}", where=where, hint=f"one of: {', '.join(allowed)}")
    if not _is_moment(data["at"]):
        raise ReadError(f"{data['at']!r} is no moment such as 2026-01-31T12:00:00Z", where=where)
    return kind(**data)


def _is_moment(text: str) -> bool:
    try:
        return bool(_MOMENT.fullmatch(text) and datetime.fromisoformat(text))
    except ValueError:
        return False
