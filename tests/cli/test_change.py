"""``central --window``, ``--plot`` and ``--write``, and ``timeline``."""

from __future__ import annotations

import csv
import json
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from graphmali.analysis import MEASURES
from graphmali.analysis import windows as library
from graphmali.analysis.windows import History, Standing, Window
from graphmali.cli import change
from graphmali.cli.output import Sink
from graphmali.store import open_store
from graphmali.store.scores import name_of

from .conftest import Cli


def rows(cli: Cli, *arguments: str) -> list[Any]:
    outcome = cli(*arguments, "-f", "json")
    assert outcome.code == 0, outcome.err
    found = json.loads(outcome.out)
    assert isinstance(found, list)
    return found


def test_the_sizes_on_offer_are_those_there_are() -> None:
    assert tuple(library.SIZES) == change.SIZES


def test_ranks_of_a_window_are_those_of_its_period_and_tell_what_changed(cli: Cli, sample_store: str) -> None:
    common = ("--store", sample_store, "--bootstrap", "20", "--top", "999")
    found = rows(cli, "central", "--window", "quarter", "--last", "4", *common)
    assert {each["window"] for each in found} == {"2025-Q4"}
    assert {each["previous"] for each in found} == {"2025-Q3"}
    assert [entry["window"] for entry in found[0]["history"]] == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    plain = rows(cli, "central", "--since", "2025-10", "--until", "2025-12", *common)
    added = ("window", "previous", "change", "history")
    assert [{k: v for k, v in each.items() if k not in added} for each in found] == plain
    before = rows(cli, "central", "--since", "2025-07", "--until", "2025-09", *common)
    old = {each["id"]: each["rank"] for each in before}
    for each in found:
        assert each["change"] == (old[each["id"]] - each["rank"] if each["id"] in old else None)
        assert each["history"][-1]["score"] == each["score"]


def test_the_trend_is_scores_in_a_pipe(cli: Cli, sample_store: str) -> None:
    flags = ("central", "--window", "year", "--last", "3", "--bootstrap", "0", "--store", sample_store)
    piped = cli(*flags, "-f", "table")
    assert "ranks of 2025, changes since 2024" in piped.err
    assert "█" not in piped.out
    (first, *_) = csv.DictReader(cli(*flags, "-f", "csv").out.splitlines())
    assert len(first["trend"].split("; ")) == 3


def test_the_trend_is_drawn_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = (Window("2022-01", "2022-01", "2022-01"), Window("2022-02", "2022-02", "2022-02"))
    standings = {"a": (Standing(3, 0.5), Standing(1, 1.0)), "b": (None, Standing(2, 0.1))}
    found = History(shown, standings, {"a": (False, True), "b": (False, False)})
    monkeypatch.setattr(sys, "stdout", SimpleNamespace(isatty=lambda: True))
    told = {"window": "2022-02", "change": "▲ 2", "bursts": ["2022-02"], "trend": "▅█"}
    assert change.fields(found, "a", Sink("table")) == told
    assert change.fields(found, "b", Sink("table"))["change"] == "new"
    assert change.fields(found, "b", Sink("table"))["trend"] == "·█"
    assert change.fields(found, "a", Sink("table", "file.txt"))["trend"] == [0.5, 1.0]


def test_an_empty_view_has_no_windows(cli: Cli, sample_store: str) -> None:
    flags = (
        "--window",
        "month",
        "--type",
        "RELEASES",
        "--until",
        "1999",
        "--plot",
        "none.svg",
        "--store",
        sample_store,
    )
    assert rows(cli, "central", *flags) == []
    assert Path("none.svg").is_file()


