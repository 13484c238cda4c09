"""From claims to a graph: who the parties are, and what the claims add up to."""

from graphmali.resolution.assembly import actors_for, assemble
from graphmali.resolution.ties import add_up, key_of

__all__ = ["actors_for", "add_up", "assemble", "key_of"]
