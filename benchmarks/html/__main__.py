"""``python -m benchmarks.html [ACTORS ...]``: pages of 500, 5,000 and 20,000 actors, and the same in plain pyvis.

Measured in headless Chromium: how long until the page answers and has been painted, its size with and without the
quotes, how long one picture of everything takes (as on moving it), and what it asks the network for. Of a picture two
times are told: that of the call, after which the page goes on, and until the pixels are there: one is read back, since
Chromium's ``finish`` of WebGL waits for nothing. Plain pyvis has its default physics; what takes longer than PATIENCE
seconds counts as that. Above a thousand actors, pictures by sigma without anything of ours stand beside: as it comes,
and the barest that it has (points, lines without heads).
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import Browser, Error, Page, sync_playwright

from benchmarks.html import icews, plain
from benchmarks.icews import FILE
from benchmarks.results import Result, publish, show
from graphmali import pages
from graphmali.view import Heading
from graphmali.view.page import MANY
from graphmali.vocabulary import load

PATIENCE = 60.0
GOALS = {500: (1.0, 1.0, 20.0), 5_000: (1.5, 1.5, 40.0), 20_000: (3.0, 4.0, 150.0)}
"""Seconds until it answers, megabytes without quotes, milliseconds a picture."""

SETTLE = """
const settle = () => document.querySelectorAll("canvas").forEach((canvas) => {
  const webgl = canvas.getContext("webgl2");
  if (!webgl) return canvas.getContext("2d")?.getImageData(0, 0, 1, 1);
  webgl.bindFramebuffer(webgl.FRAMEBUFFER, null);
  webgl.readPixels(0, 0, 1, 1, webgl.RGBA, webgl.UNSIGNED_BYTE, new Uint8Array(4));
});
"""
READY = f"""{SETTLE}
const wait = setInterval(() => {{
  const ours = window.explorer ?? window.plain, theirs = window.network?.body ? window.network : null;
  if (!ours && !theirs) return;
  clearInterval(wait);
  const answer = () => {{ settle(); window.answered = performance.now(); }};
  const painted = () => requestAnimationFrame(() => setTimeout(answer));
  if (ours) painted(); else theirs.once("stabilizationIterationsDone", painted);
}}, 5);
"""
REDRAW = f"""() => {{ {SETTLE}
  const redraw = window.explorer ? () => explorer.drawing.redraw() : window.plain ?? (() => network.redraw());
  return Array.from({{length: 9}}, () => {{
    const start = performance.now();
    redraw();
    const called = performance.now() - start;
    settle();
    return [called, performance.now() - start];
  }});
}}"""


def _part(content: bytes, name: str) -> bytes:
    """The data of that name in a page of ours."""
    found = re.search(rf'<script id="{name}" [^>]*>(.*?)</script>'.encode(), content)
    assert found
    return found[1]


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
    found: dict[str, Any] = {"seconds": PATIENCE}
    try:
        page.goto(file.as_uri(), wait_until="commit", timeout=PATIENCE * 1000)
        found["seconds"] = _answered(page) / 1000
        if page.evaluate("!!window.explorer"):
            page.get_by_role("button", name="Everything").click()
            box = page.locator("#canvas").bounding_box()
            found["canvas"] = box and (int(box["width"]), int(box["height"]))
        page.wait_for_timeout(500)
        found["redraw"], found["milliseconds"] = map(median, zip(*page.evaluate(REDRAW), strict=True))
    except Error as error:
        print(f"{file.name}: {str(error).splitlines()[0]}", file=sys.stderr)
    found["requests"] = len(asked)
    return found


def _compared(size: int, browser: Callable[[], Browser], folder: str) -> list[Result]:
    """One size: ours, beside pyvis, and beside sigma where ours is drawn by it."""
    graph = icews.graph(size)
    start = time.monotonic()
    content = pages.page(graph, load().relations, pages.Part(), Heading("ICEWS18")).content
    made = time.monotonic() - start
    took: dict[str, dict[str, Any]] = {}

    def measured(name: str, written: bytes) -> dict[str, Any]:
        file = Path(folder, f"{name}-{size}.html")
        file.write_bytes(written)
        opened = browser()
        took[name] = {**measure(opened, file), "bytes": len(written)}
        opened.close()
        return took[name]

    mine, theirs = measured("ours", content), measured("pyvis", plain.pyvis(graph))
    quotes = len(_part(content, "words-of-claims"))
    seconds, megabytes, milliseconds = GOALS[size]
    again = pages.page(graph, load().relations, pages.Part(), Heading("ICEWS18")).content
    drawn = f"{size}: ms a picture"
    results = [
        Result(f"{size}: s until it answers, ours : pyvis", mine["seconds"], theirs["seconds"], faster=True),
        Result(f"{size}: s until it answers", mine["seconds"], seconds, higher_is_better=False),
        Result(f"{size}: MB without quotes", (len(content) - quotes) / 1e6, megabytes, higher_is_better=False),
        Result(f"{size}: ms that a redraw takes the page", mine["redraw"], milliseconds, higher_is_better=False),
        Result(drawn, mine["milliseconds"], milliseconds, higher_is_better=False),
        Result(f"{size}: requests, and one", mine["requests"] + 1, 1, higher_is_better=False),
        Result(f"{size}: other bytes when made again, and one", 1 + (again != content), 1, higher_is_better=False),
    ]
    if theirs["seconds"] < PATIENCE:
        results += [
            Result(
                f"{size}: ms that a redraw takes the page, ours : pyvis", mine["redraw"], theirs["redraw"], faster=True
            ),
            Result(f"{drawn}, ours : pyvis", mine["milliseconds"], theirs["milliseconds"], faster=True),
        ]
    for name, goal, barest in (("sigma as it comes", 1.0, False), ("sigma's points and lines", 0.5, True)):
        if size > MANY:
            other = measured(name, plain.sigma(json.loads(_part(content, "tables")), mine["canvas"], barest=barest))
            results.append(
                Result(f"{drawn}, ours : {name}", mine["milliseconds"], other["milliseconds"], goal, faster=True)
            )
    told = {"actors": len(graph.actors), "ties": len(graph.ties), "claims": len(graph.claims), "made": made}
    print(json.dumps({**told, "quotes": quotes, **took}), file=sys.stderr, flush=True)
    return results


def main(sizes: list[int]) -> None:
    """Measures and publishes."""
    if not FILE.is_file():
        print(f"skipped: {FILE.name} is not there; ICEWS18 may name it", file=sys.stderr)
        return
    path = next((found for name in ("chromium", "google-chrome") if (found := shutil.which(name))), None)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = partial(playwright.chromium.launch, executable_path=path, args=["--no-sandbox"])
        results = [result for size in sizes for result in _compared(size, browser, folder)]
    if sizes == list(GOALS):
        publish("html", results)
    else:
        show(results)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(GOALS))
