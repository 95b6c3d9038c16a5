"""A file of labelled sentences is read whole, or refused in one sentence that helps."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main
from bot.evaluation import LabelsError, read_labels

WRONG = {
    "'words' is no mapping: write it like": "sentences: [words]",
    "has no 'text': add the words in double quotes": "sentences: [{route: none}]",
    "the text None is no text: put it in double quotes": "sentences: [{text: , route: none}]",
    "the text 38.5 is no text: put it in double quotes": "sentences: [{text: 38.5, route: none}]",
    "the text '  ' is empty: write what a person would say": (
        "sentences: [{text: '  ', route: none}]"
    ),
    "has no 'route': add none, ask, escalate, emergency or crisis": "sentences: [{text: a}]",
    "the route 'urgent' is unknown: use none, ask, escalate, emergency or crisis": (
        "sentences: [{text: a, route: urgent}]"
    ),
    "the route ['none'] is unknown": "sentences: [{text: a, route: [none]}]",
    "'accept' is 'ask', not a list of names: write it like [one, another]": (
        "sentences: [{text: a, route: none, accept: ask}]"
    ),
    "the accepted route 'aks' is unknown": "sentences: [{text: a, route: none, accept: [aks]}]",
    "'accept_intents' is None, not a list": (
        "sentences: [{text: a, route: none, accept_intents: null}]"
    ),
    "'signs' is [1], not a list of names": "sentences: [{text: a, route: escalate, signs: [1]}]",
    "the sign 'headache' is unknown: use chills_sweats, cough, diarrhea": (
        "sentences: [{text: a, route: escalate, signs: [headache]}]"
    ),
    "the intent ['ask_risk'] is no name": "sentences: [{text: a, route: none, intent: [ask_risk]}]",
    "'temperature_c' is 'hot': write degrees Celsius like 38.5, or null": (
        "sentences: [{text: a, route: ask, temperature_c: hot}]"
    ),
    "'temperature_c' is True": "sentences: [{text: a, route: ask, temperature_c: true}]",
    "'temperature_c' is nan": "sentences: [{text: a, route: ask, temperature_c: .nan}]",
}
OF_ANOTHER_SHAPE = {
    "has no list under the key 'sentences': write 'sentences:' and below it lines like": (
        "",
        "words",
        "- {text: a, route: none}",
        "texts: []",
        "sentences: {text: a}",
    ),
    "has no sentence under 'sentences': add one like": ("sentences: []",),
    "is not YAML": ("sentences: [{text: a", "sentences:\n  - {text: he said: a, route: none}"),
}


def written(folder: Path, content: str) -> Path:
    path = folder / "theirs.yml"
    path.write_text(content, encoding="utf-8")
    return path


def test_all_that_a_label_may_say_is_read(tmp_path: Path) -> None:
    label = (
        '{text: "38", route: ask, accept: [escalate], intent: a, accept_intents: [b], '
        "signs: [fever], temperature_c: 38, voice: plain}"
    )
    path = written(tmp_path, f"sentences:\n  - {label}\n  - {{text: b, route: none}}\n")
    first, second = read_labels(path)
    assert first["temperature_c"] == 38
    assert second == {"text": "b", "route": "none"}


@pytest.mark.parametrize("fault", WRONG)
def test_a_wrong_sentence_is_named_by_file_number_value_and_remedy(
    tmp_path: Path, fault: str
) -> None:
    content = WRONG[fault].replace("[", "[{text: right, route: none}, ", 1)
    path = written(tmp_path, content)
    with pytest.raises(LabelsError) as error:
        read_labels(path)
    said = str(error.value)
    assert said.startswith(f"{path}, sentence 2: ")
    assert fault in said
    assert said.endswith(".")
    assert "\n" not in said


@pytest.mark.parametrize(
    ("fault", "content"), [(key, one) for key, all_ in OF_ANOTHER_SHAPE.items() for one in all_]
)
def test_a_file_of_another_shape_is_refused_with_the_remedy(
    tmp_path: Path, fault: str, content: str
) -> None:
    path = written(tmp_path, content)
    with pytest.raises(LabelsError) as error:
        read_labels(path)
    assert str(error.value).startswith(str(path))
    assert fault in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_not_there_or_is_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match=r"none\.yml cannot be read \(No such file or directory"):
        read_labels(tmp_path / "none.yml")
    with pytest.raises(LabelsError, match="cannot be read"):
        read_labels(tmp_path)
    (tmp_path / "theirs.yml").write_bytes(b"sentences: [\xff\xfe]")
    with pytest.raises(LabelsError, match="is not text in UTF-8: save it as UTF-8"):
        read_labels(tmp_path / "theirs.yml")


def test_a_long_wrong_value_is_cut(tmp_path: Path) -> None:
    path = written(tmp_path, f"sentences: [{{text: a, route: {'x' * 500}}}]")
    with pytest.raises(LabelsError) as error:
        read_labels(path)
    assert len(str(error.value)) < len(str(path)) + 200


def test_the_command_says_so_before_it_loads_a_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_model() -> Path:
        raise AssertionError("a model is loaded before the labels are read")

    monkeypatch.setattr("bot.__main__.trained_model", no_model)
    path = written(tmp_path, "sentences: [{text: a, route: urgent}]")
    assert main(["evaluate", str(path), "--report", str(tmp_path / "report")]) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"{path}, sentence 1: the route 'urgent' is unknown")
    assert said.err.count("\n") == 1
    assert said.out == ""


def test_the_command_says_when_no_report_can_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.__main__.trained_model", pytest.fail)
    path = written(tmp_path, "sentences: [{text: a, route: none}]")
    assert main(["evaluate", str(path), "--report", str(path)]) == 1
    said = capsys.readouterr().err
    assert said == f"No report can be written into {path} (File exists): name a folder of yours.\n"
