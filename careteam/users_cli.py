"""`python -m careteam users`: who may open the inbox."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from careteam.clock import utc_now
from careteam.inbox import audit, invitations, users
from careteam.inbox.roles import ROLES
from careteam.inbox.settings import base_url
from careteam.inbox.users import User, UserRefused
from careteam.record import printable
from careteam.service import CareTeam
from clinic.environment import Environment
from clinic.settings import load_clinic

ABOUT = "list, add, disable and enable the people of the inbox"
_WHO = "command line"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the sub-commands to the parser of `users`."""
    parser.set_defaults(change=_list)
    commands = parser.add_subparsers(metavar="WHAT", help="default: list")

    def command(name: str, about: str, run: Callable[..., int]) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=about, description=about)
        added.set_defaults(change=run)
        return added

    command("list", "list all accounts", _list)
    adding = command("add", "add an account; prints a one-time link for its person", _add)
    adding.add_argument(
        "--role", choices=ROLES, default="acknowledges", help="default: %(default)s"
    )
    linking = command("link", "print a new one-time link, to choose a new password", _link)
    shutting = command("disable", "shut an account out at once", _disable)
    opening = command("enable", "let an account in again", _enable)
    for parser_of_one in (adding, linking, shutting, opening):
        parser_of_one.add_argument("name", metavar="NAME")


def run(team: CareTeam, options: argparse.Namespace) -> int:
    """Do what `options` says; return the exit code.

    Raises:
        StoreUnavailable: if the database cannot be used.
    """
    try:
        return int(options.change(team, options))
    except UserRefused as error:
        print(error, file=sys.stderr)
        return 1


def _list(team: CareTeam, _options: argparse.Namespace) -> int:
    everybody = users.everybody(team.store)
    for one in everybody:
        stands = "disabled" if one.disabled else "" if one.has_password else "no password yet"
        print(f"{printable(one.name):<24} {one.role:<14} {stands}".rstrip())
    if not everybody:
        print("No accounts. Start the inbox: it prints a link to make the first one.")
    return 0


def _add(team: CareTeam, options: argparse.Namespace) -> int:
    with team.store.writing() as connection:
        user = users.add(connection, options.name, options.role, utc_now())
        audit.write(connection, utc_now(), _WHO, "added account", about=user.name)
        token = invitations.invite(connection, user.id, utc_now())
    return _print_link(user, token)


def _link(team: CareTeam, options: argparse.Namespace) -> int:
    user = _find(team, options.name)
    with team.store.writing() as connection:
        audit.write(connection, utc_now(), _WHO, "account: invite", about=user.name)
        token = invitations.invite(connection, user.id, utc_now())
    return _print_link(user, token)


def _disable(team: CareTeam, options: argparse.Namespace) -> int:
    return _set_disabled(team, options.name, True)


def _enable(team: CareTeam, options: argparse.Namespace) -> int:
    return _set_disabled(team, options.name, False)


def _set_disabled(team: CareTeam, name: str, disabled: bool) -> int:
    user, did = _find(team, name), "disable" if disabled else "enable"
    with team.store.writing() as connection:
        users.set_disabled(connection, user.id, disabled)
        audit.write(connection, utc_now(), _WHO, f"account: {did}", about=user.name)
    print(f"{printable(user.name)} is {did}d.")
    return 0


def _print_link(user: User, token: str) -> int:
    environment = Environment.from_environ()
    address = base_url(environment, load_clinic(environment.clinic_file))
    print(f"For {printable(user.name)}, works once, for two days: {address}/start/{token}")
    return 0


def _find(team: CareTeam, name: str) -> User:
    found = [one for one in users.everybody(team.store) if one.name == users.canonical(name)]
    if not found:
        raise UserRefused(f"There is no account {printable(name)}.")
    return found[0]
