"""Annotated text as JSON lines: what ``graphmali eval`` reads. ``python -m training.gold FOLDER [--split dev]``.

Writes ``documents.jsonl`` (one document a line, with its sentences and every mention), ``claims.jsonl`` (one claim a
line) and ``actors.json``. An actor that a subject declares is known by ``SUBJECT:ID``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from graphmali.vocabulary import Vocabulary, load
from training.annotated import TEXT, AnnotatedDocument, Subject, parse_all

__all__ = ["actor_records", "claim_records", "document_records", "write"]


def _global_ids(subject: Subject) -> dict[str, str]:
    return {actor.id: f"{subject.name}:{actor.id}" for actor in subject.actors}


def document_records(subject: Subject) -> Iterator[dict[str, Any]]:
    """The documents of a subject, with sentences and mentions as offsets into their text."""
    ids = _global_ids(subject)
    for document in subject.documents:
        text, spans = document.layout()
        headline = next((unit.text for unit in document.units if unit.kind == "headline"), None)
        yield {
            "id": document.id,
            "subject": subject.title,
            "split": subject.split,
            "language": subject.language,
            "style": document.style,
            "published": document.published,
            "publisher": document.publisher,
            "title": headline,
            "text": text,
            "sentences": [
                {"start": span.start, "end": span.end, "kind": unit.kind}
                for unit, span in zip(document.units, spans, strict=True)
            ],
            "mentions": [
                {"start": span.start + m.span.start, "end": span.start + m.span.end, "actor": ids.get(m.actor, m.actor),
                 "pronoun": m.pronoun}
                for unit, span in zip(document.units, spans, strict=True)
                for m in unit.mentions
            ],
        }  # fmt: skip


def claim_records(subject: Subject, vocabulary: Vocabulary) -> Iterator[dict[str, Any]]:
    """The claims of a subject; their evidence is the sentence."""
    ids = _global_ids(subject)
    names = {actor.id: actor.name for actor in subject.actors}
    for document in subject.documents:
        _, spans = document.layout()
        for unit, span in zip(document.units, spans, strict=True):
            places = _places(document, unit.where)
            for claim in unit.claims:
                ends = {}
                for end, actor in (("source", claim.source), ("target", claim.target)):
                    known = vocabulary.actor(actor)
                    ends[end] = known.name if known else names.get(actor, actor)
                    ends[f"{end}_id"] = ids.get(actor, actor)
                    ends[f"{end}_span"] = [span.start + n for n in places[actor]] if actor in places else None
                yield {
                    "doc": document.id,
                    **ends,
                    "type": claim.type,
                    "modality": claim.modality.value,
                    "polarity": vocabulary.relations[claim.type].sign,
                    "attribution": claim.attribution and ids.get(claim.attribution, claim.attribution),
                    "start": claim.start,
                    "end": claim.end,
                    "origin": unit.origin.value,
                    "implied": claim.implied,
                    "cue": unit.cue_text(claim),
                    "evidence": unit.text,
                }


def _places(document: AnnotatedDocument, where: str) -> dict[str, tuple[int, int]]:
    """The first mention of each actor in a unit, a name before a pronoun."""
    unit = next(unit for unit in document.units if unit.where == where)
    found: dict[str, tuple[int, int]] = {}
    for mention in sorted(unit.mentions, key=lambda m: (m.pronoun, m.span)):
        found.setdefault(mention.actor, (mention.span.start, mention.span.end))
    return found


def actor_records(subjects: Iterable[Subject], vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """Every actor that the subjects mention, with its names: the gazetteer's, or for a declared one the text's."""
    declared: dict[str, dict[str, Any]] = {}
    known: set[str] = set()
    for subject in subjects:
        ids = _global_ids(subject)
        surfaces = _surfaces(subject)
        for actor in subject.actors:
            declared[ids[actor.id]] = {
                "id": ids[actor.id],
                "label": actor.name,
                "type": actor.kind,
                "aliases": sorted(surfaces.get(actor.id, set()) - {actor.name}),
                "iso2": actor.country,
                "part_of": None,
            }
        used = set(surfaces) | {a for u in subject.units for c in u.claims for a in (c.source, c.target)}
        known |= used - set(ids)
    while above := {a.part_of for i in known if (a := vocabulary.actor(i)) and a.part_of} - known:
        known |= above
    for id_ in known:
        found = vocabulary.actor(id_)
        if found is not None:
            declared[id_] = {
                "id": id_, "label": found.name, "type": found.kind, "aliases": list(found.aliases),
                "iso2": found.country, "part_of": found.part_of,
            }  # fmt: skip
    return [declared[id_] for id_ in sorted(declared)]


def _surfaces(subject: Subject) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for unit in subject.units:
        for mention in unit.mentions:
            if not mention.pronoun:
                found[mention.actor].add(mention.span.of(unit.text))
            else:
                found.setdefault(mention.actor, set())
    return found


def write(subjects: list[Subject], vocabulary: Vocabulary, folder: Path) -> None:
    """The three files."""
    folder.mkdir(parents=True, exist_ok=True)
    _lines(folder / "documents.jsonl", (r for s in subjects for r in document_records(s)))
    _lines(folder / "claims.jsonl", (r for s in subjects for r in claim_records(s, vocabulary)))
    actors = json.dumps(actor_records(subjects, vocabulary), ensure_ascii=False, indent=1)
    (folder / "actors.json").write_text(actors + "\n", encoding="utf-8")


def _lines(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> None:
    """Writes what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="training.gold", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--text", type=Path, default=TEXT)
    parser.add_argument("--split", choices=("train", "dev"))
    parser.add_argument("--language", choices=("en", "fr"))
    wanted = parser.parse_args(arguments)
    vocabulary = load()
    subjects = [
        subject
        for subject in parse_all(vocabulary, wanted.text)
        if wanted.split in (None, subject.split) and wanted.language in (None, subject.language)
    ]
    write(subjects, vocabulary, wanted.folder)


if __name__ == "__main__":
    main(sys.argv[1:])
