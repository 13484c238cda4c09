"""Functions of arrays that the network's heads share."""

from __future__ import annotations

import numpy as np

from graphmali.extraction.encoder.hints import Floats

__all__ = ["gelu", "softmax"]


def softmax(x: Floats) -> Floats:
    """Chances along the last axis."""
    raised = np.exp(x - x.max(-1, keepdims=True))
    result: Floats = raised / raised.sum(-1, keepdims=True)
    return result


def gelu(x: Floats) -> Floats:
    """Hendrycks and Gimpel, *Gaussian Error Linear Units* (2016)."""
    from scipy.special import erf

    result: Floats = x * 0.5 * (1 + erf(x / np.sqrt(2)))
    return result
