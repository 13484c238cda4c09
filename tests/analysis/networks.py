"""Small networks for tests, by hand and by Hypothesis."""

from __future__ import annotations

import networkx as nx
from hypothesis import strategies as st

from graphmali.analysis.projection import Network


def signed(*rows: tuple[str, str, int] | tuple[str, str, int, bool], type_: str | None = None) -> Network:
    """Ties as (source, target, weight with its sign), and whether they are directed (yes); 0 is neutral, weight 1.

    Keys are ``source``, sign, ``target``; the type is that of the sign unless given.
    """
    network: Network = nx.MultiDiGraph()
    types = {1: "SUPPORTS", -1: "CONDEMNS", 0: "MEETS"}
    for source, target, weight, *rest in rows:
        sign = (weight > 0) - (weight < 0)
        key = f"{source}{'-0+'[sign + 1]}{target}"
        network.add_edge(
            source, target, key,
            weight=abs(weight) or 1, polarity=sign, directed=rest[0] if rest else True, type=type_ or types[sign],
        )  # fmt: skip
    return network


def networks(actors: int = 7, ties: int = 14) -> st.SearchStrategy[Network]:
    """Networks with parallel ties, both signs and none, ties of an actor with itself, and parts."""
    actor = st.sampled_from("abcdefghijkl"[:actors])
    row = st.tuples(actor, actor, st.integers(-3, 3), st.booleans())
    return st.lists(row, max_size=ties, unique_by=lambda row: (row[0], row[1], (row[2] > 0) - (row[2] < 0))).map(
        lambda rows: signed(*rows)
    )
