"""Removes from the installed packages what is never run."""

import glob
import os
import shutil
import subprocess

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
