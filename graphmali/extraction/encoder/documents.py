"""Documents to the reader of their language."""

from __future__ import annotations

from graphmali.extraction.encoder.network import load
from graphmali.extraction.encoder.reading import TOLD, Reader
from graphmali.extraction.gazetteer import Gazetteer
from graphmali.extraction.models import WEIGHTS
from graphmali.model import Claim, Document, Mention, Passage
from graphmali.vocabulary import LANGUAGES, Vocabulary

__all__ = ["extract", "reader"]

_READERS: dict[tuple[str, str], Reader] = {}


def reader(vocabulary: Vocabulary, language: str) -> Reader:
    """The reader of a language, made once a vocabulary."""
    key = (vocabulary.digest, language)
    if key not in _READERS:
        _READERS[key] = Reader(load(WEIGHTS), vocabulary, language, Gazetteer(vocabulary, language))
    return _READERS[key]


def extract(
    document: Document, passages: tuple[Passage, ...], vocabulary: Vocabulary, least: float = TOLD
) -> tuple[tuple[Mention, ...], tuple[Claim, ...]]:
    """Mentions, and claims of at least such a confidence; none for a language that the encoder cannot read."""
    language = document.language or "en"
    if language not in LANGUAGES:
        return (), ()
    return reader(vocabulary, language).read(document, passages, least)
