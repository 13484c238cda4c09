"""Who does what to whom in a parsed passage: cues, their parties, and what binds two cues together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphmali.extraction.arguments import Argument, Scene
from graphmali.extraction.cues import Cue
from graphmali.extraction.parser import agents, beside, complements, is_passive, lemma, objects, own_subjects, subjects

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Event", "events"]

_DEEP = {
    "CONDEMNS",
    "DEMANDS",
    "REJECTS",
    "SUPPORTS",
    "THREATENS",
    "ACCUSES",
    "PROTESTS_AGAINST",
    "YIELDS_TO",
}
"""Types whose target may be reached through what it did ("condemned the coup by the army")."""

_NAMED_BY_DEED = {"CONDEMNS", "SUPPORTS"}
"""Types whose noun may itself be the name of the doer ("international criticism")."""

_BY = {"by", "from", "par", "de la part de", "with"}
_OF = {"of", "de"}
_BETWEEN = {"between", "entre", "among", "with", "avec"}


@dataclass
class Event:
    """A cue that fired at a token, with the actors on either side. ``context``: the target is the main country;
    ``unnamed``: there is one, and the words do not say who."""

    type: str
    token: Token
    cue: Cue
    sources: list[Argument]
    targets: list[Argument]
    directed: bool
    context: bool = False
    unnamed: bool = False
    consumed: list[Token] = field(default_factory=list)

    @property
    def nominal(self) -> bool:
        """Whether a noun named it."""
        return self.cue.rule.startswith("noun")


def events(scene: Scene, directed: dict[str, bool]) -> list[Event]:
    """The events of a passage in the order of their cues; one side may still be empty."""
    found: list[Event] = []
    consumed: set[int] = set()
    for token in scene.doc:
        if token.pos_ in {"VERB", "AUX"} or (token.pos_ == "ADJ" and lemma(token) in scene.cues.verbs):
            for event in _verb_events(token, scene, directed):
                consumed.update(t.i for t in event.consumed)
                found.append(event)
            scene.remember_group(objects(token))
            scene.remember_subject(subjects(token) if token.dep_ == "ROOT" or token.head.dep_ == "ROOT" else [])
    for token in scene.doc:
        if token.pos_ in {"NOUN", "PROPN", "VERB"} and token.i not in consumed:
            found += _noun_events(token, scene, directed)
            found += _allies(token, scene)
    found = _without_weaker(found)
    found.sort(key=lambda e: e.token.i)
    _share_across_causes(found, scene)
    return found


def _without_weaker(found: list[Event]) -> list[Event]:
    """Where a partner is called an ally, building ties with it says nothing more."""
    allied = {(e.token.sent.start, a.mention.actor_id) for e in found if e.type == "ALLIED_WITH" for a in e.targets}
    for event in found:
        if event.type == "COOPERATES_WITH":
            event.targets = [t for t in event.targets if (event.token.sent.start, t.mention.actor_id) not in allied]
    return found


def _verb_events(token: Token, scene: Scene, directed: dict[str, bool]) -> Iterator[Event]:
    seen: set[str] = set()
    specific = False
    for cue in scene.cues.verbs.get(lemma(token), ()):
        if specific and not cue.need:
            break
        needed = [o for o in objects(token) + _verb_nouns(token) if _is_needed(o, cue)] if cue.need else []
        if (cue.need and not needed) or cue.type in seen:
            continue
        target_tokens = _verb_targets(token, cue, needed)
        targets = scene.named(target_tokens, deep=cue.type in _DEEP and not _leaves(cue, target_tokens, scene))
        unnamed = bool(target_tokens) and not targets
        vague = unnamed and cue.type == "CONDEMNS" and (bool(cue.need) or _is_takeover(target_tokens, scene))
        sources = scene.named(agents(token) if is_passive(token) else subjects(token))
        if not directed[cue.type] and not targets and len(sources) > 1:
            targets = sources[1:]
        if not targets and not cue.need and not cue.in_context and not vague:
            continue
        specific = specific or bool(cue.need)
        seen.add(cue.type)
        yield Event(
            cue.type,
            token,
            cue,
            sources,
            targets,
            directed[cue.type],
            context=cue.in_context or vague,
            unnamed=unnamed,
            consumed=[*needed, *(c for t in needed for c in t.children if c.dep_ == "conj")],
        )


def _verb_nouns(token: Token) -> list[Token]:
    """Nouns that hang on the verb by a bare preposition or as a predicate count for NEED too."""
    return [c for c in token.children if c.dep_ in {"attr", "oprd", "obl:arg", "xcomp"} and c.pos_ == "NOUN"]


def _leaves(cue: Cue, tokens: list[Token], scene: Scene) -> bool:
    """Whoever welcomes somebody's departure does not support him."""
    if cue.type != "SUPPORTS":
        return False
    return any(noun.type == "BREAKS_WITH" for t in tokens for noun in scene.cues.nouns.get(lemma(t), ()))


