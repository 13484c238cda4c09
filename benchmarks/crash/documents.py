"""A few hundred short documents: sentences of our own over real names, drawn with a seed."""

from __future__ import annotations

import json
import random
from pathlib import Path

__all__ = ["COUNT", "earlier", "write"]

COUNT = 300

_NAMES = """Mali|Russia|France|ECOWAS|Burkina Faso|Niger|Algeria|Senegal|Morocco|Turkey|China|Togo|Ivory Coast|Ghana
Nigeria|the United States|the European Union|the African Union|the United Nations|Wagner|JNIM""".replace(
    "\n", "|"
).split("|")
_SAID = """{a} condemned {b} on {day}.
{a} has trained soldiers of {b} since {year}.
{a} imposed sanctions on {b} on {day}.
{a} supported {b} in {year}.
{a} attacked {b} on {day}, according to {c}.
{a} accused {b} of supporting {c}.
{a} denied that it had attacked {b}.
{a} signed a defence pact with {b} on {day}.
{a} sent weapons to {b} in {year}.
{a} should offer to mediate between {b} and {c}.
{a} expelled the ambassador of {b} on {day}.
{a} and {b} founded an alliance in {year}.""".split("\n")
_OUTLETS = ("Sahel Ledger", "River Wire", "Courier of the South", "Northern Post", "Radio Baobab")
_MONTHS = ("January", "March", "May", "July", "September", "November")


def write(folder: Path, seed: int) -> None:
    """The documents as two files of JSON lines, the same for the same seed."""
    rng = random.Random(seed)
    lines = [_line(rng, number, _text(rng)) for number in range(COUNT)]
    _save(folder, lines)


def earlier(folder: Path, seed: int) -> None:
    """What stood there before the documents of :func:`write`: half as many, and every fifth told otherwise."""
    rng, other = random.Random(seed), random.Random(seed + 1)
    lines = [_line(rng, number, _text(rng)) for number in range(COUNT)]
    for number in range(0, COUNT, 5):
        lines[number]["text"] = _text(other)
    _save(folder, lines[: COUNT // 2])


def _text(rng: random.Random) -> str:
    return " ".join(_sentence(rng) for _ in range(2))


def _sentence(rng: random.Random) -> str:
    a, b, c = rng.sample(_NAMES, 3)
    year = rng.randint(2020, 2025)
    day = f"{rng.randint(1, 28)} {rng.choice(_MONTHS)} {year}"
    told = rng.choice(_SAID).format(a=a, b=b, c=c, day=day, year=year)
    return told[0].upper() + told[1:]


def _line(rng: random.Random, number: int, text: str) -> dict[str, str]:
    published = f"2025-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    return {
        "id": f"note-{number:03}", "title": f"Note {number}", "publisher": rng.choice(_OUTLETS),
        "published": published, "language": "en", "text": text,
    }  # fmt: skip


def _save(folder: Path, lines: list[dict[str, str]]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, part in (("even", lines[::2]), ("odd", lines[1::2])):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in part)
        (folder / f"{name}.jsonl").write_text(text, encoding="utf-8")
