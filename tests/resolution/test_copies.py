"""Which texts are copies: measured on our own set, half of which no threshold was chosen on."""

import pytest

from graphmali.delta import copies_among, sketches_of
from graphmali.resolution import originals
from graphmali.resolution.copies import KEYS, Telling, are_copies, sketch
from graphmali.store.layout import SKETCH
from training.copies import HALVES, Text, events, pairs


def found(half: str) -> tuple[list[str], list[str], int]:
    """The rewrites that are found and those that are missed, and the number of others that are taken for copies."""
    hits, missed, wrong = [], [], 0
    origins = {}
    for texts in events(half):
        documents = [text.document for text in texts]
        copies = copies_among(documents, sketches_of(documents))
        origins.update({document.id: copies.get(document.id, document.id) for document in documents})
    for left, right, rewrite in pairs(half):
        same = origins[left.document.id] == origins[right.document.id]
        if rewrite is not None:
            (hits if same else missed).append(rewrite)
        else:
            wrong += same
    return hits, missed, wrong


@pytest.mark.parametrize("half", HALVES)
def test_rewrites_are_found_and_other_reports_are_not_taken_for_them(half: str) -> None:
    hits, missed, wrong = found(half)
    assert len(hits) + len(missed) == 30
    assert len(hits) / (len(hits) + wrong) >= 0.95
    assert len(hits) / (len(hits) + len(missed)) >= 0.90


def test_the_set_has_rewrites_of_both_kinds_and_many_near_topic_pairs() -> None:
    kinds = [rewrite for half in HALVES for _, _, rewrite in pairs(half)]
    assert (kinds.count("light"), kinds.count("heavy"), kinds.count(None)) == (26, 34, 324)


def test_a_sketch_has_a_property_for_each_key() -> None:
    assert len(SKETCH) == KEYS


def _text() -> Text:
    return next(events("dev"))[0]


def _telling(lines: list[str], **fields: object) -> Telling:
    return Telling(tuple(lines), **fields)  # type: ignore[arg-type]


def test_an_item_of_a_digest_is_no_copy_of_the_digest() -> None:
    item = _text().document.text.splitlines()[2:]
    others = [line for texts in events("held") for text in texts for line in text.document.text.splitlines()[2:]]
    assert are_copies(_telling(item), _telling([*item, *others[:3]]))
    assert not are_copies(_telling(item), _telling([*item, *others[:40]]))


def test_the_same_words_with_other_names_and_numbers_are_no_copy() -> None:
    form = "Armed men on motorbikes attacked the village of {} at dawn on {} and killed {} people, said {} and {}."
    more = " They burned the granaries, drove away the cattle and left before any soldiers reached the place."
    one = _telling([form.format("Ogossagou", "Monday", 31, "Amadou Guindo", "Hawa Togo"), more])
    other = _telling([form.format("Sobane", "Friday", 95, "Issa Dolo", "Mariam Kassogue"), more])
    assert one.told_by(other) > 0.6
    assert not are_copies(one, other)


def test_languages_are_not_compared() -> None:
    lines = _text().document.text.splitlines()
    assert not are_copies(_telling(lines, language="en"), _telling(lines, language="fr"))


def test_a_credit_is_evidence() -> None:
    credited = _telling(["x"], credits=frozenset({"lagoon wire"}))
    assert credited.credits_shared(_telling(["x"], outlet="lagoon wire"))
    assert _telling(["x"], outlet="lagoon wire").credits_shared(credited)
    assert not _telling(["x"], outlet="lagoon wire").credits_shared(_telling(["x"], outlet="lagoon wire"))


def test_a_text_without_names_has_no_sketch() -> None:
    assert sketch(_telling(["nobody said anything at all about it"])) == ()


def test_the_original_is_the_earliest_and_then_the_first_by_id() -> None:
    text = _telling(_text().document.text.splitlines()[2:])
    keys = sketch(text)
    for dates, first in (({"a": "2022-02", "b": "2022-01", "c": None}, "b"), ({"a": None, "b": None, "c": None}, "a")):
        origins = originals(dict.fromkeys(dates, keys), dates, lambda ids: dict.fromkeys(ids, text))
        assert origins == dict.fromkeys(dates, first)
