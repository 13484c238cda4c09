"""The trained network as files for :mod:`graphmali.extraction.encoder`: int8 ONNX, heads, pieces, labels."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from graphmali.model import digest
from training.examples import MODALITIES, TAGS, Table
from training.network import Network

__all__ = ["export", "export_linker", "recalibrate"]

_LEAST = 0.1
_FILES = ("encoder.onnx", "heads.npz", "pieces.model", "words.json", "linker.json", "linker.npz")


def export(
    network: Network, pieces: bytes, table: Table, types: Sequence[str], calibration: Mapping[str, Any], folder: Path
) -> None:
    """Writes the folder. The same weights give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    with tempfile.TemporaryDirectory() as place:
        whole = Path(place) / "encoder.onnx"
        ids, present = torch.ones(2, 7, dtype=torch.long), torch.ones(2, 7)
        torch.onnx.export(
            network.encoder, (ids, present), str(whole), input_names=["ids", "present"], output_names=["vectors"],
            dynamic_axes={name: {0: "batch", 1: "pieces"} for name in ("ids", "present", "vectors")},
            opset_version=17, dynamo=False,
        )  # fmt: skip
        small = Path(place) / "small.onnx"
        # A scale for each column, and weights of 7 bits: older processors add two products of 8 bits and overflow.
        quantize_dynamic(whole, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
        model = onnx.load(small)
        del model.metadata_props[:]
        model.producer_name, model.producer_version, model.doc_string = "", "", ""
        (folder / "encoder.onnx").write_bytes(model.SerializeToString(deterministic=True))
    (folder / "pieces.model").write_bytes(pieces)
    seen = {key: table.seen[key] for key in sorted(table.cues)}
    words = {"seen": seen, "cues": {key: dict(sorted(table.cues[key].items())) for key in sorted(table.cues)}}
    (folder / "words.json").write_text(json.dumps(words, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    heads = {n: p.detach().numpy().astype(np.float16) for n, p in network.heads.named_parameters()}
    _save(folder / "heads.npz", heads)
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
    about = {"categories": list(categories), "words": called, "weights": kept}
    (folder / "linker.json").write_text(json.dumps(about, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    _save(folder / "linker.npz", {name: array.astype(np.float16) for name, array in dense.items()})


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
