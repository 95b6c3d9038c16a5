"""Rasa's reading of the training files, done once: `importers` of config.yml names it.

Rasa asks for the examples in several ways, and for each its own importer reads all files again;
every layer around it copies every example. With thirty thousand of them that takes longer than
learning from them.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class Example(Message):
    """A training example; nobody changes one, so that a copy of it can be itself."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Example:
        """Return the example itself."""
        return self

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """Set a property; one that has this value already leaves the fingerprint as it is."""
        if add_to_output or self.data.get(prop) != info:
            super().set(prop, info, add_to_output)


class TrainingFiles(RasaFileImporter):
    """Reads what Rasa's importer reads, in the same order, with the same result."""

    _read: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return all examples and responses; the files are in one language."""
        if self._read is None:
            files = [load_data(file, language) for file in self._nlu_files]
            for data in files:
                data.training_examples = [Example(one.data) for one in data.training_examples]
            self._read = TrainingData().merge(*files)
        return self._read
