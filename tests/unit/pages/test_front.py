"""The page at `/` names the number that answers at this hour, and carries the widget."""

from datetime import datetime, timezone
from pathlib import Path

from bot.pages.front import front, integrity
from clinic.settings import Clinic
from tests.pages import CLINIC

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=timezone.utc)
HASH = "sha384-" + "A" * 64


def advice(page: str) -> str:
    return page.split('<section class="advice"')[1].split("</section>")[0]


def test_the_number_follows_the_clinic_hours() -> None:
    monday_night = datetime(2026, 11, 24, 3, 0, tzinfo=timezone.utc)
    assert '<a class="call" href="tel:5550100">Call 555-0100</a>' in advice(front(CLINIC, NOW))
    assert "555-0100" not in advice(front(CLINIC, monday_night))
    assert 'href="tel:5550199">Call 555-0199</a>' in advice(front(CLINIC, monday_night))


def test_without_a_number_none_is_named() -> None:
    page = front(Clinic(), NOW)
    assert "call your doctor right away." in page
    assert "tel:" not in page


def test_the_advice_comes_first() -> None:
    page = front(CLINIC, NOW)
    assert page.index("call your doctor right away") < page.index("<h1>")


def test_commands_name_the_servers_port_and_are_shown_in_development_only() -> None:
    assert "http://localhost:5123/" in front(Clinic(), NOW, port=5123)
    assert "make chat" not in front(Clinic(), NOW)


def test_the_widget_is_embedded_with_its_hash_where_it_is_built() -> None:
    page = front(CLINIC, NOW, HASH)
    tag = page.split("<script ")[1].split("</script>")[0]
    assert tag == (
        f'src="/website/embed.js" integrity="{HASH}" crossorigin="anonymous" '
        'data-phone="555-0100" data-name="Oak Street Clinic" defer>'
    )
    assert "<script" not in front(CLINIC, NOW)


def test_the_line_for_other_pages_is_shown_as_text_to_those_who_develop() -> None:
    page = front(CLINIC, NOW, HASH, port=5123)
    assert page.count("<script ") == 1
    assert "&lt;script src=&#34;http://localhost:5123/website/embed.js&#34;" in page


def test_a_name_stays_within_its_attribute() -> None:
    wild = Clinic(name='A" onload="x', phone={"daytime": "555-0100"})
    assert 'data-name="A&#34; onload=&#34;x" defer>' in front(wild, NOW, HASH)


def test_the_hash_is_read_from_the_build_and_must_be_one(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    assert integrity(manifest) is None
    manifest.write_text(f'{{"embed": {{"file": "embed.js", "integrity": "{HASH}"}}}}')
    assert integrity(manifest) == HASH
    manifest.write_text('{"embed": {"integrity": "\\"><script>"}}')
    assert integrity(manifest) is None
