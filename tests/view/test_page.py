from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from graphmali.analysis import layout
from graphmali.model import Actor, Document, Graph, Modality
from graphmali.view import write_html
from graphmali.view.page import embedded
from tests.sample import RELATIONS, TEXT, claim, graph

EVIL = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">\u2028"

FOUND = graph(
    claim("d1", "russia", "TRAINS", "mali", start="2020", end="open", attribution="france"),
    claim("d1", "france", "CONDEMNS", "mali", modality=Modality.ALLEGED),
    claim("d2", "france", "CONDEMNS", "mali", modality=Modality.DENIED),
    claim("d2", "evil", "ATTACKS", "mali"),
    actors=(
        Actor("evil", f"Evil href {EVIL}", "state", aliases=(EVIL,)),
        Actor("mali", "Mali", "state", aliases=("République du Mali",)),
    ),
    documents=(
        Document("d1", TEXT, "A title", "https://example.org/a", "The Outlet", published="2025-05-05"),
        Document("d2", f"{EVIL} {TEXT}", EVIL, "javascript:document.title='owned'", EVIL),
    ),
)


def written(found: Graph = FOUND, title: str = "Test") -> bytes:
    stream = io.BytesIO()
    write_html(found, RELATIONS, layout(found), stream, title=title)
    return stream.getvalue()


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The page of a graph with hostile texts; it must ask for nothing and complain of nothing."""
    file = tmp_path / "graph.html"
    file.write_bytes(written(title=f"Test {EVIL}"))
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    complaints: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("dialog", lambda dialog: complaints.append(dialog.message))
    opened.goto(file.as_uri())
    yield opened
    assert asked == [file.as_uri()]
    assert complaints == []
    assert opened.title().startswith("Test ")
    opened.close()


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert written() == written()


def test_data_holds_no_markup() -> None:
    assert not set("<>&\u2028") & set(embedded({"a": EVIL}))
    assert b"<img" not in written(title=EVIL)


def test_an_empty_graph_has_a_page() -> None:
    assert b"<!doctype html>" in written(Graph())


@pytest.mark.browser
def test_it_opens_with_counts_a_legend_and_still_physics(page: Page) -> None:
    assert page.locator("#counts").inner_text() == "4 actors · 3 ties · 4 claims · 2 documents"
    assert page.get_by_role("list", name="Legend").get_by_role("listitem").count() == 6
    assert page.evaluate("explorer.network.physics.physicsEnabled") is False
    before = page.evaluate("explorer.network.getPositions()")
    page.wait_for_timeout(200)
    assert page.evaluate("explorer.network.getPositions()") == before


@pytest.mark.browser
def test_clicking_a_tie_shows_who_says_so(page: Page) -> None:
    middle = page.evaluate(
        """() => {
            const at = explorer.network.getPositions(["russia", "mali"]);
            const [a, b] = Object.values(at);
            const spot = explorer.network.canvasToDOM({x: (a.x + b.x) / 2, y: (a.y + b.y) / 2});
            const box = document.getElementById("canvas").getBoundingClientRect();
            return {x: box.x + spot.x, y: box.y + spot.y};
        }"""
    )
    page.mouse.click(middle["x"], middle["y"])
    evidence = page.get_by_role("region", name="Evidence")
    evidence.get_by_role("heading", name="trains").wait_for()
    assert evidence.locator("blockquote").all_inner_texts() == [TEXT]
    for shown in ("The Outlet", "2025-05-05", "asserted", "according to France", "since 2020"):
        assert shown in evidence.inner_text()
    assert evidence.get_by_role("link").get_attribute("href") == "https://example.org/a"


@pytest.mark.browser
def test_search_finds_an_actor_by_alias_and_a_contested_tie_from_it(page: Page) -> None:
    search = page.get_by_role("combobox", name="Find an actor")
    search.fill("republique du")
    search.press("Enter")
    evidence = page.get_by_role("region", name="Evidence")
    evidence.get_by_role("heading", name="Mali", exact=True).wait_for()
    evidence.get_by_role("button", name="France condemns it").click()
    assert evidence.locator(".contested").inner_text() == "contested"
    assert set(evidence.locator("article .chip").all_inner_texts()) == {"alleged", "denied"}
    search.fill("nobody at all")
    search.press("Enter")
    assert page.get_by_role("status").inner_text() == "No such actor"


@pytest.mark.browser
def test_markup_in_texts_is_text_and_scripts_are_no_links(page: Page) -> None:
    page.evaluate("explorer.select('actor', 'evil')")
    evidence = page.get_by_role("region", name="Evidence")
    quote = evidence.locator("blockquote").text_content()
    assert quote == f"{EVIL} {TEXT}"[: len(TEXT)]
    assert "<img src=x" in evidence.inner_text()
    assert evidence.locator("a, img, script").count() == 0
    page.evaluate("explorer.select(null)")
