"""For those who administer: people, their roles, and the audit trail."""

from __future__ import annotations

from starlette.responses import Response

from careteam.inbox import audit, invitations, users
from careteam.inbox.roles import MEANINGS, ROLES
from careteam.inbox.users import UserRefused
from careteam.inbox.visit import Visit

MOST_ENTRIES = 500


def people_page(visit: Visit, fault: str = "", link: str = "", status: int = 200) -> Response:
    """Show all accounts; `link` is a one-time link that was just made, shown this once."""
    people = users.everybody(visit.inbox.store)
    return visit.page(
        "people.html",
        status,
        people=people,
        roles=ROLES,
        meanings=MEANINGS,
        fault=fault,
        link=link,
        typed=visit.form.get("name", "")[: users.LONGEST_NAME],
    )


def add_person(visit: Visit) -> Response:
    """Make an account, and show the one-time link by which its person chooses a password."""
    name, role, inbox = visit.form.get("name", ""), visit.form.get("role", ""), visit.inbox
    try:
        with inbox.store.writing() as connection:
            user = users.add(connection, name, role, inbox.now())
            token = invitations.invite(connection, user.id, inbox.now())
    except UserRefused as error:
        return people_page(visit, str(error), status=400)
    visit.record("added account", about=user.name)
    return people_page(visit, link=f"{inbox.settings.base_url}/start/{token}")


def change_person(visit: Visit) -> Response:
    """Disable or enable an account, give it another role, or make it a new one-time link."""
    inbox, user_id, what = visit.inbox, visit.path["user_id"], visit.path["change"]
    link = ""
    try:
        with inbox.store.writing() as connection:
            user = users.find(connection, user_id)
            if what in {"disable", "enable"}:
                users.set_disabled(connection, user_id, what == "disable")
            elif what == "role":
                users.set_role(connection, user_id, visit.form.get("role", ""))
            elif what == "invite":
                token = invitations.invite(connection, user_id, inbox.now())
                link = f"{inbox.settings.base_url}/start/{token}"
            else:
                raise UserRefused("There is nothing of that name to do with an account.")
    except UserRefused as error:
        return people_page(visit, str(error), status=400)
    visit.record(f"account: {what}", about=user.name)
    return people_page(visit, link=link) if link else visit.go("/people")


def audit_page(visit: Visit) -> Response:
    """Show who saw and did what; looking is recorded, too."""
    visit.record("saw audit trail")
    entries = audit.newest(visit.inbox.store, MOST_ENTRIES)
    return visit.page("audit.html", entries=entries, most=MOST_ENTRIES)
