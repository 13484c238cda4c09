"""Grammar by spaCy: which models there are, and a role map that hides how English and French label them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from graphmali.extraction.gazetteer import fold
from graphmali.extraction.models import installed
from graphmali.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token

__all__ = [
    "agents",
    "beside",
    "complements",
    "is_passive",
    "lemma",
    "load",
    "objects",
    "own_subjects",
    "parse",
    "subjects",
]

_SUBJECT = {"nsubj", "csubj", "nsubj:outer", "expl:subj"}
_PASSIVE_SUBJECT = {"nsubjpass", "nsubj:pass", "csubjpass"}
_OBJECT = {"dobj", "obj", "dative", "iobj"}
_MODIFIER = {"compound", "amod", "poss", "nmod", "nummod", "flat", "flat:name", "nmod:poss", "name"}
_RELATIVE = {"who", "which", "that", "qui", "whom", "lequel", "laquelle", "lesquels"}
_CASE = {
    "du": "de", "des": "de", "d'": "de", "d’": "de", "de": "de", "au": "a", "aux": "a", "à": "a", "a": "a",
}  # fmt: skip


@lru_cache(maxsize=4)
def load(language: str) -> Language | None:
    """The pipeline for a language, or None where no model is installed."""
    name = installed(language, "rules")
    if name is None:
        return None
    import spacy

    return spacy.load(name)


def lemma(token: Token) -> str:
    """The folded lemma."""
    return fold(token.lemma_)


def own_subjects(verb: Token) -> list[Token]:
    """The subjects that stand at the verb itself, active or passive."""
    return [c for c in verb.children if c.dep_ in _SUBJECT or c.dep_ in _PASSIVE_SUBJECT]


def is_passive(verb: Token) -> bool:
    """Whether the grammatical subject is the one acted upon."""
    if any(c.dep_ in {"auxpass", "aux:pass"} or c.dep_ in _PASSIVE_SUBJECT for c in verb.children):
        return True
    participle = verb.tag_ == "VBN" or ("Tense=Past" in str(verb.morph) and "VerbForm=Part" in str(verb.morph))
    has_aux = any(c.dep_ in {"aux", "aux:tense"} for c in verb.children)
    return participle and not has_aux and verb.dep_ in {"acl", "acl:relcl", "amod", "advcl"} and not own_subjects(verb)


def _resolve_relative(token: Token, verb: Token) -> Token:
    """A relative pronoun stands for the noun that the clause hangs on."""
    if token.lower_ in _RELATIVE and verb.dep_ in {"relcl", "acl:relcl"}:
        return verb.head
    return token


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """Who acts, for an active verb: at the verb, else inherited by conjunction, control or participle."""
    own = [_resolve_relative(c, verb) for c in verb.children if c.dep_ in _SUBJECT]
    if own or depth > 5:
        return own
    if any(c.dep_ in _PASSIVE_SUBJECT for c in verb.children):
        return []
    return _inherited(verb, depth)


def _inherited(verb: Token, depth: int) -> list[Token]:
    head, dep = verb.head, verb.dep_
    if dep in {"acl", "relcl", "acl:relcl"} and head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return [head] if not is_passive(verb) else []
    after_dash = _before_dash(verb)
    if after_dash is not None and dep in {"advcl", "acl"}:
        return [after_dash]
    if dep == "pcomp" or (dep == "advcl" and head.pos_ == "ADP"):
        outer = head.head
        if outer.pos_ in {"VERB", "AUX"}:
            if head.lower_ in {"of", "for"} and (objects(outer) or is_passive(outer)):
                return objects(outer)
            return subjects(outer, depth + 1) or (objects(outer) if is_passive(outer) else [])
        return subjects(outer.head, depth + 1) if outer.head.pos_ in {"VERB", "AUX"} else []
    if dep in {"conj", "xcomp", "advcl", "ccomp", "ROOT", "dep", "parataxis"} and head != verb:
        if head.pos_ in {"VERB", "AUX"}:
            if dep == "xcomp" and lemma(head) in _ACCUSING:
                return objects(head)
            if dep == "xcomp" and (objects(head) or is_passive(head)) and not _controls(head):
                return objects(head)
            if dep == "conj" and is_passive(head):
                return objects(head)
            return subjects(head, depth + 1) or (objects(head) if is_passive(head) else [])
        if dep in {"acl", "conj"} and head.pos_ in {"NOUN", "PROPN"}:
            return [head]
    return []


_ACCUSING = {"accuse", "suspect", "blame", "accuser", "soupconner", "suspecter"}
"""Verbs whose own subject never does what the clause below them tells."""


def _controls(verb: Token) -> bool:
    """Promise-like verbs keep their own subject as the one who will act."""
    return lemma(verb) in {"promise", "vow", "threaten", "pledge", "promettre", "menacer"}


def _before_dash(verb: Token) -> Token | None:
    """The noun right before a dash that the participle follows ("partners such as Russia—providing arms")."""
    first = min([verb, *verb.lefts], key=lambda t: t.i)
    if first.i < 2 or first.doc[first.i - 1].text not in {"—", "–"}:
        return None
    before = first.doc[first.i - 2]
    return before if before.pos_ in {"NOUN", "PROPN"} else None


def objects(verb: Token) -> list[Token]:
    """Who is acted upon: the object, or the subject of a passive."""
    if is_passive(verb):
        passive = [_resolve_relative(c, verb) for c in verb.children if c.dep_ in _PASSIVE_SUBJECT]
        if not passive and verb.dep_ in {"acl", "acl:relcl", "amod"}:
            passive = [verb.head]
        if not passive and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and is_passive(verb.head):
            passive = objects(verb.head)
        return passive
    found = [_resolve_relative(c, verb) for c in verb.children if c.dep_ in _OBJECT]
    if not found and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
        return [c for c in verb.head.children if c.dep_ in _OBJECT and c.i > verb.i]
    return found


def agents(verb: Token) -> list[Token]:
    """Who acts, for a passive verb: the agent."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            found += [c for c in child.children if c.dep_ == "pobj"]
        elif child.dep_ == "obl:agent" or (child.dep_.startswith("obl") and _case(child) == "par"):
            found.append(child)
    return found


