"""``central --why``: what makes an actor's score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graphmali import config
from graphmali.cli.names import Names
from graphmali.cli.output import Sink, emit, emit_one, note
from graphmali.model import Graph, Relation
from graphmali.vocabulary import load as load_vocabulary

if TYPE_CHECKING:
    from graphmali.analysis import Explanation, View

__all__ = ["explain"]


def explain(
    graph: Graph, relations: Mapping[str, Relation], sink: Sink, view: View, *, actor: str, measure: str
) -> None:
    """Shows what each tie of an actor adds to its score."""
    from graphmali import analysis

    known = load_vocabulary(config.load().vocabulary).actors
    actor_id = Names(graph.actors, (each.actor for each in known)).find(actor)
    actor_id = view.actors(graph).get(actor_id, actor_id)
    found = analysis.explain(graph, relations, actor_id, measure, view)
    if sink.for_programs:
        emit_one(_explanation(graph, relations, found), sink)
    else:
        emit(_additions(graph, found), sink, columns="contribution share source type target claims evidence".split())
        note(
            f"{measure} of {graph.actor_by_id[actor_id].name}: {found.score:.4g}, prominence in these texts, not power"
        )


def _explanation(graph: Graph, relations: Mapping[str, Relation], found: Explanation) -> dict[str, Any]:
    from graphmali.exchange import claim_record

    return {
        "actor": found.actor_id,
        "measure": found.measure,
        "score": found.score,
        "base": found.base,
        "ties": [
            {
                "source": each.tie.source_id,
                "type": each.tie.type,
                "target": each.tie.target_id,
                "contribution": each.contribution,
                "claims": [claim_record(graph, relations, claim) for claim in each.claims],
            }
            for each in found.ties
        ],
    }


def _additions(graph: Graph, found: Explanation) -> list[dict[str, Any]]:
    """The base, if there is one, and the ties, one a row."""
    base = [{"contribution": found.base, "share": _share(found.base, found), "type": "(base)"}] if found.base else []
    return base + [
        {
            "contribution": each.contribution,
            "share": _share(each.contribution, found),
            "source": graph.actor_by_id[each.tie.source_id].name,
            "type": each.tie.type,
            "target": graph.actor_by_id[each.tie.target_id].name,
            "claims": len(each.claims),
            "evidence": [graph.evidence(claim) for claim in each.claims],
        }
        for each in found.ties
    ]


def _share(part: float, found: Explanation) -> str:
    return f"{part / found.score:.1%}" if found.score else ""
