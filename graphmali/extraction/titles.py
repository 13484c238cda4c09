"""Who leads what, from titles beside names: "junta leader Assimi Goïta", "Assimi Goïta, president of Mali"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphmali.extraction.arguments import Argument, Scene
from graphmali.extraction.claims import Writer
from graphmali.extraction.parser import beside, complements, lemma
from graphmali.model import Claim, Modality, Passage, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["leaders"]

_BESIDE = {"compound", "amod", "poss", "nmod", "nmod:poss"}


_NOT_LED = {"person", "political_opposition", "population", "collective"}
"""An "opposition leader" is of the opposition, not at its head."""


def leaders(scene: Scene, passage: Passage, writer: Writer) -> list[Claim]:
    """One LEADS claim for each person whose title names the body in the same phrase."""
    claims: list[Claim] = []
    for index, mention in sorted(scene.by_head.items()):
        if mention.kind != "person":
            continue
        body = _body_led(scene.doc[index], scene)
        if body is not None and body.mention.actor_id != mention.actor_id:
            sentence = scene.doc[index].sent
            span = Span(sentence.start_char, sentence.start_char + len(sentence.text.rstrip()))
            claims.append(
                writer.claim(
                    passage,
                    span,
                    (Argument(mention), body),
                    "LEADS",
                    "title:leader",
                    modality=Modality.ASSERTED,
                )
            )
    return claims


def _body_led(person: Token, scene: Scene) -> Argument | None:
    words = scene.cues.words.get("leader_titles", frozenset())
    former = scene.cues.words.get("former", frozenset())
    phrase = [c for c in person.children if c.dep_ in {*_BESIDE, "appos", "flat", "flat:name"}]
    for title in (
        person,
        *phrase,
        person.head if person.dep_ in {"appos", "flat:name", "flat", "nmod"} else person,
    ):
        near = [title, *title.children]
        if lemma(title) not in words or any(t.lower_ in former or lemma(t) in former for t in near):
            continue
        holders = [c for c in (*beside(title), *phrase) if c.i != person.i]
        of = [inner for preposition, inner in complements(title) if preposition in {"of", "de"}]
        bodies = [a for a in scene.named([*holders, *of]) if a.mention.kind not in _NOT_LED]
        if bodies:
            return bodies[0]
    return None
