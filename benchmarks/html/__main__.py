"""``python -m benchmarks.html [ACTORS ...]``: pages of 500, 5,000 and 20,000 actors, and the same in plain pyvis.

Measured in headless Chromium: how long until the page answers and has been painted, its size with and without the
quotes, how long one picture of everything takes (as on moving it), and what it asks the network for. Plain pyvis has
its default physics; what takes longer than PATIENCE seconds counts as that.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Error, Page, sync_playwright
from pyvis.network import Network

from benchmarks.html import icews
from benchmarks.results import Result, publish
from graphmali import pages
from graphmali.model import Graph
from graphmali.view import Heading
from graphmali.vocabulary import load

PATIENCE = 60.0
GOALS = {500: (1.0, 1.0, 20.0), 5_000: (1.5, 1.5, 40.0), 20_000: (3.0, 4.0, 150.0)}
"""Seconds until it answers, megabytes without quotes, milliseconds a picture."""

READY = """
const wait = setInterval(() => {
  const ours = window.explorer, theirs = window.network?.body ? window.network : null;
  if (!ours && !theirs) return;
  clearInterval(wait);
  const painted = () => requestAnimationFrame(() => setTimeout(() => { window.answered = performance.now(); }));
  if (ours) painted(); else theirs.once("stabilizationIterationsDone", painted);
}, 5);
"""
REDRAW = """() => {
  const redraw = window.explorer ? () => explorer.drawing.redraw() : () => network.redraw();
  const canvases = [...document.querySelectorAll("canvas")];
  const contexts = canvases.map((canvas) => canvas.getContext("webgl2")).filter(Boolean);
  return Array.from({length: 9}, () => {
    const start = performance.now();
    redraw();
    contexts.forEach((context) => context.finish());
    return performance.now() - start;
  });
}"""


def ours(graph: Graph) -> bytes:
    return pages.page(graph, load().relations, pages.Part(), Heading("ICEWS18")).content


def plain_pyvis(graph: Graph) -> bytes:
    """What a person writes after reading pyvis' introduction, with the quotes as titles."""
    network = Network(directed=True, cdn_resources="in_line")
    for actor in graph.actors:
        network.add_node(actor.id, label=actor.name)
    for tie in graph.ties:
        quotes = "\n".join(graph.evidence(graph.claim_by_id[claim]) for claim in tie.claims)
        network.add_edge(tie.source_id, tie.target_id, title=quotes, value=tie.origins)
    html: str = network.generate_html()
    return html.encode("utf-8")


def _answered(page: Page) -> float:
    """Milliseconds until it was painted; asked from outside, because the page's policy lets nobody wait inside."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        answered: float | None = page.evaluate("() => window.answered")
        if answered is not None:
            return answered
        time.sleep(0.05)
    raise Error(f"no answer within {PATIENCE:.0f} s")


def measure(browser: Browser, file: Path) -> dict[str, Any]:
    """What a page takes; a page that never answers takes all the patience there is."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    page.route(re.compile("^https?:"), lambda route: (asked.append(route.request.url), route.abort()))
    page.add_init_script(READY)
    found: dict[str, Any] = {"seconds": PATIENCE, "milliseconds": PATIENCE * 1000}
    try:
        page.goto(file.as_uri(), wait_until="commit", timeout=PATIENCE * 1000)
        found["seconds"] = _answered(page) / 1000
        if page.evaluate("!!window.explorer"):
            page.get_by_role("button", name="Everything").click()
        page.wait_for_timeout(500)
        found["milliseconds"] = median(page.evaluate(REDRAW))
    except Error as error:
        print(f"{file.name}: {str(error).splitlines()[0]}", file=sys.stderr)
    found["requests"] = len(asked)
    return found


def main(sizes: list[int]) -> None:
    """Measures and publishes."""
    if not icews.FILE.is_file():
        print(f"skipped: {icews.FILE} is not there (GRAPHMALI_DATA names its folder)")
        return
    results = []
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
        for size in sizes:
            seconds, megabytes, milliseconds = GOALS[size]
            graph = icews.graph(size)
            start = time.monotonic()
            content = ours(graph)
            made = time.monotonic() - start
            quotes = len(re.search(rb'<script id="words-of-claims"[^>]*>(.*?)</script>', content)[1])  # type: ignore[index]
            took: dict[str, dict[str, Any]] = {}
            for name, written in (("ours", content), ("pyvis", plain_pyvis(graph))):
                file = Path(folder, f"{name}-{size}.html")
                file.write_bytes(written)
                browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
                took[name] = {**measure(browser, file), "bytes": len(written)}
                browser.close()
            told = {"actors": len(graph.actors), "ties": len(graph.ties), "claims": len(graph.claims), "made": made}
            print(json.dumps({**told, "quotes": quotes, **took}), file=sys.stderr, flush=True)
            mine, theirs = took["ours"], took["pyvis"]
            lean = (len(content) - quotes) / 1e6
            again = 1 + (ours(graph) != content)
            results += [
                Result(f"{size}: s until it answers, pyvis : ours", theirs["seconds"], mine["seconds"]),
                Result(f"{size}: s until it answers", mine["seconds"], seconds, higher_is_better=False),
                Result(f"{size}: MB without quotes", lean, megabytes, higher_is_better=False),
                Result(f"{size}: ms a picture", mine["milliseconds"], milliseconds, higher_is_better=False),
                Result(f"{size}: requests, and one", mine["requests"] + 1, 1, higher_is_better=False),
                Result(f"{size}: other bytes when made again, and one", again, 1, higher_is_better=False),
            ]  # fmt: skip
    publish("html", results)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(GOALS))
