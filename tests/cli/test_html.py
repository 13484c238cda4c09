"""``graphmali html`` and its flags over the graph of the sample documents."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from graphmali import analysis, html, open_store
from graphmali.cli import page
from graphmali.view import LANGUAGES

from .conftest import Cli


def tables(file: Path) -> Any:
    (found,) = re.findall(r'<script id="tables" type="application/json">(.*?)</script>', file.read_text("utf-8"))
    return json.loads(found)


def test_what_is_on_offer_is_what_there_is() -> None:
    assert list(page.MEASURES) == list(analysis.MEASURES)
    assert tuple(LANGUAGES) == page.LANGUAGES


def test_the_part_asked_for_is_all_there_is(cli: Cli, sample_store: str, tmp_path: Path) -> None:
    outcome = cli("html", "--type", "CONDEMNS", "--since", "2022", "-o", "part.html", "--store", sample_store)
    assert outcome.code == 0, outcome.err
    listed = cli("claims", "--type", "CONDEMNS", "--since", "2022", "-f", "jsonl", "--store", sample_store)
    found = tables(tmp_path / "part.html")
    assert found["counts"]["claims"] == len(listed.out.splitlines()) > 0
    assert {type_ for type_, *_ in found["types"]} == {"CONDEMNS"}


def test_counts_are_those_of_the_listings(cli: Cli, sample_store: str, tmp_path: Path) -> None:
    assert cli("html", "--store", sample_store).code == 0
    counts = tables(tmp_path / "graph.html")["counts"]
    for kind in ("claims", "ties", "actors", "documents"):
        assert counts[kind] == len(cli(kind, "-f", "jsonl", "--store", sample_store).out.splitlines()), kind


def test_an_actor_and_its_hops(cli: Cli, sample_store: str, tmp_path: Path) -> None:
    counts = []
    for hops in ("1", "2"):
        outcome = cli("html", "--actor", "Mali junta", "--hops", hops, "-o", f"{hops}.html", "--store", sample_store)
        assert outcome.code == 0, outcome.err
        counts.append(tables(tmp_path / f"{hops}.html")["counts"]["ties"])
    assert 0 < counts[0] < counts[1]


@pytest.mark.parametrize("measure", ["pagerank", "betweenness", "net-support"])
def test_the_largest_is_the_first_of_central(cli: Cli, sample_store: str, tmp_path: Path, measure: str) -> None:
    assert cli("html", "--measure", measure, "--store", sample_store).code == 0
    ranking = cli("central", "--measure", measure, "--bootstrap", "0", "-f", "json", "--store", sample_store)
    actors = tables(tmp_path / "graph.html")["actors"]
    size = actors["size"]
    assert actors["id"][size.index(max(size))] == json.loads(ranking.out)[0]["id"]


def test_title_and_language(cli: Cli, sample_store: str, tmp_path: Path) -> None:
    assert cli("html", "--title", "Qui & quoi", "--lang", "fr", "--top", "5", "--store", sample_store).code == 0
    written = (tmp_path / "graph.html").read_text("utf-8")
    assert '<html lang="fr">' in written
    assert "<h1>Qui &amp; quoi</h1>" in written
    assert tables(tmp_path / "graph.html")["counts"]["ties"] > 0


def test_a_figure_needs_a_name_that_says_which(cli: Cli, sample_store: str, tmp_path: Path) -> None:
    assert cli("html", "--static", "a.svg", "--store", sample_store).code == 0
    assert (tmp_path / "a.svg").read_bytes().startswith(b"<?xml")
    refused = cli("html", "--static", "a.gif", "--store", sample_store)
    assert refused.code == 2
    assert refused.err.startswith("error: cannot draw 'a.gif'\nhint: ")


def test_a_figure_without_matplotlib(cli: Cli, sample_store: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    refused = cli("html", "--static", "a.svg", "--store", sample_store)
    assert refused.code == 2
    assert "matplotlib" in refused.err


@pytest.mark.parametrize("wrong", [("--actor", "Nobody At All"), ("--type", "HUGS"), ("--lang", "de"), ("--hops", "0")])
def test_what_there_is_not_is_a_clear_error(cli: Cli, sample_store: str, wrong: tuple[str, str]) -> None:
    refused = cli("html", *wrong, "--store", sample_store)
    assert refused.code == 2
    assert refused.err.startswith("error: ")


def test_python_gives_the_page_of_the_command(cli: Cli, sample_store: str, tmp_path: Path) -> None:
    assert cli("html", "--actor", "ECOWAS", "--as-of", "2022", "--store", sample_store).code == 0
    store = open_store(sample_store)
    graph = store.read()
    store.close()
    assert html(graph, actor="ECOWAS", as_of="2022").content == (tmp_path / "graph.html").read_bytes()
