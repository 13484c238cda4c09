"""Places of actors in a picture."""

import random
import sys

import pytest

from graphmali.analysis import layout
from graphmali.analysis.layout import LABEL
from graphmali.model import Graph
from tests.sample import claim, graph


def test_a_layout_is_the_same_again_and_no_labels_touch() -> None:
    names = [f"actor{i:02}" for i in range(25)]
    claims = [claim("d1", names[i], "SUPPORTS", names[i * 7 % 12]) for i in range(24) if i != i * 7 % 12]
    found = graph(*claims, claim("d1", "x", "MEETS", "y"))
    places = layout(found)
    assert set(places) == {actor.id for actor in found.actors}
    assert layout(found) == places
    points = sorted(places.values())
    for index, (x, y) in enumerate(points):
        assert all(abs(x - a) > 130 or abs(y - b) > 50 for a, b in points[index + 1 :])
    assert set(layout(found, ["x", "y", "nobody"])) == {"x", "y"}
    assert layout(Graph()) == {}


@pytest.mark.parametrize("engine", ["igraph", "networkx"])
@pytest.mark.parametrize("actors", [40, 300])
def test_no_labels_touch_where_many_stand_around_few(engine: str, actors: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if engine == "networkx":
        monkeypatch.setattr(sys.modules[layout.__module__], "igraph", lambda: None)
    draw = random.Random(20)
    pairs = {(f"a{draw.randrange(4)}", f"a{number}") for number in range(4, actors)}
    pairs |= {(f"a{draw.randrange(20)}", f"a{draw.randrange(20, actors)}") for _ in range(3 * actors)}
    found = graph(*(claim("d1", one, "MEETS", other) for one, other in sorted(pairs)))
    places = layout(found)
    assert layout(found) == places
    points = sorted(places.values())
    for index, (x, y) in enumerate(points):
        near = [(a - x, abs(b - y)) for a, b in points[index + 1 :] if a - x < LABEL[0] * 0.99]
        assert all(high > LABEL[1] * 0.99 for _, high in near)
