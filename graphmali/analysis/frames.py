"""Rankings as data frames."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from graphmali.analysis.ranking import rank, record
from graphmali.analysis.views import View
from graphmali.errors import MissingExtra
from graphmali.model import Graph, Relation
from graphmali.vocabulary import load as load_vocabulary
from graphmali.vocabulary.generic import load_generic

if TYPE_CHECKING:
    import pandas

__all__ = ["central"]


def central(
    graph: Graph,
    measure: str = "pagerank",
    view: View | None = None,
    *,
    relations: Mapping[str, Relation] | None = None,
    engine: str = "auto",
    draws: int | None = None,
) -> pandas.DataFrame:
    """The ranking of ``graphmali central`` as a data frame: one row an actor, the columns those of its JSON.

    Scores are prominence in these texts, not power. ``view`` is all ties but those of nobody in particular,
    ``relations`` are ours, and ``draws`` as many as are done in reasonable time, if not given; see
    :func:`graphmali.analysis.rank`. Raises :class:`MissingExtra` where pandas is not installed.
    """
    try:
        import pandas
    except ImportError:
        raise MissingExtra("pandas", "frames") from None
    relations = load_vocabulary().relations if relations is None else relations
    view = View(generic=load_generic()) if view is None else view
    return pandas.DataFrame(
        [record(each) for each in rank(graph, relations, measure, view, engine=engine, draws=draws)]
    )
