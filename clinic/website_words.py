"""A clinic's own words for the chat page, in place of single ones of the widget's."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from pydantic import validator

from clinic.section import Section, setting

LONGEST = 300
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
PLACEHOLDERS = {"call": "{number}"}
"""What the widget fills in, by the name of the words: they must keep it, and hold no other."""

_UNSHOWABLE = {"Cc", "Cn", "Co", "Cs", "Zl", "Zp"}
# Marks that reorder the words around them.
_REORDERING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")


def words(example: str) -> Any:
    """Declare words that may be set; `example` is what the widget says itself."""
    return setting(None, f"write 1 to {LONGEST} characters in one line, such as '{example}'")


class WebsiteWords(Section):
    """The names of `chatStrings` in bot/website/src/strings.ts, and None for what is not set.

    Four of those cannot be set: fever, callNow, advice and notice carry the call to the doctor and
    what Nia is. They come from texts that clinicians review (TXT-6).
    """

    lang: str | None = setting(None, "write a language code such as en or pt-BR")
    dir: str | None = setting(None, "write ltr or rtl")
    title: str | None = words("Nia")
    log: str | None = words("Conversation with Nia")
    nia: str | None = words("Nia")
    person: str | None = words("You")
    said: str | None = words("Nia says:")
    greeting: str | None = words("Hello, I am Nia.")
    starter1: str | None = words("What is neutropenia?")
    starter2: str | None = words("What can cause it?")
    starter3: str | None = words("When should I call my doctor?")
    privacy: str | None = words("Privacy notice")
    call: str | None = words("Call {number}")
    message: str | None = words("Your message")
    send: str | None = words("Send")
    sending: str | None = words("Sending")
    sent: str | None = words("Sent")
    waiting: str | None = words("Not sent yet. It is kept here and will be sent.")
    failed: str | None = words("Not sent.")
    retry: str | None = words("Try now")
    edit: str | None = words("Change it")
    choices: str | None = words("Answers to choose from")
    typing: str | None = words("Nia is writing")
    lost: str | None = words("There is no connection right now.")
    newer: str | None = words("New message below")
    remove: str | None = words("Delete my conversation")
    removeTitle: str | None = words("Delete this conversation?")
    removeText: str | None = words("What was sent to your care team stays with them.")
    removeYes: str | None = words("Delete it")
    removeNo: str | None = words("Keep it")
    removeFailed: str | None = words("It could not be deleted now.")
    removed: str | None = words("Your conversation was deleted.")
    ended: str | None = words("The earlier conversation has ended.")

    @validator("*")
    def _one_plain_line(cls, text: str | None, field: Any) -> str | None:
        if text is None:
            return None
        text = text.strip()
        if not 1 <= len(text) <= LONGEST:
            raise ValueError(f"it has {len(text)} characters")
        for character in text:
            if unicodedata.category(character) in _UNSHOWABLE or character in _REORDERING:
                raise ValueError("it holds a line break or a character that cannot be shown")
        wanted = PLACEHOLDERS.get(field.name)
        if wanted and wanted not in text:
            raise ValueError(f"it lacks {wanted}")
        if any(found != wanted for found in _BRACES.findall(text)):
            raise ValueError("it holds braces that nothing is filled into")
        return text

    @validator("lang")
    def _a_language(cls, code: str | None) -> str | None:
        if code is not None and not LANGUAGE.fullmatch(code):
            raise ValueError("this is no language code")
        return code

    @validator("dir")
    def _a_direction(cls, direction: str | None) -> str | None:
        if direction not in {None, "ltr", "rtl"}:
            raise ValueError("this is no direction")
        return direction

    def given(self) -> dict[str, str]:
        """Return the words that the clinic set, by name."""
        return self.dict(exclude_none=True)
