from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import graphmali
from graphmali.model import Graph
from graphmali.view.page import embedded

from .conftest import Open
from .samples import SAHEL, written

EVIL = "</script><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">\u2028"

SOURCES = Path(graphmali.__file__).parent / "view" / "explorer"


def tables(page: bytes, name: str = "tables") -> Any:
    (found,) = re.findall(rf'<script id="{name}" type="application/json">(.*?)</script>', page.decode())
    return json.loads(found)


def test_the_same_graph_gives_the_same_bytes() -> None:
    assert written() == written()


def test_data_holds_no_markup() -> None:
    assert not set("<>&\u2028") & set(embedded({"a": EVIL}))
    assert b"<img" not in written(title=EVIL)


def test_an_empty_graph_has_a_page() -> None:
    assert tables(written(Graph(), blocs=None))["counts"] == {"actors": 0, "ties": 0, "claims": 0, "documents": 0}


def test_columns_say_what_the_graph_says() -> None:
    found, words = tables(written()), tables(written(), "words-of-claims")
    names, types = found["actors"]["id"], [type_ for type_, *_ in found["types"]]
    ties = [
        (names[source], types[type_], names[target])
        for source, type_, target in zip(*(found["ties"][name] for name in ("source", "type", "target")), strict=True)
    ]
    # The strongest tie first; the last is none, only planned.
    assert ties[0] == ("russia", "SUPPORTS", "mali")
    assert ties[-1] == ("russia", "SUPPORTS", "niger")
    assert len(ties) == found["counts"]["ties"] + 1
    assert sum(found["ties"]["claims"]) == len(words["quote"]) == 8
    assert [found["dates"][start] for start in found["claims"]["start"]][:2] == ["2021-01", "2021-02"]
    assert [words["before"].count(text) for text in ("Before it. ", "")] == [2, 6]
    assert [words["after"].count(text) for text in (" And after.", "")] == [2, 6]


def test_a_page_answers_before_its_quotes_are_read() -> None:
    page = written()
    assert page.index(b'<script id="tables"') < page.index(b"<script>") < page.index(b'<script id="words-of-claims"')


def test_a_notebook_shows_it_in_a_frame_without_rights() -> None:
    shown = graphmali.html(SAHEL)._repr_html_()
    (rights,) = re.findall(r'sandbox="([^"]*)"', shown)
    assert "allow-same-origin" not in rights
    (inner,) = re.findall(r'srcdoc="([^"]*)"', shown)
    assert html.unescape(inner).encode() == graphmali.html(SAHEL).content


@pytest.mark.browser
def test_the_frame_in_a_notebook_works(open_page: Open) -> None:
    outer = f"<!doctype html><meta charset=utf-8><title>Notebook</title>{graphmali.html(SAHEL)._repr_html_()}"
    frame = open_page(outer.encode()).frame_locator("iframe")
    frame.get_by_role("searchbox").fill("niger")
    frame.get_by_role("searchbox").press("Enter")
    frame.get_by_role("region", name="Evidence").get_by_role("heading", name="Niger", exact=True).wait_for()


def test_the_bundles_are_what_the_sources_make(tmp_path: Path) -> None:
    if shutil.which("node") is None or not (SOURCES / "node_modules").is_dir():
        pytest.skip("no npm packages here: make view installs them")
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=SOURCES, check=True)
    for name in ("explorer-vis.js", "explorer-sigma.js"):
        assert (tmp_path / name).read_bytes() == (SOURCES.parent / "bundle" / name).read_bytes(), "make view"


def test_the_lock_file_names_no_registry() -> None:
    assert "http" not in re.sub(r'"(url|funding)": "[^"]*"', "", (SOURCES / "package-lock.json").read_text("utf-8"))
