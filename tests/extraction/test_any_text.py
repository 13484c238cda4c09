"""Any string is survived, and evidence is always an exact substring."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphmali import reading
from graphmali.extraction import extract
from graphmali.model import Document
from graphmali.vocabulary import load

WORDS = (
    "Mali Russia ECOWAS France junta soldiers army Malian condemned sanctions on imposed by accused of arming"
    " since 2020 2021-present the in and not will may | |---| • - . , ; : \n \n\n — ’ « » <b> </tr>> &amp; \u200b"
    " \u202e \x00 😀 Goïta La junte a expulsé l'ambassadeur de selon"
).split(" ")

texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=40).map("".join),
)


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts, language=st.sampled_from(["en", "fr", "de", None]))
def test_any_text(text: str, language: str | None) -> None:
    document = Document.of(text, language=language, published="2025-05-05")
    mentions, claims = extract(document, reading.passages(document), load())
    for mention in mentions:
        assert mention.span.of(text) == mention.surface
    for claim in claims:
        assert 0 <= claim.evidence.start < claim.evidence.end <= len(text)
        for party in (claim.source, claim.target):
            assert party.span is None or party.span.of(text) == party.surface


def test_a_long_line_is_read_to_its_end() -> None:
    text = "The summit took place in a large hall by the river. " * 600 + "Mali expelled the French ambassador."
    document = Document.of(text, language="en")
    (claim,) = extract(document, reading.passages(document), load())[1]
    assert (claim.type, claim.evidence.end) == ("EXPELS", len(text))
