"""A chooser of actors that has learnt nothing."""

from graphmali.extraction.encoder.linking import Question
from graphmali.extraction.encoder.profiles import Actors

__all__ = ["Newcomers"]


class Newcomers:
    """Takes everybody for somebody new."""

    def called(self, word: str, language: str) -> list[str]:
        """Nobody."""
        return []

    def choose(self, question: Question, actors: Actors) -> tuple[int, float]:
        """The last candidate, which is nobody yet."""
        return len(question.candidates) - 1, 0.5
