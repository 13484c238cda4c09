"""From claims to a graph: who is who, what people decided, which texts are copies, and what the claims add up to."""

from graphmali.resolution.assembly import actors_for, assemble
from graphmali.resolution.clusters import Stored, originals
from graphmali.resolution.copies import Telling, are_copies, may_be_copies, sketch
from graphmali.resolution.corrections import correction_of
from graphmali.resolution.rulings import Rulings, Settled
from graphmali.resolution.ties import add_up, key_of

__all__ = [
    "Rulings",
    "Settled",
    "Stored",
    "Telling",
    "actors_for",
    "add_up",
    "are_copies",
    "assemble",
    "correction_of",
    "key_of",
    "may_be_copies",
    "originals",
    "sketch",
]
