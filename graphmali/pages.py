"""From a graph to a page or a figure: which part of it, how important its actors are, where they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from graphmali import analysis, resolution, view
from graphmali.analysis.blocs import blocs
from graphmali.analysis.ranking import standings
from graphmali.errors import UnknownName, UsageError
from graphmali.model import Claim, Graph, Modality, Relation, Tie
from graphmali.vocabulary import load as load_vocabulary
from graphmali.vocabulary.generic import Generic, load_generic

__all__ = ["Part", "arrangement", "cut", "figure", "html", "page"]

FIRST = 30
"""So many actors are in the first view, with twice as many ties."""


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a graph; what is None or empty is not asked for.

    ``actor`` is an id, and the part then what lies within ``hops`` ties of it; ``since``, ``until`` and ``as_of`` are
    as in :class:`graphmali.analysis.View`; ``top`` keeps the most important actors, so many. Who is ``generic`` is
    shown, but has neither score nor bloc.
    """

    actor: str | None = None
    hops: int = 1
    since: str | None = None
    until: str | None = None
    as_of: str | None = None
    types: Collection[str] = ()
    top: int | None = None
    generic: Generic | None = None

    def claims(self, graph: Graph, relations: Mapping[str, Relation]) -> list[Claim]:
        """The claims of these types in this period, also those that deny or plan."""
        wanted = analysis.View(self.since, self.until, self.as_of, self.types, modalities=tuple(Modality))
        return list(wanted.claims(graph, relations))


def html(
    graph: Graph, *, title: str = "graphmali", lang: str = "en", measure: str = "pagerank", **part: Any
) -> view.Page:
    """The graph as one HTML page: a notebook shows it, ``.write(path)`` saves it.

    ``lang`` is en or fr; ``measure``, one of those of ``graphmali central``, makes the size of actors. ``part`` is
    of :class:`Part`: ``actor`` (an id or a name) with ``hops``, ``since``, ``until``, ``as_of``, ``types``, ``top``.
    Relation types, and who is nobody in particular, are ours. Raises :class:`graphmali.errors.UsageError` for what
    makes no sense.
    """
    relations = load_vocabulary().relations
    wanted = Part(**{"generic": load_generic(), **part})
    if wanted.actor is not None:
        wanted = replace(wanted, actor=_named(graph, wanted.actor))
    return page(graph, relations, wanted, view.Heading(title, lang), measure)


def page(
    graph: Graph, relations: Mapping[str, Relation], part: Part, heading: view.Heading, measure: str = "pagerank"
) -> view.Page:
    """The page of a part of a graph; ``heading`` is completed with what the part is.

    Raises :class:`UnknownName` for a language, measure, actor or type that there is not.
    """
    return view.draw_page(*_drawn(graph, relations, part, heading, measure))


def figure(
    graph: Graph, relations: Mapping[str, Relation], part: Part, heading: view.Heading, measure: str, form: str
) -> bytes:
    """The first view of the page as a figure, ``form`` one of ``view.FORMATS``; raises what :func:`page` does."""
    return view.draw_figure(*_drawn(graph, relations, part, heading, measure), form)


def _drawn(
    graph: Graph, relations: Mapping[str, Relation], part: Part, heading: view.Heading, measure: str
) -> tuple[Graph, Mapping[str, Relation], view.Arrangement, view.Heading]:
    if heading.language not in view.LANGUAGES:
        raise UnknownName("language", heading.language, view.LANGUAGES, hint=f"one of: {', '.join(view.LANGUAGES)}")
    shown, scores = cut(graph, relations, part, measure)
    heading = replace(heading, actor=part.actor, about=_about(graph, part, heading.language))
    named = analysis.View(generic=part.generic)
    found = blocs(analysis.to_networkx(shown, relations, named)).bloc_of
    arranged = arrangement(shown, scores, measure, found)
    return shown, relations, arranged, heading


def cut(
    graph: Graph, relations: Mapping[str, Relation], part: Part, measure: str = "pagerank"
) -> tuple[Graph, Mapping[str, float]]:
    """The part as a graph of its own, with its ties added up anew, and the score of each of its actors that has a tie.

    Raises :class:`UnknownName` for a measure, actor or type that there is not.
    """
    for type_ in part.types:
        if type_ not in relations:
            raise UnknownName("relation type", type_, relations)
    if part.actor is not None and part.actor not in graph.actor_by_id:
        raise UnknownName("actor", part.actor, graph.actor_by_id, hint="graphmali actors lists those in the graph")
    if part.since or part.until or part.as_of or part.types:
        graph = _of_claims(graph, relations, part.claims(graph, relations))
    if part.actor is not None:
        graph = _of_actors(graph, relations, _around(graph, part.actor, part.hops))
    scores = _scores(graph, relations, measure, part.generic)
    if part.top is not None:
        graph = _of_actors(graph, relations, set(sorted(scores, key=lambda id_: (-scores[id_], id_))[: part.top]))
        scores = _scores(graph, relations, measure, part.generic)
    return graph, scores


