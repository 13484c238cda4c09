"""From an event to claims: the parties that context fills in, dates, modality, confidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphmali.extraction.arguments import Argument, Scene
from graphmali.extraction.dates import Period
from graphmali.extraction.mentions import Context, Found
from graphmali.extraction.modality import Stance, stance_of
from graphmali.extraction.parser import complements, lemma, own_subjects
from graphmali.extraction.predicates import Event
from graphmali.model import Claim, ClaimOrigin, Document, Modality, Party, Passage, Span
from graphmali.vocabulary import Vocabulary

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Writer"]

EXTRACTOR = "rules"

_BY_AUTHORITY = {"ARRESTS", "REPRESSES"}
"""What a text lays to the country's authorities where it names no doer ("the arrests")."""

_FILL_PARTNER = {
    "COOPERATES_WITH", "SUPPLIES_ARMS_TO", "TRAINS", "AIDS", "EXERCISES_WITH",
    "SHARES_INTELLIGENCE_WITH",
}  # fmt: skip
"""What a text on one country tells of that country where it names only the partner."""

_ABROAD = {"in", "en", "a", "near", "at", "across"}
"""Prepositions that give a deed another place than the country that the text is about."""

_WITHIN = {
    "OVERTHROWS", "LEADS", "MEMBER_OF", "ARRESTS", "REPRESSES", "RELEASES", "ATTACKS", "ACCUSES", "PROTESTS_AGAINST",
    "DEMANDS", "REJECTS", "CONDEMNS",
}  # fmt: skip
"""Acts that parts of one state do to each other."""

_CONFIDENCE = {"verb": 0.85, "noun": 0.75, "table": 0.85, "title": 0.85}
_DEEP_COST, _FILLED_COST, _NEW_COST = 0.1, 0.25, 0.15


@dataclass(slots=True)
class Writer:
    """Makes the claims of one document. Parties of one claim are never the same actor.

    ``otherwise`` is the period of events that no words date: that of the table row they stand in.
    """

    document: Document
    vocabulary: Vocabulary
    context: Context
    otherwise: Period | None = None

    def filled(self, actor_id: str | None) -> list[Argument]:
        """An actor that the context names, as a party."""
        actor = self.vocabulary.actor(actor_id) if actor_id else None
        if actor is None:
            return []
        return [Argument(Found(Span(0, 0), actor.name, actor.id, actor.kind, "context"), "filled")]

    def country(self) -> list[Argument]:
        """The state that the document is about."""
        state = self.vocabulary.states.get(self.context.country or "")
        return self.filled(state.id if state else None)

    def authority(self) -> list[Argument]:
        """Whoever rules that state: its junta where it has one, else its government."""
        country = self.context.country or ""
        junta = self.vocabulary.holder("junta", country)
        if junta in self.vocabulary.actor_by_id:
            return self.filled(junta)
        return self.filled(self.vocabulary.holder("government", country))

    def of_event(
        self, event: Event, scene: Scene, passage: Passage, sentence: Span, periods: tuple[Period, ...],
        default: Modality,
    ) -> list[Claim]:  # fmt: skip
        """The claims that an event of a sentence makes; none where a party stays unknown or it is only asked for."""
        sources, targets = self._complete(event, scene)
        if not sources or not targets:
            return []
        stance = stance_of(event.token, scene)
        if stance.demanded:
            return []
        period = nearest_period(event, scene, periods) or self.otherwise
        claims = []
        pairs: set[frozenset[str]] = set()
        for source in sources:
            for target in targets:
                pair = frozenset((source.mention.actor_id, target.mention.actor_id))
                if not event.directed and pair in pairs:
                    continue
                pairs.add(pair)
                if (
                    target.how == "deep"
                    and target.mention.kind == "state"
                    and self._same_side(source.mention.actor_id, target.mention.actor_id)
                ):
                    continue
                if self._on_itself(event.type, source.mention.actor_id, target.mention.actor_id):
                    continue
                modality, said_by = self._modality(stance, source, target, default)
                claims.append(
                    self.claim(
                        passage,
                        sentence,
                        (source, target),
                        _type_for(event, target),
                        event.cue.rule,
                        modality=modality,
                        said_by=said_by,
                        period=period,
                    )
                )
        return claims

    def _complete(self, event: Event, scene: Scene) -> tuple[list[Argument], list[Argument]]:
        sources, targets = event.sources, event.targets
        if event.context and not targets and sources:
            abroad = event.type == "CONDEMNS"
            targets = self.authority() if abroad else self._own_country(sources)
            if abroad and self._is_home(sources):
                targets = []
        if not sources and targets and event.nominal and self._by_authority(event, scene):
            sources = self.authority()
        if not sources and targets and event.type == "PROTESTS_AGAINST":
            sources = self.filled(self.vocabulary.holder("population", self.context.country or ""))
        if sources and not targets and not event.unnamed and self._on_the_country(event, scene):
            targets = self.country()
        if event.type in _FILL_PARTNER and not event.unnamed:
            one = sources or targets
            partner = [] if self._is_home(one) else self.country()
            if not event.directed and not sources:
                sources, targets = targets, partner
            elif sources and not targets:
                targets = partner
        return sources, targets

    def _by_authority(self, event: Event, scene: Scene) -> bool:
        return event.type in _BY_AUTHORITY and lemma(event.token) not in scene.cues.words.get("abduction", ())

    def _on_the_country(self, event: Event, scene: Scene) -> bool:
        """ "Violence from extremist groups" with no victim named is done to the country that the text is about.

        Where the deed is what another one is about ("condemned the attack by …"), it is told of elsewhere.
        """
        if lemma(event.token.head) in scene.cues.verbs:
            return False
        if event.type != "ATTACKS" or not event.nominal or any(p in _ABROAD for p, _ in complements(event.token)):
            return False
        return all(source.mention.kind == "armed_group" for source in event.sources)

    def _own_country(self, sources: list[Argument]) -> list[Argument]:
        """Whoever seizes power seizes it in its own country."""
        for source in sources:
            actor = self.vocabulary.actor(source.mention.actor_id)
            state = self.vocabulary.states.get(actor.country) if actor and actor.country else None
            if state is not None:
                return self.filled(state.id)
        return self.country()

    def _is_home(self, arguments: list[Argument]) -> bool:
        actors = [self.vocabulary.actor(a.mention.actor_id) for a in arguments]
        return any(a is not None and a.country is not None and a.country == self.context.country for a in actors)

    def _modality(
        self, stance: Stance, source: Argument, target: Argument, default: Modality
    ) -> tuple[Modality, str | None]:
        modality, said_by = stance.modality, stance.said_by
        if modality is Modality.ASSERTED and default is not Modality.ASSERTED:
            modality = default
        own_word = said_by is not None and self._same_side(said_by, source.mention.actor_id)
        if stance.said and modality is Modality.ASSERTED and not own_word:
            modality = Modality.ALLEGED
        return modality, said_by

    def _on_itself(self, type_: str, source: str, target: str) -> bool:
        """An actor's act on itself is no claim; only some acts go on within one state."""
        return source == target or (type_ not in _WITHIN and self._same_side(source, target))

    def _same_side(self, left: str, right: str) -> bool:
        return left == right or bool(self._roots(left) & self._roots(right))

    def _roots(self, actor_id: str) -> set[str]:
        found, pending = set(), [actor_id]
        while pending:
            actor = self.vocabulary.actor(pending.pop())
            if actor is not None and actor.id not in found:
                found.add(actor.id)
                pending += [end for end in (actor.part_of, actor.governs) if end]
        return found

    def claim(
        self, passage: Passage, sentence: Span, parties: tuple[Argument, Argument], type_: str, rule: str, *,
        modality: Modality, said_by: str | None = None, period: Period | None = None,
    ) -> Claim:  # fmt: skip
        """A claim with its evidence in original offsets. ``sentence`` is a span of the passage."""
        evidence = passage.original(sentence)
        source, target = (self._party(a, passage) for a in parties)
        implied = any(a.how == "filled" for a in parties)
        return Claim(
            id=Claim.id_of(self.document.id, source.actor_id, type_, target.actor_id, evidence),
            document_id=self.document.id,
            source=source,
            type=type_,
            target=target,
            modality=modality,
            attribution=said_by,
            start=period.start if period else None,
            end=period.end if period else None,
            evidence=evidence,
            origin=_ORIGINS[passage.kind.value],
            implied=implied,
            extractor=EXTRACTOR,
            rule=rule,
            confidence=_confidence(rule, parties),
        )

    def _party(self, argument: Argument, passage: Passage) -> Party:
        found = argument.mention
        if argument.how == "filled":
            return Party(found.actor_id, found.surface, found.kind)
        span = passage.original(found.span)
        return Party(found.actor_id, span.of(self.document.text), found.kind, span)


