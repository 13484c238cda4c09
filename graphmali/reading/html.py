"""Web pages: the article through trafilatura, and the tables that it leaves out."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import etree
from lxml import html as lxml_html

from graphmali.errors import ReadError
from graphmali.model import Document, Reject
from graphmali.reading.dates import iso_date
from graphmali.reading.decoding import decode
from graphmali.reading.layout import render
from graphmali.reading.metadata import complete, printable
from graphmali.reading.source import Source

__all__ = ["fragment_text", "read"]

for _name in ("trafilatura", "htmldate", "courlan", "justext"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

# Without an end to the range the finder of dates would ask the clock.
_DATES = {"original_date": True, "extensive_search": False, "max_date": "2099-12-31"}
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"' ]*([A-Za-z0-9_-]{3,20})", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_FEWEST = 40


def read(source: Source) -> Iterator[Document | Reject]:
    """One document. Raises :class:`ReadError` where a page has no text."""
    markup = _DECLARATION.sub("", _decoded(source.data))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = _parse(markup)
            text, fields = _article(markup, tree)
    # lxml and trafilatura raise many things on markup that was never meant to be any.
    except Exception as error:
        raise ReadError(f"not readable HTML ({type(error).__name__})") from None
    if not text.strip():
        raise ReadError("empty: no text in the page")
    yield complete(text, path=source.path, **fields)


def fragment_text(markup: str) -> str:
    """The text layer of a piece of HTML, such as a feed entry's summary.

    >>> fragment_text("<p>Bamako &amp; Moscow</p><ul><li>One</li></ul>")
    'Bamako & Moscow\\n- One'
    """
    if not markup.strip():
        return ""
    try:
        return printable(render(_parse(markup)))
    except (etree.LxmlError, ValueError, AssertionError, TypeError):
        return ""


def _decoded(data: bytes) -> str:
    declared = _CHARSET.search(data[:4096])
    if declared is not None and b"\x00" not in data and not data.startswith(b"\xef\xbb\xbf"):
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, ValueError):
            pass
    return decode(data)


def _parse(markup: str) -> Any:
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    data = f"<div>{markup}</div>" if "<body" not in markup.lower() and "<html" not in markup.lower() else markup
    return lxml_html.document_fromstring(data.encode("utf-8", "replace"), parser=parser)


def _article(markup: str, tree: Any) -> tuple[str, dict[str, str | None]]:
    found: Any = trafilatura.bare_extraction(
        markup,
        include_comments=False,
        include_tables=True,
        with_metadata=True,
        deduplicate=False,
        date_extraction_params=_DATES,
    )
    meta = found if found is not None else trafilatura.extract_metadata(markup, date_config=_DATES)
    text = printable(render(found.body, tei=True)) if found is not None and found.body is not None else ""
    if len(text) < _FEWEST:
        text = printable(render(tree))
    text = _with_title(_with_tables(text, tree), meta.title)
    fields = {
        "title": meta.title,
        "author": meta.author,
        "publisher": meta.sitename,
        "url": _canonical(tree),
        "published": iso_date(meta.date),
        "language": tree.get("lang"),
    }
    return text, {name: value or None for name, value in fields.items()}


def _with_title(text: str, title: str | None) -> str:
    """The headline is evidence as well, so it opens the text layer where the article leaves it out."""
    if not title or not text or " ".join(title.split()) in text[: len(title) + 400]:
        return text
    return f"{' '.join(title.split())}\n\n{text}"


def _with_tables(text: str, tree: Any) -> str:
    for table in tree.iter("table"):
        if next(table.iterdescendants("table"), None) is not None:
            continue
        if any(parent.tag in ("nav", "footer", "aside", "form") for parent in table.iterancestors()):
            continue
        lines = [line for line in printable(render(table)).split("\n") if line.startswith("| ")]
        if len(lines) > 1 and lines[0].count("|") > 2 and not all(line in text for line in lines):
            text += "\n\n" + printable(render(table))
    return text


def _canonical(tree: Any) -> str | None:
    for query in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        for address in tree.xpath(query):
            if re.match(r"https?://\S+$", address.strip()):
                return str(address.strip())
    return None
