"""What the steps of set-up share: where things are, how a command is run, what is up to date.

Standard library only, for any `python3` from 3.6 on.
"""

import hashlib
import os
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
REQUIREMENTS = os.path.join(ROOT, "requirements")
TOOLS = os.path.join(ROOT, ".tools")
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")


class SetupError(Exception):
    """Something is missing; the message says what, and what to do."""


def say(text):
    """Print one line of progress at once, also when the output is a pipe."""
    print("[setup] " + text, flush=True)


def digest(*paths):
    """SHA-256 over the contents of files, in order."""
    sha = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as handle:
            sha.update(handle.read())
    return sha.hexdigest()


def clean_environment():
    """The environment without the machine's own settings for package sources.

    pip's extra indexes and link folders could replace a locked file, or add one
    for another Python. `PYENV_VERSION` lets a pyenv shim of python3.10 answer.
    """
    drop = {"PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL", "PYTHONPATH", "VIRTUAL_ENV", "PYTHONHOME"}
    env = {key: value for key, value in os.environ.items() if key not in drop}
    env["PYENV_VERSION"] = "3.10"
    return env


def run(command, what, cwd=ROOT):
    """Run a command quietly; on failure show its output and raise SetupError."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
    )
    if done.returncode != 0:
        raise SetupError("%s failed:\n%s" % (what, done.stdout.strip()[-4000:]))
    return done.stdout


def read(path):
    """Contents of a small file, or an empty string where there is none."""
    try:
        with open(path) as handle:
            return handle.read()
    except OSError:
        return ""


def write(path, text):
    """Write a small file."""
    with open(path, "w") as handle:
        handle.write(text)
