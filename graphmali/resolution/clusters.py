"""Which documents are copies of one another, kept up as documents come and go.

A cluster is a connected component: its documents are copies of each other, at one or more removes. Its original is
the document that was published first, by id among equals. Both are decided by what is in the documents alone, so
neither the order in which they came nor how many came at a time makes a difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from graphmali.resolution.copies import Telling, are_copies, may_be_copies

__all__ = ["Stored", "originals"]

_BATCH, _TOLD = 50, 500
"""So many documents are compared with one at a time, and so many tellings are kept in memory."""

Tell = Callable[[Collection[str]], Mapping[str, Telling]]
"""Gives the tellings of the documents with the ids, new or stored."""


@dataclass(frozen=True)
class Stored:
    """What a store knows that may matter to new documents.

    ``alike`` has for a new document the ids of stored candidates; ``origins`` for each of
    those, and for each document of their clusters, the id of the cluster's original.
    """

    alike: Mapping[str, Collection[str]] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)


def originals(
    sketches: Mapping[str, tuple[str, ...]],
    published: Mapping[str, str | None],
    tell: Tell,
    stored: Stored | None = None,
) -> dict[str, str]:
    """The original of each new document, and of each stored one of a cluster that a new one belongs to.

    ``sketches`` are those of the new documents; an original has itself. ``published`` has the dates of the new
    documents and of the originals in ``stored``.
    """
    stored = stored or Stored()
    search = _Search(tell, stored.origins)
    for id_, others in _sharing(sketches):
        search.compare(id_, others)
    for id_ in sorted(stored.alike):
        # An original is more like its copies than these are like each other.
        search.compare(id_, sorted(stored.alike[id_], key=lambda other: (stored.origins[other] != other, other)))
    touched = {search.root(id_) for id_ in sketches}
    clusters: dict[str, list[str]] = defaultdict(list)
    for id_ in sorted({*sketches, *stored.origins}):
        if search.root(id_) in touched:
            clusters[search.root(id_)].append(id_)
    found: dict[str, str] = {}
    for ids in clusters.values():
        heads = (id_ for id_ in ids if stored.origins.get(id_, id_) == id_)
        first = min(heads, key=lambda id_: (published[id_] is None, published[id_] or "", id_))
        found.update(dict.fromkeys(ids, first))
    return found


def _sharing(sketches: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, list[str]]]:
    """For each new document the candidates among those before it."""
    having: dict[tuple[int, str], list[str]] = defaultdict(list)
    for id_ in sorted(sketches):
        shared: dict[str, list[int]] = defaultdict(list)
        for place in enumerate(sketches[id_]):
            for other in having.get(place, ()):
                shared[other].append(place[0])
            having[place].append(id_)
        yield id_, sorted(other for other, places in shared.items() if may_be_copies(places))


class _Search:
    """Compares documents that are not yet known to be of one cluster; those that are need no comparison."""

    def __init__(self, tell: Tell, origins: Mapping[str, str]) -> None:
        self._tell = tell
        self._told: dict[str, Telling] = {}
        self._above = dict(origins)

    def root(self, id_: str) -> str:
        """What stands for the cluster as far as it is known."""
        path = []
        while (above := self._above.get(id_, id_)) != id_:
            path.append(id_)
            id_ = above
        self._above.update(dict.fromkeys(path, id_))
        return id_

    def compare(self, id_: str, others: Iterable[str]) -> None:
        """Joins the cluster of a document and those of its copies among the others."""
        waiting = iter(others)
        while batch := list(islice(waiting, _BATCH)):
            apart = [other for other in batch if self.root(other) != self.root(id_)]
            told = self._tellings([id_, *apart]) if apart else {}
            for other in apart:
                if self.root(other) != self.root(id_) and are_copies(told[id_], told[other]):
                    first, second = sorted((self.root(id_), self.root(other)))
                    self._above[second] = first

    def _tellings(self, ids: list[str]) -> Mapping[str, Telling]:
        missing = [id_ for id_ in ids if id_ not in self._told]
        if len(self._told) + len(missing) > _TOLD:
            self._told.clear()
            missing = ids
        self._told.update(self._tell(missing))
        return self._told
