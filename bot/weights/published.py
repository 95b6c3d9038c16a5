"""The published weights of all-MiniLM-L6-v2 (Apache-2.0), found and checked."""

from __future__ import annotations

from pathlib import Path

from bot.weights import location

MODEL, TOKENIZER = "model.safetensors", "tokenizer.json"
PINNED = {  # the values published with the original model
    MODEL: "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    TOKENIZER: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}


def published(source: Path) -> dict[str, Path]:
    """Return the files by name; `source` is searched in depth.

    Raises:
        WeightsError: when one is missing or not the published file.
    """
    found = {}
    for name, digest in PINNED.items():
        found[name] = next(source.rglob(name), source / name)
        if not found[name].is_file() or location.sha256_of(found[name]) != digest:
            raise location.WeightsError(f"{name} in {source} is missing or not the published file.")
    return found
