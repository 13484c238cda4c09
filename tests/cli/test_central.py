"""``central`` and ``export projection`` over the graph of the sample documents."""

from __future__ import annotations

import csv
import io
import json
import sys

import networkx as nx
import pytest

from graphmali import analysis, central, open_store
from graphmali.analysis import MEASURES, View
from graphmali.analysis.measures.brokers import ROLES
from graphmali.cli import options, ranking
from graphmali.vocabulary.generic import load_generic

from .conftest import Cli


def test_what_is_on_offer_is_what_there_is() -> None:
    assert list(ranking.MEASURES) == list(MEASURES)
    assert ranking.ENGINES == analysis.ENGINES
    assert options.LEVELS == analysis.LEVELS
    flags = {parameter.name for parameter in ranking.central.params}
    assert set(options.VIEW_FLAGS) <= flags


@pytest.mark.parametrize(
    ("form", "measure"),
    [("table", "pagerank"), ("md", "support-ratio"), ("csv", "betweenness"), ("json", "brokerage"), ("jsonl", "katz")],
)
def test_a_ranking_in_every_format(cli: Cli, sample_store: str, form: str, measure: str) -> None:
    flags = ("--measure", measure, "--bootstrap", "10", "--top", "5", "-f", form, "--store", sample_store)
    outcome = cli("central", *flags)
    assert outcome.code == 0, outcome.err
    assert f"{measure}: prominence in these texts, not power" in outcome.err
    if form == "json":
        assert outcome == cli("central", *flags)
        for each in json.loads(outcome.out):
            assert each["low"] <= each["score"] <= each["high"]
            assert each["rank_low"] <= each["rank"] <= each["rank_high"]
            assert 0 <= each["reciprocity"] <= 1
            assert sum(each[role] for role in ROLES) == each["score"]
    if form in ("table", "md"):
        assert "ranks" in outcome.out.splitlines()[0]
        assert "–" in outcome.out


def test_intervals_are_there_by_default_and_go_when_told(cli: Cli, sample_store: str) -> None:
    (first, *_) = json.loads(cli("central", "-f", "json", "--store", sample_store).out)
    assert first["low"] < first["high"]
    plain = cli("central", "-f", "json", "--bootstrap", "0", "--store", sample_store)
    assert json.loads(plain.out)[0]["low"] is None
    assert "without intervals" in plain.err


def test_nobody_in_particular_is_left_out_and_counted(cli: Cli, sample_store: str) -> None:
    outcome = cli("central", "--top", "999", "-f", "json", "--store", sample_store)
    every = cli("central", "--top", "999", "-f", "json", "--no-exclude-generic", "--store", sample_store)
    ranked, all_ranked = ({each["id"] for each in json.loads(one.out)} for one in (outcome, every))
    assert "mali_public" in all_ranked - ranked
    assert "actors who are nobody in particular" in outcome.err
    assert "nobody in particular" not in every.err


def test_all_measures_stand_side_by_side_and_networkx_has_the_same(cli: Cli, sample_store: str) -> None:
    rows, theirs = (
        list(csv.DictReader(io.StringIO(outcome.out, newline="")))
        for outcome in (
            cli("central", "--measure", "all", "--engine", engine, "-f", "csv", "--store", sample_store)
            for engine in ("auto", "networkx")
        )
    )
    assert [row["pagerank"] for row in rows] == [row["score"] for row in rows]
    assert [row["id"] for row in rows] == [row["id"] for row in theirs]
    for measure in MEASURES:
        ours, other = ([float(row[measure] or "nan") for row in each] for each in (rows, theirs))
        assert ours == pytest.approx(other, abs=1e-9, nan_ok=True), measure


