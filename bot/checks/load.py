"""Read the project's files into `Content`. Needs no Rasa and takes well under a second."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.checks.content import Content, Rule
from bot.checks.samples import sample_values
from bot.checks.text import Text
from bot.knowledge.knowledge import load_knowledge

PIECES = ("phrases.yml", "lookups.yml")
DECISIONS = Path("data/content_rules")


def load_content(root: Path) -> Content:
    """Return everything that is checked, read from the project below `root`."""
    decisions = root / DECISIONS
    shingles = (decisions / "source_shingles.txt").read_text(encoding="ascii").splitlines()
    return Content(
        texts=(*_responses(root), *_pieces(root), *_pages(root), *_clinic_lines(root)),
        knowledge=load_knowledge(root / "data/knowledge"),
        said_as=_read(decisions / "said_as.yml")["said_as"],
        forbidden=_read(decisions / "forbidden_phrases.yml"),
        limits=_read(decisions / "limits.yml"),
        names=_read(decisions / "names.yml"),
        samples=sample_values(decisions / "sample_clinic.yml"),
        shingles=frozenset(line for line in shingles if not line.startswith("#")),
        intents=_intents(root),
        rules=tuple(_rules(root)),
        told=frozenset(_told(root)),
        taught=frozenset(_taught(root)),
    )


def _read(path: Path) -> dict[str, Any]:
    return YAML(typ="safe").load(path.read_text(encoding="utf-8")) or {}


def _files(root: Path, folder: str) -> list[tuple[str, dict[str, Any]]]:
    """Return every YAML file below `folder`, as its path below `root` and its content."""
    paths = sorted((root / folder).rglob("*.yml"))
    return [(str(path.relative_to(root)), _read(path)) for path in paths]


def _responses(root: Path) -> Iterator[Text]:
    for file, content in _files(root, "data/responses"):
        for name, variations in (content.get("responses") or {}).items():
            for given in variations:
                buttons = given.get("buttons") or ()
                yield Text(
                    name=name,
                    file=file,
                    words=str(given.get("text", "")),
                    channel=given.get("channel"),
                    condition=given.get("condition"),
                    metadata=given.get("metadata") or {},
                    buttons=tuple((str(b["title"]), str(b["payload"])) for b in buttons),
                )


def _pieces(root: Path) -> Iterator[Text]:
    for file in PIECES:
        path = root / "data/responses" / file
        if path.exists():
            for name, piece in _leaves(_read(path)):
                yield Text(name, f"data/responses/{file}", piece, piece=True)


def _pages(root: Path) -> Iterator[Text]:
    """Yield the words of the website's pages that stand beside Nia's answers."""
    for file, content in _files(root, "data/website"):
        for name, piece in _leaves(content):
            yield Text(name, file, piece, piece=True)


def _clinic_lines(root: Path) -> Iterator[Text]:
    """Yield the lines that a clinic adds; it answers for them, but the form is checked."""
    path = root / "clinic.yml"
    if path.exists():
        for name, words in (_read(path).get("extra_lines") or {}).items():
            yield Text(
                str(name), "clinic.yml", str(words), metadata={"provenance": "clinic"}, piece=True
            )


def _leaves(content: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(content, dict):
        for key, value in content.items():
            yield from _leaves(value, f"{path}.{key}" if path else str(key))
    elif isinstance(content, list):
        for number, value in enumerate(content, 1):
            yield from _leaves(value, f"{path}.{number}")
    elif isinstance(content, str):
        yield path, content


def _intents(root: Path) -> tuple[str, ...]:
    listed = _read(root / "domain.yml")["intents"]
    return tuple(next(iter(i)) if isinstance(i, dict) else str(i) for i in listed)


def _told(root: Path) -> Iterator[str]:
    for _, content in _files(root, "data/stories"):
        for story in content.get("stories") or ():
            yield from (str(step["action"]) for step in story["steps"] if "action" in step)


def _rules(root: Path) -> Iterator[Rule]:
    for file, content in _files(root, "data/rules"):
        for given in content.get("rules") or ():
            steps = given["steps"]
            intent = next((str(step["intent"]) for step in steps if "intent" in step), None)
            told = [i for i, step in enumerate(steps) if "intent" in step]
            after = steps[told[-1] + 1 :] if told else steps
            yield Rule(
                name=str(given["rule"]),
                file=file,
                intent=intent,
                actions=tuple(str(step["action"]) for step in after if "action" in step),
            )


def _taught(root: Path) -> Iterator[str]:
    for _, content in _files(root, "data/nlu"):
        for given in content.get("nlu") or ():
            if "intent" in given:
                yield str(given["intent"])