@pytest.mark.parametrize("flags", [(), ("--window", "quarter")])
def test_a_figure_is_the_same_again(cli: Cli, sample_store: str, flags: tuple[str, ...]) -> None:
    for name in ("one.svg", "two.svg"):
        assert cli("central", *flags, "--plot", name, "--bootstrap", "20", "--store", sample_store).code == 0
    assert Path("one.svg").read_bytes() == Path("two.svg").read_bytes()


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--plot", "ranks.txt"], "cannot draw 'ranks.txt'"),
        (["--window", "month", "--as-of", "2022"], "--window and --as-of"),
        (["--why", "Mali", "--window", "month"], "--why explains one actor"),
        (["--why", "Mali", "--write"], "--why explains one actor"),
        (["--window", "week"], "'week' is not one of"),
    ],
)
def test_what_makes_no_sense_is_refused(cli: Cli, sample_store: str, flags: list[str], words: str) -> None:
    outcome = cli("central", *flags, "--store", sample_store)
    assert (outcome.code, outcome.out) == (2, "")
    assert words in outcome.err


def test_scores_are_written_on_the_actors_and_go_with_the_next_build(
    cli: Cli, sample_store: str, tmp_path: Path
) -> None:
    store = str(shutil.copytree(sample_store, tmp_path / "copy"))
    before = cli("export", "ties", "--store", store).out
    outcome = cli(
        "central", "--measure", "all", "--top", "3", "--bootstrap", "0", "--write", "--store", store, "-f", "json"
    )
    assert outcome.code == 0, outcome.err
    assert f"on the actors in the store: {', '.join(map(name_of, MEASURES))}" in outcome.err
    first, *_ = json.loads(outcome.out)
    ask = (
        "MATCH (a:Actor) WHERE a.pageRank IS NOT NULL"
        " RETURN a.id AS id, a.pageRank AS p, a.netSupport AS n ORDER BY p DESC"
    )
    scored = rows(cli, "query", "-c", ask, "--store", store)
    assert len(scored) > 3
    assert scored[0] == {"id": first["id"], "p": first["pagerank"], "n": first["net-support"]}
    assert cli("export", "ties", "--store", store).out == before
    opened = open_store(store)
    read = opened.read()
    opened.close()
    untouched = open_store(sample_store)
    assert read == untouched.read()
    untouched.close()
    (tmp_path / "new.txt").write_text("France condemned the Malian junta on 12 May 2022.")
    assert cli("build", "new.txt", "--store", store, "-q").code == 0
    assert rows(cli, "query", "-c", ask, "--store", store) == []


def test_a_timeline_between_two(cli: Cli, sample_store: str) -> None:
    found = rows(cli, "timeline", "Mali", "ecowas", "--store", sample_store)
    assert all({each["source"]["id"], each["target"]["id"]} == {"mali", "ecowas"} for each in found)
    assert [each["date"] for each in found] == sorted(each["date"] for each in found)
    sanctions = next(each for each in found if each["type"] == "SANCTIONS")
    assert (sanctions["window"], sanctions["polarity"], sanctions["modality"]) == ("2022-01", -1, "asserted")
    assert sanctions["outlets"] == sorted({quote["outlet"] for quote in sanctions["quotes"]})
    assert sanctions["tie"]["first"] == "2022-01"


def test_a_timeline_of_what_is_asserted(cli: Cli, sample_store: str) -> None:
    found = rows(cli, "timeline", "Mali", "Russia", "--store", sample_store)
    assert {each["modality"] for each in found} > {"asserted"}
    asserted = rows(cli, "timeline", "Mali", "Russia", "--modality", "asserted", "--store", sample_store)
    assert asserted == [each for each in found if each["modality"] == "asserted"]


@pytest.mark.parametrize("form", ["table", "csv", "md"])
def test_a_timeline_for_people(cli: Cli, sample_store: str, form: str) -> None:
    outcome = cli("timeline", "Wagner", "--window", "year", "--limit", "2", "--store", sample_store, "-f", form)
    assert outcome.code == 0, outcome.err
    assert "begins" in outcome.out
    assert "→" in outcome.out


def test_a_timeline_of_nothing(cli: Cli, sample_store: str) -> None:
    outcome = cli("timeline", "Wagner", "ecowas", "--store", sample_store)
    assert (outcome.code, outcome.out) == (0, "")
    assert "nothing dated is told of Wagner Group and ECOWAS" in outcome.err
    assert cli("timeline", "Mali", "mali", "--store", sample_store).code == 2
