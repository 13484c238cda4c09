"""What the linker learns from: the annotator's mentions as questions, with the right answer among the candidates."""

from graphmali.extraction.encoder.network import load as load_network
from graphmali.extraction.models import WEIGHTS
from graphmali.vocabulary import load
from tests.choosers import Newcomers
from training.annotated import parse_all
from training.questions import Answer, Sight, called_by, questions


def test_the_right_answer_is_what_the_annotator_said() -> None:
    vocabulary = load()
    subjects = [s for s in parse_all(vocabulary) if s.split == "train"]
    chosen = subjects[:1]
    called = called_by(subjects[1:], vocabulary)
    answers = list(questions(chosen, vocabulary, Sight(load_network(WEIGHTS)), called))
    mentions = [m for d in chosen[0].documents for u in d.units for m in sorted(u.mentions, key=lambda m: m.span)]
    assert len(answers) == len(mentions)
    known = 0
    for answer, mention in zip(answers, mentions, strict=True):
        id_, entity = answer.question.candidates[answer.right]
        ids = [candidate for candidate, _ in answer.question.candidates]
        if mention.actor in ids:
            assert id_ == mention.actor
            known += 1
        assert id_ is None or entity is not None or id_ == mention.actor
        assert len(answer.described) == len(ids)
    assert known > len(mentions) / 2


def test_a_word_calls_whom_several_subjects_call_so() -> None:
    vocabulary = load()
    called = called_by([s for s in parse_all(vocabulary) if s.split == "train"], vocabulary)
    assert "ecowas" in called["en"]["bloc"]
    assert "jnim" in called["fr"]["gsim"]
    assert "role judiciary" in called["fr"]["juges"]
    assert all(1 <= len(keys) <= 8 for words in called.values() for keys in words.values())


def test_a_pupil_is_asked_after_its_own_choices() -> None:
    vocabulary = load()
    subjects = [s for s in parse_all(vocabulary) if s.split == "train"]
    sight = Sight(load_network(WEIGHTS))
    taught = list(questions(subjects[:1], vocabulary, sight, {"en": {}, "fr": {}}))
    own = list(questions(subjects[:1], vocabulary, sight, {"en": {}, "fr": {}}, Newcomers()))
    assert len(own) == len(taught)
    assert _told(own) != _told(taught)
    right = [a.question.candidates[a.right] for a in own]
    assert any(id_ is not None and entity is None for id_, entity in right)


def _told(answers: list[Answer]) -> int:
    return sum(entity is not None for answer in answers for _, entity in answer.question.candidates)
