"""The arithmetic of the comparison on made-up decisions, and one run from texts to tables."""

import json

import numpy as np
import pytest
from benchmarks.quality.compare import compare, main
from benchmarks.quality.obtaining import Setup
from benchmarks.quality.report import write_report
from benchmarks.quality.rivals.out_of_fold import Thresholded, Tuned, best_threshold, give_highest, quality
from benchmarks.quality.rivals.protocol import TrainingPart
from benchmarks.quality.rivals.registry import RIVALS, Entry, Resources
from benchmarks.quality.rivals.topictag import Topictag
from benchmarks.quality.score import criterion, differences, macro_f1, measure, with_none
from benchmarks.quality.tasks import Part, Task, same_text
from sklearn.metrics import f1_score

from topictag.evaluation.resampling import Resamples
from topictag.labelled.example import Example

RNG = np.random.default_rng(0)
GOLD = RNG.random((60, 3)) < 0.4
TAGGED = GOLD ^ (RNG.random((60, 3)) < 0.2)
ARTICLES = [f"article {number // 2}" for number in range(60)]
TOPICS = ("a", "b", "c")


def test_figures_agree_with_scikit_learn():
    figures = measure(TOPICS, GOLD, TAGGED, Resamples.over(ARTICLES, n_resamples=50))
    for average in ("macro", "micro", "weighted"):
        assert figures[f"{average}_f1"]["value"] == pytest.approx(f1_score(GOLD, TAGGED, average=average), abs=1e-4)
    assert figures["weighted_f1"]["low"] < figures["weighted_f1"]["value"] < figures["weighted_f1"]["high"]
    assert macro_f1(GOLD, TAGGED) == pytest.approx(f1_score(GOLD, TAGGED, average="macro"))


def test_the_accuracy_counts_a_text_without_a_tag_as_an_error():
    gold = np.eye(3, dtype=bool)[[0, 1, 2, 0]]
    tagged = np.eye(3, dtype=bool)[[0, 1, 1, 0]]
    tagged[3] = False
    figures = measure(TOPICS, gold, tagged, Resamples.over(range(4), n_resamples=5))
    assert figures[criterion(one_tag=True)]["value"] == 0.5


def test_differences_can_be_kept_as_json():
    found = differences(GOLD, TAGGED, GOLD, Resamples.over(ARTICLES, n_resamples=50))
    assert json.loads(json.dumps(found)) == found
    assert set(found["macro_f1"]) == {"value", "low", "high", "p_value"}


def test_the_column_for_no_topic_is_true_where_nothing_else_is():
    assert with_none(np.array([[True, False], [False, False]])).tolist() == [[True, False, False], [False, False, True]]


def test_the_highest_score_gives_one_tag():
    assert give_highest(np.array([[0.1, 0.3], [-1.0, -2.0], [-np.inf, -np.inf]])).sum(axis=1).tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("scores", "gold", "threshold", "f1"),
    [
        ([3.0, 2.0, 1.0, 0.0], [1, 1, 0, 0], 1.5, 1.0),
        ([3.0, 2.0, 1.0, 0.0], [1, 0, 1, 0], 0.5, 0.8),
        ([-3.0, -2.0], [0, 1], -2.5, 1.0),  # scores need not be positive
        ([1.0, 1.0, 0.0], [1, 0, 0], 0.5, 2 / 3),  # equal scores stay together
        ([1.0, -np.inf], [0, 1], np.inf, 0.0),  # what scores -inf is never taken
        ([1.0, 0.0], [0, 0], np.inf, 0.0),
    ],
)
def test_the_threshold_has_the_best_f1(scores, gold, threshold, f1):
    assert best_threshold(np.array(scores), np.array(gold, dtype=bool)) == pytest.approx((threshold, f1))


def test_a_setting_is_chosen_by_what_will_be_measured():
    scores, gold = np.array([[0.9, 0.8], [0.1, 0.3]]), np.array([[True, False], [False, True]])
    assert quality(scores, gold, one_tag=True) == 1.0
    assert quality(scores, gold, one_tag=False) == pytest.approx((1 + 2 / 3) / 2)


def test_setting_and_thresholds_come_from_texts_that_the_scorer_has_not_seen():
    part = TrainingPart(
        [f"text {n}" for n in range(12)],
        np.arange(12)[:, None] % 2 == 0,
        ("a",),
        list("abcdefghijkl"),
        np.arange(12) % 3,
    )
    fitted = Tuned(_Memory()).fit(part)
    assert isinstance(fitted, Thresholded)
    assert fitted.setting == {"honest": True}  # the other one knows by heart what it has seen, and nothing else
    assert fitted.tags(["even", "odd"]).tolist() == [[True], [False]]


