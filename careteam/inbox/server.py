"""`python -m careteam inbox`: serves the care team's page until it is stopped."""

from __future__ import annotations

import os
import socket
import sys

import uvicorn

from careteam.inbox.app import create_app
from careteam.inbox.invitations import FIRST_LASTS, invite_first
from careteam.inbox.openid.configured import provider
from careteam.inbox.service import Inbox
from careteam.inbox.settings import InboxSettings, inbox_settings
from careteam.inbox.waiting import in_words
from careteam.service import CareTeam
from clinic.environment import Environment
from clinic.settings import load_clinic
from clinic.signing_key import KeyUnusable

_STOP_SECONDS = 1
"""Open lists hold a connection each; a stop does not wait for them."""


def serve(team: CareTeam) -> int:
    """Serve until stopped; return the exit code.

    Raises:
        SettingsError: if a setting cannot be used.
        StoreUnavailable: if the alert database cannot be used.
    """
    environment = Environment.from_environ()
    clinic = load_clinic(environment.clinic_file)
    try:
        settings = inbox_settings(environment, clinic)
        listening = _listen(settings)
    except KeyUnusable as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(
            f"The inbox cannot listen on {settings.host} port {settings.port} ({error.strerror}): "
            "stop what uses it, or set NIA_INBOX_PORT or NIA_INBOX_HOST to another.",
            file=sys.stderr,
        )
        return 1
    with listening:
        inbox = Inbox(team, settings, openid=provider(clinic, os.environ, settings.base_url))
        team.store.prepare()
        print(f"The care team's inbox: {settings.base_url}/", flush=True)
        _offer_first_account(inbox)
        config = uvicorn.Config(
            create_app(inbox),
            access_log=False,  # addresses hold one-time links and what somebody searched for
            log_level="warning",
            server_header=False,
            ws="none",
            # Only a proxy of the operator's may say where a request came from.
            proxy_headers=settings.is_https,
            timeout_graceful_shutdown=_STOP_SECONDS,
        )
        uvicorn.Server(config).run(sockets=[listening])
    return 0


def _offer_first_account(inbox: Inbox) -> None:
    token = invite_first(inbox.store, inbox.now())
    if token:
        print(
            f"Nobody has an account yet. Make the first one within {in_words(FIRST_LASTS)}, by "
            f"this link, which works once: {inbox.settings.base_url}/start/{token}",
            flush=True,
        )


def _listen(settings: InboxSettings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((settings.host, settings.port))
    except OSError:
        listening.close()
        raise
    return listening