def _is_takeover(tokens: list[Token], scene: Scene) -> bool:
    return any(lemma(t) in scene.cues.words.get("takeover", ()) for t in tokens)


def _is_needed(token: Token, cue: Cue) -> bool:
    joined = [token, *(c for c in token.children if c.dep_ == "conj")]
    joined += [inner for p, inner in complements(token) if p in _OF]
    around = [*joined, *(c for t in joined for c in t.children if c.dep_ in {"compound", "amod", "nmod"})]
    return any(lemma(t) in cue.need for t in around)


def _verb_targets(token: Token, cue: Cue, needed: list[Token]) -> list[Token]:
    if not cue.where:
        if not cue.need:
            threatened = [t for c in token.children if c.dep_ == "xcomp" for t in _acted_on(c)]
            return objects(token) or (threatened if cue.type == "THREATENS" else [])
        held = [i for o in needed for p, i in complements(o) if p in _OF]
        return [c for o in needed for c in beside(o)] + held
    found = [i for t in (token, *needed) for p, i in complements(t) if p in cue.where]
    for clause in (c for c in token.children if f"to {lemma(c)}" in cue.where):
        found += own_subjects(clause) or objects(token)
    for conjunct in (c for t in needed for c in t.children if c.dep_ == "conj"):
        found += [i for p, i in complements(conjunct) if p in cue.where]
    if not found and cue.where & {"to", "a", "for"}:
        given = [o for o in objects(token) if o not in needed and o.dep_ in {"dative", "iobj", "dobj"}]
        found = given if needed or len(given) > 1 else [o for o in given if o.dep_ != "dobj"]
    return found


def _acted_on(verb: Token) -> list[Token]:
    """Whatever a verb's object or "against" and "on" introduce, itself or through its object."""
    held = objects(verb)
    return held + [i for t in (verb, *held) for p, i in complements(t) if p in {"against", "on", "contre"}]


def _noun_events(token: Token, scene: Scene, directed: dict[str, bool]) -> Iterator[Event]:
    own = scene.by_head.get(token.i)
    for cue in scene.cues.nouns.get(lemma(token), ()):
        if own is not None and cue.type not in _NAMED_BY_DEED:
            continue
        if token.pos_ == "VERB" and token.dep_ not in {"pobj", "dobj", "compound", "conj", "nsubj"}:
            return
        if cue.need and not _has_beside(token, cue):
            continue
        sources, targets = _noun_parties(token, cue, scene, directed[cue.type])
        if own is not None:
            sources = [Argument(own)]
        if sources or targets or cue.in_context:
            unnamed = not targets and any(p in cue.where for p, _ in complements(token))
            yield Event(
                cue.type, token, cue, sources, targets, directed[cue.type], context=cue.in_context, unnamed=unnamed
            )
            return


def _allies(token: Token, scene: Scene) -> Iterator[Event]:
    """ "Its allies Russia and China", "an ally of Mali": the word names a party and the tie at once."""
    if lemma(token) not in scene.cues.words.get("ally", ()) or token.i in scene.by_head:
        return
    one = scene.named([token])
    other = scene.named([c for c in token.children if c.dep_ in {"poss", "nmod:poss"}])
    other += scene.named([i for p, i in complements(token) if p in _OF])
    verb = next((t for t in token.ancestors if t.pos_ in {"VERB", "AUX"}), None)
    ids = {a.mention.actor_id for a in one}
    if not [a for a in other if a.mention.actor_id not in ids] and verb is not None:
        other = scene.named(subjects(verb))
    other = [a for a in other if a.mention.actor_id not in ids]
    if one and other:
        cue = Cue("ALLIED_WITH", frozenset(), frozenset(), frozenset(), "noun:ally")
        yield Event("ALLIED_WITH", token, cue, other, one, False)


