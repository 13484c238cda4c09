"""The gazetteer: who is in it, that names are nobody's twice, and what a wrong entry says."""

from __future__ import annotations

import json
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from graphmali.errors import VocabularyError
from graphmali.vocabulary import KINDS, load

GOLD = Path(__file__).parents[2].parent / "shared" / "gold" / "seeds_actors.json"


def test_every_gold_actor_is_there() -> None:
    if not GOLD.is_file():
        pytest.skip("no ../shared/gold beside this checkout")
    wanted = {actor["id"] for actor in json.loads(GOLD.read_text(encoding="utf-8"))}
    assert wanted <= set(load().actor_by_id)


def test_there_are_enough_actors_of_known_kinds() -> None:
    actors = load().actors
    assert len(actors) >= 179
    assert {known.actor.kind for known in actors} <= KINDS


def _folded(text: str) -> str:
    """As the matching compares names: without accents, whatever the apostrophe."""
    parts = unicodedata.normalize("NFD", text.replace("\u2019", "'"))
    return "".join(char for char in parts if not unicodedata.combining(char))


def test_no_name_is_claimed_twice() -> None:
    owners = defaultdict(set)
    for known in load().actors:
        for name in known.names:
            country = known.actor.country if name.sort == "short" else None
            owners[_folded(name.text), name.language, country].add(known.actor.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_short_names_are_nobody_elses_names() -> None:
    """They would never be found: a name that is good in any text comes first."""
    long: dict[str, set[str]] = defaultdict(set)
    short: dict[str, set[str]] = defaultdict(set)
    for known in load().actors:
        for name in known.names:
            (short if name.sort == "short" else long)[_folded(name.text)].add(known.actor.id)
    assert {name: long[name] for name, ids in short.items() if name in long and long[name] - ids} == {}


def test_no_wikidata_id_is_given_twice() -> None:
    ids = [known.actor.wikidata for known in load().actors if known.actor.wikidata]
    assert len(ids) == len(set(ids))


def test_every_state_has_a_french_name_and_a_country_of_its_own() -> None:
    states = [known for known in load().actors if known.actor.kind == "state"]
    assert [k.actor.id for k in states if not any(n.language == "fr" and n.sort == "aliases" for n in k.names)] == []
    assert len(load().states) == len(states)


@pytest.mark.parametrize(
    ("role", "holder"),
    [
        ("junta", "mali_junta"),
        ("government", "mali_government"),
        ("military", "mali_armed_forces"),
        ("opposition", "opposition"),
        ("civil_society", "civil_society"),
        ("population", "mali_public"),
        ("soldiers", "mali_troops"),
    ],
)
def test_malian_roles_have_holders(role: str, holder: str) -> None:
    assert load().holder(role, "ML") == holder


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{id: x, name: X, kind: wizard}", "unknown kind 'wizard'"),
        ("{id: x, name: X, kind: state, colour: red}", "unknown field 'colour'"),
        ("{id: x, name: X, kind: state, part_of: nobody}", "unknown actor 'nobody'"),
        ("{id: x, name: X, kind: state, aliases: {en: [no]}}", "quote it"),
        ("{id: x, name: X, kind: person, role: king}", "unknown role 'king'"),
        ("{id: x, kind: person}", "lacks 'name'"),
    ],
)
def test_a_wrong_entry_is_named_with_file_and_line(tmp_path: Path, entry: str, message: str) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "mine.yaml").write_text(f"# ours\n- {entry}\n", encoding="utf-8")
    with pytest.raises(VocabularyError) as caught:
        load(tmp_path)
    assert message in str(caught.value)
    assert "mine.yaml:2" in str(caught.value)


def test_a_users_folder_is_merged_over_ours(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "mine.yaml").write_text(
        "- {id: barrick, name: Barrick Mining Corporation, aliases: {en: [the Toronto miner]}}\n"
        "- {id: kidal_council, name: Kidal council, kind: movement, part_of: mali}\n",
        encoding="utf-8",
    )
    merged = load(tmp_path)
    barrick = merged.actor_by_id["barrick"]
    assert barrick.actor.name == "Barrick Mining Corporation"
    assert barrick.actor.kind == "company"
    assert {"the Toronto miner", "Barrick Gold"} <= {name.text for name in barrick.names}
    assert merged.actor_by_id["kidal_council"].actor.part_of == "mali"
    assert len(merged.actors) == len(load().actors) + 1
    assert merged.digest != load().digest


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="no such folder"):
        load(tmp_path / "absent")
