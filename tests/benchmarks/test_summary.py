"""What the comparison says of topictag, on made-up results: first, level with the first, or behind."""

import pytest
from benchmarks.quality.report import write_report
from benchmarks.quality.summary import write_claim, write_summary
from benchmarks.quality.tasks import TASKS, TITLES


def make_results(figures, differences, *, one_tag=False):
    """Return results with the keys that summaries read; `differences` are value, low, high from the first."""
    own = "samples_f1" if one_tag else "macro_f1"
    first = max(figures, key=figures.get)
    systems = {
        name: {
            "title": name,
            "quality": {own: {"value": value}},
            "difference": None
            if name == first
            else {own: dict(zip(("value", "low", "high"), differences[name], strict=True))},
        }
        for name, value in figures.items()
    }
    return {"one_tag": one_tag, "reference": first, "systems": systems}


def _difference(value, low, high):
    return {"value": value, "low": low, "high": high}


FIRST = make_results(
    {"svc": 0.80, "topictag": 0.84, "topictag-background": 0.85},
    {"svc": (-0.05, -0.08, -0.02), "topictag": (-0.01, -0.02, 0.01)},
)
LEVEL = make_results(
    {"svc": 0.8, "e5": 0.7, "topictag": 0.6, "topictag-background": 0.79},
    {"topictag": (-0.2, -0.3, -0.1), "topictag-background": (-0.01, -0.03, 0.02), "e5": (-0.1, -0.2, -0.05)},
    one_tag=True,
)
BEHIND = make_results({"e5": 0.9, "topictag-background": 0.8}, {"topictag-background": (-0.1, -0.15, -0.05)})
ALONE = make_results({"svc": 0.8}, {})


def test_each_data_set_has_its_first_system_and_topictags_place():
    lines = write_summary({"real_open": FIRST, "sib200": LEVEL, "appeals": BEHIND, "rubrics": ALONE}).splitlines()[2:]
    assert lines == [
        "| real news | topictag-background | macro-F1 0.850 | 2 of 3 | −0.010 [−0.020 to +0.010] | 1 of 3 | – |",
        "| SIB-200 | svc | accuracy 0.800 | 4 of 4 | −0.200 [−0.300 to −0.100] | 2 of 4 | −0.010 [−0.030 to +0.020] |",
        "| citizens' appeals | e5 | macro-F1 0.900 | – | – | 2 of 2 | −0.100 [−0.150 to −0.050] |",
        "| rubrics of articles | svc | macro-F1 0.800 | – | – | – | – |",
    ]


def test_the_claim_says_what_the_table_says():
    claim = write_claim({"real_open": FIRST, "sib200": LEVEL, "appeals": BEHIND, "rubrics": ALONE})
    assert "has 2 other systems and 3 data sets" in claim
    assert "has the best figure of all on 1 (real news)." in claim
    assert "within chance on 1 (SIB-200)." in claim
    assert "behind on 1 (citizens' appeals: −0.100 [−0.150 to −0.050] from e5)." in claim


@pytest.mark.parametrize(("results", "absent"), [(FIRST, "behind"), (FIRST, "chance"), (BEHIND, "within chance")])
def test_the_claim_leaves_out_what_does_not_occur(results, absent):
    assert absent not in write_claim({"real_open": results})


def test_every_data_set_has_a_title():
    assert set(TITLES) == set(TASKS)


def test_the_tables_say_when_each_system_was_measured():
    results = _report_results({"date": "2026-11-30", "revision": "b"}, {"date": "2026-11-30", "revision": "b"})
    assert write_report(results).endswith("Measured on 2026-11-30 at revision b.")
    results = _report_results({"date": "2026-11-29", "revision": "a"}, {"date": "2026-11-30", "revision": "b"})
    assert write_report(results).endswith(
        "Measured on 2026-11-29 at revision a: svc; on 2026-11-30 at revision b: topictag."
    )


def test_the_tables_name_who_did_not_run():
    results = _report_results({"date": "d", "revision": "r"}, {"date": "d", "revision": "r"})
    results["not_run"] = {"setfit": "pip install setfit"}
    assert "Not run: SetFit (pip install setfit)." in write_report(results)


def _report_results(*measured):
    estimate = {"value": 0.5, "low": 0.4, "high": 0.6}
    quality = dict.fromkeys(("macro_f1", "micro_f1", "samples_f1", "false_tag_rate"), estimate)
    costs = {"train_s": 1.0, "last_fit_s": None, "model_bytes": 1, "peak_bytes": 1}
    systems = {
        name: {
            "title": name,
            "quality": quality,
            "false_tags": quality,
            "difference": None,
            "costs": costs,
            "measured": own,
        }
        for name, own in zip(("svc", "topictag"), measured, strict=True)
    }
    fixed = {"notes": [], "published": {}, "not_run": {}, "vectors": None, "topics": ["a"], "n_train": [1]}
    return {**fixed, "one_tag": False, "reference": "svc", "systems": systems}
