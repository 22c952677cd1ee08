"""Printed results hold the figures of the results."""

from dataclasses import replace

from topictag.model.parts import AuxiliaryRecord
from topictag.reports.terminal import print_auxiliary, print_check, print_quality, print_speed
from topictag.results.checking import CheckReport, Finding
from topictag.results.quality import Confusion, Estimate, Evaluation, TopicQuality
from topictag.results.speed import Speed

HALF = Estimate(0.5, 0.25, 0.75)
QUALITY = Evaluation(
    n_examples=9,
    n_tagless=2,
    topics=(TopicQuality("[b]\x1b", 7, 6, None, 0.125, HALF, 0.02, 0.1),),
    macro_f1=HALF,
    micro_f1=Estimate(0.6, None, None),
    samples_f1=HALF,
    false_tag_rate=HALF,
)
SPEED = Speed("reference", 5000, 1, 1234.5, 2.5, 3.25, 2, 1.75, 4.5, 9.5)


def test_quality(capsys):
    print_quality(replace(QUALITY, method="guessing"), {"[b]\x1b": 0.3})
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "9 examples, 2 without a topic. Measured by guessing."
    (row,) = [line.split() for line in lines if "[b]" in line]
    assert row == [r"[b]\x1b", "7", "0.30", "–", "0.125", "0.500", "0.250", "–", "0.750", "0.020", "0.100"]
    assert [line.split() for line in lines if "micro-F1" in line] == [["micro-F1", "0.600", "–"]]


def test_quality_without_a_method(capsys):
    print_quality(QUALITY, {"[b]\x1b": 0.3})
    assert capsys.readouterr().out.startswith("9 examples, 2 without a topic.\n")


def test_an_evaluation_survives_its_dict():
    assert Evaluation.from_dict(QUALITY.to_dict()) == QUALITY


def test_auxiliary_examples(capsys):
    print_auxiliary(None)
    assert capsys.readouterr().out == ""
    counts = {"n_examples": 4, "n_articles": 4, "n_distinct_texts": 4, "n_tagless": 0, "n_several_tags": 0}
    print_auxiliary(
        AuxiliaryRecord(**counts, support={}, fingerprint="", weight=0.3, mean_average_precision_by_weight={"0": 0.5})
    )
    expected = "4 auxiliary examples have the weight 0.3 (mean average precision by weight: 0: 0.500)."
    assert capsys.readouterr().out.strip() == expected


def test_speed(capsys):
    print_speed(SPEED, "texts of a\n")
    out = capsys.readouterr().out
    assert out.startswith("5,000 texts of a\\n; reference scorer.\n")
    for figure in ("1,234 texts/s", "2.5 MB/s", "3.25", "1.75", "4.5 µs", "9.5 µs", "topictag doctor"):
        assert figure in out


def test_check(capsys):
    findings = tuple(Finding("near duplicates", "warning", f"a\x1b:{n}: twice", ()) for n in range(12))
    print_check(CheckReport(3, 1, {"a": 2, "b": 1}, {"a": {"b": 1}, "b": {"a": 1}}, findings))
    out = capsys.readouterr().out
    assert "3 examples, 1 without a topic." in out
    assert [line.split() for line in out.splitlines() if line.startswith("  a ") and "+" not in line] == [
        ["a", "2", "–", "1"]
    ]
    assert "warning: near duplicates (12)" in out
    assert "  a\\x1b:9: twice\n  … and 2 more; --json shows all.\nErrors: 0. Warnings: 12.\n" in out
    print_check(CheckReport(1, 1, {}, {}, ()))
    assert capsys.readouterr().out.endswith("No errors or warnings.\n")


def single(topics, cells):
    return replace(
        QUALITY,
        n_tagless=0,
        topics=tuple(replace(QUALITY.topics[0], topic=topic) for topic in topics),
        task="single",
        accuracy=Estimate(0.625, 0.5, 0.75),
        confusion=tuple(Confusion(*cell) for cell in cells),
    )


def test_quality_of_one_topic_per_text(capsys):
    quality = single(["a", "b\x1b"], [("a", "a", 5), ("a", "b\x1b", 2), ("b\x1b", "", 2)])
    print_quality(quality, {"a": 0.0, "b\x1b": 0.0})
    out = capsys.readouterr().out
    assert out.startswith(
        "9 examples. Each example has exactly one topic, so one topic is given per text (task single).\n"
    )
    rows = [line.split() for line in out.splitlines()]
    first, second = ["accuracy", "0.625", "0.500", "–", "0.750"], ["macro-F1", "0.500", "0.250", "–", "0.750"]
    assert rows.index(first) < rows.index(second)
    assert "micro-F1" not in out
    assert "threshold" not in out
    assert ["a", "7", "–", "0.125", "0.500", "0.250", "–", "0.750", "0.020", "0.100"] in rows
    assert [row for row in rows if len(row) == 4 and row[1:] in (["5", "2", "0"], ["0", "0", "2"])] == [
        ["a", "5", "2", "0"],
        [r"b\x1b", "0", "0", "2"],
    ]


def test_of_many_topics_only_the_largest_confusions(capsys):
    topics = [f"t{n}" for n in range(13)]
    cells = [(topic, topic, 90) for topic in topics] + [(topic, "t0", n) for n, topic in enumerate(topics) if n]
    print_quality(single(topics, cells), dict.fromkeys(topics, 0.0))
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    start = next(n for n, row in enumerate(rows) if row[:2] == ["largest", "confusions"])
    assert [row for row in rows[start:] if len(row) == 3] == [[f"t{n}", "t0", str(n)] for n in range(12, 2, -1)]
    print_quality(single(topics, cells[:13]), dict.fromkeys(topics, 0.0))
    assert capsys.readouterr().out.endswith("No confusions.\n")
