"""Every annotated mention as a question to the linker, with the annotator's answer.

Every document is read as the reader reads it, but with the annotator's mentions, and with the annotator's answers as
what was told before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphmali.extraction.encoder.linking import Actors, Question, features
from graphmali.extraction.encoder.memory import Memory
from graphmali.extraction.encoder.network import Network as Runtime
from graphmali.extraction.encoder.offices import Titles
from graphmali.extraction.encoder.pieces import Pieces
from graphmali.extraction.encoder.reference import Reference
from graphmali.extraction.encoder.spans import Candidate
from graphmali.extraction.gazetteer import Gazetteer
from graphmali.extraction.mentions import find_mentions, read_context
from graphmali.extraction.recall import content_words, publishers
from graphmali.vocabulary import LANGUAGES, Vocabulary
from training.annotated import AnnotatedDocument, Subject
from training.examples import passage_of

__all__ = ["Answer", "called_by", "questions"]

_CALLED = 2
"""Subjects that must call an actor by a word before the word is remembered for it."""
_OFTEN = 4
"""Actors that are remembered for a word."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A mention as it was asked about, and the place of the right candidate: the new one where no other is right."""

    question: Question
    described: list[tuple[str, list[str]]]
    right: int


class _Teacher:
    """Chooses what the annotator chose, and takes down the questions."""

    def __init__(self, called: Mapping[str, Mapping[str, list[str]]]) -> None:
        self._called = called
        self.actor = ""
        self.whose: dict[str, str] = {}
        """By id in the document, the annotated actor."""
        self.answers: list[Answer] = []

    def called(self, word: str, language: str) -> Sequence[str]:
        return self._called[language].get(word, ())

    def choose(self, question: Question, actors: Actors) -> tuple[int, float]:
        ids = [id_ for id_, _ in question.candidates]
        told = [n for n, id_ in enumerate(ids) if id_ is not None and self.whose.get(id_) == self.actor]
        right = ids.index(self.actor) if self.actor in ids else told[0] if told else len(ids) - 1
        self.answers.append(Answer(question, features(question, actors), right))
        return right, 1.0


def called_by(subjects: Sequence[Subject], vocabulary: Vocabulary) -> dict[str, dict[str, list[str]]]:
    """By language and word, the listed actors that are called so in several subjects, the most often called first."""
    found: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject in subjects:
        for unit in subject.units:
            for mention in unit.mentions:
                if not mention.pronoun and mention.actor in vocabulary.actor_by_id:
                    for word in content_words(mention.span.of(unit.text)):
                        found[subject.language, word][mention.actor].add(subject.name)
    result: dict[str, dict[str, list[str]]] = {language: {} for language in LANGUAGES}
    for (language, word), actors in sorted(found.items()):
        often = sorted((-len(names), id_) for id_, names in actors.items() if len(names) >= _CALLED)
        if often:
            result[language][word] = [id_ for _, id_ in often[:_OFTEN]]
    return result


def questions(
    subjects: Sequence[Subject], vocabulary: Vocabulary, network: Runtime, called: Mapping[str, Mapping[str, list[str]]]
) -> Iterator[Answer]:
    """Every mention of the subjects, in the order of the text."""
    gazetteers = {language: Gazetteer(vocabulary, language) for language in LANGUAGES}
    titles = {language: Titles(vocabulary, language) for language in LANGUAGES}
    actors = Actors(vocabulary)
    for subject in subjects:
        for document in subject.documents:
            teacher = _Teacher(called)
            gazetteer = gazetteers[subject.language]
            context = read_context(
                [passage_of(unit) for unit in document.units], None, gazetteer, vocabulary, document.published
            )
            reference = Reference(
                document.id, subject.language, document.published, vocabulary, context, titles[subject.language]
            )
            memory = Memory(reference, actors, teacher)
            _ask(document, subject.language, memory, teacher, network, gazetteer)
            yield from teacher.answers


def _ask(
    document: AnnotatedDocument, language: str, memory: Memory, teacher: _Teacher, network: Runtime,
    gazetteer: Gazetteer,
) -> None:  # fmt: skip
    told = memory.reference
    told.open_with(publishers(document.publisher, language, gazetteer, told.vocabulary, told.context))
    for unit in document.units:
        ids, places = network.pieces.encode(unit.text)
        x = network.vectors(ids)
        memory.next_sentence(headline=unit.kind == "headline")
        names = find_mentions(unit.text, language, gazetteer, told.vocabulary, told.context)
        earlier = []
        for mention in sorted(unit.mentions, key=lambda m: m.span):
            pieces = Pieces.range_of(mention.span, places)
            inside = () if mention.pronoun else tuple(n for n in names if n.span.overlaps(mention.span))
            teacher.actor = mention.actor
            candidate = Candidate(mention.span, pieces, mention.pronoun, inside)
            found = memory.identify(unit.text, candidate, earlier, x[slice(*pieces)].mean(0))
            if found is not None:
                teacher.whose[found.actor_id] = mention.actor
                earlier.append(found)
