"""A warning names the file and line of whoever called topictag."""

import json
import warnings
from pathlib import Path

import pytest

import topictag
from topictag.caution import warn_caller
from topictag.errors import DataWarning, TrainingWarning
from topictag.labelled.reading import read_examples

LABEL = {"id": "a", "sha256": "0" * 64, "tags": ["energy"]}
LABELLED = [{"id": f"e{n}", "text": f"Нефть дорожает, номер {n}.", "tags": ["energy"][: n % 2]} for n in range(20)]


def caught_by(source: str, **names: object) -> list[warnings.WarningMessage]:
    """Run a user's file and return what it was warned of."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        exec(compile(source, "/home/user/script.py", "exec"), names)  # noqa: S102 (the user's file is a test's)
    return caught


def test_a_warning_names_the_file_and_line_of_the_caller():
    (one,) = caught_by("\nwarn('beware', Category)", warn=warn_caller, Category=DataWarning)
    assert (one.filename, one.lineno, one.category, str(one.message)) == (
        "/home/user/script.py",
        2,
        DataWarning,
        "beware",
    )


def test_a_warning_without_any_caller_outside_is_still_given(monkeypatch):
    monkeypatch.setattr("topictag.caution._OWN_FILES", "")  # then every frame is one of ours
    with pytest.warns(DataWarning, match="beware"):
        warn_caller("beware", DataWarning)


@pytest.fixture
def labels(tmp_path) -> Path:
    path = tmp_path / "labels.jsonl"
    path.write_text("\n".join(json.dumps(record, ensure_ascii=False) for record in [*LABELLED, LABEL]), "utf-8")
    return path


@pytest.mark.parametrize(
    "call",
    [
        "topictag.train(path)",
        "topictag.train(path, auxiliary=path)",
        "topictag.load().evaluate(path)",
        "topictag.calibrate(topictag.load(), path)",
        "read_examples(path)",
    ],
)
def test_labels_without_a_corpus_are_told_at_the_callers_line(call, labels):
    caught = caught_by(f"\n\n{call}", topictag=topictag, read_examples=read_examples, path=labels)
    told = [one for one in caught if issubclass(one.category, DataWarning)]
    assert told
    assert {(one.filename, one.lineno) for one in told} == {("/home/user/script.py", 3)}


FEW = [("Матч.", ["sport"]), ("Матч, гол.", ["sport"]), ("Балет.", []), ("Театр, балет.", [])]


@pytest.mark.parametrize(
    "call", ["topictag.train(few)", "topictag.calibrate(topictag.load(), sample)", "Classifier().fit(texts, labels)"]
)
def test_topics_that_cannot_be_relied_upon_are_named_at_the_callers_line(call):
    from topictag.sklearn import TopicTagClassifier

    sample = [(f"Нефть дорожает, номер {n}.", ["energy"] if n % 2 else []) for n in range(20)]
    names = {"few": FEW, "sample": sample, "Classifier": TopicTagClassifier}
    texts = {"texts": [text for text, _ in FEW], "labels": [bool(tags) for _, tags in FEW]}
    caught = caught_by(f"\n{call}", topictag=topictag, **names, **texts)
    places = {(one.filename, one.lineno) for one in caught if issubclass(one.category, TrainingWarning)}
    assert places == {("/home/user/script.py", 2)}
