"""What an operator is told at start."""

from __future__ import annotations

from datetime import date

from clinic.settings import Clinic
from clinic.start_up_warnings import start_up_warnings

TODAY = date(2026, 6, 1)
COMPLETE = {
    "phone": {"daytime": "555-0100"},
    "region": "US",
    "alerts": {"routes": [{"url": "https://a.example"}, {"url": "https://b.example"}]},
    "privacy": {"notice_url": "https://a.example/privacy"},
    "governance": {
        "approved_by": "Dr Grey",
        "content_reviewed_on": "2026-01-01",
        "review_due": "2027-01-01",
    },
}


def warnings(**changes: object) -> str:
    return " ".join(start_up_warnings(Clinic(**{**COMPLETE, **changes}), TODAY))


def test_a_complete_file_gives_no_warning():
    assert warnings() == ""


def test_the_defaults_warn_of_every_gap():
    text = " ".join(start_up_warnings(Clinic(), TODAY))
    for key in ("phone", "emergency_number", "alerts.routes", "privacy", "content_reviewed_on"):
        assert key in text


def test_one_route_is_too_few():
    assert "second" in warnings(alerts={"routes": [{"url": "https://a.example"}]})


MAIL = {
    "kind": "email",
    "host": "mail.example.org",
    "sender": "nia@example.org",
    "recipients": ["desk@example.org"],
}


def test_e_mail_alone_is_no_urgent_channel():
    assert "no urgent channel" in warnings(alerts={"routes": [MAIL, MAIL]})
    assert warnings(alerts={"routes": [MAIL, {"url": "https://a.example"}]}) == ""


def test_a_record_wakes_nobody():
    record = {"kind": "fhir", "url": "https://fhir.example.org/r4"}
    assert "only a FHIR server and e-mail" in warnings(alerts={"routes": [record, MAIL]})
    assert warnings(alerts={"routes": [record, {"url": "https://a.example"}]}) == ""


def test_a_review_that_is_overdue_is_named():
    governance = {"content_reviewed_on": "2025-01-01", "review_due": "2026-01-01"}
    assert "2026-01-01" in warnings(governance=governance)


def test_changed_medical_settings_need_a_name():
    governance = {"content_reviewed_on": "2026-01-01"}
    assert "approved_by" not in warnings(governance=governance)
    assert "approved_by" in warnings(governance=governance, fever={"threshold_c": "37.8"})
    assert "approved_by" in warnings(governance=governance, extra_lines={"card": "Show it."})


def test_hours_without_a_time_zone_are_named():
    phone = {"daytime": "555-0100", "hours": {"monday": "08:00-17:00"}}
    assert "time_zone" in warnings(phone=phone)