def _has_beside(token: Token, cue: Cue) -> bool:
    near = [c for c in token.subtree if abs(c.i - token.i) <= 6]
    return any(lemma(c) in cue.need or c.lower_ in cue.need for c in near)


def _noun_parties(token: Token, cue: Cue, scene: Scene, directed: bool) -> tuple[list[Argument], list[Argument]]:
    where = cue.where - {"*"} or _OF
    hung = complements(token)
    for conj in (c for c in token.children if c.dep_ == "conj" and c.i not in scene.by_head):
        hung = hung + complements(conj)
    hung = hung + [(c.lower_, o) for c in token.children if c.dep_ == "acl" for o in objects(c)]
    for needed in (i for _, i in hung if lemma(i) in cue.need):
        hung = hung + complements(needed)
    deep = cue.type in _DEEP
    targets = scene.named([i for p, i in hung if p in where], deep=deep)
    sources = scene.named([i for p, i in hung if p in _BY and p not in where])
    near = [a for a in scene.named(beside(token)) if a.mention.sort != "seats"]
    if not directed:
        both = scene.named([i for p, i in hung if p in _BETWEEN or p in where])
        both += [a for a in near if a.mention.actor_id not in {b.mention.actor_id for b in both}]
        if len(both) > 1:
            return both[:1], both[1:]
        targets = both
    elif near:
        if sources and not targets:
            targets = near
        elif not sources:
            sources = near
    if not sources and not (where & _OF):
        sources = scene.named([i for p, i in hung if p in _OF])
    return _by_light_verb(token, scene, (sources, targets), where)


def _by_light_verb(
    token: Token, scene: Scene, parties: tuple[list[Argument], list[Argument]], where: frozenset[str] | set[str]
) -> tuple[list[Argument], list[Argument]]:
    """ "Russia provided support": the subject is the doer; "Mali faces sanctions": the one it is done to."""
    sources, targets = parties
    words = scene.cues.words
    noun = token
    while noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
        noun = noun.head
    carrier = noun.head.head if noun.head.pos_ == "ADP" else noun.head
    if carrier.pos_ == "NOUN" and lemma(carrier) in words.get("carriers", ()):
        noun = carrier
    if noun.dep_ in {"pobj", "obl:arg", "obl:mod", "nmod"} and noun.head.dep_ in {"prep", "agent"}:
        verb, direct = noun.head.head, False
    else:
        verb, direct = noun.head, noun.dep_ in {"dobj", "obj", "nsubjpass", "nsubj:pass"}
    if verb.pos_ not in {"VERB", "AUX"}:
        return sources, targets
    name = lemma(verb)
    passive = is_passive(verb)
    doers = agents(verb) if passive else subjects(verb)
    if direct and name in words.get("light", ()) and not sources:
        sources = scene.named(doers)
        targets = targets or scene.named([i for p, i in complements(verb) if p in where and i.i > token.i])
    elif name in words.get("receive", ()) and not targets:
        targets = scene.named(subjects(verb) or objects(verb))
    return sources, targets


def _share_across_causes(found: list[Event], scene: Scene) -> None:
    """ "Condemnation from A led to cuts in aid to B": cause and effect lend each other the party they lack."""
    causes = scene.cues.words.get("cause", frozenset())
    for verb in scene.doc:
        if lemma(verb) not in causes or verb.pos_ != "VERB":
            continue
        before = {t.i for s in subjects(verb) for t in s.subtree}
        after = {t.i for c in verb.children if c.i > verb.i for t in c.subtree}
        heads = [e for e in found if e.token.i in before]
        effects = [e for e in found if e.token.i in after and e.nominal]
        for head in heads:
            for effect in effects:
                if not effect.sources and head.sources:
                    effect.sources = head.sources
                if not head.targets and effect.targets:
                    head.targets = effect.targets
