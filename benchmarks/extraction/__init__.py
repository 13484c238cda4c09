"""Extraction measured on public sets, which lie beside the project and are never copied into it."""
