"""Where the assembled weights lie, and whether they are the ones that set-up wrote."""

import hashlib
import json
import os
from pathlib import Path

ENVIRONMENT_VARIABLE = "NIA_WEIGHTS_DIR"
DEFAULT_DIRECTORY = Path(__file__).resolve().parents[2] / ".cache" / "weights"
MODEL_FILE = "minilm.onnx"
TOKENIZER_FILE = "tokenizer.json"
MANIFEST_FILE = "manifest.json"


class WeightsError(RuntimeError):
    """The weights are missing or are not the ones that set-up wrote; the text is the remedy."""


def weights_dir() -> Path:
    """Return the folder of the weights: `NIA_WEIGHTS_DIR`, or `.cache/weights` when unset."""
    configured = os.environ.get(ENVIRONMENT_VARIABLE)
    return Path(configured) if configured else DEFAULT_DIRECTORY


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        for block in iter(lambda: stream.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()


def read_manifest(directory: Path) -> dict[str, str]:
    """Return file name -> SHA-256 as set-up wrote it.

    Raises:
        WeightsError: when the manifest is missing or unreadable.
    """
    path = directory / MANIFEST_FILE
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        return {str(name): str(digest) for name, digest in manifest["files"].items()}
    except FileNotFoundError as error:
        raise WeightsError(
            f"The sentence encoder's weights are missing in {directory}: run make setup."
        ) from error
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise WeightsError(
            f"The manifest {path} of the sentence encoder's weights is broken: run make setup."
        ) from error


def check(directory: Path) -> dict[str, str]:
    """Compare every file of the weights with the manifest, and return the manifest.

    Raises:
        WeightsError: when a file is missing or its hash is another one.
    """
    manifest = read_manifest(directory)
    for name in (MODEL_FILE, TOKENIZER_FILE):
        path = directory / name
        if not path.is_file():
            raise WeightsError(
                f"The sentence encoder's file {name} is missing in {directory}: run make setup."
            )
        if sha256_of(path) != manifest.get(name):
            raise WeightsError(
                f"The sentence encoder's file {path} is not the one set-up wrote: run make setup."
            )
    return manifest
