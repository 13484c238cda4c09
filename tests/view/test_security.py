"""Hostile texts in every field that reaches the page: none runs, nothing is asked for."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

import graphmali.view.page as page_module
from graphmali import pages
from graphmali.model import Actor, Document, Graph, Span
from graphmali.view import Heading, draw_page
from tests.sample import RELATIONS, claim, graph

from .conftest import Open

pytestmark = pytest.mark.browser

RUN = "window.owned=1"
TAGS = (
    "script", "img src=x onerror", "svg onload", "body onload", "iframe srcdoc", "details open ontoggle",
    "video onerror", "input autofocus onfocus", "math href", "a href", "object data", "embed src", "style",
    "link rel=stylesheet href", "meta http-equiv=refresh content", "base href", "form action", "marquee onstart",
    "template", "noscript",
)  # fmt: skip
WRAPPINGS = (
    "<{tag}={run}>", "<{tag}>{run}</{tag}>", '"><{tag}="{run}">', "'><{tag}='{run}'>", "</script><{tag}={run}>",
    "]]><{tag}={run}>", "--><{tag}={run}>", "</title></style></textarea><{tag}={run}>", "\u2028<{tag}={run}>\u202e",
)  # fmt: skip
BARE = (
    "javascript:{run}", "JaVaScRiPt:{run}", "java\tscript:{run}", " javascript:{run}", "vbscript:{run}", "blob:x",
    "data:text/html,<script>{run}</script>", "file:///etc/passwd", "//evil.example/x",
    'http://user:pass@evil.example/"onmouseover={run}', "https://evil.example/<script>{run}</script>",
    "${{{run}}}", "{{{{{run}}}}}", "{{{{title}}}}", '\\");{run};//', "';{run};//", "`;{run};`", "__proto__",
    "constructor", "\x00\x1b[31m\ud800", "%3Cscript%3E{run}%3C/script%3E", "&lt;script&gt;{run}",
)  # fmt: skip
PAYLOADS = tuple(shape.format(tag=tag, run=RUN) for shape, tag in (*product(WRAPPINGS, TAGS), *product(BARE, ("",))))


def hostile() -> Graph:
    """Each payload as a name, alias, quote, title, outlet, author, address, date and path."""
    claims, actors, documents = [], [], []
    for n, evil in enumerate(PAYLOADS):
        actors.append(Actor(f"{evil}{n}", evil, evil, evil, aliases=(f"alias {evil}",)))
        documents.append(
            Document(
                f"d{n}", f"{evil} {evil} {evil}", evil if n % 2 else None, evil, evil if n % 3 else None, evil,
                published=evil if n % 5 == 0 else "2024-05-01", path=evil,
            )
        )  # fmt: skip
        found = claim(f"d{n}", f"{evil}{n}", "CONDEMNS", "mali", attribution=f"{evil}{n}", start="2024")
        claims.append(replace(found, evidence=Span(len(evil) + 1, 2 * len(evil) + 1)))
    return graph(*claims, actors=tuple(actors), documents=tuple(documents))


def test_there_are_enough_payloads() -> None:
    assert len(set(PAYLOADS)) >= 200


@pytest.mark.parametrize("many", [1000, 0], ids=["vis", "sigma"])
def test_no_text_runs(open_page: Open, monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(page_module, "MANY", many)
    found = hostile()
    arranged = pages.arrangement(found, pages.cut(found, RELATIONS, pages.Part())[1], blocs={"mali": 0})
    evil = "".join(PAYLOADS)
    content = draw_page(found, RELATIONS, arranged, Heading(evil, about=PAYLOADS)).content
    page = open_page(content)
    page.evaluate(
        """() => {
            const {data, choose} = explorer;
            data.actors.filter((_, i) => i % 12 === 0).forEach(actor => choose({actor}));
            data.made.filter((_, i) => i % 12 === 0).forEach(tie => choose({tie}));
            choose({actor: data.actorById.get("mali")});
            for (let i = 0; i < 10; i += 1) document.querySelector("#evidence .more").click();
            for (let i = 0; i < 10; i += 1) document.getElementById("more").click();
            document.querySelectorAll("details").forEach(each => { each.open = true; });
            const search = document.getElementById("search");
            search.value = "<";
            search.dispatchEvent(new Event("input"));
        }"""
    )
    assert page.locator("#evidence blockquote").count() == len(PAYLOADS)
    assert page.locator("tbody tr").count() == len(PAYLOADS)
    page.get_by_role("button", name="Everything").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the picture as SVG").click()
    svg = saved.value.path().read_text("utf-8")
    assert page.locator("#suggestions li").count() > 0
    schemes = page.evaluate("explorer.data.evidence().url.map(url => url && new URL(url).protocol)")
    assert set(schemes) == {None, "http:", "https:"}
    page.wait_for_timeout(200)
    assert page.evaluate("window.owned") is None
    assert page.locator("#canvas ~ img, #evidence img, #evidence script, #evidence iframe, table img").count() == 0
    pictured = open_page(svg.encode(), suffix=".svg")
    assert pictured.evaluate("window.owned") is None
    assert pictured.locator("script, image, foreignObject, a").count() == 0


def test_no_address_runs(open_page: Open) -> None:
    found = graph(claim("d1", "france", "CONDEMNS", "mali", start="2024"))
    arranged = pages.arrangement(found, {})
    page = open_page(draw_page(found, RELATIONS, arranged, Heading()).content)
    page.evaluate(
        """payloads => {
            const names = ["view", "near", "hops", "actor", "tie", "path", "no-types", "no-signs", "no-modalities",
                "no-kinds", "least", "since", "until", "colour", "size", "collapsed", "__proto__", "constructor"];
            for (const payload of payloads) {
                const all = names.map(name => `${name}=${encodeURIComponent(payload)}`).join("&");
                for (const hash of [all, payload]) {
                    history.replaceState(null, "", `#${hash}`);
                    window.dispatchEvent(new HashChangeEvent("hashchange"));
                }
            }
        }""",
        [payload for payload in PAYLOADS if "\ud800" not in payload],
    )
    assert page.evaluate("window.owned") is None
    assert page.locator("#shown").inner_text().endswith("The filters hide nothing.")


def test_the_policy_allows_the_pages_own_scripts_alone(open_page: Open) -> None:
    found = graph(claim("d1", "france", "CONDEMNS", "mali"))
    content = draw_page(found, RELATIONS, pages.arrangement(found, {}), Heading()).content
    assert b"default-src 'none'; script-src 'sha256-" in content
    assert b"unsafe" not in content[: content.index(b"<style>")]
    page = open_page(content)
    refused = page.evaluate(
        """() => new Promise(resolve => {
            document.addEventListener("securitypolicyviolation", event => resolve(event.violatedDirective));
            const script = document.createElement("script");
            script.textContent = "window.owned = 1";
            document.body.append(script);
        })"""
    )
    assert refused == "script-src-elem"
    assert page.evaluate("window.owned") is None
