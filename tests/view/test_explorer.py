"""The page as a person uses it: search, look, click, drag, read. Both ways of drawing must do the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

import graphmali.view.page as page_module
from tests.sample import TEXT

from .conftest import Open
from .samples import crowd, written

pytestmark = pytest.mark.browser


@pytest.fixture(params=["vis", "sigma"])
def page(request: pytest.FixtureRequest, open_page: Open, monkeypatch: pytest.MonkeyPatch) -> Page:
    if request.param == "sigma":
        monkeypatch.setattr(page_module, "MANY", 0)
    return open_page(written())


def evidence(page: Page) -> Locator:
    return page.get_by_role("region", name="Evidence")


def place(page: Page, *actors: str) -> tuple[float, float]:
    """The middle between actors on the screen."""
    found = page.evaluate(
        """names => {
            const {actorById} = explorer.data;
            const box = document.getElementById("canvas").getBoundingClientRect();
            return names.map(name => {
                const [x, y] = explorer.drawing.positionOf(`a${actorById.get(name).number}`);
                return [box.x + x, box.y + y];
            });
        }""",
        list(actors),
    )
    return sum(x for x, _ in found) / len(found), sum(y for _, y in found) / len(found)


def drag(page: Page, name: str, share: float) -> None:
    """Drags a slider's handle from where it is to a share of its way."""
    slider = page.get_by_role("slider", name=name)
    box = slider.bounding_box()
    assert box is not None
    value, most = float(slider.input_value()), float(slider.get_attribute("max") or 1)
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 8 + (box["width"] - 16) * value / most, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + 8 + (box["width"] - 16) * share, middle, steps=5)
    page.mouse.up()


def pixels(page: Page) -> bytes:
    return page.locator("#canvas").screenshot()


def test_it_opens_with_counts_a_legend_and_what_is_shown(page: Page) -> None:
    expect(page.locator("#counts")).to_have_text("5 actors · 5 ties · 8 claims · 4 documents")
    assert page.get_by_role("list", name="Legend").get_by_role("listitem").count() == 7
    expect(page.locator("#shown")).to_have_text(
        "The most prominent actors and the strongest ties between them."
        " Shown: 5 of 5 actors, 5 of 5 ties. The filters hide nothing."
    )
    page.get_by_text("How to read this").click()
    expect(page.get_by_text("That is prominence in these texts, not power.")).to_be_visible()


def test_typing_shows_suggestions_and_the_keyboard_takes_one(page: Page) -> None:
    search = page.get_by_role("searchbox", name="Find an actor")
    search.press_sequentially("republique du")
    options = page.get_by_role("listbox").get_by_role("option")
    expect(options).to_have_text([re.compile("Mali")])
    search.fill("a")
    assert options.count() > 1
    search.press("ArrowDown")
    search.press("ArrowDown")
    chosen = page.locator("[role=option][aria-selected=true] span").first.inner_text()
    assert search.get_attribute("aria-activedescendant") == "suggestion-1"
    search.press("Enter")
    expect(evidence(page).get_by_role("heading", name=chosen, exact=True)).to_be_visible()
    assert evidence(page).locator("blockquote").count() > 0
    expect(page.get_by_role("listbox")).to_be_hidden()
    search.fill("nobody at all")
    expect(page.locator("#found")).to_have_text("No such actor")


def test_clicking_a_tie_shows_who_says_so(page: Page) -> None:
    page.mouse.click(*place(page, "russia", "mali"))
    expect(evidence(page).get_by_role("heading", name="supports")).to_be_visible()
    assert evidence(page).locator("blockquote").all_inner_texts() == [TEXT, TEXT]
    told = evidence(page).inner_text()
    for shown in (
        "2 independent origins",
        "2 asserted",
        "The Outlet, 2022-03-04",
        "according to France",
        "since 2021-01",
    ):
        assert shown in told
    expect(evidence(page).get_by_role("link", name="A title")).to_have_attribute("href", "https://example.org/a")
    page.keyboard.press("Escape")
    expect(evidence(page).get_by_role("heading", name="Evidence")).to_be_visible()


def test_clicking_an_actor_shows_its_ties_and_quotes(page: Page) -> None:
    page.mouse.click(*place(page, "ecowas"))
    expect(evidence(page).get_by_role("heading", name="ECOWAS")).to_be_visible()
    expect(evidence(page).get_by_role("heading", name="2 ties")).to_be_visible()
    expect(evidence(page).get_by_text("intergovernmental organisation")).to_be_visible()
    assert evidence(page).locator("blockquote").count() == 2


