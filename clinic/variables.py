"""The one table of environment variables; reading, --help and the README are made from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["path", "database", "redis", "secret", "host", "port", "choice", "http", "seconds"]


@dataclass(frozen=True)
class Variable:
    """One NIA_* variable.

    Attributes:
        name: as it stands in the environment.
        default: as it would be written there; empty means unset. `{data_dir}` is filled in.
        help: one sentence for a person.
        kind: how the value is checked.
        choices: the permitted values when `kind` is "choice".
    """

    name: str
    default: str
    help: str
    kind: Kind
    choices: tuple[str, ...] = ()


VARIABLES: tuple[Variable, ...] = (
    Variable(
        "NIA_CLINIC_FILE",
        "clinic.yml",
        "The clinic's settings. A missing file means the safe defaults.",
        "path",
    ),
    Variable(
        "NIA_TRACKER_DB_URL",
        "sqlite:///{data_dir}/conversations.db",
        "Where conversations are kept (sqlite or postgresql).",
        "database",
    ),
    Variable(
        "NIA_ALERTS_DB_URL",
        "sqlite:///{data_dir}/alerts.db",
        "Where alerts are kept (sqlite or postgresql).",
        "database",
    ),
    Variable(
        "NIA_REDIS_URL",
        "",
        "Redis for locks between several servers. Empty: locks inside the one server.",
        "redis",
    ),
    Variable(
        "NIA_SECRET_KEY",
        "",
        "Signs links and sessions, 32 characters or more. Needed in production.",
        "secret",
    ),
    Variable("NIA_HOST", "127.0.0.1", "The address the server listens on.", "host"),
    Variable("NIA_PORT", "5005", "The port the server listens on.", "port"),
    Variable(
        "NIA_INBOX_HOST", "127.0.0.1", "The address the care team's inbox listens on.", "host"
    ),
    Variable("NIA_INBOX_PORT", "5080", "The port the care team's inbox listens on.", "port"),
    Variable("NIA_DATA_DIR", "var", "The folder for databases and the inbox of the door.", "path"),
    Variable(
        "NIA_ENVIRONMENT",
        "development",
        "development, or production with its stricter checks.",
        "choice",
        ("development", "production"),
    ),
    Variable(
        "NIA_ACTION_ENDPOINT",
        "",
        "Address of a separate action server. Empty: actions run inside the server.",
        "http",
    ),
    Variable("NIA_ACTION_TIMEOUT", "1.7", "Seconds an action may take, up to 10.", "seconds"),
    Variable(
        "NIA_DATABASE_TIMEOUT",
        "2",
        "Seconds until conversations' PostgreSQL or Redis that hangs is given up, up to 10.",
        "seconds",
    ),
)


def help_text() -> str:
    """Return the table as plain text for --help."""
    width = max(len(variable.name) for variable in VARIABLES)
    return "\n".join(
        f"  {variable.name:<{width}}  {variable.help} [{variable.default or 'unset'}]"
        for variable in VARIABLES
    )


def markdown_table() -> str:
    """Return the table as Markdown for the README."""
    rows = [
        f"| `{variable.name}` | {_code(variable.default)} | {variable.help} |"
        for variable in VARIABLES
    ]
    return "\n".join(["| Variable | Default | What it does |", "|---|---|---|", *rows])


def _code(default: str) -> str:
    shown = default.replace("{data_dir}", "var")
    return f"`{shown}`" if shown else "unset"
