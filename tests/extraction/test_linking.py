"""Whom a mention means: what speaks for a candidate, how it is weighed, and what comes of it in a document."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from graphmali import reading
from graphmali.extraction import extract
from graphmali.extraction.encoder.antecedents import FAR, LONG_AGO, Antecedents, Seen
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
UNSEEN = Seen(NOTHING, (5,))


def antecedents(**weights: np.ndarray) -> Antecedents:  # type: ignore[type-arg]
    """What takes up what by some matrices, the others of which are zeros."""
    shapes = {
        "first.weight": (1, 4), "first.bias": (1,), "ask.weight": (4, 4), "ask.bias": (4,), "answer.weight": (4, 4),
        "answer.bias": (4,), "later.weight": (3, 4), "later.bias": (3,), "earlier.weight": (3, 4),
        "between.weight": (FAR + 1, 3), "ago.weight": (LONG_AGO + 1, 3), "again": (3,), "says.weight": (1, 3),
    }  # fmt: skip
    return Antecedents({name: np.zeros(shape, np.float32) for name, shape in shapes.items()} | weights)


ANTECEDENTS = antecedents()


def told(id_: str, kind: str, *, sentence: int = 0) -> Entity:
    """An actor that a document has told of."""
    return Entity(id_, kind, ACTORS[id_].country, sentence, 0, times=1)


def question(
    *candidates: tuple[str | None, Entity | None], head: str = "bloc", rule: str | None = None, **chances: float
) -> Question:
    """ "The bloc" in the second sentence of a document about Mali; ``chances`` are what the network says."""
    return Question(
        way="definite", surface=head, words=(head,), head=head, before="the", after="said", rule=rule, sort="generic",
        named="definite", whole=False, country=None, plural=False, owner=None, previous=None, adjacent=False,
        sentence=1, vector=NOTHING, chances=chances, first=chances.get(NEW, -12.0),
        candidates=(*candidates, (None, None)), ranks={}, peers={}, inside={},
        setting=Setting("ML", None, frozenset(), told={"NE": 0}),
    )  # fmt: skip


@pytest.fixture
def linker(tmp_path: Path) -> Callable[..., Linker]:
    """Makes a linker of some weights, in which vectors say nothing."""

    def make(weights: dict[str, float], *trust: float) -> Linker:
        about = {
            "categories": [NEW, "igo"],
            "words": {"en": {"bloc": ["ecowas"]}, "fr": {}},
            "weights": weights,
            "trust": {"definite": trust} if trust else {},
        }
        (tmp_path / "linker.json").write_text(json.dumps(about), encoding="utf-8")
        shapes = {"category": (2, 2), "kind.weight": (2, 4), "kind.bias": (2,)}
        np.savez(tmp_path / "linker.npz", **{name: np.zeros(shape, np.float16) for name, shape in shapes.items()})
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


def test_the_heaviest_candidate_is_chosen(linker: Callable[..., Linker]) -> None:
    asked = question(("jnim", told("jnim", "armed_group")), ("ecowas", told("ecowas", "igo")))
    place, certainty = linker({"head=bloc igo": 2.0}).choose(asked, ACTORS)
    assert (place, round(certainty, 3)) == (1, round(np.exp(2) / (np.exp(2) + 2), 3))
    assert linker({"head=bloc new": 1.0, "head=bloc igo": 0.5}).choose(asked, ACTORS)[0] == 2


def test_the_network_counts_as_far_as_it_is_trusted(linker: Callable[..., Linker]) -> None:
    entities = [(id_, told(id_, kind)) for id_, kind in (("jnim", "armed_group"), ("ecowas", "igo"))]
    asked = question(*entities, ("mali", None), jnim=-0.1, ecowas=-3.0, new=-4.0)
    words = {"head=bloc igo": 2.0}
    assert linker(words).choose(asked, ACTORS)[0] == 1
    assert linker(words, 1.0, 1.0, 0.0).choose(asked, ACTORS)[0] == 0
    place, certainty = linker(words, 0.0, 1.0, 0.0).choose(asked, ACTORS)
    said = np.exp([-0.1, -3.0, -4.0, -4.0])
    assert (place, round(certainty, 4)) == (0, round(float(said[0] / said.sum()), 4))
    assert linker({}, 1.0, 0.0, -9.0).choose(asked, ACTORS)[0] == 2


def test_words_that_texts_call_actors_by(linker: Callable[..., Linker]) -> None:
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


def test_what_a_mention_takes_up_has_a_chance_and_so_has_nothing() -> None:
    told = [ANTECEDENTS.earlier(actor, UNSEEN, 0) for actor in ("mali", "jnim", "mali")]
    chances, first = ANTECEDENTS.chances(UNSEEN, 1, told)
    assert np.exp([chances["mali"], chances["jnim"], first]).round(3).tolist() == [0.5, 0.25, 0.25]
    assert ANTECEDENTS.chances(UNSEEN, 1, []) == ({}, 0.0)
    alike = antecedents(**{"ask.weight": np.eye(4, dtype=np.float32), "answer.weight": 9 * np.eye(4, dtype=np.float32)})
    one, other = (Seen(vector, (5,)) for vector in np.eye(4, dtype=np.float32)[:2])
    chances, _ = alike.chances(other, 1, [alike.earlier("mali", one, 0), alike.earlier("jnim", other, 0)])
    assert chances["jnim"] > chances["mali"] + 4


def test_actors_of_one_description_are_told_apart() -> None:
    vocabulary = load()
    reference = Reference("document", "en", None, vocabulary, Context(None, None), Titles(vocabulary, "en"))
    memory = Memory(reference, ACTORS, Newcomers(), ANTECEDENTS)
    memory.next_sentence()
    text = "A trader met another trader."
    found: list[Found] = []
    for start in (2, 21):
        candidate = Candidate(Span(start, start + 6), (0, 1), pronoun=False, names=())
        one = memory.identify(text, candidate, found, UNSEEN)
        assert one is not None
        found.append(one)
    assert [one.actor_id.partition("_")[2] for one in found] == ["trader", "trader:2"]
    assert {one.certainty for one in found} == {0.5}
    pronoun = Candidate(Span(0, 1), (0, 1), pronoun=True, names=())
    assert memory.identify("He left.", pronoun, [], UNSEEN) is None
