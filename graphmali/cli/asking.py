"""Questions on who is who, asked one at a time: a key for each answer on a terminal, a line for each from a pipe."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from graphmali.cli.output import note
from graphmali.cli.text import printable
from graphmali.model import Decision
from graphmali.resolution import decisions
from graphmali.resolution.decisions import Line
from graphmali.resolution.identities import Identities
from graphmali.resolution.profiles import Context, Profile
from graphmali.resolution.proposals import Proposal
from graphmali.resolution.spelling import Spellings
from graphmali.vocabulary import Vocabulary

__all__ = ["Question", "Session", "of_proposal"]

VERDICTS = {"y": "same", "n": "not same", "u": "unsure"}
_KEYS = "y same, n not the same, u unsure, s skip, b undo the last, q quit"
_END = "no more: b undo the last, q quit"
_SENTENCES, _REASONS, _LONGEST = 3, 5, 400


@dataclass(frozen=True, slots=True)
class Question:
    """Whether two ids mean one actor, and what is shown to decide it by, a paragraph each."""

    left: str
    right: str
    shown: tuple[str, ...]


def of_proposal(proposal: Proposal) -> Question:
    """Whether the two of a proposal are one."""
    reasons = (f"{r.weight:+.2f} {r.feature}: {r.detail}" for r in proposal.reasons if r.feature != "base")
    because = [f"    {reason}" for _, reason in zip(range(_REASONS), reasons, strict=False)]
    shown = [*told_of(proposal.left), *told_of(proposal.right), f"score {proposal.score:.2f}", *because]
    return Question(proposal.left.id, proposal.right.id, tuple(shown))


def told_of(profile: Profile) -> Iterator[str]:
    """A line on who it is, and its first sentences."""
    about = ", ".join([profile.kind, *sorted(profile.countries)])
    yield f"{profile.name}  [{profile.id}]  {about}"
    if not profile.contexts:
        names = "; ".join(name for name in profile.names if name != profile.name)
        yield f"    no text tells of it{f'; also called {names}' if names else ''}"
        for office in profile.offices:
            yield f"    {office.title} of {office.of}, {office.since or ''}–{office.until or ''}"
    yield from map(quoted, profile.contexts[:_SENTENCES])
    if len(profile.contexts) > _SENTENCES:
        yield f"    and {len(profile.contexts) - _SENTENCES} more"


def quoted(context: Context) -> str:
    """A sentence with its outlet and date."""
    sentence = textwrap.shorten(context.sentence, _LONGEST, placeholder=" …")
    return f"    “{sentence}” ({context.outlet or 'no outlet'}, {context.published or 'no date'})"


@dataclass
class Session:
    """Asks, and adds each answer to the file at once. ``by`` is who decides; ``added`` counts the lines."""

    path: Path
    by: str
    reason: str
    vocabulary: Vocabulary
    unsure: bool = False
    added: int = 0
    _asked: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._lines: tuple[Line, ...] = decisions.read(self.path)
        self._spellings = Spellings(self.vocabulary)
        self._identities = self._replayed()

    def ask(self, questions: Sequence[Question]) -> None:
        """Goes through questions; those that answers to others have settled are not asked any more."""
        place = 0
        while place < len(questions) or self._asked:
            if place == len(questions):
                click.echo(f"\n[{_END}] ", nl=False)
                if _key() != "b":
                    return
                place = self._undo(questions, place)
                continue
            question = questions[place]
            if not self._identities.is_open(question.left, question.right, unsure=self.unsure):
                place += 1
                continue
            self._show(question, f"{place + 1}/{len(questions)}")
            key = _key()
            if key == "q":
                return
            if key == "b":
                place = self._undo(questions, place)
                continue
            if verdict := VERDICTS.get(key):
                before = self._identities.verdict(question.left, question.right)
                self._asked.append((place, before.verdict if before else "open"))
                self._decide(question, verdict)
            place += 1

    def _show(self, question: Question, where: str) -> None:
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else 10_000
        click.echo(f"\n{where}")
        for paragraph in question.shown:
            indent = " " * (len(paragraph) - len(paragraph.lstrip()))
            text = printable(paragraph.strip())
            click.echo(textwrap.fill(text, max(width, 20), initial_indent=indent, subsequent_indent=indent))
        click.echo(f"[{_KEYS}] ", nl=False)

    def _undo(self, questions: Sequence[Question], place: int) -> int:
        """Takes the last answer back and returns the place of its question; the same place if there is none."""
        if not self._asked:
            note("nothing to undo")
            return place
        last, before = self._asked.pop()
        self._decide(questions[last], before)
        return last

    def _decide(self, question: Question, verdict: str) -> None:
        at = decisions.moment(self._lines)
        line = Decision(question.left, question.right, verdict, self.by, at, self.reason)
        decisions.add(self.path, [line])
        self.added += 1
        self._lines = (line, *self._lines)
        self._identities = self._replayed()

    def _replayed(self) -> Identities:
        known = (line for line in self._lines if isinstance(line, Decision))
        return Identities(known, self.vocabulary, self._spellings)


def _key() -> str:
    """The next answer: one of the keys. The end of the input is q."""
    while True:
        if sys.stdin.isatty():
            try:
                key = click.getchar()
            except EOFError:
                key = "q"
        else:
            line = sys.stdin.readline()
            key = line.strip()[:1] if line else "q"
        key = key.lower()
        click.echo(printable(key))
        if key in {*VERDICTS, "s", "b", "q"}:
            return key
        click.echo(f"[{_KEYS}] ", nl=False)
