"""Whom a mention means: what speaks for a candidate, how it is weighed, and what comes of it in a document."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from graphmali import reading
from graphmali.extraction import extract
from graphmali.extraction.encoder.linking import NEW, Entity, Linker, Question, Setting, features
from graphmali.extraction.encoder.memory import Memory
from graphmali.extraction.encoder.offices import Titles
from graphmali.extraction.encoder.profiles import Actors
from graphmali.extraction.encoder.reference import Reference
from graphmali.extraction.encoder.spans import Candidate
from graphmali.extraction.mentions import Context, Found
from graphmali.model import Document, Span
from graphmali.vocabulary import load
from tests.choosers import Newcomers

ACTORS = Actors(load())
NOTHING = np.zeros(4, np.float32)


def told(id_: str, kind: str, *, sentence: int = 0) -> Entity:
    """An actor that a document has told of."""
    return Entity(id_, kind, ACTORS[id_].country, NOTHING, sentence, 0, times=1)


def question(*candidates: tuple[str | None, Entity | None], head: str = "bloc", rule: str | None = None) -> Question:
    """ "The bloc" in the second sentence of a document about Mali."""
    return Question(
        way="definite", surface=head, words=(head,), head=head, before="the", after="said", rule=rule, sort="generic",
        named="definite", whole=False, country=None, plural=False, owner=None, previous=None, adjacent=False,
        sentence=1, vector=NOTHING, candidates=(*candidates, (None, None)), ranks={},
        peers={}, inside={}, setting=Setting("ML", None, frozenset(), told={"NE": 0}),
    )  # fmt: skip


@pytest.fixture
def linker(tmp_path: Path) -> Callable[[dict[str, float]], Linker]:
    """Makes a linker of some weights, in which vectors say nothing."""

    def make(weights: dict[str, float]) -> Linker:
        about = {"categories": [NEW, "igo"], "words": {"en": {"bloc": ["ecowas"]}, "fr": {}}, "weights": weights}
        (tmp_path / "linker.json").write_text(json.dumps(about), encoding="utf-8")
        arrays = {f"{name}.{part}": np.zeros((2, 4) if part == "weight" else 2, np.float16)
                  for name in ("kind", "ask", "answer") for part in ("weight", "bias")}  # fmt: skip
        np.savez(tmp_path / "linker.npz", category=np.zeros((2, 2), np.float16), **arrays)
        return Linker(tmp_path)

    return make


def test_what_speaks_for_a_candidate_is_told_in_words() -> None:
    (category, own), (last, new) = features(question(("ecowas", told("ecowas", "igo"))), ACTORS)
    assert (category, last) == ("igo", NEW)
    assert {"head=bloc igo", "ago=1 definite", "word=bloc is ecowas", "main=False definite"} <= set(own)
    assert {"head=bloc new", "fresh=True definite", "rule=generic"} <= set(new)
    assert len(own) == len(set(own))


def test_known_actors_have_the_part_that_they_play() -> None:
    parts = {id_: ACTORS[id_].category for id_ in ("mali_junta", "mali", "niger_police", "assimi_goita", "jnim", "x")}
    assert parts == {
        "mali_junta": "role junta", "mali": "state", "niger_police": "role police", "assimi_goita": "leader",
        "jnim": "armed_group", "x": None,
    }  # fmt: skip


def test_the_latest_countries_and_the_main_one_are_near() -> None:
    setting = Setting("ML", None, frozenset())
    for sentence, country in enumerate(("NE", "BF", "TG", "GH", "BF")):
        setting.tell(country, sentence)
    assert setting.countries == ["BF", "GH", "TG", "ML"]
    (_, niger), (_, mali), _ = features(question(("niger_army", None), ("mali_armed_forces", None)), ACTORS)
    assert "near=before True definite role military" in niger
    assert "near=never definite role military" in mali


def test_words_find_the_actors_that_have_them_in_their_names() -> None:
    assert ACTORS.named(["electoral", "commission"], ["NE"])[0] == "niger_ceni"
    assert ACTORS.named(["vaz"], []) == ["jose_mario_vaz"]
    assert ACTORS.named(["nobody", "commission"], ["NE"]) == ACTORS.named([], ["NE"]) == []


def test_the_heaviest_candidate_is_chosen(linker: Callable[[dict[str, float]], Linker]) -> None:
    asked = question(("jnim", told("jnim", "armed_group")), ("ecowas", told("ecowas", "igo")))
    place, certainty = linker({"head=bloc igo": 2.0}).choose(asked, ACTORS)
    assert (place, round(certainty, 3)) == (1, round(np.exp(2) / (np.exp(2) + 2), 3))
    assert linker({"head=bloc new": 1.0, "head=bloc igo": 0.5}).choose(asked, ACTORS)[0] == 2


def test_words_that_texts_call_actors_by(linker: Callable[[dict[str, float]], Linker]) -> None:
    assert list(linker({}).called("bloc", "en")) == ["ecowas"]
    assert list(linker({}).called("bloc", "fr")) == []


def actors_of(text: str, *words: str, language: str = "en") -> list[str | None]:
    """Whom the last mention with each of the words is taken for."""
    document = Document.of(text, language=language, published="2023-08-20")
    mentions, _ = extract(document, reading.passages(document), load(), "encoder")
    found = {mention.surface: mention.actor_id for mention in mentions}
    return [found.get(word) for word in words]


def test_a_pronoun_takes_up_who_was_named() -> None:
    text = "ECOWAS suspended Niger after the coup. It also closed the borders, and it threatened to use force."
    assert actors_of(text, "It", "it") == ["ecowas", "ecowas"]


def test_actors_of_one_description_are_told_apart() -> None:
    vocabulary = load()
    reference = Reference("document", "en", None, vocabulary, Context(None, None), Titles(vocabulary, "en"))
    memory = Memory(reference, ACTORS, Newcomers())
    memory.next_sentence()
    text = "A trader met another trader."
    found: list[Found] = []
    for start in (2, 21):
        candidate = Candidate(Span(start, start + 6), (0, 1), pronoun=False, names=())
        one = memory.identify(text, candidate, found, NOTHING)
        assert one is not None
        found.append(one)
    assert [one.actor_id.partition("_")[2] for one in found] == ["trader", "trader:2"]
    assert {one.certainty for one in found} == {0.5}
    pronoun = Candidate(Span(0, 1), (0, 1), pronoun=True, names=())
    assert memory.identify("He left.", pronoun, [], NOTHING) is None
