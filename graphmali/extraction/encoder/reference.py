"""Whom words stand for: names, titles, definite descriptions, pronouns, surnames."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from graphmali.extraction.encoder.offices import Titles
from graphmali.extraction.encoder.spans import Candidate
from graphmali.extraction.gazetteer import fold
from graphmali.extraction.mentions import Context, Found
from graphmali.extraction.recall import SMALL_WORDS, Recall, content_words
from graphmali.model import Span
from graphmali.vocabulary import KnownActor, Vocabulary
from graphmali.vocabulary.unlisted import actor_id_of, described_id_of

__all__ = [
    "DEFINITE",
    "MANY",
    "PEOPLE",
    "RELATIVE",
    "SPEAKER",
    "THINGS",
    "Reference",
    "is_proper",
    "owner_of",
    "pronoun_of",
    "without_article",
]

DEFINITE = re.compile(
    r"(?:\b(?:the|this|these|that|those|its|their|his|her|said|le|la|les|ce|cet|cette|ces|du|des|au|aux|son|sa|ses|leur|leurs|ledit|ladite)\s+|\b[ldLD]['’])$",
    re.IGNORECASE,
)
PEOPLE = frozenset("he she him her his hers herself himself lui elle il celui celle".split())
THINGS = frozenset("it its itself".split())
MANY = frozenset("they them their theirs themselves ils elles leur leurs eux ceux celles".split())
RELATIVE = frozenset("who which that whose whom qui que dont lequel laquelle lesquels lesquelles".split())
SPEAKER = frozenset("i we us our ours my me je nous notre nos mon ma mes on".split())
_ORG_WORDS = frozenset(
    """union committee council association movement party front league network group company bank ministry court office
    observatory coalition collective federation agency commission institute centre center press radio news daily comité
    conseil mouvement parti ligue réseau groupe société banque ministère cour bureau observatoire collectif fédération
    agence institut presse journal syndicat ong brigade battalion army forces front corps""".split()
)


_RANKS = frozenset(
    """general gen colonel col captain capt major maj lieutenant lt sergeant sgt marshal commander admiral mr mrs ms dr
    imam cheikh sheikh me m mme capitaine commandant adjudant sergent marechal amiral docteur maitre""".split()
)


_HIGHEST = frozenset({"head_of_state", "junta_leader", "head_of_government"})


@dataclass
class Reference:
    """What the rules of one language make of a mention, by what the document told before.

    A guess: :class:`graphmali.extraction.encoder.memory.Memory` weighs it against other actors.
    """

    document_id: str
    language: str
    published: str | None
    vocabulary: Vocabulary
    context: Context
    titles: Titles
    recall: Recall = field(init=False)
    speaker: Found | None = None
    here: list[Found] = field(default_factory=list)
    before: list[Found] = field(default_factory=list)
    """Who was named in the sentence, and in the one before it."""

    def __post_init__(self) -> None:
        self.recall = Recall(self.vocabulary)

    @property
    def _nouns(self) -> dict[str, frozenset[str]]:
        return self.vocabulary.descriptions.get(self.language, {})

    def open_with(self, speakers: Iterable[Found]) -> None:
        """Who publishes the document: "the Commission" and "we" may be they."""
        for found in speakers:
            self.recall.add(found)
            self.speaker = found

    def next_sentence(self) -> None:
        """To be called before the mentions of each sentence."""
        self.before, self.here = self.here, []

    def remember(self, found: Found) -> None:
        """Who a mention that is no pronoun was taken for in the end."""
        self.recall.add(found)
        self.here.append(found)

    def guess(self, text: str, candidate: Candidate, earlier: list[Found]) -> Found | None:
        """The actor of a candidate of a sentence; ``earlier`` are those of the same sentence before it."""
        if candidate.pronoun:
            return self._pronoun(candidate.span.of(text), candidate, earlier)
        candidate, article = without_article(text, candidate)
        surface = candidate.span.of(text)
        definite = article or bool(DEFINITE.search(text[max(0, candidate.span.start - 14) : candidate.span.start]))
        owner = owner_of(text, candidate, earlier)
        if owner is not None and not candidate.names:
            return self._owned(surface, candidate, owner)
        return self._named(surface, candidate) or self._described(surface, candidate, definite)

    def _owned(self, surface: str, candidate: Candidate, owner: Found) -> Found:
        """Somebody's: "Senegal's president" is who holds that office there, else an actor of its own."""
        words = content_words(surface)
        holder = self.titles.holder(words, owner.actor_id, self.published)
        if holder is not None:
            return self._make(candidate, surface, holder, "person", "title")
        return self.generic(candidate, surface, content_words(owner.surface) + words, "collective")

    def generic(self, candidate: Candidate, surface: str, words: list[str], kind: str) -> Found:
        """An actor of this document alone, one for each description."""
        return self._make(candidate, surface, described_id_of(words, self.document_id), kind, "generic")

    def _make(self, candidate: Candidate, surface: str, actor_id: str, kind: str, sort: str) -> Found:
        return Found(candidate.span, surface, actor_id, kind, sort)

    def _named(self, surface: str, candidate: Candidate) -> Found | None:
        if not candidate.names:
            return self._surname(surface, candidate)
        rest = self.unnamed(surface, candidate)
        best = next((n for n in candidate.names if n.kind == "person"), None)
        if best is None:
            titled = self._titled(rest, candidate)
            if titled is not None:
                return self._make(candidate, surface, titled, "person", "title")
            best = next((n for n in candidate.names if n.sort in {"role", "aliases"}), candidate.names[0])
            head = _bare_head(surface, candidate, self.language)
            if head is not None and not self._speaks_for(head, best):
                return None
            if head not in _STATE_HEADS and any(word in self.titles.heads for word in rest):
                return None
        return self._make(candidate, surface, best.actor_id, best.kind, best.sort)

    def _speaks_for(self, head: str, name: Found) -> bool:
        """Whether a phrase with that head and a name in it means the named: "fighters of X", "the state of Y"."""
        if name.sort == "role" or name.kind in {"state", "government", "population", "collective", "bloc"}:
            return name.sort != "role" and head in _STATE_HEADS
        return head in _MEMBERS or head in self._nouns

    def _titled(self, rest: list[str], candidate: Candidate) -> str | None:
        if not rest:
            return None
        date = self.published
        holders = (self.titles.holder(rest, name.actor_id, date) for name in candidate.names)
        return next((holder for holder in holders if holder is not None), None)

    def unnamed(self, surface: str, candidate: Candidate) -> list[str]:
        """The words of a candidate that no name of the gazetteer covers."""
        at, rest = 0, ""
        for name in candidate.names:
            start = max(0, name.span.start - candidate.span.start)
            rest += surface[at:start] + " "
            at = max(at, min(len(surface), name.span.end - candidate.span.start))
        return content_words(rest + surface[at:])

    def _surname(self, surface: str, candidate: Candidate) -> Found | None:
        """The person of that name, alone or behind a title, whom a text about the country means.

        The only one known there, or the only one in office on the date, the highest office first; behind a title
        also one of elsewhere, if no other has the name.
        """
        words = re.findall(r"[\w'’-]+", surface)
        if not words or not words[-1][:1].isupper() or len(words) > 4 or len(words[-1]) < 3:
            return None
        if not all(fold(w) in self.titles.heads | _RANKS for w in words[:-1]) or self._named_here(fold(words[-1])):
            return None
        persons = self.titles.persons.get(fold(words[-1]), [])
        last = [p for p in persons if fold(p.actor.name).endswith(fold(words[-1]))] or persons
        near = [p for p in last if p.actor.country == self.context.country]
        chosen = self._in_office(near) if len(near) > 1 else near
        if not chosen and len(words) > 1:
            chosen = last
        return self._make(candidate, surface, chosen[0].actor.id, "person", "surname") if len(chosen) == 1 else None

    def _named_here(self, word: str) -> bool:
        """Whether somebody with that word in the name was named in the document before."""
        return any(f.kind == "person" and word in self.recall.words[f.actor_id] for f in self.recall.latest)

    def _in_office(self, persons: list[KnownActor]) -> list[KnownActor]:
        """Those of the highest office that any of them held on the date of the document."""
        date = self.published
        held = [{o.title for o in p.offices if date is None or o.held_on(date)} for p in persons]
        for titles in (_HIGHEST, None):
            chosen = [p for p, own in zip(persons, held, strict=True) if (own & titles if titles else own)]
            if chosen:
                return chosen
        return []

    def _described(self, surface: str, candidate: Candidate, definite: bool) -> Found:
        words = content_words(surface)
        kinds = self._kinds(words) if not candidate.names else frozenset()
        proper = is_proper(surface)
        if not candidate.names and words and (proper or definite):
            known = self.recall.again(words, kinds)
            if known is not None:
                return self._make(candidate, surface, known.actor_id, known.kind, "again")
        core = _proper_core(surface) if not candidate.names and not proper else None
        if core is not None:
            return self._titled_name(core, surface, candidate, words)
        plain = not words or set(words) <= self.titles.heads or bool(kinds)
        if proper and not plain and not candidate.names:
            person = 2 <= len(words) <= 4 and not _ORG_WORDS & set(words)
            return self._make(candidate, surface, actor_id_of(surface), "person" if person else "organisation", "new")
        if self.context.country and not candidate.names and len(words) <= 3:
            holder = self.titles.holder(words, self.vocabulary.states[self.context.country].id, self.published)
            if holder is not None:
                return self._make(candidate, surface, holder, "person", "title")
        if definite and len(words) == 1 and words[0] in _RANKS and self.context.country:
            state = self.vocabulary.states[self.context.country].id
            holder = self.titles.holder(["president"], state, self.published)
            if holder is not None:
                return self._make(candidate, surface, holder, "person", "title")
        if kinds == {"state"} and definite and len(words) == 1 and self.context.country:
            state_actor = self.vocabulary.states[self.context.country]
            return self._make(candidate, surface, state_actor.id, state_actor.kind, "description")
        if kinds and definite:
            last = next((f for f in self.recall.latest if f.kind in kinds and self._is_known(f)), None)
            if last is not None:
                return self._make(candidate, surface, last.actor_id, last.kind, "description")
        return self.generic(candidate, surface, words, "person" if "person" in kinds else "collective")

    def _titled_name(self, core: str, surface: str, candidate: Candidate, words: list[str]) -> Found:
        """The actor of a name behind common words: "the economist Kadidia Sow", "la compagnie Ciel Bleu"."""
        known = self.recall.again(content_words(core), frozenset())
        if known is not None:
            return self._make(candidate, surface, known.actor_id, known.kind, "again")
        kinds = next((self._nouns[word] for word in words if word in self._nouns), frozenset())
        person = "person" in kinds or (not kinds and len(content_words(core)) <= 3 and not _ORG_WORDS & set(words))
        found = self._make(candidate, core, actor_id_of(core), "person" if person else "organisation", "new")
        return replace(found, span=Span(candidate.span.end - len(core), candidate.span.end))

    def _is_known(self, found: Found) -> bool:
        """Whether the kind of an actor is more than a guess from a name that no list has."""
        return found.kind != "organisation" or self.vocabulary.actor(found.actor_id) is not None

    def _kinds(self, words: list[str]) -> frozenset[str]:
        if not words:
            return frozenset()
        head = words[-1] if self.language == "en" else words[0]
        return self._nouns.get(" ".join(words), self._nouns.get(head, frozenset()))

    def _pronoun(self, surface: str, candidate: Candidate, earlier: list[Found]) -> Found | None:
        """Whom a pronoun means: the first named of its sentence that fits, else of the one before, else the last."""
        word = pronoun_of(surface)
        if word in RELATIVE:
            last = earlier[-1] if earlier else None
            return self._make(candidate, surface, last.actor_id, last.kind, "pronoun") if last else None
        if word in SPEAKER and self.speaker is not None:
            chosen: Found | None = self.speaker
        else:
            order = [*earlier, *self.before, *self.recall.latest]
            fitting = [f for f in order if self._agrees(word, f.kind)]
            several = word in MANY
            chosen = next((f for f in fitting if _is_plural(f) is several), next(iter(fitting), None))
        return self._make(candidate, surface, chosen.actor_id, chosen.kind, "pronoun") if chosen else None

    def _agrees(self, word: str, kind: str) -> bool:
        """Whether a pronoun may stand for an actor of a kind."""
        if word in THINGS:
            return kind not in {"person", "population"}
        if word in MANY:
            return kind != "person"
        return kind == "person" or not (self.language == "en" and word in PEOPLE)


