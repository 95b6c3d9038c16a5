"""What a clinic sets in clinic.yml: read, checked, with a safe default for everything.

`load_clinic(path)` is the only way in. The defaults are those of clinical-spec section 9: no
number is invented, nobody is told of an alert unless a route is set, and fever is 38.0 C or more.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from pydantic import ValidationError, validator

from clinic.alert_routes import Alerts
from clinic.errors import ClinicError, SettingsError
from clinic.faults import fault_sentences
from clinic.fever import Fever
from clinic.nearest import nearest
from clinic.openid import InboxPage
from clinic.phone import NUMBER_REMEDY, Phone, phone_number
from clinic.plain_text import plain_text
from clinic.plain_yaml import read_plain_yaml
from clinic.regions import regions
from clinic.section import Section, setting
from clinic.website import Website

LINE_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
DATE_REMEDY = "write a date such as 2026-01-31"
ESCALATED_UNLISTED = ("confused", "faint", "very_unwell")
AVAILABLE_LANGUAGES = ("en",)


class Privacy(Section):
    """What people are told about their data, and how long it is kept (GOV-3)."""

    notice_url: str | None = setting(None, "write the address of your privacy notice, https://...")
    retention_days: int = setting(30, "write a number of days from 1 to 3650")

    @validator("notice_url")
    def _address(cls, url: str | None) -> str | None:
        if url is not None and not re.fullmatch(r"https?://[^\s{}]+\.[^\s{}]+", url):
            raise ValueError("this is not a web address")
        return url

    @validator("retention_days")
    def _bounded(cls, days: int) -> int:
        if not 1 <= days <= 3650:
            raise ValueError("it must be from 1 to 3650")
        return days


class Governance(Section):
    """Who approved the content, and when it is reviewed (GOV-1, GOV-7)."""

    approved_by: str | None = setting(None, "write the name of the clinician who approved it")
    content_reviewed_on: date | None = setting(None, DATE_REMEDY)
    review_due: date | None = setting(None, DATE_REMEDY)

    @validator("review_due")
    def _after_the_review(cls, due: date | None, values: dict[str, object]) -> date | None:
        reviewed = values.get("content_reviewed_on")
        if due is not None and isinstance(reviewed, date) and due <= reviewed:
            raise ValueError(f"it must be later than content_reviewed_on ({reviewed})")
        return due


class Clinic(Section):
    """Everything that a clinic sets. `Clinic()` is the safe default."""

    name: str | None = setting(None, "write the clinic's name as patients know it")
    phone: Phone = setting(Phone, "write daytime:, after_hours:, hours: and time_zone: below it")
    region: str | None = setting(None, "write a code such as US, UK, EU or AU")
    emergency_number: str | None = setting(None, NUMBER_REMEDY.replace("555-0100", "911"))
    crisis_line: str | None = setting(None, NUMBER_REMEDY.replace("555-0100", "988"))
    fever: Fever = setting(Fever, "write threshold_c: and inclusive: below it")
    escalate_unlisted: tuple[str, ...] = setting(
        ESCALATED_UNLISTED, "write a list of complaint ids, [all] or []"
    )
    alerts: Alerts = setting(Alerts, "write routes: below it")
    inbox: InboxPage = setting(InboxPage, "write openid: below it")
    privacy: Privacy = setting(Privacy, "write notice_url: and retention_days: below it")
    website: Website = setting(Website, "write origins: below it")
    governance: Governance = setting(Governance, "write approved_by: and dates below it")
    extra_lines: dict[str, str] = setting(dict, "write 'id: text' lines in plain characters")
    languages: tuple[str, ...] = setting(
        AVAILABLE_LANGUAGES, f"write a list of: {', '.join(AVAILABLE_LANGUAGES)}"
    )

    @validator("name")
    def _plain_name(cls, name: str | None) -> str | None:
        return None if name is None else plain_text(name)

    @validator("region")
    def _known_region(cls, code: str | None) -> str | None:
        if code is None:
            return None
        if code.upper() not in regions():
            likely = nearest(code.upper(), regions())
            hint = f" ({likely} is near)" if likely else ""
            raise ValueError(f"no emergency number is known for it{hint}; set emergency_number")
        return code.upper()

    @validator("emergency_number", "crisis_line")
    def _dialable(cls, number: str | None) -> str | None:
        return None if number is None else phone_number(number)

    @validator("languages", each_item=True)
    def _available(cls, language: str) -> str:
        if language not in AVAILABLE_LANGUAGES:
            raise ValueError("Nia has no reviewed texts in this language")
        return language

    @validator("extra_lines")
    def _sendable(cls, lines: dict[str, str]) -> dict[str, str]:
        for line_id, text in lines.items():
            if not LINE_ID.fullmatch(line_id):
                raise ValueError(f"'{line_id}' is not an id (small letters, digits and _)")
            try:
                plain_text(text)
            except ValueError as error:
                raise ValueError(f"{line_id}: {error}") from error
        return {line_id: text.strip() for line_id, text in lines.items()}

    def emergency(self) -> str | None:
        """Return the emergency number: the one set, else the region's, else None (TXT-11)."""
        if self.emergency_number or self.region is None:
            return self.emergency_number
        return regions()[self.region].emergency

    def crisis(self) -> str | None:
        """Return the crisis line: the one set, else the region's if it has one, else None."""
        if self.crisis_line or self.region is None:
            return self.crisis_line
        return regions()[self.region].crisis

    def escalates_unlisted(self, complaint: str) -> bool:
        """Tell whether an unlisted complaint raises an alert by itself (DET-14)."""
        return complaint in self.escalate_unlisted or "all" in self.escalate_unlisted


def load_clinic(path: Path | None) -> Clinic:
    """Read the clinic file; no path or no such file means the safe defaults.

    Raises:
        ClinicError: one sentence per fault, each with key, value and remedy.
    """
    if path is None or not path.exists():
        return Clinic()
    try:
        given = read_plain_yaml(path)
    except SettingsError as error:
        raise ClinicError(error.faults) from error
    try:
        return Clinic(**given)
    except ValidationError as error:
        raise ClinicError(fault_sentences(error, Clinic, given, str(path))) from error
