"""``actors``, ``ties``, ``claims``, ``documents``: what is in the graph."""

from __future__ import annotations

from collections import Counter
from typing import Any

import click

from graphmali import config
from graphmali.cli.app import Command
from graphmali.cli.corrections import correct, correction_options
from graphmali.cli.names import Names, actor_kinds, relation_types
from graphmali.cli.options import (
    actor_option,
    as_of_option,
    confidence_option,
    dates,
    kind_option,
    limit_option,
    modality_option,
    origins_option,
    partial_date,
    present_store,
    sink,
    store_option,
    type_option,
)
from graphmali.cli.output import Sink, emit
from graphmali.cli.records import Filter, records
from graphmali.model import Graph, TieKey
from graphmali.vocabulary import Vocabulary
from graphmali.vocabulary import load as load_vocabulary

__all__ = ["COMMANDS"]


def _loaded(store: str | None) -> tuple[Graph, Vocabulary]:
    vocabulary = load_vocabulary(config.load().vocabulary)
    with present_store(store) as opened:
        return opened.read(), vocabulary


def _names(graph: Graph, vocabulary: Vocabulary) -> Names:
    return Names(graph.actors, (known.actor for known in vocabulary.actors))


def _filter(graph: Graph, vocabulary: Vocabulary, flags: dict[str, Any]) -> Filter:
    find = _names(graph, vocabulary).find
    return Filter(
        actors=frozenset(find(text) for text in flags.pop("actors")),
        types=relation_types(flags.pop("types"), vocabulary.relations),
        **flags,
    )


@click.command(
    cls=Command,
    examples="""
    graphmali actors --kind armed_group
    graphmali actors --new -f csv -o new.csv
    """,
)
@kind_option
@click.option("--country", metavar="CODE", help="Only of this country, ISO 3166 alpha-2.")
@click.option("--new", is_flag=True, help="Only those that the vocabulary does not know.")
@as_of_option
@limit_option
@sink
@store_option
def actors(sink: Sink, store: str | None, limit: int | None, **flags: Any) -> None:
    """List the actors with the number of their claims and ties.

    With --as-of, those of whom something is told that was done or held on that date.
    """
    kinds = actor_kinds(flags["kinds"])
    graph, vocabulary = _loaded(store)
    claims = Counter(party for c in graph.claims for party in {c.source.actor_id, c.target.actor_id})
    ties = Counter(end for tie in graph.ties for end in {tie.source_id, tie.target_id})
    country = (flags["country"] or "").upper()
    then = {end for claim in _as_of(graph, vocabulary, flags) for end in (claim["source"]["id"], claim["target"]["id"])}
    found = [
        {**record, "claims": claims[record["id"]], "ties": ties[record["id"]]}
        for record in records("actors", graph, vocabulary.relations)
        if (not kinds or record["kind"] in kinds)
        and (not country or record["country"] == country)
        and (not flags["new"] or vocabulary.actor(record["id"]) is None)
        and (flags["as_of"] is None or record["id"] in then)
    ]
    emit(found[:limit], sink, columns=("id", "name", "kind", "country", "claims", "ties"))


@click.command(
    cls=Command,
    examples="""
    graphmali ties --actor ECOWAS --type CONDEMNS
    graphmali ties --min-origins 2 --since 2022 -f md
    """,
)
@actor_option
@type_option
@dates
@confidence_option
@origins_option
@limit_option
@sink
@store_option
def ties(sink: Sink, store: str | None, limit: int | None, **flags: Any) -> None:
    """List the ties that the claims add up to."""
    graph, vocabulary = _loaded(store)
    found = _filter(graph, vocabulary, flags).ties(records("ties", graph, vocabulary.relations))
    columns = "source.name type target.name polarity claims origins alleged denied confidence first last"
    emit(found[:limit], sink, columns=columns.split())


def _as_of(graph: Graph, vocabulary: Vocabulary, flags: dict[str, Any]) -> list[dict[str, Any]]:
    """The claims of what was done or held on the date of ``--as-of``; none where it is not given."""
    if flags["as_of"] is None:
        return []
    return Filter(as_of=flags["as_of"]).claims(records("claims", graph, vocabulary.relations))