def test_a_contested_tie_says_so_and_tells_who_denies_it(page: Page) -> None:
    page.mouse.click(*place(page, "france", "mali"))
    expect(evidence(page).locator(".contested")).to_have_text("contested")
    assert set(evidence(page).locator("article .chip").all_inner_texts()) == {"asserted", "denied"}


def test_dragging_the_dates_weighs_ties_anew(page: Page) -> None:
    origins = page.locator("tbody tr", has_text="Russia").locator("td").nth(4)
    expect(origins).to_have_text("2")
    drag(page, "Until", 0.01)
    expect(page.locator("#period")).to_contain_text("2021-01")
    expect(page.locator("#shown")).to_contain_text("The filters hide 4 ties.")
    expect(origins).to_have_text("1")
    assert page.locator("tbody tr").count() == 1
    drag(page, "Until", 1)
    expect(page.locator("#shown")).to_contain_text("The filters hide nothing.")
    page.get_by_role("slider", name="From").focus()
    page.keyboard.press("End")
    # What goes on counts at every later date.
    expect(page.locator("tbody tr")).to_have_count(2)


def test_play_lets_time_run(page: Page) -> None:
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.locator("#period")).to_contain_text("2021-03", timeout=5000)
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_filters_hide_ties_and_say_how_many(page: Page) -> None:
    page.locator("#filters summary").click()
    shown = page.locator("#shown")
    before = pixels(page)
    for box, left in (("condemns", 1), ("neutral", 2), ("intergovernmental organisation", 3)):
        page.get_by_role("checkbox", name=re.compile(f"^{box}")).uncheck()
        expect(shown).to_contain_text(f"The filters hide {left} tie")
    assert pixels(page) != before
    least = page.get_by_role("spinbutton", name="Independent origins, at least")
    least.fill("2")
    least.press("Tab")
    expect(shown).to_contain_text("1 of 5 ties. The filters hide 4 ties.")
    page.get_by_role("button", name="Clear the filters").click()
    expect(shown).to_contain_text("The filters hide nothing.")
    page.get_by_role("checkbox", name="asserted").uncheck()
    expect(shown).to_contain_text("1 of 5 ties. The filters hide 4 ties.")
    page.get_by_role("checkbox", name="asserted").check()
    page.get_by_role("checkbox", name="denied").uncheck()
    page.mouse.click(*place(page, "france", "mali"))
    expect(evidence(page).get_by_text("1 claim is hidden by the filters.")).to_be_visible()
    expect(evidence(page).locator(".contested")).to_have_count(0)


def test_a_path_between_two_actors_is_lit(page: Page) -> None:
    page.mouse.click(*place(page, "france"))
    evidence(page).get_by_role("button", name="Path to").click()
    search = page.get_by_role("searchbox")
    search.fill("niger")
    search.press("Enter")
    expect(evidence(page).get_by_role("heading", name="France to Niger")).to_be_visible()
    assert evidence(page).locator("li").all_inner_texts() == [
        "−\nFrance condemns Mali\n1",
        "+\nMali allied with Niger\n1",
    ]
    assert page.evaluate("explorer.scene().edges.filter(edge => !edge.faint).length") == 2


def test_the_neighbourhood_of_an_actor_is_a_view_of_its_own(page: Page) -> None:
    page.mouse.click(*place(page, "russia"))
    evidence(page).get_by_role("button", name="Its ties").click()
    expect(page.locator("#shown")).to_contain_text("Russia and its neighbourhood. Shown: 2 of 5 actors, 1 of 5 ties.")
    evidence(page).get_by_role("button", name="Two steps").click()
    expect(page.locator("#shown")).to_contain_text("Shown: 5 of 5 actors")
    page.get_by_role("button", name="Most prominent", exact=True).click()
    expect(page.locator("#shown")).to_contain_text("The most prominent actors")


