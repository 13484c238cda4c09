"""Scores of extracted claims against annotated text."""

from graphmali.evaluation.gold import Gold, Stated, load_gold, predicted, stated
from graphmali.evaluation.scores import Evaluation, Score, Share, evaluate

__all__ = ["Evaluation", "Gold", "Score", "Share", "Stated", "evaluate", "load_gold", "predicted", "stated"]
