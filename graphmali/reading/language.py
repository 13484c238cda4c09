"""Which language a text is in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

__all__ = ["detect", "normalise"]

_CANDIDATES = ["ar", "de", "en", "es", "fr", "it", "pt"]
_FEWEST_LETTERS = 20
_SAMPLE = 4_000
_NAMES = {"english": "en", "anglais": "en", "french": "fr", "français": "fr", "francais": "fr"}
_THREE = {"eng": "en", "fra": "fr", "fre": "fr"}


def detect(text: str) -> str | None:
    """ISO 639-1 code of the text's language, or None where there is too little to tell.

    >>> detect("The junta in Mali has suspended all political parties."), detect("Mali")
    ('en', None)
    """
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return None
    return str(_identifier().classify(sample)[0])


def normalise(given: str | None) -> str | None:
    """The ISO 639-1 code that somebody's way of writing a language means, None if it means none.

    >>> normalise("fr-FR"), normalise("EN_us"), normalise("French"), normalise("???")
    ('fr', 'en', 'fr', None)
    """
    word = re.split(r"[-_]", (given or "").strip().lower())[0]
    word = _NAMES.get(word) or _THREE.get(word) or word
    return word if re.fullmatch(r"[a-z]{2}", word) else None


@lru_cache(maxsize=1)
def _identifier() -> Any:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages(_CANDIDATES)
    return identifier
