"""Pairs of names, each as it stands in a text, and whether both mean one actor; a half is held out.

A side is a name of a text or, on the right, an actor of the gazetteer. README.md has the form.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from graphmali.vocabulary import KINDS, folded
from graphmali.vocabulary import load as load_vocabulary

__all__ = ["HALVES", "Pair", "Side", "apart", "halves", "load"]

HALVES = ("dev", "held")
"""Thresholds are chosen on the first; the second is measured once they are."""

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FIELDS = ("name", "kind", "text", "country", "date")


@dataclass(frozen=True, slots=True)
class Side:
    """A name and the one to three sentences it stands in; ``date``, a partial ISO date, is the text's.

    With an ``id`` it is that actor of the gazetteer: name, kind and country are the gazetteer's, the text is empty.
    """

    name: str
    kind: str
    text: str = ""
    country: str | None = None
    date: str | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, whether they mean one actor, and in a word or two what makes them hard."""

    left: Side
    right: Side
    same: bool
    why: str


def load(path: Path) -> tuple[Pair, ...]:
    """The pairs of a file, in its order.

    Raises :class:`ValueError` naming file and number of a pair that is not of the form.
    """
    # Every scalar as text: YAML makes dates of dates and False of Norway.
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: not valid YAML ({error})") from None
    if not isinstance(data, list):
        raise ValueError(f"{path}: expected a list of pairs")
    return tuple(_pair(entry, f"{path}, pair {number}") for number, entry in enumerate(data, 1))


def halves() -> dict[str, tuple[Pair, ...]]:
    """Both files, by half.

    Raises :class:`ValueError` as :func:`load` does, and where an actor's name or id stands in both.
    """
    folder = Path(__file__).parent
    found = {half: load(folder / f"{half}.yaml") for half in HALVES}
    apart(found)
    return found


def apart(found: dict[str, tuple[Pair, ...]]) -> None:
    """Raises :class:`ValueError` naming half and number of a pair with a name or an id that another half has too."""
    seen: dict[str, tuple[str, int]] = {}
    for half, pairs in found.items():
        for number, pair in enumerate(pairs, 1):
            for key in _keys(pair):
                other, place = seen.setdefault(key, (half, number))
                if other != half:
                    raise ValueError(f"{half}.yaml, pair {number}: {key!r} is also in {other}.yaml, pair {place}")


def _keys(pair: Pair) -> Iterable[str]:
    for side in (pair.left, pair.right):
        yield " ".join(folded(side.name).replace("-", " ").split())
        if side.id is not None:
            yield side.id


def _pair(entry: Any, where: str) -> Pair:
    if not isinstance(entry, dict) or set(entry) != {"same", "why", "left", "right"}:
        raise ValueError(f"{where}: a pair is same, why, left and right")
    if entry["same"] not in ("true", "false"):
        raise ValueError(f"{where}: same is true or false")
    if not isinstance(entry["why"], str) or not entry["why"]:
        raise ValueError(f"{where}: why is a word or two")
    left, right = _side(entry["left"], f"{where}, left"), _side(entry["right"], f"{where}, right")
    if left.id is not None:
        raise ValueError(f"{where}: the actor of the gazetteer is on the right")
    if left == right:
        raise ValueError(f"{where}: left and right are equal")
    return Pair(left, right, entry["same"] == "true", entry["why"])


def _side(data: Any, where: str) -> Side:
    if not isinstance(data, dict) or not all(isinstance(value, str) and value for value in data.values()):
        raise ValueError(f"{where}: expected fields with a text each")
    if set(data) == {"id"}:
        return _known(data["id"], where)
    if not {"name", "kind", "text"} <= set(data) <= set(_FIELDS):
        raise ValueError(f"{where}: a side is an id, or name, kind, text and perhaps country and date")
    side = Side(**data)
    if side.kind not in KINDS:
        raise ValueError(f"{where}: unknown kind {side.kind!r}")
    if side.name not in side.text:
        raise ValueError(f"{where}: {side.name!r} is not in its text")
    return side


def _known(actor_id: str, where: str) -> Side:
    actor = load_vocabulary().actor(actor_id)
    if actor is None:
        raise ValueError(f"{where}: unknown id {actor_id!r}")
    return Side(actor.name, actor.kind, country=actor.country, id=actor.id)
