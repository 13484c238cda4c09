"""One HTML file that needs nothing else: no network, no second file, no server.

What the page may run is named by hash in its own policy; texts from documents are data and never markup.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyvis

from graphmali.model import Graph, Relation
from graphmali.view.arrangement import Arrangement, Heading
from graphmali.view.content import Content
from graphmali.view.language import speak

__all__ = ["MANY", "Page", "draw_page"]

MANY = 1000
"""Up to so many actors pyvis' vis-network draws the page, above sigma."""

LIBRARY = Path(pyvis.__file__).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
"""The drawing library that pyvis brings; it is written into the page."""


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page, UTF-8. In a notebook it shows itself, in a frame that can neither see nor change the notebook.

    ``counts`` are those of actors, ties, claims and documents, by name.
    """

    content: bytes = field(repr=False)
    counts: Mapping[str, int]

    def write(self, path: str | Path) -> None:
        """Writes the page to a file."""
        Path(path).write_bytes(self.content)

    def _repr_html_(self) -> str:
        inner = html.escape(self.content.decode("utf-8"))
        rights = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
        look = "width:100%;height:760px;border:0"
        return f'<iframe sandbox="{rights}" style="{look}" title="graphmali" srcdoc="{inner}"></iframe>'


def draw_page(graph: Graph, relations: Mapping[str, Relation], arrangement: Arrangement, heading: Heading) -> Page:
    """The page of a graph; the same arguments give the same bytes.

    Drawn are the actors that have a place and a tie; the others can be searched for.
    """
    content = Content(graph, relations, arrangement, heading)
    style, scripts = _own("explorer.css"), _scripts(len(arrangement.places))
    tables = content.tables()
    parts = {
        "policy": _policy(style, *scripts),
        "language": heading.language,
        "title": html.escape(heading.title),
        "style": style,
        "tables": embedded(tables),
        "evidence": embedded(content.evidence()),
        "scripts": "\n".join(f"<script>{script}</script>" for script in scripts),
    }
    parts |= {f"words.{key}": html.escape(text) for key, text in speak(heading.language).ui.items()}
    filled = re.sub(r"\{\{([\w.]+)\}\}", lambda mark: parts[mark[1]], _own("template.html"))
    return Page(filled.encode("utf-8", "replace"), tables["counts"])


def embedded(data: Any) -> str:
    r"""JSON that no HTML parser takes for markup, in ASCII.

    >>> embedded({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _scripts(actors: int) -> tuple[str, ...]:
    if actors > MANY:
        return (_own("bundle/explorer-sigma.js"),)
    return LIBRARY.read_text("utf-8").strip(), _own("bundle/explorer-vis.js")


def _policy(style: str, *scripts: str) -> str:
    allowed = " ".join(_hash(script) for script in scripts)
    own = f"script-src {allowed}; style-src {_hash(style)}"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _own(name: str) -> str:
    # The hash is over what the browser sees, and it sees every line end as \n.
    return (files(__package__) / name).read_text("utf-8").replace("\r\n", "\n").strip()
