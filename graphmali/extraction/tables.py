"""Table rows by the meaning of their columns."""

from __future__ import annotations

from dataclasses import dataclass

from graphmali.extraction.arguments import Argument
from graphmali.extraction.claims import Writer
from graphmali.extraction.cues import Cues
from graphmali.extraction.dates import Period, find_periods
from graphmali.extraction.gazetteer import fold
from graphmali.extraction.mentions import Found
from graphmali.model import Claim, Modality, Passage, Span

__all__ = ["Columns", "columns_of", "row_claims"]


@dataclass(frozen=True, slots=True)
class Columns:
    """Which cells of a row name actors, say what is between them, and when; ``modality`` is the table's."""

    actors: tuple[int, ...]
    relation: int | None
    dates: tuple[int, ...]
    modality: Modality


def columns_of(header: tuple[str, ...], cues: Cues) -> Columns:
    """The columns by the words of the header."""

    def where(name: str) -> tuple[int, ...]:
        words = cues.words.get(name, frozenset())
        return tuple(i for i, h in enumerate(header) if set(_words(h)) & words)

    actors = where("column_actor")
    dates = tuple(i for i in where("column_date") if i not in actors)
    relation = [i for i in where("column_relation") if i not in actors and i not in dates]
    advice = bool(where("column_advice"))
    outlook = bool(where("column_outlook"))
    modality = Modality.RECOMMENDED if advice else Modality.POSSIBLE if outlook else Modality.ASSERTED
    return Columns(actors, relation[0] if relation else None, dates, modality)


def _words(text: str) -> list[str]:
    return fold(text).replace("/", " ").replace("-", " ").split()


def row_claims(
    passage: Passage, columns: Columns, mentions: tuple[Found, ...], cues: Cues, writer: Writer
) -> list[Claim]:
    """The claims of a row that names a partner and what it does, or two partners.

    A row with one actor tells of its dealings with the country that the document is about (implied).
    """
    if not passage.cells or columns.relation is None or not columns.actors:
        return []
    parties = [_first_in(passage.cells[i], mentions) for i in columns.actors if i < len(passage.cells)]
    named = [Argument(found) for found in parties if found is not None]
    if not named or columns.relation >= len(passage.cells):
        return []
    target = named[1:2] or writer.country()
    if not target or target[0].mention.actor_id == named[0].mention.actor_id:
        return []
    relation = passage.cells[columns.relation]
    period = _period(passage, columns, writer)
    whole = Span(0, len(passage.text.rstrip()))
    return [
        writer.claim(
            passage,
            whole,
            (named[0], target[0]),
            type_,
            f"table:{type_}",
            modality=columns.modality,
            period=period,
        )
        for type_ in types_in(relation.of(passage.text), cues)
    ]


def _first_in(cell: Span, mentions: tuple[Found, ...]) -> Found | None:
    return next((m for m in mentions if cell.contains(m.span)), None)


def _period(passage: Passage, columns: Columns, writer: Writer) -> Period | None:
    for i in columns.dates:
        if i < len(passage.cells):
            found = find_periods(passage.cells[i].of(passage.text), writer.document.published)
            if found:
                return found[0]
    return None


def types_in(text: str, cues: Cues) -> list[str]:
    """The types that a cell's words name, each once, the most specific of a word only."""
    words = _words("".join(c if c.isalnum() or c in "-/’'" else " " for c in text))
    stems = [_singular(w) for w in words]
    found: list[str] = []
    for i, stem in enumerate(stems):
        near = {*stems[max(0, i - 3) : i], *stems[i + 1 : i + 4]}
        for cue in cues.nouns.get(stem, cues.nouns.get(words[i], ())):
            if not cue.need or near & {_singular(n) for n in cue.need}:
                if cue.type not in found:
                    found.append(cue.type)
                break
    return found


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
