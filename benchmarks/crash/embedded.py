"""The embedded engine, where the build itself is killed."""

from __future__ import annotations

import shutil
import subprocess
import time
from pathlib import Path

from benchmarks.crash.runs import Kill, dump

__all__ = ["BEAT", "Embedded", "log_size"]

BEAT = 0.0005


def log_size(store: Path) -> int:
    """Bytes in the engine's log: none before the writing begins."""
    return sum(_size(file) for file in store.glob("txlog_*.wal"))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0


class Embedded:
    """A folder; ``half`` is a store with the earlier documents."""

    def __init__(self, folder: Path, half: Path) -> None:
        self._store = folder / "killed"
        self._seen = folder / "seen"
        self.where = str(self._store)
        self._half = half

    def begin(self, start: str) -> None:
        shutil.rmtree(self._store, ignore_errors=True)
        if start == "half":
            shutil.copytree(self._half, self._store)

    def hit(self, process: subprocess.Popen[str], kill: Kill) -> bool:
        while kill.writing and process.poll() is None and not log_size(self._store):
            time.sleep(BEAT)
        end = time.monotonic() + kill.seconds
        while process.poll() is None and time.monotonic() < end:
            time.sleep(BEAT)
        running = process.poll() is None
        process.kill()
        process.wait()
        return running

    def phase(self) -> str:
        if not self._store.exists():
            return "before the store was made"
        return "while writing" if log_size(self._store) else "while reading"

    def left(self) -> bytes | None:
        """Read from a copy: opening it would already mend it."""
        if not self._store.exists():
            return None
        shutil.rmtree(self._seen, ignore_errors=True)
        shutil.copytree(self._store, self._seen)
        return dump(str(self._seen))
