"""Pages that others would write for the same graph: plain pyvis, and sigma without anything of ours."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

from pyvis.network import Network

import graphmali.view
from graphmali.model import Graph
from graphmali.view.page import embedded

__all__ = ["pyvis", "sigma"]

NPM = Path(graphmali.view.__file__).parent / "explorer" / "node_modules"


def pyvis(graph: Graph) -> bytes:
    """What a person writes after reading pyvis' introduction, with the quotes as titles."""
    network = Network(directed=True, cdn_resources="in_line")
    for actor in graph.actors:
        network.add_node(actor.id, label=actor.name)
    for tie in graph.ties:
        quotes = "\n".join(graph.evidence(graph.claim_by_id[claim]) for claim in tie.claims)
        network.add_edge(tie.source_id, tie.target_id, title=quotes, value=tie.origins)
    html: str = network.generate_html()
    return html.encode("utf-8")


def sigma(tables: dict[str, Any], size: tuple[int, int], *, barest: bool) -> bytes:
    """The actors and ties of a page's tables in their places, on a canvas of so many pixels."""
    data = embedded({"barest": barest, "actors": tables["actors"], "ties": tables["ties"]})
    canvas = f'<div id="canvas" style="width:{size[0]}px;height:{size[1]}px"></div>'
    script = f'<script id="graph" type="application/json">{data}</script><script>{_script()}</script>'
    return f"<!doctype html><meta charset=utf-8><title>sigma</title>{canvas}{script}".encode()


@cache
def _script() -> str:
    command = [NPM / ".bin" / "esbuild", Path(__file__).with_name("plain.js"), "--bundle", "--minify"]
    where = {**os.environ, "NODE_PATH": str(NPM)}
    return subprocess.run(command, env=where, check=True, capture_output=True, text=True).stdout
