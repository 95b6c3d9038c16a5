"""Talks in the terminal: the same assistant, behind the same door, without a server."""

from __future__ import annotations

import asyncio
import sys
import textwrap
import uuid

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.assistant import Assistant

WIDTH = 76
INTRODUCTION = "Talk to Nia. An empty line, Ctrl-D or Ctrl-C ends it."


def shown(response: dict[str, object]) -> str:
    """A response as it stands in the terminal: its text, and its buttons as words to type."""
    lines = [
        wrapped
        for line in str(response.get("text") or "").splitlines()
        for wrapped in textwrap.wrap(line, WIDTH) or [""]
    ]
    buttons = response.get("buttons")
    if isinstance(buttons, list):
        lines += [f"  [{button.get('title')}]" for button in buttons]
    return "Nia: " + "\n     ".join(lines)


async def reply(assistant: Assistant, sender: str, text: str) -> list[dict[str, object]]:
    """All responses to one message."""
    output = CollectingOutputChannel()
    message = UserMessage(text, output, sender, input_channel="terminal")
    await assistant.agent.handle_message(message)
    return list(output.messages)


def chat(assistant: Assistant) -> None:
    """Read lines until an empty one or the end of the input."""
    sender = f"terminal-{uuid.uuid4().hex}"
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    loop.run_until_complete(assistant.reconciler.settle_now())
    print(INTRODUCTION, flush=True)
    while True:
        try:
            text = input("You: ").strip()
        except (EOFError, KeyboardInterrupt):
            print()
            return
        if not sys.stdin.isatty():
            print(text)
        if not text:
            return
        for response in loop.run_until_complete(reply(assistant, sender, text)):
            print(shown(response), flush=True)
