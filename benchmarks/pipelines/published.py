"""The sentence encoder without Nia's tuning: assembled at its first use, beside the tuned one.

The tuned one has learnt from all of data/nlu: compare the two with `--share 1`.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from functools import cache

from benchmarks.pipelines.outcome import MissingError
from bot.training import ROOT
from bot.understanding.sentence_encoder import SentenceEncoder

KEPT = ROOT / ".cache" / "published"
UV = ROOT / ".tools" / "bin" / "uv"
LOCK = ROOT / "requirements" / "weights.txt"
ASSEMBLE = (
    "import runpy, sys; sys.path[:0] = [{root!r}, {source!r}]; "
    "runpy.run_module('bot.weights.assemble', run_name='__main__')"
)


@cache
def published_encoder(layers: int, middle: int) -> SentenceEncoder:
    """Return the encoder with so many of the published layers; MissingError where it fails."""
    folder = KEPT / f"{layers}-{middle}"
    if not (folder / "manifest.json").exists():
        with tempfile.TemporaryDirectory() as source:
            _run([str(UV), "pip", "install", "--quiet", "--require-hashes", "--no-deps",
                  "--python", sys.executable, "--target", source, "-r", str(LOCK)])  # fmt: skip
            code = ASSEMBLE.format(root=str(ROOT), source=source)
            shape = [str(layers), str(middle)]
            _run([sys.executable, "-c", code, "--source", source, "--target", str(folder),
                  "--as-published", *shape])  # fmt: skip
    return SentenceEncoder(folder)


def _run(command: list[str]) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    except (OSError, subprocess.CalledProcessError) as fault:
        raise MissingError(f"the published weights could not be had: {fault}") from fault
