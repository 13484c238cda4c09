"""One sentence, its claims by rules alone: the cases of ``tests/cases``."""

from pathlib import Path

import pytest
import yaml

from graphmali.extraction import extract, installed
from graphmali.model import Claim, Document, Passage, PassageKind
from graphmali.vocabulary import load

CASES = Path(__file__).parents[1] / "cases"


def cases() -> list[object]:
    return [
        pytest.param(language, case["text"], case["claims"], id=f"{language}: {case['text'][:60]}")
        for language in ("en", "fr")
        for case in yaml.safe_load((CASES / f"{language}.yaml").read_text(encoding="utf-8"))
    ]


def written(claim: Claim) -> str:
    when = "..".join(part for part in (claim.start, claim.end) if part)
    said = f"@{claim.attribution}" if claim.attribution else ""
    parts = (claim.source.actor_id, claim.type, claim.target.actor_id, claim.modality.value, when, said)
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("language", "text", "expected"), cases())
def test_case(language: str, text: str, expected: list[str]) -> None:
    if installed(language, "rules") is None:
        pytest.skip(f"no model for {language}")
    document = Document.of(text, language=language)
    passage = Passage(PassageKind.PARAGRAPH, text, tuple(range(len(text) + 1)))
    _, claims = extract(document, (passage,), load(), "rules")
    assert sorted(map(written, claims)) == sorted(expected)
    assert all(claim.evidence.of(text) in text for claim in claims)