def pronoun_of(surface: str) -> str:
    """The folded word of a pronoun.

    >>> pronoun_of("Celui-ci"), pronoun_of("l'")
    ('celui', 'l')
    """
    return fold(surface).strip("'’").removesuffix("-ci").removesuffix("-la")


def owner_of(text: str, candidate: Candidate, earlier: list[Found]) -> Found | None:
    """Who stands before a candidate as its owner: "Senegal" before "'s president"."""
    for found in reversed(earlier):
        if re.fullmatch(r"['’]s?\s+", text[found.span.end : candidate.span.start]):
            return found
    return None


def _is_plural(found: Found) -> bool:
    """Whether a name or description is of several: "the soldiers", "rebels of the north"."""
    words = [w for w in re.findall(r"[^\W_]+", found.surface) if fold(w) not in SMALL_WORDS]
    ends = [w for w in words[:1] + words[-1:] if w[0].islower() or found.sort != "aliases"]
    return found.kind in _CROWDS or any(w.endswith(("s", "x", "men")) and not w.endswith("ss") for w in ends)


_CROWDS = frozenset({"population", "prisoners", "collective"})
_STATE_HEADS = frozenset(
    "state republic federation kingdom nation country side etat republique royaume pays partie".split()
)
_MEMBERS = frozenset(
    """men members elements cadres agents officials representatives delegation delegates envoys negotiators command
    leadership personnel hommes membres elements cadres agents responsables representants delegation delegues emissaires
    negociateurs commandement direction dirigeants chefs leaders operation maison bearded barbus""".split()
)
"""Heads of phrases that stand for a whole group or organisation that is named in them."""
_HEAD_ENDS = frozenset("of in at from for near on to who whom whose with that which by against".split())