def complements(token: Token) -> list[tuple[str, Token]]:
    """Prepositions and what they introduce, for a verb or a noun: ("with", partners)."""
    found: list[tuple[str, Token]] = []
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative", "pcomp"} and child.pos_ in {
            "ADP",
            "SCONJ",
            "ADV",
            "VERB",
            "PART",
        }:
            for inner in child.children:
                if inner.dep_ in {"pobj", "pcomp"}:
                    found.append((child.lower_, inner))
                elif inner.dep_ == "prep":
                    found += [(f"{child.lower_} {inner.lower_}", c) for c in inner.children if c.dep_ == "pobj"]
        elif child.dep_.startswith(("obl", "nmod")) or (child.dep_ in {"iobj"} and _case(child)):
            case = _case(child)
            if case:
                found.append((case, child))
    return found


def beside(token: Token) -> list[Token]:
    """What modifies a noun without a preposition: adjectives, compounds, possessors."""
    return [
        c
        for c in token.children
        if c.dep_ in _MODIFIER and not any(g.dep_ == "case" and g.pos_ == "ADP" for g in c.children)
    ]


def _case(token: Token) -> str | None:
    words = [c for c in token.children if c.dep_ == "case"]
    if not words:
        return None
    if len(words) > 1 or any(c.dep_ == "fixed" for w in words for c in w.children):
        inner = sorted({*words, *(c for w in words for c in w.children if c.dep_ == "fixed")}, key=lambda t: t.i)
        return " ".join(_CASE.get(t.lower_, fold(t.text)) for t in inner)
    return _CASE.get(words[0].lower_, fold(words[0].text))


_STAND_IN = {"en": "Russia", "fr": "France"}
_ANNOTATION = ["HEAD", "DEP", "POS", "TAG", "LEMMA", "MORPH", "SENT_START", "ENT_IOB", "ENT_TYPE"]


def parse(pipeline: Language, language: str, text: str, names: Iterable[Span]) -> Doc:
    """The parsed text. ``names`` of one word are parsed as if a plain name stood in their place.

    The models take "ECOWAS lifted" for a compound and "accuse Alger de" for two verbs; with "Russia lifted" and
    "accuse France de" they see what is meant.
    """
    plain = pipeline.make_doc(text)
    whole = {(span.start, span.end) for span in names if span.end - span.start > 2}
    words = [_STAND_IN[language] if (t.idx, t.idx + len(t)) in whole else t.text for t in plain]
    if words == [t.text for t in plain]:
        return pipeline(plain)
    from spacy.tokens import Doc

    parsed = pipeline(Doc(pipeline.vocab, words=words, spaces=[bool(t.whitespace_) for t in plain]))
    annotation: list[int | str] = [*_ANNOTATION]
    values: Any = parsed.to_array(annotation)
    plain.from_array(annotation, values)
    return plain