class _Memory:
    """Scores what it has seen perfectly; other texts only where it is honest."""

    settings = ({"honest": False}, {"honest": True})

    def fit(self, texts, gold, *, honest):
        self._seen = dict(zip(texts, gold, strict=True))
        self._honest = honest
        return self

    def scores(self, texts):
        return np.array([[self._score(text)] for text in texts])

    def _score(self, text):
        if not self._honest:
            return float(self._seen[text][0]) if text in self._seen else 0.0
        return float(text == "even" or (text[-1].isdigit() and int(text[5:]) % 2 == 0))


def test_texts_are_the_same_whatever_their_case_and_white_space():
    assert same_text("  Один\u00a0 ДВА\n") == same_text("один два")


def test_who_cannot_run_says_why():
    absent = Entry("absent", "absent", "Absent", packages=(("no_such_module", "no-such-package"),))
    assert absent.obstacle(("energy",), Resources()) == "pip install no-such-package"
    assert "shipped topics" in RIVALS["keywords"].obstacle(("sport",), Resources())
    assert "background" in RIVALS["topictag-background"].obstacle(("energy",), Resources())


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--rivals", "svc,nobody"], "'nobody' is not one of keywords"),
        (["--datasets", "mars"], "'mars' is not one of own"),
        (["--static-model", "absent"], "absent is not a folder"),
        (["--outcomes", "file"], "file is not a folder"),
        (["--rivals", "svc", "--keep"], "--keep writes tables of all rivals"),
    ],
)
def test_options_that_cannot_work_end_before_anything_runs(tmp_path, monkeypatch, capsys, arguments, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    monkeypatch.setattr("sys.argv", ["compare", *arguments])
    with pytest.raises(SystemExit) as end:
        main()
    assert end.value.code == 2
    assert told in capsys.readouterr().err


def test_from_texts_to_tables(tmp_path, capsys):
    texts = {
        "energy": ["Нефть дорожает снова", "Газопровод закрыт, нефть в цене", "Цена на нефть", "Добыча нефти растет"],
        "security": ["Войска на учениях", "Военные учения войск", "Новые учения, войска", "Боевики и войска"],
    }
    topics = tuple(sorted(texts))
    train = [
        Example(f"{topic} {n}", text, frozenset({topic}), f"{n}")
        for topic in topics
        for n, text in _thrice(texts[topic])
    ]
    train += [Example(f"none {n}", f"Балет в театре номер {n}", frozenset(), f"none {n}") for n in range(6)]
    test = [Example("1", "Нефть и газопровод.", frozenset({"energy"}), "1")]
    test += [Example("2", "Учения войск.", frozenset({"security"}), "2"), Example("3", "Балет.", frozenset(), "3")]
    task = Task("tiny", topics, (Part(train, test),), with_none=True, published={"BERT": {"macro_f1": 0.5}})
    results = compare(task, ["keywords", "tfidf-words", "topictag-background"], Setup(tmp_path))
    assert results["reference"] == "keywords"  # of equals, the first of the table
    assert results["systems"]["tfidf-words"]["difference"]["macro_f1"]["value"] == 0.0
    assert results["not_run"] == {"topictag-background": "the background file does not exist"}
    assert "NOT RUN on tiny: topictag-background" in capsys.readouterr().err
    for name in ("keywords", "tfidf-words"):
        system = results["systems"][name]
        assert system["quality"]["macro_f1"]["value"] == 1.0
        assert system["false_tags"]["false_tag_rate"]["value"] == 0.0
        assert system["quality_with_none"]["micro_f1"]["value"] == 1.0
        assert system["costs"]["model_bytes"] > 0
    report = write_report(results)
    assert report.count("| keyword rules |") == 3  # quality, quality with none, costs
    assert "| BERT | 0.500 |" in report


def test_topictag_finds_by_itself_that_each_text_has_one_topic(leisure_path):
    rows = [json.loads(line) for line in leisure_path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if len(row["tags"]) == 1]
    topics = tuple(sorted({row["tags"][0] for row in rows}))
    gold = np.array([[topic in row["tags"] for topic in topics] for row in rows])
    texts, names = [row["text"] for row in rows], [str(number) for number in range(len(rows))]
    fitted = Topictag().fit(TrainingPart(texts, gold, topics, names, folds=np.zeros(len(rows), int), one_tag=True))
    assert fitted.setting["task"] == "single"
    assert fitted.tags([*texts[:5], "..."]).sum(axis=1).tolist() == [1, 1, 1, 1, 1, 0]


def _thrice(texts):
    return enumerate(f"{text} {ending}" for text in texts for ending in ("сегодня", "вчера", "завтра"))
