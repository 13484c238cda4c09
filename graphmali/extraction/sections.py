"""What the place of a sentence says of it: a list of recommendations, an outlook."""

from __future__ import annotations

import re

from graphmali.extraction.cues import Cues
from graphmali.extraction.gazetteer import fold
from graphmali.model import Modality, Passage, PassageKind

__all__ = ["introduced_modality", "section_modality"]


def section_modality(passage: Passage, cues: Cues) -> Modality:
    """How a sentence is meant by the heading that it stands under."""
    words = set(re.findall(r"\w+", fold(passage.section or "")))
    if words & cues.words.get("section_advice", frozenset()):
        return Modality.RECOMMENDED
    if words & cues.words.get("section_outlook", frozenset()) and passage.kind is not PassageKind.PARAGRAPH:
        return Modality.POSSIBLE
    return Modality.ASSERTED


def introduced_modality(text: str, cues: Cues) -> Modality:
    """How the bullets below a paragraph are meant: it ends in a colon, and speaks of advice."""
    if not text.rstrip().endswith(":"):
        return Modality.ASSERTED
    words = set(re.findall(r"\w+", fold(text.rstrip()[-200:])))
    return Modality.RECOMMENDED if words & cues.words.get("introduces_advice", frozenset()) else Modality.ASSERTED
