"""From claims to a graph: who the parties are, what people decided, and what the claims add up to."""

from graphmali.resolution.assembly import actors_for, assemble
from graphmali.resolution.corrections import correction_of
from graphmali.resolution.decisions import Correction
from graphmali.resolution.rulings import Rulings, Settled
from graphmali.resolution.ties import add_up, key_of

__all__ = ["Correction", "Rulings", "Settled", "actors_for", "add_up", "assemble", "correction_of", "key_of"]
