"""What holds for any text and any bytes."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from graphmali.errors import ReadError
from graphmali.model import Document, Passage, Reject
from graphmali.reading import READERS, passages
from graphmali.reading.source import Source

PIECES = st.sampled_from(
    [
        "<p>",
        "</tr>>",
        "< / li >",
        '<<"//tr">',
        "<",
        ">",
        "|",
        "|—|—|",
        "\n",
        "\r\n",
        "&amp;",
        "&#8217;",
        "&nbsp;",
        "**",
        "- ",
        "• ",
        "1. ",
        "# ",
        "’",
        "\xa0",
        "\u200b",
        "\x00",
        "é",
        "é",
        "stall,the",
        "here.With",
        "overall .",
        "[Mali](http://a.b/c)",
        " p >",
        "By AFP",
        "A lire aussi : x",
        "Mali",
        " ",
        "\t",
        "---\n",
        "a@b.c,d",
        "😀",
        "�",
    ]
)
MESSY = st.one_of(st.text(), st.lists(PIECES, max_size=40).map("".join))
APOSTROPHES = "’‘ʼ′`´＇"


def is_sound(passage: Passage, text: str) -> bool:
    offsets = passage.offsets
    return (
        len(offsets) == len(passage.text) + 1
        and all(a <= b for a, b in itertools.pairwise(offsets))
        and offsets[0] >= 0
        and offsets[-1] <= len(text)
    )


def stands_for(character: str, original: str) -> bool:
    if character == original or original == "&":
        return True
    if character == "'":
        return original in APOSTROPHES
    return character == "|" and original in "<\t"


@given(MESSY)
@example("<td>a</td><td>b</td>")
@example(">a< >b<")
@example("&amp;")
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_character_of_a_passage_is_one_of_the_original(text: str) -> None:
    for passage in passages(Document.of(text)):
        assert passage.text.strip()
        assert is_sound(passage, text)
        for character, offset in zip(passage.text, passage.offsets, strict=False):
            if character != " ":
                assert stands_for(character, text[offset]), (character, text[offset])
        for cell in passage.cells:
            assert 0 <= cell.start <= cell.end <= len(passage.text)
        assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in passage.text)


@given(MESSY)
@settings(max_examples=100, deadline=None)
def test_passages_stand_in_the_order_of_the_text(text: str) -> None:
    starts = [passage.offsets[0] for passage in passages(Document.of(text))]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        " ",
        "<",
        ">",
        "< ",
        "> ",
        "- ",
        "-",
        "|",
        "| ",
        "|-",
        "a,b",
        "*",
        "**a",
        "_",
        "[",
        "[a](",
        "(",
        "&",
        "&#1",
        "p >",
        "a.B",
        "\t",
        "# ",
        "#",
        "=",
        ">a<",
        "a@",
        "a ",
        "A lire aussi ",
        "http://",
        "\n",
        "a\n",
        "`",
        "<p ",
        "--- ",
        ". ",
    ],
)
def test_long_lines_are_read(piece: str) -> None:
    text = "Mali x" + piece * (100_000 // len(piece)) + "x"
    for passage in passages(Document.of(text)):
        assert is_sound(passage, text)


HEADS = {
    ".pdf": [
        b"%PDF-1.4\n",
        b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\nxref\n0 1\ntrailer\n<</Root 1 0 R>>\nstartxref\n0\n%%EOF",
    ],
    ".docx": [b"PK\x03\x04"],
    ".xml": [b"<rss><channel><item><title>", b"<?xml version='1.0'?><feed><entry>"],
    ".rss": [b"<rss><channel><item><description>"],
    ".html": [b"<html><body><p>", b"<table><tr><td>", b"<?xml encoding='utf-8'?><a>"],
    ".json": [b"[", b'{"text":', b'{"articles": [{'],
    ".jsonl": [b'{"text": "', b'{"text": "a"}\n'],
}


@pytest.mark.parametrize("suffix", sorted(READERS))
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_bytes_make_a_reader_raise_anything_else(suffix: str, data: st.DataObject) -> None:
    head = data.draw(st.sampled_from([b"", *HEADS.get(suffix, [])]))
    body = data.draw(st.one_of(st.binary(max_size=300), MESSY.map(lambda t: t.encode("utf-8", "surrogatepass"))))
    try:
        found = list(READERS[suffix](Source("x", head + body)))
    except ReadError as error:
        found, reason = [], error.message
    else:
        reason = "read"
    assert reason
    assert "\n" not in reason
    for item in found:
        assert isinstance(item, Document | Reject)
        if isinstance(item, Document):
            assert item.text.strip()
            passages(item)


@pytest.mark.parametrize("suffix", [".json", ".jsonl"])
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda x: (
            st.lists(x) | st.dictionaries(st.sampled_from(["text", "title", "id", "url", "articles", "published"]), x)
        ),
    )
)
@settings(max_examples=100, deadline=None)
def test_any_json_is_read_or_rejected(suffix: str, value: object) -> None:
    import json

    try:
        found = list(READERS[suffix](Source("x", json.dumps(value).encode())))
    except ReadError:
        return
    assert all(isinstance(item, Document | Reject) for item in found)
    for item in found:
        if isinstance(item, Document):
            item.text.encode("utf-8")
