"""Bytes to text: byte order marks, UTF-8, UTF-16, else a guess."""

from __future__ import annotations

import codecs

import charset_normalizer

from graphmali.errors import ReadError

__all__ = ["decode"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Single-byte encodings that European and West African news come in; the order breaks ties.
_GUESSES = ["cp1252", "latin_1", "iso8859_15", "mac_roman", "cp850", "cp1256"]

_SAMPLE = 100_000


def decode(data: bytes) -> str:
    """The text of the bytes. Raises :class:`ReadError` for what is empty or no text.

    >>> decode("Bamako, été".encode("cp1252"))
    'Bamako, été'
    """
    if not data.strip():
        raise ReadError("empty")
    text = _decoded(data)
    if not text.strip():
        raise ReadError("empty")
    controls = sum(text[:_SAMPLE].count(mark) for mark in _CONTROLS)
    if "\x00" in text or controls > 2 + len(text[:_SAMPLE]) // 50:
        raise ReadError("binary, not text")
    return text


_CONTROLS = [chr(code) for code in range(32) if chr(code) not in "\t\n\r\f\x0b\x1b"]


def _decoded(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if b"\x00" in data:
        return _unmarked_utf16(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise ReadError(f"not valid {encoding}") from None


def _unmarked_utf16(data: bytes) -> str:
    """Text in a Latin script has a zero in every other byte of UTF-16; anything else with zeros is binary."""
    odd, even = data[1::2].count(0), data[::2].count(0)
    half = len(data) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return _strict(data, "utf-16-le")
    if even > 0.6 * half and odd < 0.1 * half:
        return _strict(data, "utf-16-be")
    raise ReadError("binary, not text")


def _guessed(data: bytes) -> str:
    best = charset_normalizer.from_bytes(data[:_SAMPLE], cp_isolation=_GUESSES).best()
    for encoding in ([best.encoding] if best is not None else []) + ["cp1252"]:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise ReadError("undecodable: neither UTF-8, UTF-16 nor a known one-byte encoding")
