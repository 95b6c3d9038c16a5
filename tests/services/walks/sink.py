"""The clinic's end of the webhook: takes alerts, refuses them, fails, or is too slow."""

from __future__ import annotations

import contextlib
import socket
from collections import defaultdict
from dataclasses import dataclass, field

from tests.services.receiver import Received, Receiver, _read

ACCEPTS, REFUSES, FAILS, SLOW = "200", "400", "500", "slow"
MODES = (ACCEPTS, REFUSES, FAILS, SLOW)
PATIENCE = 0.06
"""Seconds that the clinic's route waits. Here an answer takes milliseconds; where it takes longer,
Nia may only be less sure than she could be, and claims less."""


@dataclass
class Sink(Receiver):
    """By alert: `answers` has the number of each notice that came and how it was answered,

    `bodies` the notices themselves.
    """

    answers: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    bodies: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def accepted(self, alert_id: str, notice: int) -> bool:
        """Whether this notice was taken, in time."""
        return (notice, ACCEPTS) in self.answers[alert_id]

    def refused_all(self, alert_id: str) -> bool:
        """Whether every notice of an alert that came was definitely not taken."""
        return all(answer == REFUSES for _, answer in self.answers[alert_id])

    def _handle(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            received = _read(connection)
            answer = self.answer
            # Written down first: Nia may say so as soon as she has the answer.
            self._remember(received, answer)
            if answer == SLOW:
                self.released.wait(2 * PATIENCE)
            status = ACCEPTS if answer == SLOW else answer
            connection.sendall(f"HTTP/1.1 {status} Said\r\nContent-Length: 2\r\n\r\nok".encode())

    def _remember(self, received: Received, answer: str) -> None:
        told = received.json
        self.answers[str(told["id"])].append((int(told["notice"]), answer))
        self.bodies[str(told["id"])].append(received.body.decode())
