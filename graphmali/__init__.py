"""Who says that whom did what to whom: a graph of actors and sourced, typed, dated ties from news texts."""

__version__ = "0.1.0"
