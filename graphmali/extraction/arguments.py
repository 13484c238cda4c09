"""From a word of the sentence to the actors that it stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graphmali.extraction.cues import Cues
from graphmali.extraction.mentions import Found
from graphmali.extraction.parser import beside, complements, lemma

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

__all__ = ["Argument", "Scene"]

_OF = {"of", "de"}
_PLACE = {"in", "en", "a", "from"}
_EXAMPLE = {"like", "including", "comme", "dont", "tel que", "tels que", "telles que", "notamment"}
_GENERIC = {"collective", "bloc", "region", "population"}
_PERSONAL = {"he", "she", "him", "her"}
_SUBJECT = {"nsubj", "nsubjpass", "nsubj:pass", "expl:subj"}
"""A pronoun is taken up only as a subject; what an object pronoun stands for is too often something else."""
_PRONOUN = _PERSONAL | {"it", "they", "them", "il", "elle", "ils", "elles", "celui-ci", "celle-ci", "ceux-ci"}


def _head_of(span: Span) -> Token:
    """The noun that a name hangs on; a stray adverb inside the span is not it."""
    outer = [t for t in span if not span.start <= t.head.i < span.end or t.head == t]
    return next((t for t in outer if t.pos_ in {"NOUN", "PROPN"}), span.root)


@dataclass(frozen=True, slots=True)
class Argument:
    """An actor as a party of a claim. ``how``: named, deep (through an event or thing),
    taken up ("these individuals"), or filled (by context)."""

    mention: Found
    how: str = "named"


@dataclass
class Scene:
    """A parsed passage with its mentions laid on the tokens, and the last subject for pronouns."""

    doc: Doc
    cues: Cues
    mentions: tuple[Found, ...]
    last_subject: Found | None = None
    last_group: Found | None = None
    by_head: dict[int, Found] = field(init=False)

    def __post_init__(self) -> None:
        self.by_head = {}
        for mention in self.mentions:
            span = self.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
            if span is not None and len(span):
                self.by_head.setdefault(_head_of(span).i, mention)

    def named(self, tokens: Iterable[Token], *, deep: bool = False) -> list[Argument]:
        """The actors that the words stand for, each once, in order."""
        found: dict[str, Argument] = {}
        for token in tokens:
            for argument in self._at(token, deep, 0):
                found.setdefault(argument.mention.actor_id, argument)
        return list(found.values())

    def _at(self, token: Token, deep: bool, depth: int) -> list[Argument]:
        if depth > 6:
            return []
        own = self.by_head.get(token.i)
        examples = self._examples(token, depth)
        of_group = self._of_group(token, depth) if own is not None and own.kind == "armed_group" else []
        if of_group:
            found = of_group
        elif own is not None and not (examples and own.kind in _GENERIC):
            found = [Argument(own)]
        elif examples:
            found = examples
        elif token.lower_ in _PRONOUN and token.dep_ in _SUBJECT:
            found = self._antecedent(token)
        elif self._takes_up_group(token) and self.last_group is not None:
            found = [Argument(self.last_group, "taken up")]
        else:
            found = self._through(token, deep, depth)
        for child in token.children:
            if child.dep_ == "conj" and child.pos_ not in {"VERB", "AUX"}:
                found = found + self._at(child, deep, depth + 1)
            elif child.dep_ == "appos" and own is None and not found:
                found = self._at(child, deep, depth + 1)
        return found

    def _of_group(self, token: Token, depth: int) -> list[Argument]:
        """ "Militants from the Islamic State" are that group, not militants at large."""
        inner = [i for p, i in complements(token) if p in {*_OF, "from"}]
        return [a for t in inner for a in self._at(t, False, depth + 1) if a.mention.kind == "armed_group"]

    def _person_named(self, token: Token) -> list[Argument]:
        """ "Le Premier ministre malien Choguel Maïga" is the person, not the country."""
        near = [c for c in token.children if c.dep_ in {"appos", "flat", "flat:name", "nmod"} and c.i in self.by_head]
        return [Argument(self.by_head[c.i]) for c in near if self.by_head[c.i].kind == "person"]

    def _examples(self, token: Token, depth: int) -> list[Argument]:
        found: list[Argument] = []
        for preposition, inner in complements(token):
            such_as = preposition == "as" and any(c.lower_ == "such" for c in inner.head.children)
            if preposition in _EXAMPLE or such_as:
                found += self._at(inner, False, depth + 1)
        return found

    def _antecedent(self, token: Token) -> list[Argument]:
        last = self.last_subject
        if last is None or (token.lower_ in _PERSONAL) != (last.kind == "person"):
            return []
        return [Argument(last, "filled")]

    def _takes_up_group(self, token: Token) -> bool:
        """ "these individuals" are the group that was last acted upon."""
        if lemma(token) not in self.cues.words.get("anaphora", frozenset()):
            return False
        return any(c.lower_ in {"these", "those", "ces"} for c in token.children)

    def _through(self, token: Token, deep: bool, depth: int) -> list[Argument]:
        """An organ or people of an actor ("the ministry of …", "Malian officials") is that actor."""
        transparent = lemma(token) in self.cues.words.get("organs", frozenset())
        if not transparent and not deep:
            return []
        person = self._person_named(token)
        if person:
            return person
        how = "named" if transparent else "deep"
        by = [i for p, i in complements(token) if p in {"by", "par"}] if deep else []
        if deep and not by and token.dep_ in {"dobj", "obj"}:
            by = [i for p, i in complements(token.head) if p in {"by", "par"} and i.i > token.i]
        near = [c for c in beside(token) if c.i in self.by_head]
        deed = not transparent and self._is_deed(token)
        of = [i for p, i in complements(token) if p in _OF and not (deed and self._is_patient(token))]
        inside = [i for p, i in complements(token) if p in _PLACE and not deed] if deep else []
        for group in (by, near, of, inside):
            found = [a for t in group for a in self._at(t, False, depth + 1)]
            if found:
                return [Argument(a.mention, how if a.how == "named" else a.how) for a in found]
        return []

    def _is_deed(self, token: Token) -> bool:
        """Whether the noun names something done, so that "in" after it tells a place and no party."""
        return lemma(token) in self.cues.nouns

    def _is_patient(self, token: Token) -> bool:
        """Whether "of" after the noun tells whom it was done to ("the arrest of"), not who did it."""
        return any(not cue.where or cue.where & _OF for cue in self.cues.nouns[lemma(token)])

    def remember_group(self, tokens: Iterable[Token]) -> None:
        """Keeps the group of people that a later "these individuals" will stand for."""
        for token in tokens:
            mention = self.by_head.get(token.i)
            if mention is not None and mention.kind in {"military", "prisoners", "population", "armed_group"}:
                self.last_group = mention

    def remember_subject(self, tokens: Iterable[Token]) -> None:
        """Keeps the actor that a later pronoun will stand for."""
        for token in tokens:
            if token.i in self.by_head:
                self.last_subject = self.by_head[token.i]
