"""Text that remembers where each of its characters came from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

__all__ = ["Mapped"]


@dataclass(frozen=True, slots=True)
class Mapped:
    """``offsets[i]`` is where character ``i`` of ``text`` stood in the original, never decreasing."""

    text: str
    offsets: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Mapped:
        """The original itself."""
        return cls(text, tuple(range(len(text))))

    def slice(self, start: int, end: int) -> Mapped:
        """The characters from start to end."""
        return Mapped(self.text[start:end], self.offsets[start:end])

    def strip(self) -> Mapped:
        """Without white space at the ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self.slice(start, max(start, len(self.text.rstrip())))

    def sub(self, pattern: re.Pattern[str], replacement: str | Callable[[re.Match[str]], str]) -> Mapped:
        """Each match replaced; what is put in its place stands where the match began.

        >>> Mapped.of("a&amp;b").sub(re.compile("&amp;"), "&")
        Mapped(text='a&b', offsets=(0, 1, 6))
        """
        texts: list[str] = []
        offsets: list[int] = []
        last = 0
        for match in pattern.finditer(self.text):
            new = replacement if isinstance(replacement, str) else replacement(match)
            texts += (self.text[last : match.start()], new)
            offsets += self.offsets[last : match.start()]
            if new:
                offsets += [self._place(match.start())] * len(new)
            last = match.end()
        if not texts:
            return self
        return Mapped("".join(texts) + self.text[last:], (*offsets, *self.offsets[last:]))

    def keep(self, pattern: re.Pattern[str]) -> Mapped:
        """Each match cut down to its first group.

        >>> Mapped.of("[Mali](x)!").keep(re.compile(r"\\[(.*?)\\]\\(.*?\\)"))
        Mapped(text='Mali!', offsets=(1, 2, 3, 4, 9))
        """
        pieces: list[tuple[int, int]] = []
        last = 0
        for match in pattern.finditer(self.text):
            pieces += ((last, match.start()), match.span(1))
            last = match.end()
        if not pieces:
            return self
        return Mapped.joined(self.slice(start, end) for start, end in (*pieces, (last, len(self.text))))

    @classmethod
    def joined(cls, parts: Iterator[Mapped]) -> Mapped:
        """The parts one after the other."""
        every = list(parts)
        return cls("".join(p.text for p in every), tuple(o for p in every for o in p.offsets))

    def lines(self) -> Iterator[Mapped]:
        """The lines, without their ends."""
        start = 0
        for line in self.text.split("\n"):
            yield self.slice(start, start + len(line))
            start += len(line) + 1

    def closed(self) -> tuple[int, ...]:
        """The offsets and one more for the end."""
        return (*self.offsets, self.offsets[-1] + 1 if self.offsets else 0)

    def _place(self, index: int) -> int:
        if index < len(self.offsets):
            return self.offsets[index]
        return self.offsets[-1] + 1 if self.offsets else 0
