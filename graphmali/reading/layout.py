"""The text layer of markup: one block a line, bullets as ``- ``, tables as pipe rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lxml import etree

__all__ = ["render", "table_lines"]

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "nav",
        "footer",
        "aside",
        "form",
        "iframe",
        "svg",
        "button",
        "select",
        "figure",
        "graphic",
        "title",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "hi",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "ref",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_ITEMS = frozenset({"li", "item"})
_ROWS = frozenset({"tr", "row"})
_CELLS = frozenset({"td", "th", "cell"})
_BREAKS = frozenset({"br", "lb"})
_DEEPEST = 200


def render(root: etree._Element, *, tei: bool = False) -> str:
    """The text of an HTML element, or (``tei``) of trafilatura's tree, where a head is a heading."""
    skipped = _SKIPPED - {"head"} if tei else _SKIPPED
    page = _Page(skipped)
    page.element(root, 0)
    page.close()
    return "\n\n".join(page.blocks).replace("|\n\n|", "|\n|").replace("\n\n- ", "\n- ")


def table_lines(rows: Iterable[Sequence[str]]) -> list[str]:
    """Rows as Markdown writes a table; the first is taken as its header where there are others.

    >>> table_lines([["Partner", "Since"], ["Russia", "2020"]])
    ['| Partner | Since |', '|---|---|', '| Russia | 2020 |']
    """
    lines = [f"| {' | '.join(' '.join(cell.split()).replace('|', '/') for cell in row)} |" for row in rows if any(row)]
    width = max((line.count("|") - 1 for line in lines), default=0)
    if len(lines) > 1 and width > 1:
        lines.insert(1, "|" + "---|" * width)
    return lines


class _Page:
    """Blocks closed so far, and the pieces of the one that is open."""

    def __init__(self, skipped: frozenset[str]) -> None:
        self.skipped = skipped
        self.blocks: list[str] = []
        self.pieces: list[str] = []
        self.prefix = ""

    def close(self) -> None:
        text = " ".join("".join(self.pieces).split())
        self.pieces = []
        if text:
            self.blocks.append(self.prefix + text)
            self.prefix = ""

    def element(self, element: etree._Element, depth: int) -> None:
        tag = element.tag if isinstance(element.tag, str) else None
        if tag is not None and tag not in self.skipped and depth < _DEEPEST:
            inline = tag in _INLINE
            if tag == "table" and not any(True for _ in element.iterdescendants("table")):
                self.close()
                self.blocks += table_lines(_rows(element))
            else:
                self._content(element, depth, inline=inline)
        if element.tail:
            self.pieces.append(element.tail)

    def _content(self, element: etree._Element, depth: int, *, inline: bool) -> None:
        if not inline:
            self.close()
        if element.tag in _ITEMS:
            self.prefix = "- "
        if element.text and element.tag not in _BREAKS:
            self.pieces.append(element.text)
        for child in element:
            self.element(child, depth + 1)
        if not inline:
            self.close()
            self.prefix = ""


def _rows(table: etree._Element) -> list[list[str]]:
    rows = []
    for row in table.iterdescendants(*_ROWS):
        cells = [" ".join("".join(map(str, cell.itertext())).split()) for cell in row if cell.tag in _CELLS]
        if any(cells):
            rows.append(cells)
    return rows
