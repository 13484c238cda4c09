"""Precision, recall and F1 of claims, and how far modality, dates and confidence can be trusted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphmali.evaluation.gold import Gold, Stated
from graphmali.evaluation.matching import GRAIN, LEVELS, Comparison, match
from graphmali.model import Modality, Relation

__all__ = ["Bin", "Evaluation", "Score", "Share", "evaluate"]

_BINS = 10


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of claims, and what follows from them. Of nothing predicted, precision is 0; of no gold, recall is."""

    gold: int
    predicted: int
    right: int

    @property
    def precision(self) -> float:
        """Share of the predicted that is right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that is found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall.

        >>> Score(gold=4, predicted=2, right=1).f1
        0.3333333333333333
        """
        return 2 * self.right / (self.gold + self.predicted) if self.right else 0.0


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    part: int
    whole: int

    @property
    def share(self) -> float:
        """The part's share, 0 of nothing."""
        return self.part / self.whole if self.whole else 0.0


@dataclass(frozen=True, slots=True)
class Bin:
    """Claims whose confidence lies in ``[low, high)`` (the last bin holds 1 too)."""

    low: float
    high: float
    claims: int
    confidence: float
    """Their mean confidence."""
    right: float
    """The share that is right."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All scores. Tables are keyed as their names say; ``misses`` and ``extras`` are of factual claims, strict type."""

    scores: Mapping[tuple[str, str, str], Score]
    """By set (``factual explicit``, ``factual``, ``all``), level and grain."""
    by_type: Mapping[str, Score]
    by_rule: Mapping[str, Share]
    modality: Share
    confusion: Mapping[tuple[str, str], int]
    """Matched claims by gold and predicted modality."""
    told_as_fact: Share
    """Of the gold claims that are no facts, those that a prediction asserts."""
    dates: Share
    """Of matched claims, those whose start and end are the annotated ones."""
    dated: Share
    """The same, of matched claims that have a date in the gold."""
    speakers: Share
    """Of matched claims that either side has somebody say, those with the annotated speaker."""
    reliability: tuple[Bin, ...]
    misses: tuple[Stated, ...]
    extras: tuple[Stated, ...]


SETS = ("factual explicit", "factual", "all explicit", "all")


def evaluate(predicted: Sequence[Stated], gold: Gold, relations: Mapping[str, Relation]) -> Evaluation:
    """Scores predictions against annotated claims.

    ``factual`` takes the asserted and alleged of both sides. ``explicit`` takes the gold claims whose parties are
    both named and the predictions that call themselves so; a prediction that finds an implied gold claim counts
    neither way there.
    """
    levels = [level for level in LEVELS if level != "relaxed" or any(all(c.spans) for c in gold.claims)]
    scores = {
        (name, level, grain): _score(predicted, gold.claims, name, Comparison(gold, relations, level, grain))
        for name in SETS
        for level in levels
        for grain in GRAIN
    }
    strict = Comparison(gold, relations)
    pairs = [(predicted[i], gold.claims[j]) for i, j in sorted(match(predicted, gold.claims, strict).items())]
    facts = [claim for claim in predicted if claim.factual]
    wanted = [claim for claim in gold.claims if claim.factual]
    hits = match(facts, wanted, strict)
    found = set(hits.values())
    confusion = Counter((right.modality.value, claim.modality.value) for claim, right in pairs)
    same = sum(claim.modality is right.modality for claim, right in pairs)
    dated = [(claim, right) for claim, right in pairs if right.start or right.end]
    said = [(claim.attribution, right.attribution) for claim, right in pairs if claim.attribution or right.attribution]
    return Evaluation(
        scores,
        _by_type(facts, wanted, hits, relations),
        _by_rule(facts, hits),
        Share(same, len(pairs)),
        dict(sorted(confusion.items())),
        _told_as_fact(predicted, gold.claims, strict),
        Share(sum(_same_dates(*pair) for pair in pairs), len(pairs)),
        Share(sum(_same_dates(*pair) for pair in dated), len(dated)),
        Share(sum(one == other for one, other in said), len(said)),
        _reliability(facts, hits),
        tuple(claim for j, claim in enumerate(wanted) if j not in found),
        tuple(claim for i, claim in enumerate(facts) if i not in hits),
    )


def _score(predicted: Sequence[Stated], gold: Sequence[Stated], name: str, comparison: Comparison) -> Score:
    if name.startswith("factual"):
        predicted = [claim for claim in predicted if claim.factual]
        gold = [claim for claim in gold if claim.factual]
    if not name.endswith("explicit"):
        right = len(match(predicted, gold, comparison))
        return Score(len(gold), len(predicted), right)
    explicit = [claim for claim in predicted if not claim.implied]
    named = [claim for claim in gold if not claim.implied]
    hits = match(explicit, named, comparison)
    rest = [claim for i, claim in enumerate(explicit) if i not in hits]
    beside = match(rest, [claim for claim in gold if claim.implied], comparison)
    return Score(len(named), len(explicit) - len(beside), len(hits))


def _by_type(
    facts: Sequence[Stated], wanted: Sequence[Stated], hits: Mapping[int, int], relations: Iterable[str]
) -> dict[str, Score]:
    gold, predicted = Counter(c.type for c in wanted), Counter(c.type for c in facts)
    right = Counter(facts[i].type for i in hits)
    return {t: Score(gold[t], predicted[t], right[t]) for t in relations if gold[t] or predicted[t]}


def _by_rule(facts: Sequence[Stated], hits: Mapping[int, int]) -> dict[str, Share]:
    fired, right = Counter(c.rule for c in facts), Counter(facts[i].rule for i in hits)
    return {rule: Share(right[rule], n) for rule, n in sorted(fired.items(), key=lambda item: (-item[1], item[0]))}


def _told_as_fact(predicted: Sequence[Stated], gold: Sequence[Stated], comparison: Comparison) -> Share:
    """What is matched first takes its gold claim: only what is left can be a non-fact told as a fact."""
    asserted = [claim for claim in predicted if claim.modality is Modality.ASSERTED]
    told = match(asserted, gold, comparison)
    wrong = sum(not gold[j].factual for j in told.values())
    return Share(wrong, sum(not claim.factual for claim in gold))


def _same_dates(claim: Stated, right: Stated) -> bool:
    return (claim.start, claim.end) == (right.start, right.end)


def _reliability(facts: Sequence[Stated], hits: Mapping[int, int]) -> tuple[Bin, ...]:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for i, claim in enumerate(facts):
        bins[min(int(claim.confidence * _BINS + 1e-9), _BINS - 1)].append((claim.confidence, i in hits))
    return tuple(
        Bin(
            n / _BINS, (n + 1) / _BINS, len(held),
            sum(confidence for confidence, _ in held) / len(held), sum(right for _, right in held) / len(held),
        )
        for n, held in sorted(bins.items())
    )  # fmt: skip
