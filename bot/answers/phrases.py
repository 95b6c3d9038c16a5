"""The variables that come from the clinic's settings and from who is speaking.

Pure and free of Rasa: the door says `load_phrases().say("safety", clinic)` when all else fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import lru_cache
from typing import Any, Literal

from bot.answers.contact import clinic_contact
from bot.answers.wording import phrases, piece
from clinic.settings import Clinic

Reporter = Literal["self", "caregiver", "unknown"]
# The phrases that are variables of responses by themselves.
PIECES = (
    "call_doctor",
    "call_now",
    "if_now",
    "if_sign_starts",
    "phone_sentence",
    "phone",
    "emergency_call",
    "emergency_number",
    "crisis_line",
    "clinic_name",
    "privacy_notice",
)


@dataclass(frozen=True)
class Phrases:
    """The pieces of phrases.yml."""

    entries: Mapping[str, Any]

    def words_for(self, reporter: Reporter) -> dict[str, str]:
        """Return the words that change with the speaker; one unknown is spoken to as 'you'."""
        return dict(self.entries["words"]["caregiver" if reporter == "caregiver" else "self"])

    def say(
        self,
        name: str,
        clinic: Clinic,
        reporter: Reporter = "unknown",
        now: datetime | None = None,
    ) -> str:
        """Return one phrase with the clinic's settings in it."""
        return piece(self.entries[name], self._settings(clinic, reporter, now))

    def variables(
        self, clinic: Clinic, reporter: Reporter = "unknown", now: datetime | None = None
    ) -> dict[str, str]:
        """Return every variable that needs no message: see data/responses/README.md.

        Args:
            clinic: the clinic's settings.
            reporter: who is speaking, from the message's verdict.
            now: an aware time (the present by default); it decides between the daytime and the
                after-hours number.
        """
        settings = self._settings(clinic, reporter, now)
        words = self.words_for(reporter)
        said = {name: piece(self.entries[name], settings) for name in PIECES}
        return {
            **words,
            **said,
            "clinic_contact": clinic_contact(clinic, {**words, **said}),
            "fever_level": clinic.fever.level_text,
            "retention_days": str(clinic.privacy.retention_days),
            **{f"extra:{line_id}": line for line_id, line in clinic.extra_lines.items()},
        }

    def _settings(
        self, clinic: Clinic, reporter: Reporter, now: datetime | None
    ) -> dict[str, str | None]:
        return {
            **self.words_for(reporter),
            "number": clinic.phone.to_call(now or datetime.now(timezone.utc)),
            "emergency": clinic.emergency(),
            "crisis": clinic.crisis(),
            "clinic": clinic.name,
            "notice": clinic.privacy.notice_url,
        }


@lru_cache(maxsize=1)
def load_phrases() -> Phrases:
    """Read phrases.yml once per process."""
    return Phrases(phrases())
