"""What is measured in a process of its own: a function that a module calls by name, and what it says."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable

__all__ = ["apart", "say", "seconds"]


def seconds(call: Callable[[], object]) -> float:
    """What the clock says of a call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def apart(module: str, *arguments: str) -> dict[str, float]:
    """Runs a module with arguments, and gives what it says with :func:`say`."""
    command = [sys.executable, "-m", module, *arguments]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return dict(json.loads(said)) if said else {}


def say(**told: float) -> None:
    """Tells what was found, with the memory that the process took at most."""
    print(json.dumps({**told, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3}))
