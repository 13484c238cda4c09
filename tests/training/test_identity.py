"""The pairs of names: both files are of the form, mixed, and have no actor in common; a bad pair is named."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from training.identity import HALVES, Pair, Side, apart, halves, load

NAMED = {"name": "Gamou", "kind": "person", "text": "Gamou left Kidal."}


@pytest.fixture(scope="module")
def pairs() -> dict[str, tuple[Pair, ...]]:
    return halves()


def test_there_are_enough_pairs_in_both_halves(pairs: dict[str, tuple[Pair, ...]]) -> None:
    assert tuple(pairs) == HALVES
    assert all(len(half) >= 150 for half in pairs.values())
    assert sum(map(len, pairs.values())) >= 300


@pytest.mark.parametrize("half", HALVES)
def test_a_half_is_mixed(pairs: dict[str, tuple[Pair, ...]], half: str) -> None:
    shares = {
        "same": sum(pair.same for pair in pairs[half]) / len(pairs[half]),
        "listed": sum(pair.right.id is not None for pair in pairs[half]) / len(pairs[half]),
    }
    assert 0.35 <= shares["same"] <= 0.6
    assert 0.25 <= shares["listed"] <= 0.4
    # Neither is an equal name always one actor, nor another name always another.
    assert len({(pair.same, pair.left.name == pair.right.name) for pair in pairs[half]}) == 4


@pytest.mark.parametrize("half", HALVES)
def test_texts_are_sentences_and_each_is_there_once(pairs: dict[str, tuple[Pair, ...]], half: str) -> None:
    sides = [side for pair in pairs[half] for side in (pair.left, pair.right) if side.id is None]
    assert [side.name for side in sides if not 15 <= len(side.text.split()) <= 60] == []
    assert len({side.text for side in sides}) == len(sides)


def test_no_name_and_no_id_is_in_both_halves(pairs: dict[str, tuple[Pair, ...]]) -> None:
    names, ids = (
        [{getattr(side, field) for pair in pairs[half] for side in (pair.left, pair.right)} - {None} for half in HALVES]
        for field in ("name", "id")
    )
    assert names[0] & names[1] == set()
    assert ids[0] & ids[1] == set()


def _write(folder: Path, *sides: tuple[dict[str, Any], dict[str, Any]]) -> Path:
    path = folder / "dev.yaml"
    data = [{"same": True, "why": "rank", "left": left, "right": right} for left, right in sides]
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    return path


def test_an_actor_of_the_gazetteer_has_its_name_kind_and_country(tmp_path: Path) -> None:
    left = {**NAMED, "country": "ML", "date": "2012-04"}
    (pair,) = load(_write(tmp_path, (left, {"id": "el_hadj_ag_gamou"})))
    assert pair.left == Side("Gamou", "person", "Gamou left Kidal.", "ML", "2012-04")
    assert pair.right == Side("El Hadj Ag Gamou", "person", country="ML", id="el_hadj_ag_gamou")
    assert (pair.same, pair.why) == (True, "rank")


def test_dates_and_countries_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "dev.yaml"
    path.write_text(
        "- same: false\n  why: homonym\n"
        "  left: {name: Aas, kind: person, country: NO, date: 2012-04-01, text: Aas spoke in Oslo.}\n"
        "  right: {id: el_hadj_ag_gamou}\n",
        encoding="utf-8",
    )
    (pair,) = load(path)
    assert (pair.left.country, pair.left.date, pair.same) == ("NO", "2012-04-01", False)


@pytest.mark.parametrize(
    ("left", "right", "message"),
    [
        (NAMED, {**NAMED, "name": "Gamou Ag"}, "pair 2, right: 'Gamou Ag' is not in its text"),
        (NAMED, {**NAMED, "kind": "soldier"}, "pair 2, right: unknown kind 'soldier'"),
        (NAMED, {"id": "gamou"}, "pair 2, right: unknown id 'gamou'"),
        (NAMED, NAMED, "pair 2: left and right are equal"),
        ({"id": "el_hadj_ag_gamou"}, NAMED, "pair 2: the actor of the gazetteer is on the right"),
        (NAMED, {"name": "Gamou", "kind": "person"}, "pair 2, right: a side is an id, or name"),
        (NAMED, {**NAMED, "id": "el_hadj_ag_gamou"}, "pair 2, right: a side is an id, or name"),
        (NAMED, {**NAMED, "country": ""}, "pair 2, right: expected fields with a text each"),
    ],
)
def test_a_pair_not_of_the_form_is_named(
    tmp_path: Path, left: dict[str, Any], right: dict[str, Any], message: str
) -> None:
    path = _write(tmp_path, (NAMED, {"id": "el_hadj_ag_gamou"}), (left, right))
    with pytest.raises(ValueError, match=rf"dev\.yaml, {message}"):
        load(path)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace("same: true", "same: maybe"), "pair 1: same is true or false"),
        (lambda text: text.replace("why: rank", "why: ''"), "pair 1: why is a word or two"),
        (lambda text: text.replace("why:", "reason:"), "pair 1: a pair is same, why, left and right"),
        (lambda text: "pairs: none\n", "expected a list of pairs"),
        (lambda text: "- [\n", "not valid YAML"),
    ],
)
def test_a_file_not_of_the_form_is_named(tmp_path: Path, change: Callable[[str], str], message: str) -> None:
    path = _write(tmp_path, (NAMED, {"id": "el_hadj_ag_gamou"}))
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        load(path)


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (Side("gamou", "person", "gamou left."), "'gamou' is also in dev.yaml, pair 1"),
        (Side("Ag Gamou", "person", id="el_hadj_ag_gamou"), "'el_hadj_ag_gamou' is also in dev.yaml, pair 1"),
    ],
)
def test_an_actor_in_both_halves_is_named(other: Side, message: str) -> None:
    dev = Pair(Side(**NAMED), Side("El Hadj Ag Gamou", "person", id="el_hadj_ag_gamou"), True, "rank")
    held = Pair(Side("Dacko", "person", "Dacko left."), other, False, "homonym")
    with pytest.raises(ValueError, match=f"held.yaml, pair 1: {message}"):
        apart({"dev": (dev,), "held": (held,)})
