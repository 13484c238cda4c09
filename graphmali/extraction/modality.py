"""Whether the text vouches for a predicate: its own markers, and those of what it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphmali.extraction.arguments import Scene
from graphmali.extraction.parser import agents, is_passive, lemma, own_subjects
from graphmali.model import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Stance", "stance_of"]

_STRENGTH = (
    Modality.DENIED, Modality.RECOMMENDED, Modality.PLANNED, Modality.POSSIBLE, Modality.ALLEGED, Modality.ASSERTED,
)  # fmt: skip
_CLAUSAL = {
    "xcomp",
    "ccomp",
    "pcomp",
    "acl",
    "advcl",
    "conj",
    "obl:arg",
    "obl:mod",
    "csubj",
    "parataxis",
    "dep",
}
_NOMINAL = {
    "dobj",
    "obj",
    "pobj",
    "prep",
    "nsubjpass",
    "nsubj:pass",
    "nmod",
    "obl:arg",
    "attr",
    "conj",
    "appos",
    "oprd",
}
_OBJECTS = {"dobj", "obj"}

_BINDING = {"of", "for", "to", "from", "into", "on", "with", "in", "against", "about", "over"}
"""Prepositions below which a phrase shares the stance of its verb; "by doing" and "after doing" stand apart."""


_REACH = 9
"""Steps up the tree after which nothing bears on a predicate any more."""


@dataclass(slots=True)
class Stance:
    """The modality of a claim, who says so, and whether somebody asks for it (then it is no claim of its own)."""

    modality: Modality = Modality.ASSERTED
    said_by: str | None = None
    said: bool = False
    demanded: bool = False

    def take(self, modality: Modality) -> None:
        """The stronger of two markers counts."""
        if _STRENGTH.index(modality) < _STRENGTH.index(self.modality):
            self.modality = modality


def stance_of(predicate: Token, scene: Scene) -> Stance:
    """Walks from a verb or noun up to the main clause and gathers what the words say of it."""
    stance, words = Stance(), scene.cues.words
    node = predicate
    for _ in range(_REACH):
        _local(node, words, stance, first=node == predicate)
        if node.head == node:
            break
        climb = _from_verb if node.pos_ in {"VERB", "AUX"} else _from_noun
        if not climb(node, scene, stance):
            break
        node = node.head
    parties = [*own_subjects(predicate), *(c for c in predicate.children if c.dep_ in _OBJECTS)]
    if any(c.lower_ in words.get("nobody", ()) for party in parties for c in party.children):
        stance.take(Modality.DENIED)
    if node.head == node and _is_infinitive(node):
        stance.take(Modality.PLANNED)
    _according_to(predicate, scene, stance)
    return stance


def _from_verb(node: Token, scene: Scene, stance: Stance) -> bool:
    """What the head of a clause says of it, and whether what stands above the head still bears on it."""
    head, words = node.head, scene.cues.words
    if node.dep_ == "conj":
        if own_subjects(node):
            _speech(head, node, scene, stance)
            return False
        return True
    if node.dep_ not in _CLAUSAL:
        return False
    if node.dep_ == "advcl" and _mark(node) in words.get("if", ()):
        stance.take(Modality.POSSIBLE)
        return False
    if node.dep_ == "advcl" and own_subjects(node):
        return False
    if node.dep_ == "acl" and _is_infinitive(node) and any(lemma(c) in words.get("up_to", ()) for c in head.children):
        stance.take(Modality.RECOMMENDED)
    if node.dep_ in {"acl", "advcl"} and head.pos_ in {"NOUN", "PROPN"}:
        _noun_governor(head, words, stance)
        _refuted(head, scene, stance)
        return False
    if head.pos_ in {"VERB", "AUX", "ADJ"}:
        _governor(head, node, scene, stance)
    if node.dep_ == "ccomp" and (_mark(node) in words.get("if", ()) or _is_negated(head, words)):
        stance.take(Modality.POSSIBLE)
        return False
    return not (node.dep_ == "advcl" and head.pos_ in {"VERB", "AUX"})


def _from_noun(node: Token, scene: Scene, stance: Stance) -> bool:
    """The same for a noun or preposition."""
    if node.dep_ not in _NOMINAL or (node.dep_ == "prep" and node.lower_ not in _BINDING):
        return False
    if node.head.pos_ in {"VERB", "AUX"}:
        _governor(node.head, node, scene, stance)
    elif node.head.pos_ in {"NOUN", "PROPN"}:
        _noun_governor(node.head, scene.cues.words, stance)
    return True


def _local(node: Token, words: dict[str, frozenset[str]], stance: Stance, *, first: bool) -> None:
    finite_future = "Tense=Fut" in str(node.morph)
    for child in node.children:
        low, lem = child.lower_, lemma(child)
        is_aux = child.dep_.startswith("aux")
        if (child.dep_ == "neg" or low in words.get("not", ())) and (first or is_aux or node.pos_ in {"VERB", "AUX"}):
            if not (node.pos_ == "NOUN" and not first):
                stance.take(Modality.DENIED)
        elif low in words.get("ne", ()) and any(g.lower_ in words["not"] for c in node.children for g in c.children):
            stance.take(Modality.DENIED)
        elif is_aux and low in words.get("would", ()):
            stance.take(Modality.PLANNED if node.dep_ == "ccomp" else Modality.POSSIBLE)
        elif is_aux and low in words.get("will", ()):
            stance.take(Modality.PLANNED)
        elif is_aux and low in words.get("should", ()):
            stance.take(Modality.RECOMMENDED)
        elif is_aux and low in words.get("may", ()):
            stance.take(Modality.POSSIBLE)
        elif child.dep_ in {"advmod", "amod", "obl:mod", "compound"} and (first or child.dep_ != "amod"):
            _adverb(low, lem, words, stance)
        if is_aux and "Mood=Cnd" in str(child.morph):
            stance.take(Modality.ALLEGED)
        finite_future = finite_future or (is_aux and "Tense=Fut" in str(child.morph))
    if "Mood=Cnd" in str(node.morph):
        stance.take(Modality.POSSIBLE if lemma(node) in words.get("may", ()) else Modality.ALLEGED)
    if finite_future:
        stance.take(Modality.PLANNED)


def _adverb(low: str, lem: str, words: dict[str, frozenset[str]], stance: Stance) -> None:
    for name, modality in (
        ("allegedly", Modality.ALLEGED), ("possibly", Modality.POSSIBLE), ("planned", Modality.PLANNED),
    ):  # fmt: skip
        if low in words.get(name, ()) or lem in words.get(name, ()):
            stance.take(modality)


def _is_negated(node: Token, words: dict[str, frozenset[str]]) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in words.get("not", ()) for c in node.children)


def _is_infinitive(verb: Token) -> bool:
    """Whether a verb is an infinitive that no auxiliary governs; it asserts nothing by itself: "À X de presser Y"."""
    governed = any(c.dep_.startswith("aux") and c.lower_ != "to" for c in verb.children)
    return "VerbForm=Inf" in str(verb.morph) and not governed


def _mark(node: Token) -> str:
    return next((c.lower_ for c in node.children if c.dep_ in {"mark", "advmod"}), "")


def _governor(head: Token, node: Token, scene: Scene, stance: Stance) -> None:
    """What a verb or adjective makes of the clause or noun that hangs on it."""
    words, lem = scene.cues.words, lemma(head)
    clause = node.pos_ in {"VERB", "AUX"} or node.dep_ in {"prep", "pcomp", "xcomp", "ccomp"}
    told = node.dep_ == "xcomp" and lem in words.get("order_to", ())
    if told or (clause and lem in words.get("demand", ())):
        stance.demanded = True
        stance.take(Modality.RECOMMENDED)
    yet = lem in words.get("have_yet", ()) and any(c.lower_ == "yet" for t in (head, node) for c in t.children)
    untrue = any(lemma(token) in words.get("untrue", ()) for token in (head, *head.children))
    if untrue:
        stance.take(Modality.DENIED)
    elif yet or lem in words.get("deny", ()):
        stance.take(Modality.DENIED)
        stance.said_by = stance.said_by or _speaker(head, scene)
    elif any(c.lower_ in words.get("better", ()) for c in head.children):
        stance.take(Modality.RECOMMENDED)
    elif (clause and lem in words.get("plan", ())) or _is_to(head, node):
        stance.take(Modality.PLANNED)
    elif clause and lem in words.get("should", ()):
        stance.take(Modality.RECOMMENDED)
    elif lem in words.get("risk", ()) or (clause and lem in words.get("may", ())):
        stance.take(Modality.POSSIBLE)
    elif lem in words.get("recommend", ()):
        stance.take(Modality.RECOMMENDED)
    elif lem in words.get("accuse", ()) and clause:
        stance.take(Modality.ALLEGED)
        stance.said_by = stance.said_by or _speaker(head, scene)
    else:
        _speech(head, node, scene, stance)


def _is_to(head: Token, node: Token) -> bool:
    """ "The minister is to host the envoy"."""
    return lemma(head) == "be" and node.dep_ == "xcomp" and any(c.lower_ == "to" for c in node.children)


def _refuted(report: Token, scene: Scene, stance: Stance) -> None:
    """ "Denied reports that …", "rejected accusations of …": the act is denied, and by whom is told."""
    verb = report.head
    if stance.modality is Modality.ALLEGED and lemma(verb) in scene.cues.words.get("refute", ()):
        stance.take(Modality.DENIED)
        stance.said_by = stance.said_by or _speaker(verb, scene)


def _noun_governor(head: Token, words: dict[str, frozenset[str]], stance: Stance) -> None:
    lem = lemma(head)
    for name, modality in (
        ("allegation", Modality.ALLEGED), ("possibility", Modality.POSSIBLE), ("intention", Modality.PLANNED),
    ):  # fmt: skip
        if lem in words.get(name, ()):
            stance.take(modality)


def _speech(head: Token, node: Token, scene: Scene, stance: Stance) -> None:
    if lemma(head) in scene.cues.words.get("say", ()) and node.dep_ in {
        "ccomp",
        "xcomp",
        "parataxis",
        "conj",
        "advcl",
    }:
        stance.said = True
        stance.said_by = stance.said_by or _speaker(head, scene)


def _speaker(verb: Token, scene: Scene) -> str | None:
    tokens = agents(verb) if is_passive(verb) else own_subjects(verb)
    found = scene.named(tokens)
    return found[0].mention.actor_id if found else None


def _according_to(predicate: Token, scene: Scene, stance: Stance) -> None:
    """ "According to X", "selon X" anywhere in the sentence makes all of it X's word."""
    starts = scene.cues.words.get("according", frozenset())
    for token in predicate.sent:
        if token.lower_ in starts:
            stance.said = True
            after = [t for t in predicate.sent if token.i < t.i <= token.i + 8 and t.i in scene.by_head]
            if after and stance.said_by is None:
                stance.said_by = scene.by_head[after[0].i].actor_id
            return
