"""Hand-computed scores."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graphmali.errors import ReadError
from graphmali.evaluation import Gold, Stated, evaluate, load_gold
from graphmali.evaluation.gold import GoldActor
from graphmali.evaluation.matching import Comparison, match
from graphmali.model import Modality, Span
from graphmali.vocabulary import load
from graphmali.vocabulary.unlisted import described_id_of

RELATIONS = load().relations
ACTORS = (
    GoldActor("mali", "Mali", "state", None, ("Malian",)),
    GoldActor("junta", "Mali junta", "government", "mali", ("the junta",)),
    GoldActor("france", "France", "state", None, ()),
    GoldActor("ecowas", "ECOWAS", "igo", None, ("Cédéao",)),
)


def claim(source: str, type_: str, target: str, evidence: str = "a b c d", **fields: object) -> Stated:
    return replace(Stated("d", source, type_, target, Modality.ASSERTED, evidence), **fields)  # type: ignore[arg-type]


def gold(*claims: Stated) -> Gold:
    return Gold(ACTORS, claims)


def test_precision_recall_and_f1() -> None:
    wanted = gold(claim("mali", "EXPELS", "france"), claim("ecowas", "SANCTIONS", "mali"))
    found = evaluate([claim("mali", "EXPELS", "france"), claim("france", "EXPELS", "mali"),
                      claim("mali", "MEETS", "france")], wanted, RELATIONS)  # fmt: skip
    score = found.scores["factual explicit", "strict", "type"]
    assert (score.gold, score.predicted, score.right) == (2, 3, 1)
    assert (score.precision, score.recall, score.f1) == (1 / 3, 1 / 2, 0.4)
    assert [(c.source, c.type) for c in found.misses] == [("ecowas", "SANCTIONS")]
    assert [(c.source, c.type) for c in found.extras] == [("france", "EXPELS"), ("mali", "MEETS")]


@pytest.mark.parametrize(
    ("predicted", "level", "grain", "right"),
    [
        (claim("junta", "EXPELS", "france"), "strict", "type", 0),
        (claim("junta", "EXPELS", "france"), "state", "type", 1),
        (claim("mali", "SANCTIONS", "france"), "strict", "type", 0),
        (claim("mali", "SANCTIONS", "france"), "strict", "family", 1),  # both PLOVER SANCTION
        (claim("mali", "ATTACKS", "france"), "strict", "family", 0),
        (claim("mali", "ATTACKS", "france"), "strict", "sign", 1),
        (claim("mali", "SUPPORTS", "france"), "strict", "sign", 0),
    ],
)
def test_levels_and_grains(predicted: Stated, level: str, grain: str, right: int) -> None:
    found = evaluate([predicted], gold(claim("mali", "EXPELS", "france")), RELATIONS)
    assert found.scores["factual", level, grain].right == right


def test_speakers_are_counted_where_either_side_has_one() -> None:
    said_by = ("ecowas", "ecowas", None, None), ("ecowas", None, "mali", None)
    wanted, found = (
        [claim("mali", "EXPELS", "france", word, attribution=who) for word, who in zip("abcd", own, strict=True)]
        for own in said_by
    )
    speakers = evaluate(found, gold(*wanted), RELATIONS).speakers
    assert (speakers.part, speakers.whole) == (1, 3)


def test_an_undirected_type_matches_in_either_order() -> None:
    wanted = gold(claim("mali", "MEETS", "france"))
    assert evaluate([claim("france", "MEETS", "mali")], wanted, RELATIONS).scores["all", "strict", "type"].right == 1


def test_an_actor_that_no_list_has_is_known_by_its_name_or_by_the_words_of_its_id() -> None:
    wanted = gold(claim("mali", "EXPELS", "france"))
    assert wanted.actor_of("new:the_cedeao", ("CÉDÉAO",), "d") == "ecowas"
    assert wanted.actor_of(described_id_of(["mali", "junta"], "d"), ("they",), "d") == "junta"
    assert wanted.actor_of("new:somebody", ("they",), "d") == "?new:somebody"


def test_relaxed_ends_overlap() -> None:
    spans = (Span(0, 4), Span(10, 16))
    wanted = gold(claim("mali", "EXPELS", "france", spans=spans))
    guess = claim("?x", "EXPELS", "?y", spans=(Span(2, 9), Span(15, 20)))
    found = evaluate([guess], wanted, RELATIONS)
    assert found.scores["factual", "relaxed", "type"].right == 1
    assert found.scores["factual", "strict", "type"].right == 0


def test_evidence_shares_half_of_the_shorter_ones_words() -> None:
    wanted = gold(claim("mali", "EXPELS", "france", evidence="one two three four five six"))
    near, far = (claim("mali", "EXPELS", "france", evidence=words) for words in ("five six seven eight", "six x y z"))
    assert evaluate([near], wanted, RELATIONS).scores["all", "strict", "type"].right == 1
    assert evaluate([far], wanted, RELATIONS).scores["all", "strict", "type"].right == 0


def test_each_gold_claim_is_used_once_and_as_many_match_as_can() -> None:
    wanted = (claim("mali", "EXPELS", "france", evidence="a b"), claim("mali", "EXPELS", "france", evidence="a c"))
    both = claim("mali", "EXPELS", "france", evidence="a b c")
    only_first = claim("mali", "EXPELS", "france", evidence="b")
    assert len(match([both, only_first, both], wanted, Comparison(gold(*wanted), RELATIONS))) == 2


def test_implied_gold_counts_neither_way_where_only_explicit_claims_do() -> None:
    wanted = gold(claim("mali", "EXPELS", "france", implied=True), claim("ecowas", "SANCTIONS", "mali"))
    score = evaluate([claim("mali", "EXPELS", "france")], wanted, RELATIONS).scores[
        "factual explicit", "strict", "type"
    ]
    assert (score.gold, score.predicted, score.right) == (1, 0, 0)


def test_modality_dates_and_what_is_told_as_a_fact() -> None:
    planned = claim("mali", "EXPELS", "france", modality=Modality.PLANNED, start="2022-01")
    alleged = claim("ecowas", "SANCTIONS", "mali", modality=Modality.ALLEGED)
    told = [claim("mali", "EXPELS", "france", start="2022"), replace(alleged, start="2022")]
    found = evaluate(told, gold(planned, alleged), RELATIONS)
    assert (found.modality.part, found.modality.whole) == (1, 2)
    assert found.confusion == {("alleged", "alleged"): 1, ("planned", "asserted"): 1}
    assert (found.told_as_fact.part, found.told_as_fact.whole) == (1, 1)
    assert (found.dates.part, found.dates.whole, found.dated.whole) == (0, 2, 1)
    assert found.scores["factual", "strict", "type"].right == 1


def test_reliability_and_rules() -> None:
    guesses = [
        claim("mali", "EXPELS", "france", confidence=0.95, rule="a"),
        claim("france", "EXPELS", "mali", confidence=0.91, rule="b"),
        claim("mali", "MEETS", "ecowas", confidence=1.0, rule="b"),
    ]
    found = evaluate(guesses, gold(claim("mali", "EXPELS", "france")), RELATIONS)
    (last,) = found.reliability
    assert (last.low, last.high, last.claims, last.right) == (0.9, 1.0, 3, 1 / 3)
    assert [(rule, s.part, s.whole) for rule, s in found.by_rule.items()] == [("b", 0, 2), ("a", 1, 1)]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not valid JSON"),
        ("[]", "expected object"),
        ('{"doc": "d"}', "lacks 'source_id'"),
        ('{"doc": "d", "source_id": "x", "type": "MEETS", "target_id": "mali", "evidence": "e"}', "'x' is not in"),
        ('{"doc": "d", "source_id": "mali", "type": "HUGS", "target_id": "mali", "evidence": "e"}', "'HUGS'"),
        ('{"doc": "d", "source_id": "mali", "type": "MEETS", "target_id": "mali", "evidence": "e", "modality": "sure"}',
         "'sure'"),
    ],
)  # fmt: skip
def test_bad_gold_is_named_with_its_line(tmp_path: Path, line: str, says: str) -> None:
    actors, claims = tmp_path / "actors.json", tmp_path / "claims.jsonl"
    actors.write_text(json.dumps([{"id": "mali", "label": "Mali"}]), encoding="utf-8")
    claims.write_text(f"\n{line}\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"claims\.jsonl:2: ") as caught:
        load_gold(claims, actors, RELATIONS)
    assert says in str(caught.value)