def test_a_bloc_folds_into_one_node_and_unfolds(page: Page) -> None:
    groups = page.get_by_role("list", name="Colours")
    assert groups.get_by_role("listitem").count() == 2
    groups.get_by_role("button", name="Collapse Bloc of Niger").click()
    assert sorted(page.evaluate("explorer.scene().nodes.map(node => node.label)")) == [
        "Bloc of Niger (3)",
        "ECOWAS",
        "France",
    ]
    # Two ties within the bloc are out of sight; the sanction, the condemnation and the meeting lead to it.
    assert page.evaluate("explorer.scene().edges.length") == 3
    groups.get_by_role("button", name="Expand Bloc of Niger").click()
    assert page.evaluate("explorer.scene().nodes.length") == 5
    page.get_by_role("button", name="by kind").click()
    assert groups.get_by_role("listitem").all_inner_texts() == [
        "state, government, region, 4 actors −",
        "organisation, 1 actor −",
    ]


def test_size_follows_what_is_asked(page: Page) -> None:
    radius = "explorer.scene().nodes.find(node => node.label === 'Niger').radius"
    before = page.evaluate(radius)
    page.get_by_role("button", name="by number of ties").click()
    # Two ties of the four that Mali has.
    assert page.evaluate(radius) == pytest.approx(7 + 15 * (2 / 4) ** 0.5)
    assert page.evaluate(radius) != before


def test_the_deep_link_opens_what_was_looked_at(page: Page, open_page: Open) -> None:
    page.mouse.click(*place(page, "russia", "mali"))
    drag(page, "Until", 0.4)
    page.locator("#filters summary").click()
    page.get_by_role("checkbox", name=re.compile("^neutral")).uncheck()
    link = page.evaluate("location.hash")
    for part in ("tie=russia+SUPPORTS+mali", "until=2022-", "no-signs=0"):
        assert part in link
    again = open_page(written(), link)
    expect(evidence(again).get_by_role("heading", name="supports")).to_be_visible()
    assert again.locator("#shown").inner_text() == page.locator("#shown").inner_text()
    assert again.locator("#period").inner_text() == page.locator("#period").inner_text()


def test_the_picture_is_saved_as_png_and_svg(page: Page) -> None:
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the picture as PNG").click()
    assert saved.value.suggested_filename == "test.png"
    assert saved.value.path().read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the picture as SVG").click()
    svg = saved.value.path().read_text("utf-8")
    assert svg.startswith("<svg ")
    assert svg.count("<text") == 5
    assert svg.count('stroke-dasharray="9,6"') == 2  # condemned, sanctioned
    for name in ("Mali", "Russia", "ECOWAS"):
        assert f">{name}</text>" in svg


def test_the_table_has_the_same_ties(page: Page) -> None:
    table = page.get_by_role("table", name="Ties that the filters leave")
    assert table.get_by_role("columnheader").count() == 10
    first = table.get_by_role("row").nth(1)
    assert first.get_by_role("cell").all_inner_texts() == [
        "Russia", "supports", "Mali", "cooperative", "2", "2", "0", "0", "2021-01", "open",
    ]  # fmt: skip
    first.get_by_role("button", name="supports").click()
    expect(evidence(page).get_by_role("heading", name="supports")).to_be_visible()


def test_dark_is_a_button_and_a_wish(page: Page, open_page: Open) -> None:
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    before = pixels(page)
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light
    assert pixels(page) != before
    page.get_by_role("button", name="Light").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == light
    wished = open_page(written(), color_scheme="dark")
    expect(wished.get_by_role("button", name="Light")).to_be_visible()


def test_everything_is_reached_with_the_keyboard(page: Page) -> None:
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
            )
        )
        if reached[-1] == "link":
            break
    for wanted in (
        "skip",
        "search",
        "theme",
        "view-all",
        "png",
        "svg",
        "play",
        "since",
        "until",
        "SUMMARY",
        "row",
        "link",
    ):
        assert wanted in reached, wanted
    page.locator("#evidence button.row").first.focus()
    page.keyboard.press("Enter")
    expect(evidence(page).get_by_role("heading", name="Niger", exact=True)).to_be_visible()


