"""The trained network as files for :mod:`graphmali.extraction.encoder`: int8 ONNX, heads, pieces, labels.

A number that goes into a matrix is rounded to 8 bits on a scale that the largest of a sentence sets. A few channels of
BERT are ten times as large as the rest, which then lose all that they say; so these few are kept apart, in 32 bits, as
in Dettmers et al., *LLM.int8()* (2022).
"""

from __future__ import annotations

import copy
import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from graphmali.model import digest
from training.examples import MODALITIES, TAGS, Example, Table
from training.network import Encoder, Network

__all__ = ["export", "export_linker", "recalibrate", "retrust"]

_LEAST = 0.1
_APART = 4
"""Channels that are kept in 32 bits; of more the error is hardly less."""
_SEEN = 512
"""Sentences that tell which channels are large."""


class _Parted(nn.Module):
    """A linear layer whose largest channels go through a matrix of their own."""

    def __init__(self, layer: nn.Linear, largest: Tensor) -> None:
        super().__init__()
        self.few = nn.Linear(len(largest), layer.out_features, bias=False)
        self.few.weight = nn.Parameter(layer.weight[:, largest])
        self.many = copy.deepcopy(layer)
        self.many.weight.data[:, largest] = 0
        self.register_buffer("largest", largest)
        self.register_buffer("others", torch.ones(layer.in_features).index_fill(0, largest, 0))

    def forward(self, x: Tensor) -> Tensor:
        many: Tensor = self.many(x * self.others)
        return many + self.few(x[..., self.largest])


class _Alone(nn.Module):
    """The encoder for one sentence: pieces to pieces × width."""

    def __init__(self, encoder: Encoder, sentences: Sequence[Example]) -> None:
        super().__init__()
        self.encoder = copy.deepcopy(encoder).eval()
        largest: dict[nn.Module, Tensor] = {}
        for layer in self.encoder.layers:
            for part in (layer.fi, layer.fo):
                part.register_forward_pre_hook(
                    lambda module, given: largest.update({module: _most(largest.get(module), given[0])})
                )
        with torch.no_grad():
            for sentence in sentences[:: max(1, len(sentences) // _SEEN)]:
                self.encoder(torch.tensor([sentence.ids]))
        for layer in self.encoder.layers:
            for name in ("fi", "fo"):
                part = getattr(layer, name)
                setattr(layer, name, _Parted(part, largest[part].topk(_APART).indices.sort().values))

    def forward(self, ids: Tensor) -> Tensor:
        vectors: Tensor = self.encoder(ids[None])[0]
        return vectors


def _most(before: Tensor | None, given: Tensor) -> Tensor:
    """By channel, the largest number so far."""
    now = given.abs().amax(0)
    return now if before is None else torch.maximum(before, now)


_FILES = ("encoder.onnx", "heads.npz", "pieces.model", "words.json", "linker.json", "linker.npz")


def export(
    network: Network, pieces: bytes, table: Table, types: Sequence[str], sentences: Sequence[Example],
    calibration: Mapping[str, Any], folder: Path,
) -> None:  # fmt: skip
    """Writes the folder. The same weights and sentences give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "encoder.onnx"
        torch.onnx.export(
            _Alone(network.encoder, sentences), (torch.ones(7, dtype=torch.long),), str(whole), input_names=["ids"],
            output_names=["vectors"], dynamic_axes={name: {0: "pieces"} for name in ("ids", "vectors")},
            opset_version=17, dynamo=False,
        )  # fmt: skip
        apart = [node.name for node in onnx.load(whole).graph.node if "/few/" in node.name]
        small = Path(place) / "small.onnx"
        # A scale for each column, and weights of 7 bits: older processors add two products of 8 bits and overflow.
        quantize_dynamic(
            whole, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, nodes_to_exclude=apart
        )
        model = onnx.load(small)
        del model.metadata_props[:]
        model.producer_name, model.producer_version, model.doc_string = "", "", ""
        (folder / "encoder.onnx").write_bytes(model.SerializeToString(deterministic=True))
    (folder / "pieces.model").write_bytes(pieces)
    seen = {key: table.seen[key] for key in sorted(table.cues)}
    words = {"seen": seen, "cues": {key: dict(sorted(table.cues[key].items())) for key in sorted(table.cues)}}
    (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    heads = dict(network.heads.named_parameters())
    heads |= {f"antecedents.{name}": array for name, array in network.antecedents.named_parameters()}
    _save(folder / "heads.npz", {name: array.detach().numpy().astype(np.float16) for name, array in heads.items()})
    about = {"types": list(types), "modalities": list(MODALITIES), "tags": list(TAGS)}
    _write(folder, about | {"calibration": dict(calibration)})


def recalibrate(folder: Path, calibration: Mapping[str, Any]) -> None:
    """Puts another calibration into an exported network."""
    about = json.loads((folder / "network.json").read_text(encoding="utf-8"))
    _write(folder, about | {"calibration": dict(calibration)})


def export_linker(
    weights: Mapping[str, float], categories: Sequence[str], called: Mapping[str, Mapping[str, Sequence[str]]],
    dense: Mapping[str, np.ndarray[Any, Any]], folder: Path,
) -> None:  # fmt: skip
    """Adds to the folder how whom mentions mean is chosen; weights that hardly count are left out."""
    kept = {name: round(weight, 3) for name, weight in sorted(weights.items()) if abs(weight) >= _LEAST}
    about = {"categories": list(categories), "words": called, "weights": kept, "trust": {}}
    (folder / "linker.json").write_text(json.dumps(about, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    _save(folder / "linker.npz", {name: array.astype(np.float16) for name, array in dense.items()})


def retrust(trust: Mapping[str, tuple[float, float, float]], folder: Path) -> None:
    """Puts into an exported linker how far it trusts the network's antecedents, by the way of naming."""
    about = json.loads((folder / "linker.json").read_text(encoding="utf-8"))
    text = json.dumps(about | {"trust": trust}, ensure_ascii=False, indent=0)
    (folder / "linker.json").write_text(text + "\n", encoding="utf-8")


def _write(folder: Path, about: Mapping[str, Any]) -> None:
    """``network.json``, with a version that depends on every other file and on what it holds itself."""
    about = {name: value for name, value in about.items() if name != "version"}
    made = [(folder / name).read_bytes().hex() for name in _FILES if (folder / name).exists()]
    stamp = digest(*made, json.dumps(about, sort_keys=True))
    text = json.dumps({"version": stamp, **about}, ensure_ascii=False, indent=1)
    (folder / "network.json").write_text(text + "\n", encoding="utf-8")


def _save(path: Path, arrays: Mapping[str, np.ndarray[Any, Any]]) -> None:
    """An npz file whose bytes depend on the arrays alone: numpy's own savez writes the time."""
    import io
    import zipfile

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in sorted(arrays.items()):
            stream = io.BytesIO()
            np.save(stream, array)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), stream.getvalue())
