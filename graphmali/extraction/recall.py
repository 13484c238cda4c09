"""Who was named in a document before, so that a part of a name is enough later: "the Coordination", "Thiam"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from graphmali.extraction.gazetteer import fold
from graphmali.extraction.mentions import Found
from graphmali.vocabulary import Vocabulary

__all__ = ["SMALL_WORDS", "Recall", "content_words"]

SMALL_WORDS = frozenset(
    """the a an of for and in to from by his her its their own new former then de du des la le les l d un une et en au
    aux son sa ses leur leurs ancien ancienne nouveau nouvelle ex mr mrs ms m mme""".split()
)


def content_words(text: str) -> list[str]:
    """The folded words of a name or description, without the small ones."""
    return [w for w in (fold(word) for word in re.findall(r"[^\W_]+", text)) if w not in SMALL_WORDS and len(w) > 1]


@dataclass
class Recall:
    """The actors that a document has named so far, the last one last."""

    vocabulary: Vocabulary
    seen: list[Found] = field(default_factory=list)
    words: dict[str, set[str]] = field(default_factory=dict)
    """By actor, the words of all its names and of all that it was called here."""

    def add(self, found: Found) -> None:
        """Remembers who was just named, and by which words."""
        self.seen.append(found)
        if found.actor_id not in self.words:
            actor = self.vocabulary.actor(found.actor_id)
            names = (actor.name, *actor.aliases) if actor else ()
            self.words[found.actor_id] = {word for name in names for word in content_words(name)}
        if found.sort != "description":
            self.words[found.actor_id].update(content_words(found.surface))

    def again(self, words: Iterable[str], kinds: frozenset[str]) -> Found | None:
        """The last actor of the kinds (of any, if none are given) that all of these words were part of a name of."""
        wanted = set(words)
        return next(
            (
                f
                for f in reversed(self.seen)
                if wanted <= self.words[f.actor_id] and (not kinds or f.kind in kinds or f.kind == "organisation")
            ),
            None,
        )
