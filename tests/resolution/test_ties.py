"""What claims add up to."""

from dataclasses import replace

from graphmali.model import Claim, ClaimOrigin, Document, Graph, Modality, Party, Span
from graphmali.resolution import add_up, assemble
from graphmali.vocabulary import load

RELATIONS = load().relations


def claim(document: str, source: str, type_: str, other: str, **fields: object) -> Claim:
    base = Claim(
        Claim.id_of(document, source, type_, other, Span(0, 4)), document, Party(source, source, "state"), type_,
        Party(other, other, "state"), Modality.ASSERTED, None, None, None, Span(0, 4), ClaimOrigin.SENTENCE, False,
        "test", "test", 0.8,
    )  # fmt: skip
    return replace(base, **fields)  # type: ignore[arg-type]


def test_copies_count_once_and_add_no_confidence() -> None:
    claims = [claim(d, "russia", "SUPPORTS", "mali") for d in ("d1", "d2", "d3")]
    (tie,) = add_up(claims, RELATIONS, {"d2": "d1"})
    assert (len(tie.claims), tie.documents, tie.origins, tie.confidence) == (3, 3, 2, 0.96)


def test_confidence_weighs_outlets_once_an_origin() -> None:
    claims = [claim(d, "russia", "SUPPORTS", "mali") for d in ("d1", "d2", "d3")]
    # d1 and its copy d2: the better of .8 × .5 and .8 × .25; d3: .8 × 1. So 1 − (1 − .4)(1 − .8) = .88.
    (tie,) = add_up(claims, RELATIONS, {"d2": "d1"}, {"d1": 0.5, "d2": 0.25})
    assert tie.confidence == 0.88
    # Alleged, it is half of that: 1 − (1 − .2)(1 − .4) = .52.
    alleged = [replace(each, modality=Modality.ALLEGED) for each in claims]
    assert add_up(alleged, RELATIONS, {"d2": "d1"}, {"d1": 0.5, "d2": 0.25})[0].confidence == 0.52


def test_a_hundred_copies_are_no_surer_than_one_and_no_tie_is_certain() -> None:
    claims = [claim(f"d{n}", "russia", "SUPPORTS", "mali") for n in range(100)]
    (copied,) = add_up(claims, RELATIONS, {f"d{n}": "d0" for n in range(1, 100)})
    assert (copied.origins, copied.confidence) == (1, 0.8)
    (independent,) = add_up(claims, RELATIONS, {})
    assert (independent.origins, independent.confidence) == (100, 0.99)


def test_undirected_ends_are_one_tie_whatever_their_order() -> None:
    ties = add_up([claim("d1", "mali", "MEETS", "niger"), claim("d2", "niger", "MEETS", "mali")], RELATIONS, {})
    assert [(t.source_id, t.target_id, t.origins) for t in ties] == [("mali", "niger", 2)]


def test_a_denial_contests_a_tie_and_makes_none() -> None:
    denied = claim("d2", "mali", "ATTACKS", "france", modality=Modality.DENIED)
    assert add_up([denied], RELATIONS, {}) == ()
    (tie,) = add_up([claim("d1", "mali", "ATTACKS", "france", modality=Modality.ALLEGED), denied], RELATIONS, {})
    assert (tie.asserted, tie.alleged, tie.denied, len(tie.claims), tie.confidence) == (0, 1, 1, 1, 0.4)


def test_support_and_condemnation_are_two_ties() -> None:
    ties = add_up([claim("d1", "mali", "SUPPORTS", "niger"), claim("d1", "mali", "CONDEMNS", "niger")], RELATIONS, {})
    assert sorted((t.type, t.polarity) for t in ties) == [("CONDEMNS", -1), ("SUPPORTS", 1)]


def test_first_and_last() -> None:
    claims = [
        claim("d1", "russia", "TRAINS", "mali", start="2021-03"),
        claim("d2", "russia", "TRAINS", "mali", start="2020", end="open"),
        claim("d3", "russia", "TRAINS", "mali"),
    ]
    (tie,) = add_up(claims, RELATIONS, {})
    assert (tie.first, tie.last) == ("2020", "open")


def test_a_new_actor_keeps_one_name_whatever_the_order_of_reading() -> None:
    party = Party("new:issa_ba", "Issa  Bâ", "person")
    other = Party("new:issa_ba", "Issa Ba", "person")
    documents = [Document("d1", "text"), Document("d2", "text")]
    claims = [claim("d1", "mali", "MEETS", "x", target=party), claim("d2", "mali", "MEETS", "x", target=other)]
    graphs: list[Graph] = [assemble(documents, order, load()) for order in (claims, claims[::-1])]
    assert graphs[0] == graphs[1]
    assert graphs[0].actor_by_id["new:issa_ba"].name == "Issa Ba"
