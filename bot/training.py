"""Trains the model when anything that it is made from has changed, and only then."""

from __future__ import annotations

import ast
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "models"
KEPT_MODELS = 3
INGREDIENTS = ("config.yml", "domain.yml", "data", "bot/weights", "requirements/runtime.txt")
# The only component that learns; the code that it is made of is an ingredient too.
LEARNING = "bot/understanding/intent_classifier.py"
# Read when the server starts, so that a change needs no training.
READ_AT_START = (
    "data/knowledge",
    "data/assertion",
    "data/content_rules",
    "data/evidence",
    "data/threads",
    "data/website",
    "data/responses/phrases.yml",
    "data/responses/lookups.yml",
)


class TrainingError(Exception):
    """The model could not be trained; the message says why."""


def ingredients(root: Path = ROOT) -> Iterator[Path]:
    """Every file that the model is made from, in a stable order."""
    yield from sorted(imported(root, root / LEARNING))
    for name in INGREDIENTS:
        path = root / name
        for file in [path] if path.is_file() else sorted(path.rglob("*")):
            relative = file.relative_to(root).as_posix()
            if file.suffix in {".py", ".yml", ".txt", ".npz"} and not relative.startswith(
                READ_AT_START
            ):
                yield file


def imported(root: Path, source: Path) -> set[Path]:
    """A source file of ours with all that it imports of ours, and so on."""
    found: set[Path] = set()
    waiting = [source]
    while waiting:
        file = waiting.pop()
        if file in found or not file.is_file():
            continue
        found.add(file)
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bot"):
                path = root.joinpath(*str(node.module).split("."))
                names = [f"{alias.name}.py" for alias in node.names]
                waiting += [path.with_suffix(".py"), *(path / name for name in names)]
    return found


def fingerprint(root: Path = ROOT) -> str:
    """Twelve hex digits over names and contents of all ingredients."""
    sha = hashlib.sha256()
    for file in ingredients(root):
        sha.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return sha.hexdigest()[:12]


def model_path(root: Path = ROOT) -> Path:
    """Where the model of today's ingredients is, or will be."""
    return root / "models" / f"nia-{fingerprint(root)}.tar.gz"


def train(path: Path) -> None:
    """Train with Rasa and put the model at `path`. Raises TrainingError."""
    from bot.quiet import hush, hush_rasa

    hush()
    import rasa.model_training

    hush_rasa()
    MODELS.mkdir(exist_ok=True)
    result = rasa.model_training.train(
        domain=str(ROOT / "domain.yml"),
        config=str(ROOT / "config.yml"),
        training_files=str(ROOT / "data"),
        output=str(MODELS),
        fixed_model_name=f"training-{os.getpid()}",
        # No policy learns from stories, so that stories glued together would only cost time.
        core_additional_arguments={"augmentation_factor": 0},
    )
    if result.code != 0 or not result.model:
        raise TrainingError("Rasa could not train the model; its messages above say why.")
    trained = Path(result.model)
    if trained != path:
        trained.replace(path)
    for old in sorted(MODELS.glob("nia-*.tar.gz"), key=lambda file: file.stat().st_mtime)[
        :-KEPT_MODELS
    ]:
        old.unlink()


def trained_model() -> Path:
    """Path of a model of today's ingredients, trained in a process of its own where needed.

    Raises TrainingError with what the training printed.
    """
    path = model_path()
    if path.exists():
        return path
    print("Training the model (a few minutes; only after a change) …", flush=True)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "train"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0 or not path.exists():
        raise TrainingError(f"The model could not be trained:\n{done.stdout.strip()[-4000:]}")
    return path
