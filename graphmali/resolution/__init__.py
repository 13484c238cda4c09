"""From claims to a graph: who the parties are, which texts are copies, and what the claims add up to."""

from graphmali.resolution.assembly import actors_for, assemble
from graphmali.resolution.clusters import Stored, originals
from graphmali.resolution.copies import Telling, are_copies, may_be_copies, sketch
from graphmali.resolution.ties import add_up, key_of

__all__ = [
    "Stored",
    "Telling",
    "actors_for",
    "add_up",
    "are_copies",
    "assemble",
    "key_of",
    "may_be_copies",
    "originals",
    "sketch",
]
