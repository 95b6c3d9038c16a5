"""Rasa's training files are read once, and what is read is what Rasa itself would read."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.formats import RasaYAMLReader

from bot.training_files import PlainReader, TrainingFiles

ONE = """
nlu:
  - intent: greet
    examples: |
      - hello
      - hi there
      - hello
  - intent: report_sign
    examples: |
      - I have a fever
responses:
  utter_greet:
    - text: Hello.
"""
TWO = """
nlu:
  - intent: thank
    examples: |
      - thanks
      - hello
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "one.yml").write_text(ONE)
    (tmp_path / "data" / "two.yml").write_text(TWO)
    (tmp_path / "domain.yml").write_text("intents: [greet, report_sign, thank]\n")
    (tmp_path / "config.yml").write_text(
        "recipe: default.v1\nimporters: [{name: bot.training_files.TrainingFiles}]\n"
    )
    return tmp_path


def test_the_examples_are_those_that_rasa_reads_in_their_order(folder: Path) -> None:
    ours = TrainingFiles(training_data_paths=str(folder / "data")).get_nlu_data()
    rasas = RasaFileImporter(training_data_paths=str(folder / "data")).get_nlu_data()
    assert [one.as_dict() for one in ours.training_examples] == [
        one.as_dict() for one in rasas.training_examples
    ]
    assert len(ours.training_examples) == 5
    assert ours.responses == rasas.responses
    assert ours.fingerprint() == rasas.fingerprint()


def test_rasa_takes_the_importer_from_the_configuration_and_reads_the_files_once(
    folder: Path,
) -> None:
    importer = TrainingDataImporter.load_from_config(
        str(folder / "config.yml"), str(folder / "domain.yml"), [str(folder / "data")]
    )
    first = importer.get_nlu_data()
    (folder / "data" / "one.yml").write_text("nlu: []\n")
    assert "utter_greet" in importer.get_domain().responses
    again = importer.get_nlu_data(language="en")
    assert again.fingerprint() == first.fingerprint()


def test_a_copy_of_an_example_is_itself_and_a_changed_one_is_told_apart(folder: Path) -> None:
    data = TrainingFiles(training_data_paths=str(folder / "data")).get_nlu_data()
    example = data.training_examples[0]
    assert copy.deepcopy(example) is example
    before = example.fingerprint()
    example.set("intent", "greet")
    assert example.fingerprint() == before
    example.set("intent", "thank")
    assert example.fingerprint() != before


@pytest.mark.parametrize(
    "text",
    [
        "nlu:\n  - intent: greet\n    examples: |\n      - hello [there](place)\n      - hi\n",
        "version: '3.1'\nnlu:\n  - intent: greet\n    examples: |\n      - smile \\u263a\n",
        "nlu:\n  - intent: greet\n    examples: |\n      - ok \N{SMILING FACE WITH OPEN MOUTH}\n",
        "nlu:\n  - synonym: fever\n    examples: |\n      - temperature\n",
        "nlu:\n  - intent: greet\n    metadata: {a: 1}\n    examples: |\n      - hello\n",
    ],
    ids=["entity", "escape", "emoji", "synonym", "metadata"],
)
def test_a_file_out_of_the_ordinary_is_read_as_rasa_reads_it(text: str) -> None:
    ours, rasas = PlainReader().reads(text), RasaYAMLReader().reads(text)
    assert [m.as_dict() for m in ours.training_examples] == [
        m.as_dict() for m in rasas.training_examples
    ]
    assert ours.entity_synonyms == rasas.entity_synonyms


@pytest.mark.parametrize(
    "text",
    [
        "nlu:\n  - intent: greet\n    example: |\n      - hello\n",
        "nlu:\n  - intent: greet\n    examples: {a: 1}\n",
        "nlu: []\nnlu: []\n",
        "nlu:\n - intent: [\n",
    ],
    ids=["unknown key", "no text", "a key twice", "no YAML"],
)
def test_a_wrong_file_is_refused_as_rasa_refuses_it(text: str) -> None:
    with pytest.raises(Exception) as theirs:  # noqa: PT011 (whatever Rasa raises)
        RasaYAMLReader().reads(text)
    with pytest.raises(type(theirs.value)) as ours:
        PlainReader().reads(text)
    assert str(ours.value) == str(theirs.value)
