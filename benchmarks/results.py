"""One form for every benchmark's numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Result", "publish", "show"]

FOLDER = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Result:
    """A measure of ours against another one, or against a goal (then ``other`` is the goal).

    ``faster`` are times of which the ratio says how much faster ours is: other / ours.
    """

    measure: str
    ours: float
    other: float
    goal: float = 1.0
    higher_is_better: bool = True
    faster: bool = False

    @property
    def ratio(self) -> float:
        return self.other / self.ours if self.faster else self.ours / self.other


def show(results: Sequence[Result]) -> None:
    """Prints a table."""
    width = max(len(result.measure) for result in results)
    print(f"{'measure':{width}}  {'ours':>9}  {'other':>9}  {'ratio':>6}  {'goal':>5}")
    for r in results:
        sign = "≥" if r.higher_is_better else "≤"
        print(f"{r.measure:{width}}  {r.ours:9.3f}  {r.other:9.3f}  {r.ratio:6.2f}  {sign}{r.goal:4.2f}")


def publish(name: str, results: Sequence[Result]) -> None:
    """Prints a table and writes ``results/NAME.json``."""
    show(results)
    rows = [
        {
            "measure": r.measure, "ours": round(r.ours, 4), "other": round(r.other, 4), "ratio": round(r.ratio, 4),
            "goal": r.goal, "higher_is_better": r.higher_is_better,
        }
        for r in results
    ]  # fmt: skip
    FOLDER.mkdir(exist_ok=True)
    text = json.dumps(rows, ensure_ascii=False, indent=1)
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")
