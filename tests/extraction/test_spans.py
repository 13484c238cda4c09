"""Who may be a party in a sentence."""

import numpy as np
import pytest

from graphmali.extraction.encoder.network import Floats
from graphmali.extraction.encoder.spans import candidates
from graphmali.model import Span


def tagged(text: str, words: list[str], tag: str = "B") -> tuple[Floats, list[Span]]:
    """A piece a character, those of the words tagged, as if the network had."""
    tags = np.zeros((len(text), 4), np.float32)
    tags[:, 0] = 1
    for word in words:
        at = text.index(word)
        tags[at : at + len(word)] = np.eye(4, dtype=np.float32)[2 if tag == "B" else 3]
        tags[at] = np.eye(4, dtype=np.float32)[1 if tag == "B" else 3]
    return tags, [Span(n, n + 1) for n in range(len(text))]


@pytest.mark.parametrize(
    ("text", "word"), [("Twenty-five soldiers fled.", "five soldiers"), ("A heavy-handed answer.", "-handed")]
)
def test_no_party_begins_inside_of_a_word(text: str, word: str) -> None:
    assert candidates(text, *tagged(text, [word]), ()) == []


@pytest.mark.parametrize(
    ("text", "word", "tag"),
    [
        ("The Mali-Niger border.", "Niger", "B"),
        ("Mali partira, a-t-il juré.", "il", "P"),
        ("The rebels - soldiers once - fled.", "soldiers", "B"),
    ],
)
def test_a_name_a_pronoun_and_what_follows_a_dash_may(text: str, word: str, tag: str) -> None:
    assert [c.span.of(text) for c in candidates(text, *tagged(text, [word], tag), ())] == [word]
