"""Which pairs of actors are put to a person, and why."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from dataclasses import replace

import pytest

from graphmali.model import Claim, ClaimOrigin, Decision, Document, Modality, Party, Span
from graphmali.resolution import assemble
from graphmali.resolution.identities import Identities
from graphmali.resolution.profiles import of_graph
from graphmali.resolution.proposals import Proposal, candidates, proposals
from graphmali.vocabulary import load
from graphmali.vocabulary.unlisted import actor_id_of, is_listed

Told = tuple[str, str, str, str]
"""A sentence, its source and target as they are named or a listed actor's id, and the kind of the unlisted."""

SENTENCES: list[Told] = [
    ("Mayor Zan Bogotari of Sangha met Russia.", "Zan Bogotari", "russia", "person"),
    ("The mayor of Sangha, Zan Bogotary, met Russia.", "Zan Bogotary", "russia", "person"),
    ("Trader Moussa Bogotari met France in Kayes.", "Moussa Bogotari", "france", "person"),
    ("RJPS met France in Lomé.", "RJPS", "france", "organisation"),
    ("The Network of Journalists for Peace in the Sahel met France.", "Network of Journalists for Peace in the Sahel",
     "france", "organisation"),
    ("The minister Sadio Kamarra met Russia.", "Sadio Kamarra", "russia", "person"),
    ("Bala Dem met Balla Demm.", "Bala Dem", "Balla Demm", "person"),
    ("Three traders met France.", "new:0a1b2c_three_traders", "france", "population"),
]  # fmt: skip


def party(name: str, kind: str) -> Party:
    if is_listed(name) and load().actor(name):
        return Party(name, name, "state")
    return Party(name if name.startswith("new:") else actor_id_of(name), name, kind)


def graph(told: Iterable[Told]):  # type: ignore[no-untyped-def]
    documents, claims = [], []
    for sentence, source, target, kind in told:
        document = Document.of(sentence, published="2022-05-01", publisher="Tam-Tam", language="en")
        documents.append(document)
        span = Span(0, len(sentence))
        ends = party(source, kind), party(target, kind)
        id_ = Claim.id_of(document.id, ends[0].actor_id, "MEETS", ends[1].actor_id, span)
        claims.append(
            Claim(
                id_, document.id, ends[0], "MEETS", ends[1], Modality.ASSERTED, None, None, None, span,
                ClaimOrigin.SENTENCE, False, "test", "test", 0.9,
            )
        )  # fmt: skip
    return assemble(documents, claims, load())


def found(told: Iterable[Told], *decisions: Decision, **options: object) -> tuple[Proposal, ...]:
    return proposals(graph(told), load(), Identities(decisions, load()), **options)  # type: ignore[arg-type]


def pairs(found: Iterable[Proposal]) -> set[tuple[str, str]]:
    return {(each.left.id, each.right.id) for each in found}


BOGOTARI = ("new:zan_bogotari", "new:zan_bogotary")
ACRONYM = ("new:network_of_journalists_for_peace_in_the_sahel", "new:rjps")


def test_likely_pairs_are_proposed_with_the_reasons_that_make_the_score() -> None:
    every = found(SENTENCES)
    assert {BOGOTARI, ACRONYM, ("new:sadio_kamarra", "sadio_camara")} <= pairs(every)
    assert "new:0a1b2c_three_traders" not in {id_ for pair in pairs(every) for id_ in pair}
    for each in every:
        total = math.fsum(reason.weight for reason in each.reasons)
        assert each.score == pytest.approx(1 / (1 + math.exp(-total)), abs=1e-4)
    scores = [each.score for each in every]
    assert scores == sorted(scores, reverse=True)


def test_the_two_ends_of_a_claim_are_two() -> None:
    assert ("new:bala_dem", "new:balla_demm") not in pairs(found(SENTENCES))
    apart = [(f"{name} met France.", name, "france", "person") for name in ("Bala Dem", "Balla Demm")]
    assert ("new:bala_dem", "new:balla_demm") in pairs(found(apart))


@pytest.mark.parametrize("verdict", ["same", "not same", "unsure"])
def test_what_is_decided_is_not_proposed_again(verdict: str) -> None:
    decision = Decision(*BOGOTARI, verdict, "ann", "2026-01-01T00:00:00Z")
    assert BOGOTARI not in pairs(found(SENTENCES, decision))
    assert (BOGOTARI in pairs(found(SENTENCES, decision, unsure=True))) is (verdict == "unsure")


def test_no_two_listed_actors_are_compared() -> None:
    assert all(not (is_listed(left) and is_listed(right)) for left, right in candidates(of_graph(graph([]), load())))


def test_the_order_of_reading_does_not_matter() -> None:
    wanted = found(SENTENCES, least=0.01)
    for seed in range(3):
        assert found(random.Random(seed).sample(SENTENCES, len(SENTENCES)), least=0.01) == wanted


def test_a_profile_has_what_the_texts_tell() -> None:
    profile = {each.id: each for each in of_graph(graph(SENTENCES), load())}[BOGOTARI[0]]
    assert profile.names == ("Zan Bogotari",)
    assert "mayor" in profile.trades
    assert [context.sentence for context in profile.contexts] == ["Mayor Zan Bogotari of Sangha met Russia."]
    assert (profile.dates, profile.languages, profile.listed) == (("2022-05-01",), ("en",), False)
    assert "sng" in profile.names_told


def test_a_pronoun_is_no_name() -> None:
    made = graph([("He met France.", "Zan Bogotari", "france", "person")])
    claim = replace(made.claims[0], source=Party(BOGOTARI[0], "He", "person"))
    found = of_graph(assemble(made.documents, [claim], load()), load())
    assert [each.names for each in found if each.id == BOGOTARI[0]] == [("zan bogotari",)]


def test_time_grows_with_the_actors_not_with_their_pairs() -> None:
    def of(count: int) -> int:
        names = [f"Traore {_name(number)} {_name(number * 7 + 1)}" for number in range(count)]
        told = [(f"{name} met France.", name, "france", "person") for name in names]
        return len(candidates(of_graph(graph(told), load())))

    assert of(800) < 6 * of(200) + 1000


def _name(number: int) -> str:
    random_letters = random.Random(number)
    return "".join(random_letters.choice("bdfgklmnprst") + random_letters.choice("aeiou") for _ in range(4)).title()