_CIVIC = {"media", "party", "ngo", "civil_society", "political_opposition", "movement"}


def _type_for(event: Event, target: Argument) -> str:
    """Suspending an outlet, a party or an association is repression; suspending a state is a sanction."""
    return "REPRESSES" if event.type == "SANCTIONS" and target.mention.kind in _CIVIC else event.type


_ORIGINS = {
    "headline": ClaimOrigin.HEADLINE,
    "heading": ClaimOrigin.SENTENCE,
    "paragraph": ClaimOrigin.SENTENCE,
    "bullet": ClaimOrigin.BULLET,
    "row": ClaimOrigin.TABLE,
}


def _confidence(rule: str, parties: tuple[Argument, Argument]) -> float:
    value = _CONFIDENCE[rule.partition(":")[0]]
    for argument in parties:
        value -= {"named": 0.0, "deep": _DEEP_COST, "taken up": _DEEP_COST, "filled": _FILLED_COST}[argument.how]
        value -= _NEW_COST if argument.mention.sort == "new" else 0.0
    return round(max(value, 0.1), 2)


def nearest_period(event: Event, scene: Scene, periods: tuple[Period, ...]) -> Period | None:
    """The period that the sentence ties to the event: the one fewest grammatical steps away.

    A period inside another clause with its own subject is that clause's.
    """
    best: tuple[int, int, Period] | None = None
    for period in periods:
        span = scene.doc.char_span(period.span.start, period.span.end, alignment_mode="expand")
        if span is None or span.root.sent.start != event.token.sent.start:
            continue
        steps = _steps(span.root, event.token)
        if steps is not None and (best is None or (steps, span.root.i) < best[:2]):
            best = (steps, span.root.i, period)
    return best[2] if best else None


_BARRIER = {"relcl", "acl:relcl", "ccomp", "parataxis", "acl"}


def _is_border(token: Token) -> bool:
    """Whether a clause of its own begins here."""
    return token.dep_ in _BARRIER or (token.dep_ == "advcl" and bool(own_subjects(token)))


def _steps(date: Token, predicate: Token) -> int | None:
    """Steps in the tree, None across the border of a clause that holds only one of the two."""
    up = {token.i: n for n, token in enumerate([predicate, *predicate.ancestors])}
    down = [date, *date.ancestors]
    meet = next((n for n, token in enumerate(down) if token.i in up), None)
    if meet is None:
        return None
    top = down[meet].i
    path = [*down[:meet], *(t for t in [predicate, *predicate.ancestors] if up[t.i] < up[top])]
    if any(_is_border(token) and not (token == predicate and token.dep_ == "acl") for token in path):
        return None
    return meet + up[top]
