"""The folder of an embedded store: made whole or not at all, looked at before it is opened, and who has it open.

The engine locks what it has open, and the lock ends with its process; the note here only says who that is.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from graphmali.errors import StoreRefused, StoreUnavailable, UsageError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

__all__ = ["ANEW", "check", "hold", "holder", "let_go", "make"]

ANEW = "build it anew in another store: graphmali build PATH… --store OTHER"

_SCHEMA = "schema.json"  # the engine's list of types
_TYPES = {"Actor", "Claim", "Document", "Meta"}
_NOTE = "held-by.json"
_LONGEST = 200


def check(path: Path, engine: str) -> None:
    """Raises an error for what the engine, of that version, should not open; it would open nearly everything.

    That is :class:`UsageError` for what is no graph, and :class:`StoreRefused` for a damaged or a newer one.
    """
    try:
        schema = json.loads((path / _SCHEMA).read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        schema = {}
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be read ({error.strerror})") from None
    except ValueError:
        raise StoreRefused(f"{path} is damaged: {_SCHEMA} is not JSON", hint=ANEW) from None
    if not isinstance(schema, dict) or not _TYPES.issubset(schema.get("types") or ()):
        raise UsageError(f"{path} is there already and is no graph", hint="give another --store")
    wrote = str(schema.get("dbmsVersion", ""))
    if _release(wrote) > _release(engine):
        raise StoreRefused(f"{path} was written by a newer engine, {wrote}; this one is {engine}", hint=ANEW)


def _release(version: str) -> tuple[int, ...]:
    """``(26, 11)`` of ``26.11.1.dev2``: the file format stays within it."""
    return tuple(int(number) for number in re.findall(r"\d+", version)[:2])


def make(path: Path, fill: Callable[[Path], None]) -> None:
    """Makes a store with ``fill`` beside its place and moves it there, so that half a store is never found.

    Of several processes one makes it, and the others wait and find it made. What a killed one left goes.
    Raises ``OSError``, and what ``fill`` raises.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    workshop = path.with_name(f".{path.name}.making")
    with _alone_in(workshop):
        store = workshop / "store"
        try:
            if not path.exists():
                shutil.rmtree(store, ignore_errors=True)
                fill(store)
                store.rename(path)
                _flush(path.parent)
        finally:
            shutil.rmtree(store, ignore_errors=True)
            with contextlib.suppress(OSError):  # whatever else lies in it is not ours
                workshop.rmdir()


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Makes the folder and waits until no other process is in here with it. A lock of the dead is no lock."""
    while True:
        folder.mkdir(exist_ok=True)
        with _locked(folder) as still_there:
            if still_there:
                yield
                return


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[bool]:
    """Whether the folder, once the lock on it was free, was still the one of that name."""
    if fcntl is None:
        yield True
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        yield False
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield folder.exists() and os.path.samestat(os.fstat(descriptor), folder.stat())
    finally:
        os.close(descriptor)


def _flush(folder: Path) -> None:
    """Lets a new name in the folder outlive a power cut; on Windows the system sees to it."""
    if fcntl is None:
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def hold(path: Path) -> None:
    """Notes that this process has the store open, for :func:`holder` in another one."""
    program = Path(sys.argv[0] if sys.argv else "")
    name = program.parent.name if program.name == "__main__.py" else program.name
    note = {"process": os.getpid(), "command": shlex.join([name, *sys.argv[1:]])}
    with contextlib.suppress(OSError):  # a full disk must not keep anyone from reading
        (path / _NOTE).write_text(json.dumps(note), encoding="utf-8")


def let_go(path: Path) -> None:
    """Takes the note away."""
    with contextlib.suppress(OSError):
        (path / _NOTE).unlink()


def holder(path: Path) -> str:
    """Who has the store open, for an error message. A note of a process that is gone says nothing."""
    try:
        note = json.loads((path / _NOTE).read_bytes())
        process, command = int(note["process"]), str(note["command"])
        if process == os.getpid():
            return "this process"
        if os.name == "posix":
            os.kill(process, 0)
    except PermissionError:  # it is there, and somebody else's
        pass
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
    if len(command) > _LONGEST:
        command = command[:_LONGEST] + "…"
    return f"process {process} ({command})"
