"""The error that unusable knowledge files raise."""

from clinic.errors import SettingsError


class KnowledgeError(SettingsError):
    """The files in data/knowledge contradict themselves; `faults` says where."""
