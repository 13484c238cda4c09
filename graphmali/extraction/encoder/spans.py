"""Who may be a party in a sentence: spans that the tagger or the gazetteer sees, brought together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graphmali.extraction.encoder.hints import Floats
from graphmali.extraction.encoder.pieces import Pieces
from graphmali.extraction.mentions import Found
from graphmali.model import Span

__all__ = ["Candidate", "candidates"]

_UNSEEN = 0.5
"""A gazetteer match is no actor here (a place, a name inside of another) where the tagger says so this surely."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span of a sentence, its pieces, and the names of the gazetteer in it, in order."""

    span: Span
    pieces: tuple[int, int]
    pronoun: bool
    names: tuple[Found, ...]


def candidates(text: str, tags: Floats, places: Sequence[Span], names: Sequence[Found]) -> list[Candidate]:
    """The candidates in order of the text. ``tags`` are probabilities of O, B, I, P; ``names`` lie in the sentence."""
    words = [Span(*match.span()) for match in _WORD.finditer(text)]
    found: list[Candidate] = []
    for start, end, pronoun in _tagged(tags, places):
        span = _whole_words(text, Span(places[start].start, places[end - 1].end), words)
        if found and span.overlaps(found[-1].span):
            continue
        inside = tuple(name for name in names if name.span.overlaps(span))
        if not inside and not pronoun and _INNER.fullmatch(text[max(0, span.start - 2) : span.start + 1]):
            continue
        if inside and not pronoun:
            span = Span(min(span.start, inside[0].span.start), max(span.end, inside[-1].span.end))
        found.append(Candidate(span, (start, end), pronoun, () if pronoun else inside))
    taken = {id(name) for candidate in found for name in candidate.names}
    for name in names:
        pieces = Pieces.range_of(name.span, places)
        outside = float(tags[pieces[0] : pieces[1], 0].mean())
        if id(name) not in taken and (name.sort == "aliases" or outside < 1 - _UNSEEN):
            found.append(Candidate(name.span, pieces, False, (name,)))
    return sorted(found, key=lambda c: (c.span, c.pronoun))


_WORD = re.compile(r"[^\W_]+")
_INNER = re.compile(r"[^\W_][-‐‑][a-zß-ÿœ]|.?[^\W_][-‐‑]")
"""The two characters before a party and its first, if it begins inside a word: "five" of "twenty-five", "-handed"."""
_LOOSE = frozenset(
    """of the in at from for near on to by and who whom whose which that de du des d la le les l en à au aux et par sur
    qui que qu dont où""".split()
)


def _whole_words(text: str, span: Span, words: Sequence[Span]) -> Span:
    """The span with all of the words that it begins or ends in, without a preposition or relative at its end."""
    touched = [word for word in words if word.overlaps(span)]
    if len(touched) > 1 and touched[0].of(text) == "s":
        touched, span = touched[1:], Span(touched[1].start, span.end)
    if not touched:
        return span
    whole = Span(min(span.start, touched[0].start), max(span.end, touched[-1].end))
    while len(touched) > 1 and touched[-1].of(text).casefold() in _LOOSE:
        touched.pop()
        whole = Span(whole.start, touched[-1].end)
    return whole


def _tagged(tags: Floats, places: Sequence[Span]) -> list[tuple[int, int, bool]]:
    best = tags.argmax(-1)
    found: list[tuple[int, int, bool]] = []
    for at, tag in enumerate(best):
        if places[at].start == places[at].end:
            continue
        if tag == 2 and found and found[-1][1] == at and not found[-1][2]:
            found[-1] = (found[-1][0], at + 1, False)
        elif tag in (1, 2):
            found.append((at, at + 1, False))
        elif tag == 3 and found and found[-1][1] == at and found[-1][2] and places[at].start == places[at - 1].end:
            found[-1] = (found[-1][0], at + 1, True)
        elif tag == 3:
            found.append((at, at + 1, True))
    return found
