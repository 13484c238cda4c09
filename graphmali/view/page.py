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
from importlib.resources import files
from typing import Any, BinaryIO

from graphmali.model import Graph, Relation
from graphmali.view.content import content
from graphmali.view.drawing import LIBRARY, drawing

__all__ = ["write_html"]


def write_html(
    graph: Graph,
    relations: Mapping[str, Relation],
    positions: Mapping[str, tuple[float, float]],
    stream: BinaryIO,
    *,
    title: str = "graphmali",
    scores: Mapping[str, float] | None = None,
) -> None:
    """Writes the page as UTF-8; the same graph and positions give the same bytes.

    Drawn are the actors that have a place in ``positions`` and a tie; the others can be searched for.
    ``scores`` make the size of actors and say who is in the first view; without them the origins of their
    ties do.
    """
    data = {
        **content(graph, relations),
        **drawing(graph, relations, positions, scores),
    }
    style, library, script = _own("explorer.css"), LIBRARY.read_text("utf-8").strip(), _own("explorer.js")
    parts = {
        "policy": _policy(style, library, script),
        "title": html.escape(title),
        "style": style,
        "data": embedded(data),
        "library": library,
        "script": script,
    }
    page = re.sub(r"\{\{(\w+)\}\}", lambda mark: parts[mark[1]], _own("template.html"))
    stream.write(page.encode("utf-8", "replace"))


def embedded(data: Any) -> str:
    r"""JSON that no HTML parser takes for markup, in ASCII.

    >>> embedded({"name": "</script>"})
    '{"name":"\\u003c/script\\u003e"}'
    """
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _policy(style: str, *scripts: str) -> str:
    allowed = " ".join(_hash(script) for script in scripts)
    own = f"script-src {allowed}; style-src {_hash(style)}"
    return f"default-src 'none'; {own}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


def _own(name: str) -> str:
    # The hash is over what the browser sees, and it sees every line end as \n.
    return (files(__package__) / name).read_text("utf-8").replace("\r\n", "\n").strip()
