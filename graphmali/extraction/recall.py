"""Who was named in a document before, so that a part of a name is enough later: "the Coordination", "Thiam"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from graphmali.extraction.gazetteer import Gazetteer, fold
from graphmali.extraction.mentions import Context, Found, find_mentions
from graphmali.vocabulary import Vocabulary

__all__ = ["SMALL_WORDS", "Recall", "content_words", "publishers"]

SMALL_WORDS = frozenset(
    """the a an of for and in to from by his her its their own new former then de du des la le les l d un une et en au
    aux son sa ses leur leurs ancien ancienne nouveau nouvelle ex mr mrs ms m mme""".split()
)


def content_words(text: str) -> list[str]:
    """The folded words of a name or description, without the small ones."""
    return [w for w in (fold(word) for word in re.findall(r"[^\W_]+", text)) if w not in SMALL_WORDS and len(w) > 1]


def publishers(
    name: str | None, language: str, gazetteer: Gazetteer, vocabulary: Vocabulary, context: Context
) -> Iterator[Found]:
    """Who publishes a document, if that is an actor and no outlet: "the Commission" and "we" may be they."""
    found = find_mentions(name or "", language, gazetteer, vocabulary, context)
    return (publisher for publisher in found if publisher.kind != "media")


@dataclass
class Recall:
    """The actors that a document has named so far, each as it was named last."""

    vocabulary: Vocabulary
    words: dict[str, set[str]] = field(default_factory=dict)
    """By actor, the words of all its names and of all that it was called here."""
    _last: dict[str, Found] = field(default_factory=dict)
    _called: dict[str, dict[str, None]] = field(default_factory=dict)
    """By word, the actors that have it in a name."""

    @property
    def latest(self) -> Iterator[Found]:
        """The actors, the last one that was named first."""
        return reversed(self._last.values())

    def add(self, found: Found) -> None:
        """Remembers who was just named, and by which words."""
        self._last.pop(found.actor_id, None)
        self._last[found.actor_id] = found
        if found.actor_id not in self.words:
            self.words[found.actor_id] = set()
            actor = self.vocabulary.actor(found.actor_id)
            for name in (actor.name, *actor.aliases) if actor else ():
                self._call(found.actor_id, name)
        if found.sort != "description":
            self._call(found.actor_id, found.surface)

    def _call(self, actor_id: str, name: str) -> None:
        for word in content_words(name):
            self.words[actor_id].add(word)
            self._called.setdefault(word, {})[actor_id] = None

    def again(self, words: Iterable[str], kinds: frozenset[str]) -> Found | None:
        """The last actor of the kinds (of any, if none are given) that all of these words were part of a name of."""
        wanted = set(words)
        fewest = min((self._called.get(word, {}) for word in wanted), key=len, default={})
        fitting = {id_ for id_ in fewest if wanted <= self.words[id_]}
        if not fitting:
            return None
        named = (found for found in self.latest if found.actor_id in fitting)
        return next((f for f in named if not kinds or f.kind in kinds or f.kind == "organisation"), None)
