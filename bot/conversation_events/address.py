"""Where the website's conversations are kept."""

from __future__ import annotations

from clinic.environment import Environment


def database_url(environment: Environment) -> str:
    """Return the URL of their database: the trackers' if several servers share that."""
    if environment.tracker_db_url.startswith("postgresql"):
        return environment.tracker_db_url
    return f"sqlite:///{environment.data_dir / 'website.db'}"
