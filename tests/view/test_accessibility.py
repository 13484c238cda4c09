"""What a screen reader finds: roles, names, and nothing that axe-core calls serious."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

import graphmali.view.page as page_module
from graphmali.model import Graph
from tests.sample import claim, graph

from .conftest import Open
from .samples import SAHEL, written

pytestmark = pytest.mark.browser

SIZES = {"wide": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


@pytest.mark.parametrize(
    ("many", "scheme", "size"),
    [(1000, "light", "wide"), (1000, "dark", "phone"), (0, "light", "phone"), (0, "dark", "wide")],
)
def test_axe_finds_nothing_serious(
    open_page: Open, monkeypatch: pytest.MonkeyPatch, many: int, scheme: str, size: str
) -> None:
    monkeypatch.setattr(page_module, "MANY", many)
    page = open_page(written(), color_scheme=scheme, viewport=SIZES[size], bypass_csp=True)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    for chosen in ("null", "{actor: explorer.data.actors[1]}", "{tie: explorer.data.made[1]}"):
        page.evaluate(f"explorer.choose({chosen})")
        page.get_by_role("searchbox").fill("a")
        found = Axe().run(page).response["violations"]
        assert [
            (each["id"], each["nodes"][0]["html"]) for each in found if each["impact"] in ("serious", "critical")
        ] == []


@pytest.mark.parametrize(("language", "evidence"), [("en", "Evidence"), ("fr", "Preuves")])
def test_roles_are_what_a_screen_reader_expects(open_page: Open, language: str, evidence: str) -> None:
    page = open_page(written(SAHEL, language=language))
    assert page.get_by_role("searchbox").count() == 1
    assert page.get_by_role("combobox").count() == 0
    assert page.get_by_role("slider").count() == 2
    assert page.get_by_role("table").count() == 1
    page.get_by_role("searchbox").fill("mali")
    page.get_by_role("searchbox").press("Enter")
    region = page.get_by_role("region", name=evidence, exact=True)
    assert region.get_by_role("blockquote").count() == 6
    legend = "Legend" if language == "en" else "Légende"
    assert page.get_by_role("list", name=legend).count() == 1


@pytest.mark.parametrize("found", [Graph(), graph(claim("d1", "france", "CONDEMNS", "mali", start="2024-05-01"))])
def test_sliders_without_a_choice_are_there_and_disabled(open_page: Open, found: Graph) -> None:
    page = open_page(written(found, blocs=None))
    for name in ("From", "Until"):
        expect(page.get_by_role("slider", name=name)).to_be_disabled()
    expect(page.get_by_role("button", name="Play")).to_be_disabled()
