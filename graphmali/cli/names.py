"""What people call actors and relation types, and what the graph calls them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graphmali.cli.text import folded
from graphmali.errors import UnknownName, UsageError
from graphmali.model import Actor, Relation
from graphmali.vocabulary import KINDS

__all__ = ["Names", "actor_kinds", "relation_types"]

_ARTICLES = frozenset({"the", "le", "la", "les", "l"})


class Names:
    """Finds actors by id, name or alias; those of the graph before those that only the vocabulary knows."""

    def __init__(self, in_graph: Iterable[Actor], known: Iterable[Actor] = ()) -> None:
        self._sources = (tuple(in_graph), tuple(known))

    def find(self, text: str) -> str:
        """The id of the actor that the text names.

        Case, accents and punctuation do not count. An id beats a name, a name beats an alias. Raises
        :class:`UsageError` naming the candidates if there are several, :class:`UnknownName` if there is none.
        """
        wanted = _key(text)
        for actors in self._sources:
            if any(actor.id == text for actor in actors):
                return text
            for ways in (_ids, _names, _aliases):
                found = {actor.id: actor for actor in actors if wanted and wanted in ways(actor)}
                if len(found) == 1:
                    return next(iter(found))
                if found:
                    raise _ambiguous(text, list(found.values()))
        everybody = {name for actors in self._sources for actor in actors for name in (actor.name, *actor.aliases)}
        raise UnknownName("actor", text, sorted(everybody), hint="graphmali actors lists those in the graph")


def _key(text: str) -> str:
    words = folded(text).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words)


def _ids(actor: Actor) -> Sequence[str]:
    return (_key(actor.id),)


def _names(actor: Actor) -> Sequence[str]:
    return (_key(actor.name),)


def _aliases(actor: Actor) -> Sequence[str]:
    return [_key(alias) for alias in actor.aliases]


def _ambiguous(text: str, candidates: Sequence[Actor]) -> UsageError:
    several = ", ".join(f"{actor.id} ({actor.name})" for actor in sorted(candidates, key=lambda actor: actor.id))
    return UsageError(f"{text!r} may be any of {several}", hint="give one of the ids")


def relation_types(texts: Iterable[str], relations: Mapping[str, Relation]) -> frozenset[str]:
    """The types that the texts name, in whatever case, with ``-`` or blanks for ``_``.

    Raises :class:`UnknownName`.
    """
    found = set()
    for text in texts:
        type_ = "_".join(text.upper().replace("-", " ").replace("_", " ").split())
        if type_ not in relations:
            raise UnknownName("relation type", text.upper(), relations, hint=f"one of: {', '.join(relations)}")
        found.add(type_)
    return frozenset(found)


def actor_kinds(texts: Iterable[str]) -> frozenset[str]:
    """The kinds of actor, all of which must exist. Raises :class:`UnknownName`."""
    for kind in texts:
        if kind not in KINDS:
            raise UnknownName("kind of actor", kind, KINDS, hint=f"one of: {', '.join(sorted(KINDS))}")
    return frozenset(texts)
