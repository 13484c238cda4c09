"""YAML with a place for every entry, so that an error can name its file and line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from graphmali.errors import VocabularyError

__all__ = ["Entry", "entries", "mapping", "texts"]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a file: its key (or id), its fields, and ``file:line``."""

    key: str
    data: dict[str, Any]
    where: str

    def text(self, name: str) -> str:
        """A field that must be there, as text."""
        value = self.optional(name)
        if value is None:
            raise VocabularyError(f"{self.key!r} lacks {name!r}", where=self.where)
        return value

    def optional(self, name: str) -> str | None:
        """A field as text, or None."""
        value = self.data.get(name)
        if value is None:
            return None
        if isinstance(value, (dict, list)) or not str(value).strip():
            raise VocabularyError(f"{name!r} of {self.key!r} is not text", where=self.where)
        return str(value)

    def merged(self, other: Entry) -> Entry:
        """This entry with another's fields over it; lists under a language are joined."""
        data = dict(self.data)
        for name, value in other.data.items():
            if isinstance(value, dict) and isinstance(data.get(name), dict):
                old = data[name]
                value = {k: [*(old.get(k) or []), *(value.get(k) or [])] for k in {**old, **value}}
            data[name] = value
        return Entry(self.key, data, other.where)


def texts(entry: Entry, name: str) -> list[str]:
    """A field that is a list of texts (absent: empty).

    YAML reads a bare ``no`` or ``2020`` as something else; that is an error here, not a surprise later.
    """
    value = entry.data.get(name) or []
    if not isinstance(value, list):
        raise VocabularyError(f"{name!r} of {entry.key!r} is not a list", where=entry.where)
    for item in value:
        if not isinstance(item, str) or not item.strip():
            raise VocabularyError(f"{name!r} of {entry.key!r} holds {item!r}: quote it", where=entry.where)
    return list(value)


def entries(file: Path) -> list[Entry]:
    """The entries of a file that is a list of mappings."""
    node = _compose(file)
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise VocabularyError("expected a list of entries", where=str(file))
    found = []
    for item in node.value:
        where = f"{file}:{item.start_mark.line + 1}"
        data = _construct(item, file)
        if not isinstance(data, dict):
            raise VocabularyError("expected fields, one a line", where=where)
        key = data.get("id") or data.get("type") or data.get("name") or "entry"
        found.append(Entry(str(key), data, where))
    return found


def mapping(file: Path) -> list[Entry]:
    """The entries of a file that maps keys to fields."""
    node = _compose(file)
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        raise VocabularyError("expected keys with fields under them", where=str(file))
    found = []
    for key, value in node.value:
        where = f"{file}:{key.start_mark.line + 1}"
        data = _construct(value, file)
        if not isinstance(data, dict):
            raise VocabularyError(f"expected fields under {key.value!r}", where=where)
        found.append(Entry(str(key.value), data, where))
    return found


def _compose(file: Path) -> Any:
    try:
        return yaml.compose(file.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise VocabularyError(f"not valid YAML ({error.problem})", where=f"{file}{line}") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise VocabularyError(f"cannot be read ({error})", where=str(file)) from None


def _construct(node: Any, file: Path) -> Any:
    loader = yaml.SafeLoader("")
    try:
        return loader.construct_document(node)
    except yaml.YAMLError as error:
        raise VocabularyError(f"not valid YAML ({error})", where=str(file)) from None
    finally:
        loader.dispose()
