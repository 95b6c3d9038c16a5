"""Installs nlp.js for the benchmark into .tools/: `python -m benchmarks.pipelines.install_nlpjs`.

Every package is pinned by the hash in nlpjs_package/package-lock.json; no package's script runs.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from benchmarks.pipelines.nlpjs import INSTALLED, NO_NODE, PACKAGE, node

OPTIONS = ("ci", "--ignore-scripts", "--no-audit", "--no-fund")


def npm() -> list[str]:
    """Return the command that is npm beside `node`, or the machine's.

    Raises:
        SystemExit: in one line, without Node.
    """
    program = node()
    if program is None:
        raise SystemExit(NO_NODE)
    script = Path(program).parents[1] / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [program, str(script)] if script.is_file() else [shutil.which("npm") or "npm"]


def main() -> None:
    """Install, or say in one line what is missing."""
    command = [*npm(), *OPTIONS]
    INSTALLED.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(PACKAGE / name, INSTALLED / name)
    subprocess.run(command, cwd=INSTALLED, check=True)


if __name__ == "__main__":
    main()
