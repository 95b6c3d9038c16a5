"""The key that signs links, forms and tokens: the operator's, or one made in the data folder."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from clinic.environment import Environment
from clinic.errors import SettingsError

_BYTES = 32


class KeyUnusable(SettingsError):
    """The key file cannot be read or written; the text says which, and what to do."""


def signing_key(environment: Environment, file_name: str) -> bytes:
    """Return the operator's key, or the one in the data folder, made there if it is missing.

    Raises:
        KeyUnusable: if there is no key and none can be made, or others could read it.
    """
    if environment.secret_key:
        return environment.secret_key.encode()
    path = environment.data_dir / file_name
    try:
        return _read(path) if path.exists() else _make(path)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise KeyUnusable(
            [
                f"The key file {path} cannot be used ({why}): let Nia's user write its folder, "
                "or set NIA_SECRET_KEY."
            ]
        ) from None


def _read(path: Path) -> bytes:
    if path.stat().st_mode & 0o077:
        raise KeyUnusable([f"Others can read the key file {path}: run `chmod 600 {path}`."])
    key = path.read_bytes()
    if len(key) < _BYTES:
        raise KeyUnusable([f"The key file {path} is too short: remove it, and a new one is made."])
    return key


def _make(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_BYTES))
            file.flush()
            os.fsync(file.fileno())
        # Linking, unlike renaming, keeps the key of another process that was quicker.
        try:
            os.link(draft, path)
        except FileExistsError:
            return _read(path)
    finally:
        draft.unlink()
    return path.read_bytes()
