"""The command line of the care team: `python -m careteam --help`."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
import threading
from collections.abc import Callable, Sequence

from careteam import (
    check,
    deliver_once_cli,
    export_cli,
    feedback_cli,
    health_cli,
    migrate_cli,
    purge_cli,
    synthetic_cli,
    users_cli,
    worker,
)
from careteam.clock import utc_now
from careteam.configured import care_team
from careteam.csv_file import to_csv
from careteam.fhir.bundle import collection
from careteam.handling import AlreadyResolved, acknowledge, resolve
from careteam.record import history, printable, table, to_json
from careteam.records import Recorded, UnknownAlert, list_alerts
from careteam.service import CareTeam
from careteam.state import STATUSES
from careteam.store import StoreUnavailable
from clinic.environment import Environment
from clinic.errors import SettingsError
from clinic.settings import load_clinic

_ABOUT = """The care team's alerts.

Settings: NIA_ALERTS_DB_URL (the alert database), NIA_CLINIC_FILE (the routes of alerts).
An ID may be shortened to its first letters, as the table shows it.
Exit codes: 0 done, 1 not possible (one sentence says why), 2 wrong usage."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        environment = Environment.from_environ()
        team = care_team(environment, load_clinic(environment.clinic_file))
        return int(options.run(team, options))
    except SettingsError as error:
        return _sorry(str(error))
    except StoreUnavailable as error:
        return _sorry(f"The alert database cannot be used ({error}): check NIA_ALERTS_DB_URL.")
    except UnknownAlert as error:
        return _sorry(f"There is no one alert with the id {printable(str(error))!r}.")
    except AlreadyResolved as error:
        return _sorry(f"Alert {error} is resolved already.")
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _alerts(team: CareTeam, options: argparse.Namespace) -> int:
    found = [
        recorded
        for recorded in list_alerts(team.store)
        if options.status in (None, recorded.state.status)
    ]
    if options.format == "json":
        _print_json([to_json(recorded) for recorded in found])
    elif options.format == "csv":
        print(to_csv(found), end="")
    elif options.format == "fhir":
        _print_json(collection(found, team.plan.timers.level_2, utc_now()))
    else:
        print(table(found))
    return 0


def _show(team: CareTeam, options: argparse.Namespace) -> int:
    found = _find(team, options.id)
    _print_json({**to_json(found), "events": history(found)})
    return 0


def _acknowledge(team: CareTeam, options: argparse.Namespace) -> int:
    state = acknowledge(team.store, _find(team, options.id).state.id, options.by)
    print(f"Acknowledged {state.id} by {printable(options.by)}.")
    return 0


def _resolve(team: CareTeam, options: argparse.Namespace) -> int:
    state = resolve(team.store, _find(team, options.id).state.id, options.by, options.reason)
    print(f"Resolved {state.id} by {printable(options.by)}.")
    return 0


def _deliver(team: CareTeam, _options: argparse.Namespace) -> int:
    print(f"Delivering by {len(team.routes)} routes until stopped (Ctrl-C).", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        worker.work(team, threading.Event())
    return 0


def _inbox(team: CareTeam, _options: argparse.Namespace) -> int:
    from careteam.inbox.server import serve  # no other command needs a web server

    return serve(team)


def _find(team: CareTeam, given: str) -> Recorded:
    if not given:
        raise UnknownAlert(given)
    found = [row for row in list_alerts(team.store) if row.state.id.startswith(given)]
    if len(found) != 1:
        raise UnknownAlert(given)
    return found[0]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m careteam",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(
        name: str, about: str, run: Callable[[CareTeam, argparse.Namespace], int]
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=about, description=about)
        added.set_defaults(run=run)
        return added

    listing = command("alerts", "list every alert, oldest first", _alerts)
    counting = command("feedback", feedback_cli.ABOUT, feedback_cli.run)
    for printed, more in ((listing, ("csv", "fhir")), (counting, ())):
        formats = ("table", "json", *more)
        printed.add_argument("--format", choices=formats, default="table", help="default: table")
    listing.add_argument("--status", choices=STATUSES, help="only alerts with this status")
    show = command("show", "print one alert with its whole history, as JSON", _show)
    ack = command("acknowledge", "record that a person has seen an alert", _acknowledge)
    close = command("resolve", "close an alert; only a person does", _resolve)
    for needs_id in (show, ack, close):
        needs_id.add_argument("id", metavar="ID", help="the alert's id, or its first letters")
    for needs_name in (ack, close):
        needs_name.add_argument(
            "--by", required=True, metavar="NAME", type=_words, help="who you are"
        )
    close.add_argument("--reason", required=True, metavar="TEXT", type=_words, help="what was done")
    command("test-alert", synthetic_cli.ABOUT, synthetic_cli.run)
    command("health", health_cli.ABOUT, health_cli.run)
    command("migrate", migrate_cli.ABOUT, migrate_cli.run)
    command("check", check.ABOUT, check.run)
    command("deliver", "deliver what is due, again and again, until stopped", _deliver)
    once = command("deliver-once", deliver_once_cli.ABOUT, deliver_once_cli.run)
    deliver_once_cli.add_options(once)
    command("inbox", "serve the inbox, the care team's web page, until stopped", _inbox)
    export_cli.add_options(command("export", export_cli.ABOUT, export_cli.run))
    purge_cli.add_options(command("purge", purge_cli.ABOUT, purge_cli.run))
    users_cli.add_arguments(command("users", users_cli.ABOUT, users_cli.run))
    return parser


def _words(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("write some words")
    return text.strip()


def _print_json(value: object) -> None:
    # ASCII: any terminal prints it, and none obeys what a patient typed.
    print(json.dumps(value, indent=2))


def _sorry(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1
