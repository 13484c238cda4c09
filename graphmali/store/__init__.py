"""Stores: the embedded engine and Neo4j, behind one protocol."""