def test_without_igraph_one_line_says_how_to_have_it(
    cli: Cli, sample_store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    common = ("central", "--measure", "betweenness", "--bootstrap", "0", "-f", "json", "--store", sample_store)
    fast = cli(*common)
    monkeypatch.setitem(sys.modules, "igraph", None)
    slow = cli(*common)
    assert "graphmali[fast]" in slow.err
    assert "graphmali[fast]" not in fast.err
    assert [each["score"] for each in json.loads(slow.out)] == pytest.approx(
        [each["score"] for each in json.loads(fast.out)]
    )
    refused = cli(*common, "--engine", "fast")
    assert refused.code == 2
    assert refused.err.splitlines() == ["error: igraph is not installed", "hint: pip install 'graphmali[fast]'"]


@pytest.mark.parametrize("flags", [(), ("--level", "state", "--sign", "positive", "--min-origins", "1")])
def test_anyone_can_compute_the_ranking_from_the_projection(
    cli: Cli, sample_store: str, flags: tuple[str, ...]
) -> None:
    exported = cli("export", "projection", *flags, "--store", sample_store)
    edges = [json.loads(line) for line in exported.out.splitlines()]
    assert edges
    assert edges == sorted(edges, key=lambda edge: (edge["source"], edge["target"]))
    network = nx.DiGraph()
    for edge in edges:
        network.add_edge(edge["source"], edge["target"], weight=edge["weight"])
    ranked = json.loads(cli("central", *flags, "--top", "999", "-f", "json", "--store", sample_store).out)
    theirs = nx.pagerank(network, tol=1e-15, max_iter=10_000)
    assert {each["id"]: each["score"] for each in ranked} == pytest.approx(theirs, abs=1e-9)


def test_an_undirected_tie_is_exported_both_ways(cli: Cli, sample_store: str) -> None:
    exported = cli("export", "projection", "--type", "agrees-with", "--store", sample_store)
    edges = {(edge["source"], edge["target"]): edge["weight"] for edge in map(json.loads, exported.out.splitlines())}
    assert edges
    assert all(edges[target, source] == weight for (source, target), weight in edges.items())


def test_only_the_projection_has_a_view(cli: Cli, sample_store: str) -> None:
    outcome = cli("export", "claims", "--level", "state", "--store", sample_store)
    assert outcome.code == 2
    assert outcome.err.startswith("error: --level is for graphmali export projection alone")


def test_why_adds_up_and_quotes(cli: Cli, sample_store: str) -> None:
    outcome = cli("central", "--why", "ECOWAS", "-f", "json", "--store", sample_store)
    found = json.loads(outcome.out)
    assert list(found) == ["actor", "measure", "score", "base", "ties"]
    assert (found["actor"], found["measure"]) == ("ecowas", "pagerank")
    assert found["base"] + sum(tie["contribution"] for tie in found["ties"]) == pytest.approx(found["score"], abs=1e-9)
    ranked = json.loads(cli("central", "--top", "999", "-f", "json", "--store", sample_store).out)
    assert found["score"] == next(each["score"] for each in ranked if each["id"] == "ecowas")
    for tie in found["ties"]:
        assert list(tie) == ["source", "type", "target", "contribution", "claims"]
        assert "ecowas" in (tie["source"], tie["target"])
        assert all(claim["evidence"] for claim in tie["claims"])
    table = cli("central", "--why", "ECOWAS", "-f", "table", "--store", sample_store)
    assert "(base)" in table.out
    assert "prominence in these texts" in table.err


def test_why_of_what_is_no_sum_is_one_clear_line(cli: Cli, sample_store: str) -> None:
    outcome = cli("central", "--why", "Mali", "--measure", "betweenness", "--store", sample_store)
    assert outcome.code == 2
    assert outcome.err.splitlines()[0] == "error: betweenness is no sum over ties, so no tie has a share in it"
    assert "pagerank" in outcome.err.splitlines()[1]
    assert cli("central", "--why", "Mali", "--measure", "all", "--store", sample_store).code == 2


def test_why_at_the_level_of_states_takes_the_state(cli: Cli, sample_store: str) -> None:
    outcome = cli("central", "--why", "Malian armed forces", "--level", "state", "-f", "json", "--store", sample_store)
    assert json.loads(outcome.out)["actor"] == "mali"


def test_rankings_as_data_frames(cli: Cli, sample_store: str) -> None:
    store = open_store(sample_store)
    try:
        graph = store.read()
    finally:
        store.close()
    frame = central(graph, "pagerank-coop", draws=20)
    listed = json.loads(
        cli(
            "central",
            "--measure",
            "pagerank-coop",
            "--bootstrap",
            "20",
            "--top",
            "999",
            "-f",
            "json",
            "--store",
            sample_store,
        ).out
    )
    assert list(frame.columns) == list(listed[0])
    assert frame["score"].tolist() == [each["score"] for each in listed]
    assert len(central(graph, view=View())) > len(central(graph, view=View(generic=load_generic())))
