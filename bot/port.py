"""Whether the server can listen where it is told to, known before anything slow happens."""

from __future__ import annotations

import socket


class PortTakenError(Exception):
    """Something else listens on the address; the message says what to do."""


def check_port(host: str, port: int) -> None:
    """Raise PortTakenError if the address cannot be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as fault:
            raise PortTakenError(
                f"Cannot listen on {host} port {port} ({fault.strerror}): "
                "stop what uses it, or set NIA_PORT or NIA_HOST to another."
            ) from fault
