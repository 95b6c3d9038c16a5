"""What an operator sets by NIA_* variables: read, checked, with a default for each.

The table of variables, their defaults and help texts is `clinic.variables.VARIABLES`.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, cast

from clinic.errors import EnvironmentFault
from clinic.nearest import nearest
from clinic.variable_checks import fault_in
from clinic.variables import VARIABLES

PREFIX = "NIA_"
SURELY_MEANT = 88.0
ONLY_IN_PRODUCTION = "NIA_SECRET_KEY is missing; set it to 32 random characters in production."


@dataclass(frozen=True)
class Environment:
    """The operator's settings. Build it with `Environment.from_environ()`.

    Attributes:
        action_endpoint: None means that actions run inside the server.
        action_timeout, database_timeout: seconds.
    """

    clinic_file: Path
    tracker_db_url: str = field(repr=False)
    alerts_db_url: str = field(repr=False)
    redis_url: str | None = field(repr=False)
    secret_key: str | None = field(repr=False)
    host: str
    port: int
    inbox_host: str
    inbox_port: int
    data_dir: Path
    environment: Literal["development", "production"]
    action_endpoint: str | None
    action_timeout: float
    database_timeout: float

    @property
    def is_production(self) -> bool:
        """True when NIA_ENVIRONMENT is production."""
        return self.environment == "production"

    @classmethod
    def from_environ(cls, environ: Mapping[str, str] | None = None) -> Environment:
        """Read the variables from `environ` (the process's own when None).

        Raises:
            EnvironmentFault: one sentence per fault: variable, value, remedy.
        """
        given = dict(os.environ if environ is None else environ)
        texts = {
            variable.name: given.get(variable.name, "").strip() or variable.default
            for variable in VARIABLES
        }
        data_dir = texts["NIA_DATA_DIR"]
        texts = {name: text.replace("{data_dir}", data_dir) for name, text in texts.items()}
        faults = [
            fault
            for variable in VARIABLES
            if texts[variable.name] and (fault := fault_in(variable, texts[variable.name]))
        ]
        if texts["NIA_ENVIRONMENT"] == "production" and not texts["NIA_SECRET_KEY"]:
            faults.append(ONLY_IN_PRODUCTION)
        faults.extend(_misspelt(given))
        if faults:
            raise EnvironmentFault(faults)
        return cls(
            clinic_file=Path(texts["NIA_CLINIC_FILE"]),
            tracker_db_url=texts["NIA_TRACKER_DB_URL"],
            alerts_db_url=texts["NIA_ALERTS_DB_URL"],
            redis_url=texts["NIA_REDIS_URL"] or None,
            secret_key=texts["NIA_SECRET_KEY"] or None,
            host=texts["NIA_HOST"],
            port=int(texts["NIA_PORT"]),
            inbox_host=texts["NIA_INBOX_HOST"],
            inbox_port=int(texts["NIA_INBOX_PORT"]),
            data_dir=Path(data_dir),
            environment=cast(Literal["development", "production"], texts["NIA_ENVIRONMENT"]),
            action_endpoint=texts["NIA_ACTION_ENDPOINT"] or None,
            action_timeout=float(texts["NIA_ACTION_TIMEOUT"]),
            database_timeout=float(texts["NIA_DATABASE_TIMEOUT"]),
        )


def _misspelt(given: Mapping[str, str]) -> list[str]:
    """Report NIA_* names that are surely a slip; others may belong to somebody else."""
    known = {variable.name for variable in VARIABLES}
    faults = []
    for name in sorted(given):
        if name.startswith(PREFIX) and name not in known:
            meant = nearest(name, known, SURELY_MEANT)
            if meant:
                faults.append(f"{name} is not a setting; did you mean {meant}?")
    return faults
