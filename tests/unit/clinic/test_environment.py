"""The NIA_* variables: defaults, checks, and one table for all documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from clinic.environment import Environment
from clinic.errors import EnvironmentFault
from clinic.variables import VARIABLES, help_text, markdown_table


def faults(**environ: str) -> tuple[str, ...]:
    with pytest.raises(EnvironmentFault) as caught:
        Environment.from_environ(environ)
    return caught.value.faults


def test_an_empty_environment_is_a_development_server_on_this_machine_only():
    environment = Environment.from_environ({})
    assert (environment.host, environment.port) == ("127.0.0.1", 5005)
    assert environment.clinic_file == Path("clinic.yml")
    assert environment.alerts_db_url == "sqlite:///var/alerts.db"
    assert environment.action_endpoint is None
    assert environment.action_timeout == 1.7
    assert environment.redis_url is None
    assert not environment.is_production


def test_an_empty_value_means_the_default():
    assert Environment.from_environ({"NIA_PORT": "", "NIA_HOST": "  "}) == Environment.from_environ(
        {}
    )


def test_databases_move_with_the_data_folder():
    environment = Environment.from_environ({"NIA_DATA_DIR": "/srv/nia"})
    assert environment.tracker_db_url == "sqlite:////srv/nia/conversations.db"


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("NIA_PORT", "80000", "1 to 65535"),
        ("NIA_PORT", "http", "1 to 65535"),
        ("NIA_PORT", "\u0663", "1 to 65535"),
        ("NIA_HOST", "http://0.0.0.0", "127.0.0.1"),
        ("NIA_ENVIRONMENT", "prod", "production"),
        ("NIA_ALERTS_DB_URL", "mysql://x/y", "postgresql://"),
        ("NIA_ALERTS_DB_URL", "postgresql://host", "name the database"),
        ("NIA_TRACKER_DB_URL", "sqlite://alerts.db", "sqlite:///"),
        ("NIA_REDIS_URL", "localhost:6379", "redis://"),
        ("NIA_ACTION_ENDPOINT", "localhost", "http://"),
        ("NIA_ACTION_TIMEOUT", "0", "seconds"),
        ("NIA_ACTION_TIMEOUT", "nan", "seconds"),
        ("NIA_ACTION_TIMEOUT", "300", "at most 10"),
    ],
)
def test_a_fault_names_variable_value_and_remedy(name, value, remedy):
    (fault,) = faults(**{name: value})
    assert name in fault
    assert value in fault
    assert remedy in fault


@pytest.mark.parametrize(
    "url",
    ["postgresql://nia@db/nia", "postgresql+psycopg2://nia@db:5432/nia?sslmode=require"],
)
def test_postgresql_is_accepted(url):
    assert Environment.from_environ({"NIA_ALERTS_DB_URL": url}).alerts_db_url == url


def test_secrets_are_never_shown():
    environ = {"NIA_SECRET_KEY": "s" * 40, "NIA_REDIS_URL": "redis://:hunter2@host/0"}
    assert "ssss" not in repr(Environment.from_environ(environ))
    assert "hunter2" not in repr(Environment.from_environ(environ))
    (fault,) = faults(NIA_TRACKER_DB_URL="mysql://nia:hunter2@db/x")
    assert "hunter2" not in fault
    (fault,) = faults(NIA_SECRET_KEY="hunter2")
    assert "hunter2" not in fault


def test_production_needs_a_secret_key():
    (fault,) = faults(NIA_ENVIRONMENT="production")
    assert "NIA_SECRET_KEY" in fault
    environ = {"NIA_ENVIRONMENT": "production", "NIA_SECRET_KEY": "k" * 32}
    assert Environment.from_environ(environ).is_production


def test_a_slip_in_a_name_is_reported_and_strange_names_are_left_alone():
    (fault,) = faults(NIA_CLINC_FILE="x.yml")
    assert "NIA_CLINIC_FILE" in fault
    Environment.from_environ({"NIA_BENCH_ROUNDS": "3", "PATH": "/bin"})


def test_every_fault_is_reported_at_once():
    assert len(faults(NIA_PORT="x", NIA_HOST="a b", NIA_ENVIRONMENT="y")) == 3


def test_the_documents_name_every_variable_with_its_default():
    for variable in VARIABLES:
        assert variable.name in help_text()
        assert f"`{variable.name}`" in markdown_table()
        assert variable.help.endswith(".")
