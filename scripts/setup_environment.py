"""Makes `.venv` with Python 3.10 and exactly the packages that a lock names, by the pinned uv.

Standard library only, for any `python3` from 3.6 on.
"""

import os
import shutil
import sys

from setup_slimming import slim
from setup_steps import (
    PYTHON,
    REQUIREMENTS,
    TOOLS,
    VENV,
    SetupError,
    digest,
    read,
    run,
    say,
    write,
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


def wanted_or_larger(wanted):
    """Stamps that serve: the lock itself, or the tests' lock, which contains it."""
    tests = os.path.join(REQUIREMENTS, "dev.txt")
    return (wanted, "dev.txt " + digest(tests))


def site_packages():
    """The environment's package folders."""
    lib = os.path.join(VENV, "lib")
    return [os.path.join(lib, name, "site-packages") for name in sorted(os.listdir(lib))]
