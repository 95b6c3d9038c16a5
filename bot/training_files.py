"""Rasa's reading of the training files, done once: `importers` of config.yml names it.

Rasa asks for the examples in several ways, and for each its own importer reads all files again;
every layer around it copies every example. With thirty thousand of them that takes longer than
learning from them.
"""

from __future__ import annotations

from typing import Any

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.formats import RasaYAMLReader
from rasa.shared.nlu.training_data.loading import RASA_YAML, guess_format, load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import YAML_VERSION
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError


class Example(Message):
    """A training example; nobody changes one, so that a copy of it can be itself."""

    @classmethod
    def of(cls, message: Message) -> Example:
        """Return an example that says the same as a message."""
        example = cls()
        example.__dict__.update(message.__dict__)
        return example

    def __deepcopy__(self, memo: dict[int, Any]) -> Example:
        """Return the example itself."""
        return self

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """Set a property; one that has this value already leaves the fingerprint as it is."""
        if add_to_output or self.data.get(prop) != info:
            super().set(prop, info, add_to_output)


class PlainReader(RasaYAMLReader):
    """Rasa's reader; a file of nothing but intents and examples is not parsed three times.

    Rasa parses each file in pure Python to say in which line a mistake is; here only a file that
    is not plain is read so, and refused with that line.
    """

    def reads(self, string: str, **kwargs: Any) -> TrainingData:
        """Return the training data of a file's text."""
        if (items := _plain_items(string)) is None:
            return super().reads(string, **kwargs)
        self._parse_nlu(items)
        return TrainingData(self.training_examples, self.entity_synonyms)


def _plain_items(string: str) -> list[dict[str, str]] | None:
    """Return what stands under `nlu`, or None where the file has anything out of the ordinary."""
    if "\\" in string:  # Rasa reads escapes in its own way
        return None
    parser = YAML(typ="safe")
    parser.version = YAML_VERSION
    try:
        content = parser.load(string)
    except YAMLError:
        return None
    items = content.get("nlu") if isinstance(content, dict) else None
    if not isinstance(items, list) or set(content) - {"nlu", "version"}:
        return None
    if content.get("version", "3.1") != "3.1":
        return None
    plain = all(
        isinstance(item, dict)
        and set(item) == {"intent", "examples"}
        and all(isinstance(text, str) for text in item.values())
        for item in items
    )
    return items if plain else None


class TrainingFiles(RasaFileImporter):
    """Reads what Rasa's importer reads, in the same order, with the same result."""

    _read: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Return all examples and responses; the files are in one language."""
        if self._read is None:
            files = [_file(file, language) for file in self._nlu_files]
            self._read = TrainingData().merge(*files)
        return self._read


def _file(file: str, language: str | None) -> TrainingData:
    """Read one file as Rasa does."""
    if guess_format(file) == RASA_YAML:
        data = PlainReader().read(file, language=language, fformat=RASA_YAML)
    else:
        data = load_data(file, language)
    data.training_examples = [Example.of(one) for one in data.training_examples]
    return data
