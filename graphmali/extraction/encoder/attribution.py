"""Who says so, by the words around a name: "according to the UN", "…, said Mr Diop", "selon Bamako"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from graphmali.extraction.cues import Cues
from graphmali.extraction.gazetteer import fold
from graphmali.extraction.mentions import Found

__all__ = ["Speech"]

_IRREGULAR = {"say": "said", "tell": "told", "write": "wrote"}
_BEFORE = {
    "en": re.compile(r"\b(?:according to|in the words of|quoted by|cited by)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE),
    "fr": re.compile(
        r"\b(?:selon|d['’]apr[eè]s|pour|[aà] en croire)\s+(?:l['’]|les?\s+|la\s+|une?\s+)?$", re.IGNORECASE
    ),
}


class Speech:
    """The words for saying in one language."""

    def __init__(self, cues: Cues, language: str) -> None:
        forms = "|".join(sorted({form for lemma in cues.words["say"] for form in _forms(lemma, language)}))
        between = r"(?:,[^,.;]{1,60},)?\s*(?:has |have |had |also |a |ont |avait |avaient |aurait )?(?:\w+ly )?"
        self._after = re.compile(rf"{between}(?:{forms})\b")
        self._inverted = re.compile(
            rf"(?:[\"”»,]\s*)(?:a |ont |avait )?(?:{forms})(?:-t-il|-elle)?\s+(?:the\s+|l['’]|les?\s+|la\s+)?$"
        )
        self._before = _BEFORE[language]

    def speaker(self, text: str, parties: Iterable[Found]) -> Found | None:
        """The one who is said to say the sentence; None where nobody is, or several are."""
        folded = "".join(f if len(f := fold(c)) == 1 else c for c in text)
        found = [
            party
            for party in parties
            if self._before.search(folded[: party.span.start])
            or self._inverted.search(folded[: party.span.start])
            or self._after.match(folded, party.span.end)
        ]
        return found[0] if len({party.actor_id for party in found}) == 1 else None


def _forms(lemma: str, language: str) -> set[str]:
    lemma = fold(lemma)
    if language == "fr":
        stem = lemma.removesuffix("er")
        if stem == lemma:
            return {"dit", "disent", "a dit", "soutient"} if lemma in {"dire", "soutenir"} else {lemma}
        return {f"{stem}{ending}" for ending in ("e", "ent", "ait", "aient", "a")}
    past = _IRREGULAR.get(lemma, f"{lemma}d" if lemma.endswith("e") else f"{lemma}ed")
    return {lemma, past, f"{lemma}s"}
