"""What the page and the figure say, in the language of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

__all__ = ["LANGUAGES", "Words", "speak"]

LANGUAGES = ("en", "fr")
"""The languages, ISO 639-1, the default first."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; what has none is named as it is, in lower case and with blanks.

    ``ui`` are sentences by key, with names in braces to fill in.
    """

    language: str
    ui: Mapping[str, str]
    relations: Mapping[str, str]
    kinds: Mapping[str, str]
    modalities: Mapping[str, str]
    measures: Mapping[str, str]

    def relation(self, type_: str) -> str:
        """A type of tie as one reads it.

        >>> speak("en").relation("SUPPLIES_ARMS_TO"), speak("fr").relation("SUPPLIES_ARMS_TO")
        ('supplies arms to', 'livre des armes à')
        """
        return self.relations.get(type_) or _plain(type_)

    def kind(self, kind: str) -> str:
        """A kind of actor as one reads it."""
        return self.kinds.get(kind) or _plain(kind)

    def measure(self, name: str) -> str:
        """A measure as one reads it."""
        return self.measures.get(name) or name.replace("-", " ").replace("_", " ")


def _plain(name: str) -> str:
    return name.replace("_", " ").lower()


@cache
def speak(language: str) -> Words:
    """The words of one of :data:`LANGUAGES`."""
    text = (files(__package__) / "words" / f"{language}.yaml").read_text("utf-8")
    return Words(language, **yaml.safe_load(text))
