"""The graph as networkx has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TypeAlias

import networkx as nx

from graphmali.analysis.views import View, claims_by_tie
from graphmali.model import Graph, Relation
from graphmali.vocabulary import load as load_vocabulary

__all__ = ["Bonds", "Flow", "Network", "bonds", "flow", "to_networkx"]

Network: TypeAlias = "nx.MultiDiGraph[str]"
"""Actors and ties as :func:`to_networkx` gives them."""

Bonds: TypeAlias = "nx.Graph[str]"
"""At most one edge between two actors, as :func:`bonds` gives them."""

Flow: TypeAlias = "nx.DiGraph[str]"
"""At most one edge from an actor to another, as :func:`flow` gives them."""


def to_networkx(graph: Graph, relations: Mapping[str, Relation] | None = None, view: View | None = None) -> Network:
    """Actors as nodes with their fields, ties as edges keyed by their ids, both in the order of ids.

    Actors are all that the view lets pass, with ties or without. An edge has ``type``, ``polarity``,
    ``directed``, and of the claims in the view: ``weight`` and ``origins`` (distinct origins), ``documents``,
    ``claims``, ``first`` and ``last`` (partial ISO dates; last may be ``"open"``). A tie of an undirected type
    is one edge, from the lesser id to the greater, with ``directed`` false; :func:`flow` gives both ways.
    ``relations`` are ours if not given.
    """
    relations = load_vocabulary().relations if relations is None else relations
    view = view or View()
    network: Network = nx.MultiDiGraph()
    for id_ in sorted(set(view.actors(graph).values())):
        network.add_node(id_, **{k: v for k, v in asdict(graph.actor_by_id[id_]).items() if k != "id"})
    for key, claims in sorted(claims_by_tie(graph, relations, view).items(), key=lambda item: item[0].id):
        relation = relations[key.type]
        origins = len({graph.origin_of(claim.document_id) for claim in claims})
        ends = [end for claim in claims if (end := claim.end or claim.start)]
        network.add_edge(
            key.source_id,
            key.target_id,
            key.id,
            type=key.type,
            polarity=relation.sign,
            directed=relation.directed,
            weight=origins,
            origins=origins,
            documents=len({claim.document_id for claim in claims}),
            claims=len(claims),
            first=min((claim.start for claim in claims if claim.start), default=None),
            last=max(ends, default=None),  # "open" sorts after every date
        )
    return network


def flow(network: Network) -> Flow:
    """What measures walk on: the weights of all ties from one actor to another, added up.

    A tie of an undirected type goes both ways with its full weight. Ties of an actor with itself are left
    out.

    >>> network = nx.MultiDiGraph()
    >>> _ = network.add_edge("a", "b", weight=2, directed=True)
    >>> _ = network.add_edge("a", "b", weight=1, directed=False)
    >>> sorted(flow(network).edges(data="weight"))
    [('a', 'b', 3), ('b', 'a', 1)]
    """
    added: Flow = nx.DiGraph()
    added.add_nodes_from(network)
    for source, target, tie in network.edges(data=True):
        ways = [(source, target)] if tie["directed"] else [(source, target), (target, source)]
        for start, end in ways if source != target else []:
            before = added.edges[start, end]["weight"] if added.has_edge(start, end) else 0
            added.add_edge(start, end, weight=before + tie["weight"])
    return added


def bonds(network: Network) -> Bonds:
    """The weights of all ties between two actors added up, whatever their direction.

    Nodes and edges stand in the order of ids, on which the numbers of some solvers depend. Ties of an actor
    with itself are left out.
    """
    added: dict[tuple[str, str], int] = {}
    for source, target, tie in network.edges(data=True):
        if source != target:
            pair = (min(source, target), max(source, target))
            added[pair] = added.get(pair, 0) + tie["weight"]
    found: Bonds = nx.Graph()
    found.add_nodes_from(sorted(network))
    for (one, other), weight in sorted(added.items()):
        found.add_edge(one, other, weight=weight)
    return found
