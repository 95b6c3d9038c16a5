"""The one kind of error that wrong settings raise: sentences that a person can act on."""

from __future__ import annotations

from collections.abc import Iterable


class SettingsError(ValueError):
    """Settings that cannot be used.

    Attributes:
        faults: one sentence per fault; each names the key, the value and the remedy.
    """

    def __init__(self, faults: Iterable[str]) -> None:
        """Keep the sentences apart, and join them by lines for printing."""
        self.faults: tuple[str, ...] = tuple(faults)
        super().__init__("\n".join(self.faults))


class ClinicError(SettingsError):
    """The clinic file cannot be used."""


class EnvironmentFault(SettingsError):
    """The NIA_* variables cannot be used."""
