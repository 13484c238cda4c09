"""Settings: flags over environment over ``graphmali.toml`` over defaults."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graphmali.errors import ConfigurationError

__all__ = ["DEFAULT_STORE", "EXTRACTORS", "Settings", "load"]

DEFAULT_STORE = "graphmali.store"
"""The embedded store's folder where nothing else is said."""

FILE = "graphmali.toml"

EXTRACTORS = ("both", "rules", "encoder")
"""How claims can be read, the default first: by grammar and cue lexicons and the trained encoder, or one alone."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on besides its input.

    ``store`` is a folder or a ``neo4j://`` or ``bolt://`` address; ``vocabulary`` a folder with a user's own
    actors and cues; ``max_bytes`` the size above which a file is rejected; ``jobs`` the number of processes
    that read text (0: as many as there are processors; None: this one, as a library should); ``extractor`` what
    reads the claims, one of :data:`EXTRACTORS`; ``outlets`` how far outlets are to be trusted, from 0 to 1, by name,
    and by ``*`` those that are not named;
    ``decisions`` the file of a person's decisions, which every build replays.
    """

    store: str = DEFAULT_STORE
    vocabulary: Path | None = None
    max_bytes: int = 10_000_000
    jobs: int | None = None
    extractor: str = EXTRACTORS[0]
    outlets: Mapping[str, float] = field(default_factory=dict)
    decisions: Path = Path("graphmali.decisions.jsonl")

    def reliability(self, outlets: Iterable[str | None]) -> dict[str, float]:
        """How far each of the outlets is to be trusted, by name; wholly, where nothing is said.

        >>> Settings(outlets={"Tam-Tam": 0.4, "*": 0.9}).reliability(["Tam-Tam", "RFI", None])
        {'RFI': 0.9, 'Tam-Tam': 0.4}
        """
        others = self.outlets.get("*", 1.0)
        return {name: float(self.outlets.get(name, others)) for name in sorted({name for name in outlets if name})}


def load(
    flags: Mapping[str, Any] | None = None,
    *,
    environ: Mapping[str, str] = os.environ,
    folder: Path = Path(),
) -> Settings:
    """Settings for a run in ``folder``; a flag that is None was not given.

    Raises :class:`ConfigurationError` naming the file and the setting.
    """
    file = folder / FILE
    given: dict[str, Any] = _from_file(file) if file.is_file() else {}
    if environ.get("GRAPHMALI_STORE"):
        given["store"] = environ["GRAPHMALI_STORE"]
    elif "store" not in given and environ.get("GRAPHMALI_STORE") == "":
        raise ConfigurationError("GRAPHMALI_STORE is empty", hint="unset it, or give a folder or an address")
    given.update({name: value for name, value in (flags or {}).items() if value is not None})
    if given.get("extractor", EXTRACTORS[0]) not in EXTRACTORS:
        raise ConfigurationError(f"no extractor {given['extractor']!r}", hint=f"one of: {', '.join(EXTRACTORS)}")
    for name in _PATHS & given.keys():
        given[name] = Path(given[name])
    return Settings(**given)


_KEYS: dict[str, tuple[str, type]] = {
    "store": ("store", str),
    "vocabulary": ("vocabulary", str),
    "max_bytes": ("max_bytes", int),
    "jobs": ("jobs", int),
    "extractor": ("extractor", str),
    "outlets": ("outlets", dict),
    "decisions": ("decisions", str),
}
_PATHS = {"vocabulary", "decisions"}
"""Settings that are files or folders; ``graphmali.toml`` gives them as seen from where it stands."""


_SAID = {"outlets": "a table, [outlets]"}


def _check_outlets(outlets: Any, where: str) -> None:
    for name, value in outlets.items():
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 1:
            raise ConfigurationError(
                f"the outlet {name!r} has the reliability {value!r}", where=where, hint="a number from 0 to 1"
            )


def _from_file(file: Path) -> dict[str, Any]:
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"not valid TOML ({error})", where=str(file)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"cannot be read ({error})", where=str(file)) from None
    given: dict[str, Any] = {}
    for key, value in data.items():
        if key not in _KEYS:
            raise ConfigurationError(f"unknown setting {key!r}", where=str(file), hint=f"known: {', '.join(_KEYS)}")
        name, kind = _KEYS[key]
        if not isinstance(value, kind) or isinstance(value, bool):
            raise ConfigurationError(f"{key!r} is not {_SAID.get(key, kind.__name__)}", where=str(file))
        if key == "outlets":
            _check_outlets(value, str(file))
        given[name] = str(file.parent / str(value)) if key in _PATHS else value
    return given
