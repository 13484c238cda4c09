"""Any string is survived, and evidence is always an exact substring."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphmali import reading
from graphmali.extraction import EXTRACTORS, extract
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
@given(text=texts, language=st.sampled_from(["en", "fr", "de", None]), extractor=st.sampled_from(EXTRACTORS))
def test_any_text(text: str, language: str | None, extractor: str) -> None:
    document = Document.of(text, language=language, published="2025-05-05")
    mentions, claims = extract(document, reading.passages(document), load(), extractor)
    for mention in mentions:
        assert mention.span.of(text) == mention.surface
    for claim in claims:
        assert 0 <= claim.evidence.start < claim.evidence.end <= len(text)
        for party in (claim.source, claim.target):
            assert party.span is None or party.span.of(text) == party.surface


@pytest.mark.parametrize("extractor", EXTRACTORS)
def test_a_long_line_is_read_to_its_end(extractor: str) -> None:
    text = "The summit took place in a large hall by the river. " * 600 + "ECOWAS has imposed sanctions on Mali."
    document = Document.of(text, language="en")
    (claim,) = extract(document, reading.passages(document), load(), extractor)[1]
    assert (claim.type, claim.evidence.end) == ("SANCTIONS", len(text))


HOSTILE = {
    "one line of 100,000 characters": "Mali condemned France and " * 4_000,
    "no space in 100,000 characters": "x" * 100_000,
    "right-to-left marks": "\u202eMali\u202c condemned \u200fFrance\u200e. " * 50,
    "emoji": "🇲🇱 Mali 😡 condemned 🇫🇷 France 👨‍👩‍👧. " * 50,
    "NULs": "Mali\x00 condemned\x00 France.\x00" * 100,
    "lone surrogates": "Mali \ud800 condemned \udfff France.",
    "combining marks": "M" + "\u0301" * 5_000 + "ali condemned France.",
    "10,000 table cells": "| Actor | Support |\n|---|---|\n" + "| Russia | arms |\n" * 5_000,
    "nested brackets": "(" * 5_000 + "Mali" + ")" * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_survived(name: str) -> None:
    text = HOSTILE[name]
    document = Document.of(text, language="en")
    mentions, claims = extract(document, reading.passages(document), load())
    assert all(mention.span.of(text) == mention.surface for mention in mentions)
    assert all(claim.evidence.of(text) for claim in claims)
