"""The command line: thin commands that parse, call one library function, and print.

Modules of commands import nothing heavy at the top, so that ``--help`` is fast.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from graphmali.cli import (
    build,
    contradictions,
    corrections,
    doctor,
    evaluation,
    exchange,
    listing,
    page,
    paths,
    query,
    ranking,
    review,
    serve,
    structure,
    timeline,
)
from graphmali.cli.app import root, run

__all__ = ["main", "root"]

_MODULES = (
    build, query, ranking, structure, paths, timeline, contradictions, listing, review, corrections, page, exchange,
    serve, evaluation, doctor,
)  # fmt: skip
"""In the order of ``--help``."""

for _module in _MODULES:
    for _command in _module.COMMANDS:
        root.add_command(_command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a command line (by default the process's own) and exits with its code."""
    sys.exit(run(sys.argv[1:] if arguments is None else list(arguments)))
