"""What an operator should know at start: settings that are allowed, but leave a gap."""

from __future__ import annotations

from datetime import date

from clinic.fever import Fever
from clinic.settings import Clinic

_SILENT = {"email": "e-mail", "fhir": "a FHIR server"}
"""Kinds of routes that wake nobody."""


def start_up_warnings(clinic: Clinic, today: date) -> list[str]:
    """Return one sentence per gap: key, what follows from it, what to set."""
    return [*_reach(clinic), *_paperwork(clinic, today)]


def _reach(clinic: Clinic) -> list[str]:
    warnings = []
    if not (clinic.phone.daytime or clinic.phone.after_hours):
        warnings.append("phone is not set: the call advice names no number.")
    if clinic.phone.hours and not clinic.phone.time_zone:
        warnings.append("phone.time_zone is not set: phone.hours cannot be used.")
    if clinic.emergency() is None:
        warnings.append(
            "region and emergency_number are not set: "
            "people are told to call their local emergency number."
        )
    if not clinic.alerts.routes:
        warnings.append("alerts.routes is empty: nobody is told about a reported sign.")
    elif len(clinic.alerts.routes) == 1:
        warnings.append("alerts.routes has one route: a second, independent one is advised.")
    if clinic.alerts.routes and all(route.kind in _SILENT for route in clinic.alerts.routes):
        kinds = " and ".join(sorted({_SILENT[route.kind] for route in clinic.alerts.routes}))
        warnings.append(
            f"alerts.routes has only {kinds}, which is no urgent channel: "
            "add a route that wakes somebody, such as pagerduty or a text message by apprise."
        )
    warnings += _hours_of_routes(clinic)
    return warnings


def _hours_of_routes(clinic: Clinic) -> list[str]:
    with_hours = [route.hours for route in clinic.alerts.routes if route.hours is not None]
    warnings = []
    if with_hours and not clinic.phone.time_zone:
        warnings.append(
            "phone.time_zone is not set: the hours of alerts.routes cannot be used, "
            "so those routes are told at any time."
        )
    if any(hours.never_open for hours in with_hours):
        warnings.append(
            "a route in alerts.routes is closed on every day: it is told at any time; "
            "remove its hours or the route."
        )
    return warnings


def _paperwork(clinic: Clinic, today: date) -> list[str]:
    warnings = []
    governance = clinic.governance
    if clinic.privacy.notice_url is None:
        warnings.append("privacy.notice_url is not set: people are shown no privacy notice.")
    if governance.content_reviewed_on is None:
        warnings.append("governance.content_reviewed_on is not set: nobody has reviewed the texts.")
    if governance.review_due and governance.review_due < today:
        warnings.append(f"governance.review_due was {governance.review_due}: review the texts.")
    if governance.approved_by is None and (clinic.fever != Fever() or clinic.extra_lines):
        warnings.append("governance.approved_by is not set, but fever or extra_lines were changed.")
    return warnings
