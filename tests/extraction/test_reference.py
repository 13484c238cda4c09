"""Whom words stand for: what the rules guess of the encoder's mentions, and what the linker makes of the guess."""

import re

import pytest

from graphmali.extraction.encoder.offices import Titles
from graphmali.extraction.encoder.reference import Reference
from graphmali.extraction.encoder.spans import Candidate
from graphmali.extraction.gazetteer import Gazetteer
from graphmali.extraction.mentions import find_mentions, read_context
from graphmali.model import Passage, PassageKind, Span
from graphmali.vocabulary import load

PRONOUNS = {"it", "he", "they", "who", "its", "il", "elle", "ses"}


def linked(text: str, *, language: str = "en", published: str = "2023-11-20") -> list[str]:
    """The actors of the words in brackets, one sentence a line."""
    vocabulary = load()
    gazetteer = Gazetteer(vocabulary, language)
    lines = [re.sub(r"[\[\]]", "", line) for line in text.split("\n")]
    passages = [Passage(PassageKind.PARAGRAPH, line, tuple(range(len(line) + 1))) for line in lines]
    context = read_context(passages, None, gazetteer, vocabulary, published)
    memory = Reference("document", language, published, vocabulary, context, Titles(vocabulary, language))
    found = []
    for marked, line in zip(text.split("\n"), lines, strict=True):
        names = find_mentions(line, language, gazetteer, vocabulary, context)
        memory.next_sentence()
        earlier = []
        for number, match in enumerate(re.finditer(r"\[(.+?)\]", marked)):
            start = match.start() - 2 * number
            span = Span(start, start + len(match[1]))
            pronoun = match[1].casefold() in PRONOUNS
            inside = () if pronoun else tuple(name for name in names if name.span.overlaps(span))
            one = memory.guess(line, Candidate(span, (0, 0), pronoun, inside), earlier)
            assert one is not None
            if not pronoun:
                memory.remember(one)
            earlier.append(one)
            found.append(one.actor_id)
    return found


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("Mali stood firm.\n[Goïta] said so.", ["assimi_goita"]),
        ("[General Tiani] spoke in Niger.\n[He] was calm.", ["tiani", "tiani"]),
        ("[ECOWAS] met in Abuja.\n[It] said that [its] patience was over.", ["ecowas", "ecowas", "ecowas"]),
        ("[Mali] left.\nThe [Malian state] is alone.", ["mali", "mali"]),
        ("The [Malian forces] advanced.", ["mali_armed_forces"]),
        ("In Mali [fighters of JNIM] struck.", ["jnim"]),
        ("In Mali [Senegal]'s [president] waited.", ["senegal", "macky_sall"]),
    ],
)
def test_names_and_descriptions(text: str, actors: list[str]) -> None:
    assert linked(text) == actors


@pytest.mark.parametrize("phrase", ["Algiers daily", "FLA forerunners", "four Chinese engineers", "students of Bamako"])
def test_a_name_in_a_phrase_about_others_is_not_meant(phrase: str) -> None:
    (actor,) = linked(f"In Mali the [{phrase}] were heard.")
    assert actor.startswith("new:")


def test_a_name_behind_common_words_is_the_name() -> None:
    first, second = linked("Selon la [militante Hadiza Kollo Mai], rien ne va.\n[Kollo Mai] insiste.", language="fr")
    assert first == second == "new:hadiza_kollo_mai"


def test_a_surname_is_nobody_elses_than_the_one_named_before() -> None:
    first, second = linked("In Burkina Faso the painter [Awa Traoré] spoke.\n[Traoré] was not alone.")
    assert first == second