def _bare_head(surface: str, candidate: Candidate, language: str) -> str | None:
    """The head of a phrase where no name covers it, else nothing: "fighters" of "fighters of the Coordination".

    In English the last word before a preposition, in French the first that is not small.
    """
    words = [(fold(m.group()), m.start() + candidate.span.start) for m in re.finditer(r"[^\W_]+", surface)]
    words = [(word, at) for word, at in words if word != "s"]
    if language == "en":
        end = next((n for n, (word, _) in enumerate(words) if n and word in _HEAD_ENDS), len(words))
        heads = words[:end][-1:]
    else:
        heads = [(word, at) for word, at in words if word not in SMALL_WORDS][:1]
    if not heads:
        return None
    word, at = heads[0]
    return None if any(name.span.start <= at < name.span.end for name in candidate.names) else word


_ARTICLE = re.compile(r"(?:(?:the|les?|la|an?|une?)\s+|l['’])(?=\w)", re.IGNORECASE)


def without_article(text: str, candidate: Candidate) -> tuple[Candidate, bool]:
    """The candidate without an article in front, and whether a definite one was there."""
    match = _ARTICLE.match(candidate.span.of(text))
    if match is None or (candidate.names and candidate.names[0].span.start < candidate.span.start + match.end()):
        return candidate, False
    span = Span(candidate.span.start + match.end(), candidate.span.end)
    return replace(candidate, span=span), not re.match(r"(?:an?|une?)\s", match.group(), re.IGNORECASE)


_CORE = re.compile(
    r"[^\W\d_]*[a-zà-ÿ][^A-ZÀ-Þ]*\s(?P<core>[A-ZÀ-Þ][\w'’-]+(?:\s(?:(?:de|du|des|la|le|el|al|ag|ould|ben|bin|of|the|for|and|et)\s)?"
    r"[A-ZÀ-Þ][\w'’-]+)+)$"
)


def _proper_core(surface: str) -> str | None:
    """The name at the end of a phrase that begins with common words.

    >>> _proper_core("militante Hadiza Kollo Mai"), _proper_core("chief of staff")
    ('Hadiza Kollo Mai', None)
    """
    match = _CORE.fullmatch(surface)
    return match["core"] if match else None


def is_proper(surface: str) -> bool:
    """Whether the words are a name: all but the small ones begin with a capital.

    >>> is_proper("Comité de veille"), is_proper("Hamidou Boly")
    (False, True)
    """
    words = [w for w in re.findall(r"[^\W_]+", surface) if fold(w) not in SMALL_WORDS]
    return bool(words) and all(w[0].isupper() for w in words)
