"""Draws docs/conversation.svg, the README's picture, from a real conversation with the model."""

from __future__ import annotations

import asyncio
import tempfile
from html import escape
from pathlib import Path

from bot.quiet import hush, hush_rasa
from bot.training import trained_model

ROOT = Path(__file__).resolve().parent.parent
CLINIC = "phone: {daytime: 555-0100}\nregion: US\n"
SAID = ("can tapazole cause neutropenia?", "temp 38.6 no chills", "did you tell my doctor?")
LINE, SIZE, WIDTH, MARGIN = 22, 15, 780, 24


def converse(folder: Path) -> list[str]:
    """Hold the conversation; the lines are those of `make chat`."""
    hush()
    import os

    clinic = folder / "clinic.yml"
    clinic.write_text(CLINIC)
    os.environ.update(NIA_DATA_DIR=str(folder), NIA_CLINIC_FILE=str(clinic))
    from bot.assistant import load_assistant
    from bot.chat import reply, shown
    from bot.safety_texts import load_safety_texts
    from clinic.environment import Environment
    from clinic.settings import load_clinic

    hush_rasa()
    texts = load_safety_texts(load_clinic(clinic))
    assistant = load_assistant(trained_model(), Environment.from_environ(), texts)
    lines = []
    for text in SAID:
        lines.append(f"You: {text}")
        for response in asyncio.run(reply(assistant, "picture", text)):
            lines += shown(response).splitlines()
        lines.append("")
    return lines[:-1]


def draw(lines: list[str]) -> str:
    """The lines as a terminal, in SVG."""
    height = 2 * MARGIN + LINE * len(lines)
    rows = [
        f'<text x="{MARGIN}" y="{MARGIN + LINE * number + SIZE}" '
        f'fill="{"#9ad0f5" if line.startswith("You:") else "#f2f2f2"}" '
        f'xml:space="preserve">{escape(line)}</text>'
        for number, line in enumerate(lines)
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" role="img" aria-label="A conversation with Nia" '
            f'font-family="ui-monospace, Menlo, Consolas, monospace" font-size="{SIZE}">',
            f'<rect width="{WIDTH}" height="{height}" rx="8" fill="#1e1e24"/>',
            *rows,
            "</svg>\n",
        ]
    )


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        lines = converse(Path(folder))
    (ROOT / "docs").mkdir(exist_ok=True)
    (ROOT / "docs" / "conversation.svg").write_text(draw(lines))


if __name__ == "__main__":
    main()
