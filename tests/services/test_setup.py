"""Set-up itself: what is locked, what is repeated, and what it says when something is missing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot import training
from tests.server import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_address_and_no_path(lock: Path) -> None:
    text = lock.read_text()
    assert not re.search(r"https?://|file:|--(extra-)?index|--find-links|(^|\s)/\w", text)


@pytest.mark.parametrize(
    "lock", [path for path in LOCKS if path.name != "overrides.txt"], ids=lambda path: path.name
)
def test_every_locked_package_has_a_hash(lock: Path) -> None:
    pinned = re.findall(r"^[A-Za-z0-9].*?==.*?(?=^[A-Za-z0-9]|\Z)", lock.read_text(), re.M | re.S)
    assert pinned
    assert all("--hash=sha256:" in package for package in pinned)


def test_the_tests_lock_contains_the_runtime_lock() -> None:
    def pins(name: str) -> set[str]:
        return set(re.findall(r"^[\w.-]+==\S+", (ROOT / "requirements" / name).read_text(), re.M))

    assert pins("runtime.txt") <= pins("dev.txt")


def copy_of_the_project(folder: Path) -> Path:
    """What set-up needs, without what it makes; uv itself is not fetched again."""
    for name in ("scripts", "requirements"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / ".tools").symlink_to(ROOT / ".tools")
    return folder


def set_up(folder: Path, *options: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(folder / "scripts" / "setup.py"), *options],
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        timeout=300,
    )


def test_without_python_3_10_it_says_what_to_install(tmp_path: Path) -> None:
    project = copy_of_the_project(tmp_path)
    done = set_up(
        project,
        PATH="/nowhere",
        HOME=str(tmp_path),
        UV_PYTHON_DOWNLOADS="never",
        UV_PYTHON_INSTALL_DIR=str(tmp_path / "none"),
        UV_NO_CONFIG="1",
        UV_PYTHON_SEARCH_PATH="/nowhere",
    )
    assert done.returncode == 1
    assert "Python 3.10 was not found: install it" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def without_packages(tmp_path: Path) -> Path:
    """A project in which all is set up but the widget, and whose npm reaches nobody."""
    for name in ("scripts", "requirements", "bot/website", "bot/weights", "data/encoder"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in (".venv", ".cache/weights", ".tools/bin", ".tools/stamp"):
        link = tmp_path / name
        link.parent.mkdir(exist_ok=True)
        link.symlink_to((ROOT / name).resolve())
    return tmp_path


@pytest.mark.parametrize("options", [(), ("--tests",)])
def test_without_the_widgets_packages_nia_is_set_up_and_the_tests_are_not(
    without_packages: Path, options: tuple[str, ...]
) -> None:
    unreachable = {
        "npm_config_registry": "http://127.0.0.1:9/",
        "npm_config_fetch_retries": "0",
        "npm_config_cache": str(without_packages / "npm-cache"),
    }
    done = set_up(without_packages, *options, **unreachable)
    assert not (without_packages / ".cache" / "website").exists()
    assert "Traceback" not in done.stderr
    if options:
        assert (done.returncode, "npm ci failed" in done.stderr) == (1, True)
        return
    assert done.returncode == 0
    (line,) = done.stderr.splitlines()
    assert line.startswith("setup: the website's widget could not be built (npm ci failed")
    assert "Nia runs without it" in line
    assert line.endswith("let this machine fetch npm packages and run make setup again.")


def test_on_a_machine_without_node_the_widget_is_built_by_the_one_that_comes_as_a_package(
    without_packages: Path,
) -> None:
    done = set_up(without_packages, PATH="/nowhere")
    assert done.returncode == 0, done.stderr
    assert "loader: " in done.stdout + done.stderr
    built, here = (root / ".cache" / "website" for root in (without_packages, ROOT))
    assert (built / "embed.js").read_bytes() == (here / "embed.js").read_bytes()


def test_a_second_set_up_does_nothing() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "setup.py")],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The ingredients of a model."""
    for name in (*training.INGREDIENTS, "bot"):
        source = ROOT / name
        target = tmp_path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, dirs_exist_ok=True)
        else:
            shutil.copy(source, target)
    return tmp_path


@pytest.mark.parametrize(
    "changed",
    [
        "data/responses/definition.yml",
        "data/nlu/causes.yml",
        "domain.yml",
        "config.yml",
        "bot/understanding/intent_trainer.py",
        "bot/understanding/sentence_encoder.py",
    ],
)
def test_a_changed_datum_needs_a_new_model(project: Path, changed: str) -> None:
    before = training.fingerprint(project)
    (project / changed).write_text((project / changed).read_text() + "\n# changed\n")
    assert training.fingerprint(project) != before


@pytest.mark.parametrize(
    "changed",
    ["clinic.yml", "README.md", "data/knowledge/signs.yml", "bot/understanding/verdict.py"],
)
def test_what_is_read_at_the_start_needs_no_new_model(project: Path, changed: str) -> None:
    before = training.fingerprint(project)
    (project / changed).write_text("changed: true\n")
    assert training.fingerprint(project) == before


def test_a_model_of_today_is_not_trained_again(trained_model: Path) -> None:
    before = trained_model.stat().st_mtime_ns
    assert training.trained_model() == trained_model
    assert trained_model.stat().st_mtime_ns == before
