"""The page at `/` names the number that answers at this hour."""

from datetime import datetime, timezone

from bot.front_page import front_page
from clinic.settings import Clinic

CLINIC = Clinic(
    phone={
        "daytime": "555-0100",
        "after_hours": "555-0199",
        "time_zone": "America/New_York",
        "hours": {"monday": "08:00-17:00"},
    }
)


def test_the_number_follows_the_clinic_hours() -> None:
    monday_noon = datetime(2026, 11, 23, 17, 0, tzinfo=timezone.utc)
    monday_night = datetime(2026, 11, 24, 3, 0, tzinfo=timezone.utc)
    assert 'right away: <a href="tel:5550100">555-0100</a>.' in front_page(CLINIC, monday_noon)
    assert "555-0100" not in front_page(CLINIC, monday_night)
    assert '<a href="tel:5550199">555-0199</a>' in front_page(CLINIC, monday_night)


def test_without_a_number_none_is_named() -> None:
    page = front_page(Clinic(), datetime(2026, 11, 23, tzinfo=timezone.utc))
    assert "call your doctor right away." in page


def test_commands_name_the_servers_port_and_are_shown_in_development_only() -> None:
    now = datetime(2026, 11, 23, tzinfo=timezone.utc)
    assert "http://localhost:5123/" in front_page(Clinic(), now, 5123)
    assert "make chat" not in front_page(Clinic(), now)
