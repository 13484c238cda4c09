from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from graphmali.analysis.projection import Network
from graphmali.analysis.similar import Shared, similar

from .networks import networks, signed


def test_a_similarity_counted_by_hand() -> None:
    # Towards c: a has (CONDEMNS 2, negative 2), b the same with 1, and SUPPORTS and positive of 1 towards d.
    network = signed(("a", "c", -2), ("b", "c", -1), ("b", "d", 1), ("a", "b", 3), ("e", "c", 1))
    (found,) = similar(network, "a")
    each = 2 * 1 / math.sqrt((4 + 4) * (1 + 1 + 1 + 1))  # what a and b have with one another does not count
    assert found.actor_id == "b"
    assert found.shared == (Shared("CONDEMNS", "out", "c", (2, 1), each), Shared("negative", "out", "c", (2, 1), each))
    assert found.score == pytest.approx(2 * each)


def test_the_same_sign_is_a_little_alike_and_the_same_type_more() -> None:
    network = signed(("a", "x", -1), ("b", "x", -1))
    network.add_edge("c", "x", weight=1, polarity=-1, type="ATTACKS", directed=True)
    assert [(each.actor_id, each.score) for each in similar(network, "a")] == [
        ("b", pytest.approx(1)), ("c", pytest.approx(0.5)),
    ]  # fmt: skip


def test_direction_counts() -> None:
    assert similar(signed(("a", "x", 1), ("x", "b", 1)), "a") == ()
    both = similar(signed(("a", "x", 1, False), ("x", "b", 1, False)), "a")
    assert [(each.actor_id, each.shared[0].direction) for each in both] == [("b", "both")]


@pytest.mark.parametrize("network", [nx.MultiDiGraph(), signed(("a", "a", 1)), signed(("a", "b", 1), ("c", "d", 1))])
def test_nothing_in_common_is_nobody(network: Network) -> None:
    assert similar(network, "a") == ()


@given(networks())
def test_similarity_is_the_cosine_of_the_profiles(network: Network) -> None:
    actors = sorted(network)
    whole = {}  # actor → sign or type, direction, other → weight
    for source, target, tie in network.edges(data=True):
        for what in (tie["type"], tie["polarity"]):
            for one, other, way in ((source, target, "out"), (target, source, "in")):
                key = (one, what, way if tie["directed"] else "both", other)
                if source != target:
                    whole[key] = whole.get(key, 0) + tie["weight"]
    columns = sorted({key[1:] for key in whole}, key=str)
    for found in similar(network, actors[0]) if actors else ():
        pair = (actors[0], found.actor_id)
        rows = np.array(
            [[whole.get((a, *c), 0) if c[2] not in pair else 0 for c in columns] for a in pair], dtype=float
        )
        cosine = rows[0] @ rows[1] / np.linalg.norm(rows[0]) / np.linalg.norm(rows[1])
        assert found.score == pytest.approx(cosine, abs=1e-12)
        assert found.score == pytest.approx(sum(each.contribution for each in found.shared), abs=1e-12)
        (back,) = [each for each in similar(network, found.actor_id) if each.actor_id == actors[0]]
        assert back.score == pytest.approx(found.score, abs=1e-12)
