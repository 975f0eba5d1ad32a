"""A fitted network to the files that the package ships: `model.onnx` with eight-bit weights, the labels, the word pieces."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path

import msgspec
import torch
from msgspec import structs

from rashomon.read.encoder import Labels
from train.net import Net

ANSWERS = ("kinds", "modal", "heads", "tails", "measures")


def export(net: Net, labels: Labels, vocabulary: Path, folder: Path) -> None:
    """Write the files to `folder`. Weights are rounded to 7 bits of 8, which no processor's integer sums overflow."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    folder.mkdir(parents=True, exist_ok=True)
    example = torch.zeros(2, 9, 4, dtype=torch.long), torch.ones(2, 9, dtype=torch.long)
    with tempfile.TemporaryDirectory() as scratch:
        full = Path(scratch) / "full.onnx"
        torch.onnx.export(
            net.eval(),
            example,
            str(full),
            input_names=["pieces", "mask"],
            output_names=["kinds", "modal", "heads", "tails", "measures"],
            dynamic_axes={
                name: {0: "batch", 1: "length"} for name in ("pieces", "mask", "kinds", "modal", "heads", "tails", "measures")
            },
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(
            full,
            folder / "model.onnx",
            op_types_to_quantize=["MatMul", "Gather", "Gemm"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
        )
    labels = structs.replace(labels, version=hashlib.sha256((folder / "model.onnx").read_bytes()).hexdigest()[:16])
    (folder / "labels.json").write_bytes(msgspec.json.format(msgspec.json.encode(labels), indent=1))
    (folder / "vocab.txt").write_text(vocabulary.read_text("utf-8").rstrip("\n"), "utf-8")
