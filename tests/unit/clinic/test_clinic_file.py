"""Reading clinic.yml: safe defaults, and faults that name key, value and remedy."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from clinic.alert_routes import KINDS
from clinic.errors import ClinicError
from clinic.settings import Clinic, load_clinic
from clinic.webhook_route import WebhookRoute

ROOT = Path(__file__).parents[3]


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "clinic.yml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def faults(path: Path) -> tuple[str, ...]:
    with pytest.raises(ClinicError) as caught:
        load_clinic(path)
    return caught.value.faults


def test_a_missing_file_means_the_safe_defaults(tmp_path):
    assert load_clinic(tmp_path / "none.yml") == load_clinic(None) == Clinic()


def test_the_file_in_the_project_means_the_safe_defaults():
    assert load_clinic(ROOT / "clinic.yml") == Clinic()


def test_the_safe_defaults_are_those_of_the_specification():
    clinic = Clinic()
    assert clinic.phone.daytime is None
    assert clinic.emergency() is None
    assert clinic.crisis() is None
    assert clinic.fever.threshold_c == Decimal("38.0")
    assert clinic.fever.inclusive
    assert clinic.fever.lower_alert_c is None
    assert clinic.fever.low_c is None
    assert clinic.alerts.routes == ()
    assert clinic.extra_lines == {}
    assert clinic.languages == ("en",)


def test_every_example_in_the_comments_of_the_file_is_accepted(written):
    lines = (ROOT / "clinic.yml").read_text(encoding="utf-8").splitlines()
    shown = []
    for line in lines:
        indented_comment = line.startswith(" ") and line.lstrip().startswith("# ")
        shown.append(line.replace("# ", "", 1) if indented_comment else line)
    clinic = load_clinic(written("\n".join(shown)))
    assert [route.kind for route in clinic.alerts.routes] == list(KINDS)
    assert all(route.name for route in clinic.alerts.routes)
    assert clinic.phone.hours is not None
    assert clinic.phone.hours.tuesday == "08:00-12:00, 13:00-17:00"
    assert "fever_medicine" in clinic.extra_lines


def test_an_empty_file_means_the_safe_defaults(written):
    assert load_clinic(written("")) == Clinic()
    assert load_clinic(written("phone:\nfever:\n  low_c:\n")) == Clinic()


@pytest.mark.parametrize(
    ("text", "read"),
    [("emergency_number: 000", "000"), ('emergency_number: "000"', "000"), ("region: AU", "000")],
)
def test_numbers_are_read_as_they_are_dialled(written, text, read):
    assert load_clinic(written(text)).emergency() == read


def test_norway_is_not_false(written):
    assert load_clinic(written("region: NO")).emergency() == "112"


@pytest.mark.parametrize(
    ("region", "emergency", "crisis"),
    [
        ("US", "911", "988"),
        ("uk", "999", "116 123"),
        ("EU", "112", None),
        ("AU", "000", "13 11 14"),
    ],
)
def test_a_region_brings_its_emergency_number(written, region, emergency, crisis):
    clinic = load_clinic(written(f"region: {region}"))
    assert (clinic.emergency(), clinic.crisis()) == (emergency, crisis)


def test_a_number_that_is_written_wins_over_the_region(written):
    clinic = load_clinic(written("region: US\nemergency_number: 112\ncrisis_line: 555-0123"))
    assert (clinic.emergency(), clinic.crisis()) == ("112", "555-0123")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("naem: Oak", ["naem", "name"]),
        ("phone:\n  daytme: 555-0100", ["phone.daytme", "phone.daytime"]),
        ("phone:\n  daytime: call us", ["phone.daytime", "'call us'", "555-0100"]),
        ("phone:\n  hours:\n    monday: 9 to 5", ["phone.hours.monday", "'9 to 5'", "08:00"]),
        ("phone:\n  hours:\n    monday: 17:00-08:00", ["phone.hours.monday", "end after"]),
        ("phone:\n  hours:\n    monday: 08:00-12:00, 11:00-15:00", ["overlap"]),
        ("phone:\n  time_zone: Mars/Base", ["phone.time_zone", "'Mars/Base'", "America/"]),
        ("phone: 555-0100", ["phone", "'555-0100'", "daytime:"]),
        ("region: USA", ["region", "'USA'", "US"]),
        ("emergency_number: nine", ["emergency_number", "'nine'", "911"]),
        ("fever:\n  threshold_c: hot", ["fever.threshold_c", "'hot'", "38.0"]),
        ("fever:\n  threshold_c: 100.4", ["fever.threshold_c", "'100.4'", "between 35 and 42"]),
        ("fever:\n  threshold_c: nan", ["fever.threshold_c"]),
        ("fever:\n  threshold_c: 38\n  threshold_f: 101", ["fever.threshold_f", "100.4"]),
        ("fever:\n  inclusive: perhaps", ["fever.inclusive", "'perhaps'", "true"]),
        ("fever:\n  lower_alert_c: 39", ["fever.lower_alert_c", "'39'", "38"]),
        ("fever:\n  low_c: 20", ["fever.low_c", "'20'"]),
        ("escalate_unlisted: yes", ["escalate_unlisted", "'yes'", "list"]),
        ("alerts:\n  routes: [{kind: fax, url: 'https://a.example'}]", ["routes[1].kind", "'fax'"]),
        ("alerts:\n  routes: [{kind: webhook}]", ["alerts.routes[1].url", "missing"]),
        ("alerts:\n  routes: [{url: 'ftp://a.example'}]", ["routes[1].url", "https://"]),
        ("alerts:\n  routes: [{url: 'http://a.example/x'}]", ["routes[1].url", "unencrypted"]),
        ("alerts:\n  routes: [{url: 'https://a.example', timeout: 90}]", ["timeout", "'90'"]),
        ("inbox:\n  openid: {client_id: nia}", ["inbox.openid.issuer", "missing", "https://"]),
        (
            "inbox:\n  openid: {issuer: 'http://login.example', client_id: nia}",
            ["inbox.openid.issuer", "unencrypted"],
        ),
        (
            "inbox:\n  openid: {issuer: 'https://a.example', client_id: n, new_accounts: all}",
            ["inbox.openid.new_accounts", "'all'", "sees"],
        ),
        (
            "inbox:\n  openid: {issuer: 'https://a.b', client_id: n, client_secret_env: hush}",
            ["inbox.openid.client_secret_env", "not shown", "NAME"],
        ),
        ("privacy:\n  retention_days: 0", ["privacy.retention_days", "'0'"]),
        ("privacy:\n  notice_url: our site", ["privacy.notice_url", "'our site'"]),
        ("governance:\n  review_due: soon", ["governance.review_due", "'soon'", "2026-01-31"]),
        (
            "governance:\n  content_reviewed_on: 2026-05-01\n  review_due: 2026-04-01",
            ["governance.review_due", "later"],
        ),
        ("extra_lines:\n  Alert Card: hi", ["extra_lines", "Alert Card", "id"]),
        ("extra_lines:\n  card: 38\u00b0", ["extra_lines", "card", "\u00b0"]),
        ("extra_lines:\n  card: 'see {this}'", ["extra_lines", "card", "{"]),
        ("languages: [tlh]", ["languages[1]", "'tlh'", "en"]),
    ],
)
def test_a_fault_names_key_value_and_remedy_in_one_sentence(written, text, parts):
    found = faults(written(text))
    assert len(found) == 1
    for part in parts:
        assert part in found[0]
    assert found[0].endswith(".")
    assert "\n" not in found[0]


def test_every_fault_is_reported_at_once(written):
    assert len(faults(written("naem: x\nregion: XX\nfever:\n  low_c: 1\n"))) == 3


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("name: [Oak", "line"),
        ("name: a\nname: b", "line 2"),
        ("\tname: x", "line 1"),
        ("- a\n- b", "key: value"),
    ],
)
def test_a_syntax_fault_names_the_line(written, text, part):
    (fault,) = faults(written(text))
    assert part in fault
    assert "clinic.yml" in fault


def test_a_file_that_is_not_text_is_one_sentence(tmp_path):
    path = tmp_path / "clinic.yml"
    path.write_bytes(b"\xff\xfe\x00n")
    (fault,) = faults(path)
    assert "UTF-8" in fault


def test_a_folder_in_place_of_the_file_is_one_sentence(tmp_path):
    (fault,) = faults(tmp_path)
    assert "cannot be read" in fault


@pytest.mark.parametrize(
    "route", ["{url: 'https://nia:hunter2@a.example'}", "{url: https://a, secret_env: hunter2}"]
)
def test_a_secret_in_the_wrong_place_is_not_repeated(written, route):
    (fault,) = faults(written(f"alerts:\n  routes: [{route}]"))
    assert "hunter2" not in fault


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/x", "http://receiver:8080/", "http://10.0.0.5"]
)
def test_plain_http_is_accepted_inside_the_house(written, url):
    (route,) = load_clinic(written(f"alerts:\n  routes: [{{url: '{url}'}}]")).alerts.routes
    assert isinstance(route, WebhookRoute)
    assert route.url == url


def test_complaints_escalate_as_listed(written):
    assert Clinic().escalates_unlisted("confused")
    assert not Clinic().escalates_unlisted("rash")
    assert load_clinic(written("escalate_unlisted: [all]")).escalates_unlisted("rash")
    assert not load_clinic(written("escalate_unlisted: []")).escalates_unlisted("confused")
