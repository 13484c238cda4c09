"""Every annotated mention as a question to the linker, with the annotator's answer.

Every document is read as the reader reads it, but with the annotator's mentions, and with the annotator's answers as
what was told before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphmali.extraction.encoder.antecedents import Seen
from graphmali.extraction.encoder.linking import Chooser, Question, features
from graphmali.extraction.encoder.memory import Memory
from graphmali.extraction.encoder.network import Network as Runtime
from graphmali.extraction.encoder.offices import Titles
from graphmali.extraction.encoder.pieces import Pieces
from graphmali.extraction.encoder.profiles import ROLE, Actors
from graphmali.extraction.encoder.reference import Reference
from graphmali.extraction.encoder.spans import Candidate
from graphmali.extraction.gazetteer import Gazetteer
from graphmali.extraction.mentions import find_mentions, read_context
from graphmali.extraction.recall import content_words, publishers
from graphmali.vocabulary import LANGUAGES, Vocabulary
from training.annotated import AnnotatedDocument, AnnotatedMention, Subject, Unit
from training.examples import passage_of

__all__ = ["Answer", "Sight", "called_by", "questions"]

_CALLED = 2
"""Subjects that must call an actor by a word before the word is remembered for it."""
_OFTEN = 4
"""Actors, and roles, that are remembered for a word."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A mention as it was asked about, and the place of the right candidate: the new one where no other is right."""

    question: Question
    described: list[tuple[str, list[str]]]
    right: int


class Sight:
    """How the network sees annotated mentions, each sentence read once however often it is asked about."""

    def __init__(self, network: Runtime) -> None:
        self._network = network
        self._read: dict[str, list[tuple[tuple[int, int], Seen]]] = {}
        self.antecedents = network.antecedents

    def of(self, unit: Unit) -> list[tuple[tuple[int, int], Seen]]:
        """The range of pieces of every mention of a unit and how it is seen, in the order of the text."""
        if unit.where not in self._read:
            ids, places = self._network.pieces.encode(unit.text)
            x = self._network.vectors(ids)
            ranges = [Pieces.range_of(mention.span, places) for mention in _in_order(unit)]
            self._read[unit.where] = [
                (range_, Seen(x[slice(*range_)].mean(0), tuple(ids[slice(*range_)]))) for range_ in ranges
            ]
        return self._read[unit.where]


def _in_order(unit: Unit) -> list[AnnotatedMention]:
    return sorted(unit.mentions, key=lambda mention: mention.span)


class _Teacher:
    """Takes down the questions with the annotator's answers, and chooses as the annotator or, if there is one, as a
    pupil would."""

    def __init__(self, called: Mapping[str, Mapping[str, list[str]]], pupil: Chooser | None) -> None:
        self._called = called
        self._pupil = pupil
        self.actor = ""
        self.whose: dict[str, str] = {}
        """By id in the document, the annotated actor of the first mention that was taken for it."""
        self.answers: list[Answer] = []

    def called(self, word: str, language: str) -> Sequence[str]:
        return self._called[language].get(word, ())

    def choose(self, question: Question, actors: Actors) -> tuple[int, float]:
        ids = [id_ for id_, _ in question.candidates]
        told = [n for n, id_ in enumerate(ids) if id_ is not None and self.whose.get(id_) == self.actor]
        right = ids.index(self.actor) if self.actor in ids else told[0] if told else len(ids) - 1
        self.answers.append(Answer(question, features(question, actors), right))
        return self._pupil.choose(question, actors) if self._pupil else (right, 1.0)


def called_by(subjects: Sequence[Subject], vocabulary: Vocabulary) -> dict[str, dict[str, list[str]]]:
    """By language and word, the roles that it means in several subjects, and the listed actors that are called so, the
    most often called first."""
    actors = Actors(vocabulary)
    found: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject in subjects:
        for unit in subject.units:
            for mention in unit.mentions:
                category = actors[mention.actor].category or ""
                keys = [category] if category.startswith(ROLE) else []
                keys += [mention.actor] if mention.actor in vocabulary.actor_by_id else []
                for word in content_words(mention.span.of(unit.text)) if not mention.pronoun else ():
                    for key in keys:
                        found[subject.language, word][key].add(subject.name)
    result: dict[str, dict[str, list[str]]] = {language: {} for language in LANGUAGES}
    for (language, word), called in sorted(found.items()):
        often = sorted((-len(names), key) for key, names in called.items() if len(names) >= _CALLED)
        keys = [key for _, key in often]
        roles, others = ([k for k in keys if k.startswith(ROLE) is role][:_OFTEN] for role in (True, False))
        if often:
            result[language][word] = [*roles, *others]
    return result


def questions(
    subjects: Sequence[Subject], vocabulary: Vocabulary, sight: Sight,
    called: Mapping[str, Mapping[str, list[str]]], pupil: Chooser | None = None,
) -> Iterator[Answer]:  # fmt: skip
    """Every mention of the subjects, in the order of the text; with a pupil, after what that one chose before."""
    gazetteers = {language: Gazetteer(vocabulary, language) for language in LANGUAGES}
    titles = {language: Titles(vocabulary, language) for language in LANGUAGES}
    actors = Actors(vocabulary)
    for subject in subjects:
        for document in subject.documents:
            teacher = _Teacher(called, pupil)
            gazetteer = gazetteers[subject.language]
            context = read_context(
                [passage_of(unit) for unit in document.units], None, gazetteer, vocabulary, document.published
            )
            reference = Reference(
                document.id, subject.language, document.published, vocabulary, context, titles[subject.language]
            )
            memory = Memory(reference, actors, teacher, sight.antecedents)
            _ask(document, subject.language, memory, teacher, sight, gazetteer)
            yield from teacher.answers


def _ask(
    document: AnnotatedDocument, language: str, memory: Memory, teacher: _Teacher, sight: Sight,
    gazetteer: Gazetteer,
) -> None:  # fmt: skip
    told = memory.reference
    told.open_with(publishers(document.publisher, language, gazetteer, told.vocabulary, told.context))
    for unit in document.units:
        names = find_mentions(unit.text, language, gazetteer, told.vocabulary, told.context)
        memory.next_sentence(names, headline=unit.kind == "headline")
        earlier = []
        for mention, (pieces, seen) in zip(_in_order(unit), sight.of(unit), strict=True):
            inside = () if mention.pronoun else tuple(n for n in names if n.span.overlaps(mention.span))
            teacher.actor = mention.actor
            candidate = Candidate(mention.span, pieces, mention.pronoun, inside)
            found = memory.identify(unit.text, candidate, earlier, seen)
            if found is not None:
                teacher.whose.setdefault(found.actor_id, mention.actor)
                earlier.append(found)
