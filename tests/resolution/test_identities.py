"""Who is who, from decisions and rules."""

import itertools

import pytest

from graphmali.model import Decision
from graphmali.resolution.identities import Identities
from graphmali.resolution.spelling import Spellings
from graphmali.vocabulary import load

SPELLINGS = Spellings(load())
A, B, C, D = "new:a_one", "new:b_two", "new:c_three", "new:d_four"


def decided(left: str, right: str, verdict: str, second: int) -> Decision:
    return Decision(left, right, verdict, "ann", f"2026-01-01T00:00:{second:02}Z")


def who(*decisions: Decision) -> Identities:
    return Identities(sorted(decisions, key=lambda d: d.at, reverse=True), load(), SPELLINGS)


def test_same_is_transitive_and_the_listed_actor_or_the_first_name_stands_for_all() -> None:
    found = who(decided(C, B, "same", 1), decided(B, A, "same", 2))
    assert [found.of(id_, "d1") for id_ in (A, B, C, D)] == [A, A, A, D]
    listed = who(decided(A, B, "same", 1), decided("goita", B, "same", 2))
    assert listed.of(A, "d1") == listed.of(B, "d1") == "goita"
    assert listed.together(A) == ("goita", A, B)


def test_the_later_word_on_a_pair_holds() -> None:
    assert who(decided(A, B, "same", 1), decided(B, A, "not same", 2)).of(B, "d1") == B
    assert who(decided(A, B, "not same", 1), decided(A, B, "same", 2)).of(B, "d1") == A
    for taken_back in ("open", "unsure"):
        assert who(decided(A, B, "same", 1), decided(A, B, taken_back, 2)).of(B, "d1") == B


def test_not_the_same_persists_whatever_follows_from_other_decisions() -> None:
    found = who(decided(A, B, "same", 1), decided(B, C, "same", 2), decided(A, C, "not same", 3))
    assert found.of(C, "d1") == B
    assert found.of(A, "d1") == A
    assert [d.at[-3:-1] for d in found.overruled] == ["01"]
    assert not found.is_open(A, B)
    later = who(decided(A, C, "not same", 1), decided(A, B, "same", 2), decided(B, C, "same", 3))
    assert later.of(C, "d1") == A
    assert [d.verdict for d in later.overruled] == ["not same"]


def test_two_listed_actors_are_never_one() -> None:
    found = who(decided("goita", A, "same", 1), decided(A, "choguel_maiga", "same", 2))
    assert found.of(A, "d1") == "choguel_maiga"
    assert len(found.overruled) == 1


@pytest.mark.parametrize(
    ("read", "means"),
    [
        ("new:dr_zan_traore", "new:zan_traore"),
        ("new:colonel_zan_traore", "new:colonel_zan_traore"),  # two ranks may be two men
        ("new:colonel_sadio_kamara", "sadio_camara"),
        ("new:zan_traore", "new:zan_traore"),
        ("new:dr_zan", "new:dr_zan"),
        ("new:general_union_of_workers", "new:general_union_of_workers"),
        ("new:iyad_ag_ghalli", "iyad_ag_ghali"),
        ("new:modibo_keita", "new:modibo_keita"),  # two listed men have that name
        ("new:0a1b2c_dr_zan_traore", "new:0a1b2c_dr_zan_traore"),  # a description
    ],
)
def test_the_rules(read: str, means: str) -> None:
    assert who().of(read, "d1") == means


def test_a_decision_beats_a_rule() -> None:
    found = who(decided("new:mme_zan_traore", "new:zan_traore", "not same", 1))
    assert found.of("new:mme_zan_traore", "d1") == "new:mme_zan_traore"
    assert found.of("new:dr_zan_traore", "d1") == "new:zan_traore"


def test_a_name_can_mean_somebody_else_in_one_document() -> None:
    found = who(decided("new:zan_traore@d1", "new:zan_traore", "not same", 1))
    assert found.of("new:zan_traore", "d1") == "new:zan_traore@d1"
    assert found.of("new:zan_traore", "d2") == "new:zan_traore"
    moved = who(decided("goita@d1", "goita", "not same", 1), decided("goita@d1", A, "same", 2))
    assert [moved.of("goita", d) for d in ("d1", "d2")] == [A, "goita"]


def test_the_order_of_the_lines_does_not_matter() -> None:
    lines = [
        decided(A, B, "same", 1), decided(B, C, "same", 2), decided(A, C, "not same", 3), decided(C, D, "same", 4),
        decided(B, D, "same", 5),
    ]  # fmt: skip
    wanted = [who(*lines).of(id_, "d") for id_ in (A, B, C, D)]
    for order in itertools.permutations(lines):
        assert [who(*order).of(id_, "d") for id_ in (A, B, C, D)] == wanted


def test_what_is_decided_is_open_no_more_and_unsure_only_if_asked_for() -> None:
    found = who(decided(A, B, "same", 1), decided(B, C, "not same", 2), decided(C, D, "unsure", 3))
    assert [found.is_open(*pair) for pair in ((A, B), (A, C), (C, D), (A, D))] == [False, False, False, True]
    assert found.is_open(C, D, unsure=True)
    assert who(decided(A, B, "same", 1), decided(A, B, "open", 2)).is_open(A, B)
