"""The annotated text: its form, its checker, and what it must amount to."""

import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from graphmali.model import Modality, Span
from graphmali.vocabulary import load
from training.annotated import AnnotationError, Subject, parse, parse_all
from training.check import complaints, cue_key, four_grams
from training.gold import write
from training.second import SECOND, agreement

HEAD = """subject: A quarrel
language: en
split: train
actor: envoy | An envoy | person | FR

= 2022-02-01 | wire | Desk
"""
FILLER = "\n".join(
    f"{word} [Mali|mali] {verb} at the {place}."
    for word, verb, place in (
        ("Yesterday", "sat", "long table"), ("Nobody from", "spoke", "gate"), ("Far from", "it rained", "harbour"),
        ("Later", "rested", "old mill"), ("Without", "all sang", "feast"),
    )
)  # fmt: skip


def parsed(tmp_path: Path, body: str, head: str = HEAD) -> Subject:
    path = tmp_path / "x.txt"
    path.write_text(head + body, encoding="utf-8")
    return parse(path, load())


@cache
def corpus() -> list[Subject]:
    return parse_all(load())


def test_a_sentence_with_its_mentions_and_claims(tmp_path: Path) -> None:
    claim_line = "> mali EXPELS envoy planned 2022-01..open by=france | Showed ... to"
    body = f"[Mali|mali] on Monday showed the door to [him|envoy].\n{claim_line}\n"
    (unit,) = parsed(tmp_path, body).documents[0].units
    assert unit.text == "Mali on Monday showed the door to him."
    assert [(m.span, m.actor, m.pronoun) for m in unit.mentions] == [
        (Span(0, 4), "mali", False), (Span(34, 37), "envoy", True),
    ]  # fmt: skip
    (claim,) = unit.claims
    assert (claim.modality, claim.start, claim.end, claim.attribution) == (
        Modality.PLANNED,
        "2022-01",
        "open",
        "france",
    )
    assert claim.implied
    assert unit.cue_text(claim) == "showed to"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("[Mali|mail] left.\n", "unknown actor 'mail'"),
        ("[Mali|mali] [left.\n", "not nested"),
        ("[Mali|mali] left.\n> mali QUITS france | left\n", "unknown type 'QUITS'"),
        ("[Mali|mali] left.\n> mali EXPELS france | quit\n", "the cue 'quit' is not in the sentence"),
        ("[Mali|mali] left.\n> mali EXPELS france soon | left\n", "'soon' is no modality"),
        ("[Mali|mali] left.\n> mali EXPELS mali | left\n", "an act on oneself"),
        ("[Mali|mali] left.\n> mali EXPELS france\n", "a claim is"),
        ("[Mali|mali] left.\n> mali EXPELS envoy | left\n> mali EXPELS envoy | left\n", "has this claim already"),
        ("= 2022 | poem\n", "unknown style 'poem'"),
        ("= yesterday | wire\n", "'yesterday' is no date"),
    ],
)
def test_what_breaks_the_form_is_named_with_its_line(tmp_path: Path, body: str, says: str) -> None:
    with pytest.raises(AnnotationError, match=r"x\.txt:\d+: ") as caught:
        parsed(tmp_path, body)
    assert says in str(caught.value)


def test_near_copies_are_complained_of(tmp_path: Path) -> None:
    copies = "\n".join(
        f"On the square of the old town [{name}|{name.lower()}] sold its cows." for name in ("Mali", "Chad")
    )
    assert any("shares" in line for line in complaints([parsed(tmp_path, f"{FILLER}\n{copies}\n")], load()))
    assert not list(complaints([parsed(tmp_path, FILLER)], load()))


def test_actors_and_dates_are_masked_before_sentences_are_compared(tmp_path: Path) -> None:
    one, other = (
        parsed(tmp_path, "In May [Mali|mali] slept here.\nIn June [Chad|chad] slept here.\n").documents[0].units
    )
    assert four_grams(one) == four_grams(other) != frozenset()


def test_a_cue_that_says_too_much_is_complained_of(tmp_path: Path) -> None:
    sentences = "\n".join(
        f"{start} [Mali|mali] scolded [France|france] {end}.\n> mali CONDEMNS france | scolded"
        for start, end in (
            ("Once", "at noon"),
            ("Then", "by letter"),
            ("Again", "in song"),
            ("Still", "on air"),
            ("Why", "so"),
        )
    )
    found = [line for line in complaints([parsed(tmp_path, sentences)], load()) if "the cue" in line]
    assert len(found) == 1
    assert "carries 5 of 5 CONDEMNS claims (en)" in found[0]


def test_cues_are_compared_without_their_endings() -> None:
    assert cue_key("was condemned by") == cue_key("condemning")


def test_nothing_is_wrong_with_the_text() -> None:
    assert list(complaints(corpus(), load())) == []


@pytest.mark.parametrize(("language", "sentences", "of_a_type"), [("en", 3000, 60), ("fr", 1200, 25)])
def test_the_text_is_large_and_varied_enough(language: str, sentences: int, of_a_type: int) -> None:
    own = [s for s in corpus() if s.language == language]
    units = [(s, u) for s in own for u in s.units if u.counts]
    types = Counter(c.type for s in own for u in s.units for c in u.claims)
    assert len(units) >= sentences
    assert {t: n for t in load().relations if (n := types[t]) < of_a_type} == {}
    assert sum(s.split == "dev" for s, _ in units) >= 0.19 * len(units)


def test_the_whole_text_has_subjects_modalities_and_sentences_without_claims_enough() -> None:
    units = [u for s in corpus() for u in s.units if u.counts]
    modalities = Counter(c.modality for u in units for c in u.claims)
    bare = sum(len({m.actor for m in u.mentions}) > 1 and not u.claims for u in units)
    assert len({s.title for s in corpus()}) >= 80
    assert min(modalities[m] for m in Modality) >= 150
    assert bare / len(units) >= 0.33


def test_a_tenth_is_annotated_twice_and_the_two_speak_of_the_same_text() -> None:
    second = parse_all(load(), SECOND)
    for language in ("en", "fr"):
        found = agreement(corpus(), [s for s in second if s.language == language], load())
        total = sum(u.counts for s in corpus() if s.language == language for u in s.units)
        assert found.sentences >= 0.1 * total
        assert found.claims > 0.5


def test_json_lines_point_into_the_text(tmp_path: Path) -> None:
    write(corpus()[:3], load(), tmp_path)
    documents = {d["id"]: d for d in map(json.loads, (tmp_path / "documents.jsonl").read_text("utf-8").splitlines())}
    claims = [json.loads(line) for line in (tmp_path / "claims.jsonl").read_text("utf-8").splitlines()]
    actors = {actor["id"] for actor in json.loads((tmp_path / "actors.json").read_text("utf-8"))}
    assert claims
    for claim in claims:
        assert claim["evidence"] in documents[claim["doc"]]["text"]
        assert {claim["source_id"], claim["target_id"]} <= actors
    for document in documents.values():
        for mention in document["mentions"]:
            assert mention["actor"] in actors
            assert document["text"][mention["start"] : mention["end"]].strip()