def test_on_a_phone_nothing_is_cut_off(open_page: Open) -> None:
    page = open_page(written(), viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.touchscreen.tap(*place(page, "russia", "mali"))
    expect(evidence(page).get_by_role("heading", name="supports")).to_be_visible()
    evidence(page).locator("blockquote").first.scroll_into_view_if_needed()
    expect(evidence(page).locator("blockquote").first).to_be_in_viewport()


def test_labels_of_the_first_view_do_not_overlap(open_page: Open) -> None:
    page = open_page(written(crowd(), blocs=None))
    assert page.locator("#shown").inner_text().startswith("The most prominent actors and the strongest ties")
    overlapping = page.evaluate(
        """() => {
            const {network} = explorer.drawing;
            const ids = explorer.scene().nodes.map(node => node.id);
            const boxes = ids.map(id => network.getBoundingBox(id));
            return boxes.flatMap((a, i) => boxes.slice(i + 1).filter(b =>
                Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
                Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1)).length;
        }"""
    )
    assert page.evaluate("explorer.scene().nodes.length") == 30
    assert overlapping == 0


def test_labels_of_a_large_picture_do_not_overlap(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "MANY", 0)
    page = open_page(written(crowd(240), blocs=None))
    page.get_by_role("button", name="Everything").click()
    hub = page.evaluate("explorer.data.actors.reduce((a, b) => b.ties.length > a.ties.length ? b : a).name")
    page.get_by_role("searchbox").fill(hub)
    page.get_by_role("searchbox").press("Enter")
    expect(evidence(page).get_by_role("heading", name=hub, exact=True)).to_be_visible()
    written_out = page.evaluate(
        """() => {
            const real = CanvasRenderingContext2D.prototype.fillText;
            const rows = [];
            CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
                const half = this.measureText(text).width / 2;
                rows.push({text, left: x - half, right: x + half, top: y - 10, bottom: y});
                return real.call(this, text, x, y);
            };
            explorer.drawing.redraw();
            CanvasRenderingContext2D.prototype.fillText = real;
            return rows;
        }"""
    )
    overlapping = [
        (a["text"], b["text"])
        for n, a in enumerate(written_out)
        for b in written_out[n + 1 :]
        if a["left"] < b["right"] and b["left"] < a["right"] and a["top"] < b["bottom"] and b["top"] < a["bottom"]
    ]
    assert hub in " ".join(row["text"] for row in written_out)
    assert len(written_out) > 5
    assert overlapping == []


def test_an_actor_out_of_sight_is_found_with_its_neighbourhood(open_page: Open) -> None:
    page = open_page(written(crowd(), blocs=None))
    search = page.get_by_role("searchbox")
    outside = page.evaluate(
        "explorer.data.actors.find(a => a.ties.length && !explorer.data.first.actors.includes(a.number)).name"
    )
    search.fill(outside)
    search.press("Enter")
    expect(page.locator("#shown")).to_contain_text(f"{outside} and its neighbourhood.")
    expect(evidence(page).locator("blockquote").first).to_be_visible()
    page.get_by_role("button", name="Everything").click()
    expect(page.locator("#shown")).to_contain_text("Shown: 60 of 60 actors")


def test_without_webgl_a_canvas_draws(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_module, "MANY", 0)
    file = tmp_path / "page.html"
    file.write_bytes(written())
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.add_init_script(
        """const real = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
            return kind.startsWith("webgl") ? null : real.call(this, kind, ...more);
        };"""
    )
    page.goto(file.as_uri())
    assert page.locator("#canvas canvas").count() == 1
    page.mouse.click(*place(page, "russia", "mali"))
    expect(evidence(page).get_by_role("heading", name="supports")).to_be_visible()
    before = pixels(page)
    page.mouse.move(*place(page, "ecowas"))
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(100)
    assert pixels(page) != before
    page.close()


def test_what_does_not_move_stays(page: Page) -> None:
    before = place(page, "russia"), place(page, "niger")
    page.wait_for_timeout(200)
    assert (place(page, "russia"), place(page, "niger")) == before


def test_in_french_all_is_french(open_page: Open) -> None:
    page = open_page(written(language="fr"))
    assert page.locator("html").get_attribute("lang") == "fr"
    page.mouse.click(*place(page, "russia", "mali"))
    told = page.get_by_role("region", name="Preuves")
    expect(told.get_by_role("heading", name="soutient")).to_be_visible()
    expect(page.locator("#counts")).to_have_text("5 acteurs · 5 liens · 8 affirmations · 4 documents")
    page.locator("#filters summary").click()
    visible = page.locator("body").inner_text()
    for english in ("Show", "Legend", "Filter ", "independent", "asserted", "actor", "since", "ties"):
        assert not re.search(rf"\b{english}\b", visible), english
    page.get_by_role("searchbox", name="Chercher un acteur").fill("cedeao")
    expect(page.get_by_role("option")).to_have_text([re.compile("ECOWAS")])
