"""The phrase book: every type is in it, in both languages, and every line can be learnt from."""

from collections import Counter
from pathlib import Path

import pytest

from graphmali.errors import ReadError
from graphmali.vocabulary import LANGUAGES, load
from training.phrases import read_phrases


def test_every_type_has_ways_to_say_it_and_none_has() -> None:
    counts = Counter((phrase.language, phrase.type) for phrase in read_phrases(load()))
    assert {(language, type_) for language in LANGUAGES for type_ in (*load().relations, None)} <= set(counts)
    assert min(counts.values()) >= 200


def test_no_phrase_of_a_type_is_there_twice() -> None:
    seen = Counter((p.language, p.type, " ".join(p.text.casefold().split())) for p in read_phrases(load()))
    assert [key for key, count in seen.items() if count > 1] == []


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("SUPPORTS", "A supports", "one A and one B"),
        ("SUPPORTS", "A supports B and B", "one A and one B"),
        ("LOVES", "A loves B", "unknown type 'LOVES'"),
    ],
)
def test_a_line_that_teaches_nothing_is_named(tmp_path: Path, name: str, line: str, message: str) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / f"{name}.txt").write_text(f"A helps B\n{line}\n", encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        list(read_phrases(load(), tmp_path))


def test_parties_are_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "NONE.txt").write_text("B, que A a vu à la plage\n", encoding="utf-8")
    (phrase,) = read_phrases(load(), tmp_path)
    assert (phrase.source.of(phrase.text), phrase.target.of(phrase.text), phrase.type) == ("A", "B", None)
    assert "a" not in phrase.stems