def arrangement(
    graph: Graph, scores: Mapping[str, float], measure: str = "pagerank", blocs: Mapping[str, int] | None = None
) -> view.Arrangement:
    """Where the actors stand: all that have a tie, and apart from them the most important with their strongest ties."""
    tied = {end for tie in graph.ties for end in (tie.source_id, tie.target_id)}
    first, ties = _first(graph, sorted(tied, key=lambda id_: (-scores.get(id_, 0.0), id_)))
    places = analysis.layout(graph, tied, blocs)
    near = analysis.layout(replace(graph, ties=ties), first, blocs)
    return view.Arrangement(places, near, tuple(tie.id for tie in ties), scores, measure, blocs)


def _first(graph: Graph, order: list[str]) -> tuple[set[str], tuple[Tie, ...]]:
    """The most important actors, each with a tie to another one of them, and their strongest ties."""
    others = _others(graph)
    taken: set[str] = set(order[:1])
    reached = {other for id_ in taken for other in others[id_]} - taken
    while len(taken) < min(FIRST, len(order)):
        # Where nobody else is tied to them, the next most important begins anew.
        best = next(id_ for id_ in order if id_ not in taken and (id_ in reached or not reached))
        taken.add(best)
        reached = (reached | others[best]) - taken
    between = [tie for tie in graph.ties if {tie.source_id, tie.target_id} <= taken]
    strongest = sorted(between, key=lambda tie: (-tie.origins, tie.id))
    # Everybody keeps the strongest of its own; the others follow until there are twice as many ties as actors.
    own = {end: tie for tie in reversed(strongest) for end in (tie.source_id, tie.target_id)}
    chosen = {tie.id: tie for tie in own.values()}
    for tie in strongest:
        if len(chosen) < 2 * FIRST:
            chosen.setdefault(tie.id, tie)
    return taken, tuple(chosen[id_] for id_ in sorted(chosen))


def _others(graph: Graph) -> Mapping[str, set[str]]:
    """With whom each actor has a tie, whatever its direction."""
    others: dict[str, set[str]] = defaultdict(set)
    for tie in graph.ties:
        others[tie.source_id].add(tie.target_id)
        others[tie.target_id].add(tie.source_id)
    return others


def _scores(
    graph: Graph, relations: Mapping[str, Relation], measure: str, generic: Generic | None
) -> Mapping[str, float]:
    ranks = standings(graph, relations, measure, analysis.View(generic=generic))
    return {actor: score for actor, (_, score) in ranks.items()}


def _around(graph: Graph, actor: str, hops: int) -> set[str]:
    """The ids of those within so many ties, whatever their direction."""
    others = _others(graph)
    met, edge = {actor}, {actor}
    for _ in range(hops):
        edge = {other for one in edge for other in others[one]} - met
        met |= edge
    return met


def _of_actors(graph: Graph, relations: Mapping[str, Relation], actors: Collection[str]) -> Graph:
    ends = ((claim, {claim.source.actor_id, claim.target.actor_id}) for claim in graph.claims)
    return _of_claims(graph, relations, [claim for claim, both in ends if both <= set(actors)], actors)


def _of_claims(
    graph: Graph, relations: Mapping[str, Relation], claims: list[Claim], actors: Collection[str] = ()
) -> Graph:
    """The claims with what they name, and the ``actors``."""
    named = {end for claim in claims for end in (claim.source.actor_id, claim.target.actor_id, claim.attribution)}
    kept = [actor for actor in graph.actors if actor.id in named or actor.id in actors]
    ids = {actor.id for actor in kept}
    told = {claim.document_id for claim in claims}
    documents = told | {graph.origin_of(id_) for id_ in told}
    return Graph(
        tuple(
            replace(
                actor,
                part_of=actor.part_of if actor.part_of in ids else None,
                governs=actor.governs if actor.governs in ids else None,
            )
            for actor in kept
        ),
        tuple(claims),
        resolution.add_up(claims, relations, graph.copies),
        tuple(document for document in graph.documents if document.id in documents),
        {copy: origin for copy, origin in graph.copies.items() if copy in told},
    )


def _named(graph: Graph, text: str) -> str:
    """The id of the actor with that id, else of the only one with that name or alias."""
    if text in graph.actor_by_id:
        return text
    found = [actor.id for actor in graph.actors if text in (actor.name, *actor.aliases)]
    if len(found) > 1:
        raise UsageError(f"{text!r} may be any of {', '.join(found)}", hint="give one of the ids")
    if not found:
        names = [name for actor in graph.actors for name in (actor.name, *actor.aliases)]
        raise UnknownName("actor", text, names)
    return found[0]


def _about(graph: Graph, part: Part, language: str) -> tuple[str, ...]:
    """Which part it is, in words."""
    words = view.speak(language)
    said = []
    if part.actor is not None:
        said.append(words.ui["about.actor"].format(name=graph.actor_by_id[part.actor].name, hops=part.hops))
    if part.since is not None:
        said.append(words.ui["about.since"].format(date=part.since))
    if part.until is not None:
        said.append(words.ui["about.until"].format(date=part.until))
    if part.as_of is not None:
        said.append(words.ui["about.as_of"].format(date=part.as_of))
    if part.types:
        said.append(words.ui["about.types"].format(types=", ".join(words.relation(t) for t in sorted(part.types))))
    if part.top is not None:
        said.append(words.ui["about.top"].format(count=part.top))
    return tuple(said)
