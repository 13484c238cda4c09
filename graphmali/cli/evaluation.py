"""``eval``: how far the extracted claims can be trusted, on annotated text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from graphmali import config
from graphmali.cli.app import Command
from graphmali.cli.options import extractor_option, sink
from graphmali.cli.output import FORMATS, Sink, emit, opened
from graphmali.errors import UsageError

if TYPE_CHECKING:
    from graphmali.evaluation import Evaluation, Score, Share, Stated

__all__ = ["COMMANDS"]

_TITLES = {
    "scores": "Claims found, by set, ends and grain of type",
    "types": "By type (factual, strict)",
    "rules": "By rule (factual, strict)",
    "shares": "Of matched claims",
    "modality": "Modality of matched claims: gold against predicted",
    "reliability": "Confidence against the share that is right (factual, strict)",
    "misses": "Misses: annotated and not found",
    "extras": "Extras: found and not annotated",
}


@click.command(
    "eval",
    cls=Command,
    examples="""
    graphmali eval gold.jsonl --actors actors.json --docs texts/
    graphmali eval gold.jsonl --actors actors.json --claims claims.jsonl --errors -f json
    """,
)
@click.argument("gold", metavar="GOLD.jsonl")
@click.option("--actors", required=True, metavar="FILE", help="The annotation's actors, JSON.")
@click.option("--docs", metavar="PATH", help="The annotated texts: they are read and their claims extracted.")
@click.option("--claims", metavar="FILE", help="Instead of texts: claims from 'graphmali export claims'.")
@click.option("--errors", is_flag=True, help="List misses, and extras with the rule that made them.")
@extractor_option
@sink
def evaluate(sink: Sink, gold: str, actors: str, errors: bool, **what: str | None) -> None:
    """Score extracted claims against annotated ones.

    A prediction matches a gold claim of the same document with the same type and ends (either order if the type has
    no direction) whose evidence shares half the words of the shorter one; each gold claim is used once. Ends are
    compared as actors (strict), with governments and armies as their states (state), and where the gold gives spans,
    by overlap (relaxed).
    """
    from graphmali import pipeline

    if (what["docs"] is None) == (what["claims"] is None):
        raise UsageError("eval needs either --docs or --claims")
    settings = config.load({"extractor": what["extractor"]})
    found = pipeline.evaluate(gold, actors, docs=what["docs"], claims=what["claims"], settings=settings)
    records = _records(found, errors)
    if sink.format not in ("table", "md"):
        emit(records, sink, columns=("table",))
        return
    parts = []
    for name, title in _TITLES.items():
        rows = [{k: v for k, v in r.items() if k != "table"} for r in records if r["table"] == name]
        if rows:
            heading = f"## {title}\n\n" if sink.format == "md" else f"{title}\n"
            parts.append(heading + FORMATS[sink.format](rows, list(rows[0])))
    with opened(sink.path) as stream:
        stream.write("\n".join(parts).encode("utf-8", "backslashreplace"))


def _records(found: Evaluation, errors: bool) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = [
        {"table": "scores", "set": key[0], "ends": key[1], "grain": key[2], **_score(score)}
        for key, score in found.scores.items()
    ]
    records += [{"table": "types", "type": name, **_score(score)} for name, score in found.by_type.items()]
    records += [
        {"table": "rules", "rule": name, "claims": s.whole, "right": s.part, "precision": _round(s.share)}
        for name, s in found.by_rule.items()
    ]
    records += [
        _share("modality as annotated", found.modality),
        _share("start and end as annotated", found.dates),
        _share("start and end as annotated, where the gold has a date", found.dated),
        _share("speaker as annotated, where either names one", found.speakers),
        _share("non-facts of the gold told as asserted", found.told_as_fact),
    ]
    records += [
        {"table": "modality", "gold": gold, "predicted": predicted, "claims": n}
        for (gold, predicted), n in found.confusion.items()
    ]
    records += [
        {"table": "reliability", "from": b.low, "to": b.high, "claims": b.claims, "confidence": _round(b.confidence),
         "right": _round(b.right)}
        for b in found.reliability
    ]  # fmt: skip
    if errors:
        records += _errors("misses", found.misses) + _errors("extras", found.extras)
    return records


def _score(score: Score) -> dict[str, Any]:
    counts = {"gold": score.gold, "predicted": score.predicted, "right": score.right}
    return counts | {"precision": _round(score.precision), "recall": _round(score.recall), "f1": _round(score.f1)}


def _share(what: str, share: Share) -> dict[str, Any]:
    return {"table": "shares", "what": what, "claims": share.part, "of": share.whole, "share": _round(share.share)}


def _errors(table: str, claims: Sequence[Stated]) -> list[dict[str, Any]]:
    return [
        {"table": table, "doc": c.document, "source": c.source, "type": c.type, "target": c.target,
         "modality": c.modality.value, "implied": c.implied, "rule": c.rule, "confidence": c.confidence,
         "evidence": c.evidence}
        for c in claims
    ]  # fmt: skip


def _round(value: float) -> float:
    return round(value, 4)


COMMANDS = (evaluate,)