def _key(claim: dict[str, Any], vocabulary: Vocabulary) -> TieKey:
    """The tie that the claim of a record counts for, or contests."""
    type_ = claim["type"]
    directed = vocabulary.relations[type_].directed
    return TieKey.of(claim["source"]["id"], type_, claim["target"]["id"], directed=directed)


@click.command(
    cls=Command,
    examples="""
    graphmali claims --actor "the junta" --modality alleged
    graphmali claims --type SANCTIONS --since 2022 --until 2023
    graphmali claims --actor France --min-origins 2
    graphmali claims --reject 1f0c2a9be3d45678 --why "the sentence tells of a film"
    graphmali claims --retype 1f0c2a9be3d45678 ACCUSES
    """,
)
@actor_option
@type_option
@modality_option
@click.option("--document", metavar="ID", help="Only of this document.")
@correction_options
@dates
@confidence_option
@origins_option
@limit_option
@sink
@store_option
def claims(sink: Sink, store: str | None, limit: int | None, **flags: Any) -> None:
    """List the claims with the words that say it, or correct one.

    Corrections are kept with the decisions of graphmali review, in graphmali.decisions.jsonl.
    """
    if correct(store, **{name: flags.pop(name) for name in ("reject", "retype", "restore", "cue", "why", "by")}):
        return
    modalities, document, least = flags.pop("modalities"), flags.pop("document"), flags.pop("min_origins")
    graph, vocabulary = _loaded(store)
    origins = {tie.key: tie.origins for tie in graph.ties}
    found = [
        claim
        for claim in _filter(graph, vocabulary, flags).claims(records("claims", graph, vocabulary.relations))
        if (not modalities or claim["modality"] in modalities)
        and (document is None or claim["document"]["id"] == document)
        and (not least or origins.get(_key(claim, vocabulary), 0) >= least)
    ]
    columns = "source.name type target.name modality start end document.publisher evidence"
    emit(found[:limit], sink, columns=columns.split())


@click.command(
    cls=Command,
    examples="""
    graphmali documents --since 2024
    graphmali documents --copies -f csv
    graphmali documents --actor Wagner -f jsonl
    """,
)
@actor_option
@click.option("--copies", is_flag=True, help="Only copies of other documents; origin is the one that they copy.")
@click.option("--language", metavar="CODE", help="Only in this language, ISO 639-1.")
@click.option("--since", metavar="DATE", type=partial_date, help="Only what was published on or after this date.")
@click.option("--until", metavar="DATE", type=partial_date, help="Only what was published by this date.")
@as_of_option
@limit_option
@sink
@store_option
def documents(sink: Sink, store: str | None, limit: int | None, **flags: Any) -> None:
    """List the documents with the number of their claims.

    The origin of a copy is the document that it copies, and of any other one itself. With --as-of, those that tell of
    what was done or held on that date.
    """
    graph, vocabulary = _loaded(store)
    find = _names(graph, vocabulary).find
    wanted = {find(text) for text in flags["actors"]}
    period = Filter(since=flags["since"], until=flags["until"])
    counts = Counter(claim.document_id for claim in graph.claims)
    naming = {
        claim.document_id
        for claim in graph.claims
        if wanted & {claim.source.actor_id, claim.target.actor_id, claim.attribution}
    }
    then = {claim["document"]["id"] for claim in _as_of(graph, vocabulary, flags)}
    found = [
        {**record, "claims": counts[record["id"]]}
        for record in records("documents", graph, vocabulary.relations)
        if (not wanted or record["id"] in naming)
        and (flags["language"] is None or record["language"] == flags["language"])
        and (flags["as_of"] is None or record["id"] in then)
        and (not flags["copies"] or record["origin"] != record["id"])
        and period.dated(record["published"], record["published"])
    ]
    columns = "id published publisher language claims origin title path"
    emit(found[:limit], sink, columns=columns.split())


COMMANDS = (actors, ties, claims, documents)
