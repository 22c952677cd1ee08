"""A thousand topics: trained, saved, tagged, measured and shown."""

import random

import numpy as np
import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main
from topictag.labelled.gold import gold_rows, known_rows
from topictag.labelled.reading import read_examples

N_TOPICS = 1000
pytestmark = pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")
SETTINGS = {"C": 5, "min_df": 1, "max_pairs": 0, "max_grams": 0, "families": "no", "n_folds": 2}  # no search


@pytest.fixture(scope="module")
def examples():
    """Three texts of each topic; they share a made-up word."""
    rng = random.Random(1)
    syllables = [first + second for first in "бвгдзклмнпрст" for second in "аеиоу"]
    words = list(dict.fromkeys("".join(rng.choices(syllables, k=3)) + "нт" for _ in range(2 * N_TOPICS)))[:N_TOPICS]
    return [(f"{word} и {word} {part}", [f"topic {word}"]) for word in words for part in ("один", "два", "три")]


@pytest.fixture(scope="module")
def path(examples, tmp_path_factory):
    path = tmp_path_factory.mktemp("many") / "m.safetensors"
    settings = {**SETTINGS, "function_words": "no", "negation": "no"}
    tagger = topictag.train(examples, test_share=0.3, **settings)
    tagger.save(path)
    return path


def test_each_topic_is_learnt_and_given(path, examples):
    tagger = topictag.load(path)
    assert len(tagger.topics) == N_TOPICS
    assert np.mean([topic in tagger.tag(text) for text, (topic,) in examples]) > 0.9
    test = tagger.record.test
    assert test.data.n_examples == pytest.approx(0.3 * len(examples), rel=0.1)
    assert max(test.data.support.values()) == 1  # two of each topic stay to learn from


def test_cards_have_all_of_them(path):
    card = path.with_suffix(".md")
    result = CliRunner().invoke(main, ["inspect", str(path), "--card", str(card)])
    assert result.exit_code == 0, result.output
    topics = topictag.load(path).topics
    text = card.read_text(encoding="utf-8")
    assert all(f"| {topic} |" in text for topic in topics)


def test_a_report_has_figures_of_all_of_them(path, examples):
    report = topictag.report(examples[:300], tagger=topictag.load(path))
    assert len(report.to_dict()["topics"]) == N_TOPICS
    assert examples[0][1][0] in report.to_html()


def test_rows_of_topics_are_what_the_examples_say():
    examples = read_examples(
        [
            {"text": "Нефть.", "tags": ["b", "a"], "unknown": ["c"]},
            {"text": "Газ.", "tags": []},
            {"text": "Лес.", "tags": ["c"]},
        ]
    )
    topics = ("a", "b", "c")
    assert gold_rows(examples, topics).tolist() == [[True, True, False], [False] * 3, [False, False, True]]
    assert known_rows(examples, topics).tolist() == [[True, True, False], [True] * 3, [True] * 3]
