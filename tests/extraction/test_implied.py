"""A claim is implied where a pronoun alone names a party; where words name it too, they are the party."""

from graphmali import reading
from graphmali.extraction.encoder import documents
from graphmali.extraction.encoder.reference import MANY, PEOPLE, RELATIVE, SPEAKER, THINGS, pronoun_of
from graphmali.model import Document
from graphmali.vocabulary import load
from training.annotated import parse_all


def is_pronoun(surface: str) -> bool:
    """Not of numbers: "three" may be read as a name for three."""
    return pronoun_of(surface) in PEOPLE | THINGS | MANY | SPEAKER | RELATIVE


def test_a_pronoun_is_a_party_only_where_nothing_else_in_the_sentence_names_the_actor() -> None:
    vocabulary = load()
    implied = named = 0
    for subject in [s for s in parse_all(vocabulary) if s.split == "dev"][:12]:
        for annotated in subject.documents[:3]:
            document = Document.of(annotated.layout()[0], language=subject.language, published=annotated.published)
            mentions, claims = documents.extract(document, reading.passages(document), vocabulary, 0.1)
            for claim in claims:
                pronouns = [p for p in (claim.source, claim.target) if is_pronoun(p.surface)]
                assert claim.implied or not pronouns
                others = [
                    mention
                    for mention in mentions
                    if claim.evidence.contains(mention.span)
                    and mention.actor_id in {party.actor_id for party in pronouns}
                    and not is_pronoun(mention.surface)
                ]
                assert not others
                implied, named = implied + claim.implied, named + (not claim.implied)
    assert implied
    assert named
