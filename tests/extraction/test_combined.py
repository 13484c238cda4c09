"""Rules and encoder together: nothing is told twice, and what only the rules see is told with less confidence."""

from collections.abc import Iterable
from itertools import pairwise

from graphmali import reading
from graphmali.extraction import extract
from graphmali.extraction.encoder import documents
from graphmali.model import Claim, Document
from graphmali.vocabulary import load

TEXT = (
    "Mali expelled the French ambassador in January 2022. ECOWAS imposed sanctions on Mali. The junta accused Paris of"
    " arming the rebels. Moscow has shipped a second batch of helicopters to Bamako, and Niger recalled its envoy."
)
DOCUMENT = Document.of(TEXT, language="en", published="2022-02-01")


def by(extractor: str, text: str = TEXT, least: float | None = None) -> dict[str, Claim]:
    """The claims of an extractor by id; of the encoder also from another confidence on."""
    document = Document.of(text, language="en", published="2022-02-01")
    passages = reading.passages(document)
    if least is not None:
        return {claim.id: claim for claim in documents.extract(document, passages, load(), least)[1]}
    return {claim.id: claim for claim in extract(document, passages, load(), extractor)[1]}


def about(claims: Iterable[Claim]) -> list[tuple[object, ...]]:
    """On which words about whom."""
    return [(c.evidence, *sorted({c.source.actor_id, c.target.actor_id})) for c in claims]


def place(claim: Claim) -> tuple[object, ...]:
    """The type, and which words it is about: the two may take them for different actors."""
    return claim.type, claim.evidence, claim.source.span, claim.target.span


def test_what_the_rules_say_is_kept_and_what_only_the_encoder_sees_is_added() -> None:
    rules, encoder, both = by("rules"), by("encoder"), by("both")
    assert rules.keys() <= both.keys() <= rules.keys() | encoder.keys()
    added = [claim for id_, claim in both.items() if id_ not in rules]
    assert added
    assert all(encoder[claim.id] == claim for claim in added)
    assert not set(about(added)) & set(about(rules.values()))


def test_mentions_stand_once() -> None:
    mentions, _ = extract(DOCUMENT, reading.passages(DOCUMENT), load(), "both")
    spans = sorted(m.span for m in mentions)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_the_rules_are_less_sure_of_what_the_encoder_does_not_see() -> None:
    text = (
        "On Monday, Mali's junta gave the French ambassador 72 hours to leave, accusing Paris of supporting "
        "terrorists, while Russia criticised ECOWAS for its sanctions against Mali."
    )
    rules, both = by("rules", text), by("both", text)
    least = {place(claim): claim.confidence for claim in by("encoder", text, 0.15).values()}
    seen = {id_: least.get(place(claim)) for id_, claim in rules.items()}
    assert {confidence is None for confidence in seen.values()} == {True, False}
    for id_, confidence in seen.items():
        remains = 0.5 if confidence is None else 0.75 if confidence < 0.5 else 1.0
        assert both[id_].confidence == round(rules[id_].confidence * remains, 2)


def test_a_party_that_the_rules_work_out_gives_way_to_one_that_is_named() -> None:
    text = "Cotton growers in Banfora marched against the government of Burkina Faso over unpaid harvests."
    ends = {n: {(c.type, c.source.surface) for c in by(n, text).values()} for n in ("rules", "encoder", "both")}
    assert {type_ for type_, _ in ends["rules"]} == {"PROTESTS_AGAINST"}
    assert ("PROTESTS_AGAINST", "Cotton growers in Banfora") in ends["encoder"] - ends["rules"]
    assert ends["both"] == ends["encoder"]
