"""The simulation of active learning: figures that can be worked out by hand, and every strategy on a small pool."""

import numpy as np
import pytest
from benchmarks.quality.suggest import small_text
from benchmarks.quality.suggest.pools import Pool
from benchmarks.quality.suggest.simulation import run
from benchmarks.quality.suggest.stopping import iter_outlooks
from benchmarks.quality.suggest.strategies import OWN
from benchmarks.quality.suggest.summary import BASE, compare_runs, labels_needed, write_target

from topictag.labelled.reading import read_examples
from topictag.text.terms import TermAnalyzer
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.preparing import prepare

SUBJECTS = ("матч", "театр", "погода")
FILLERS = ("лес", "река", "гора", "поле", "город", "остров", "берег", "море", "озеро", "степь")


@pytest.fixture(scope="module", params=["multi", "single"])
def pool(request):
    texts = [f"{SUBJECTS[n % 3]} {FILLERS[n % 10]} {FILLERS[n // 10 % 10]} {FILLERS[n % 7]}" for n in range(90)]
    least = 1 if request.param == "single" else 0
    tags = [[SUBJECTS[n % 3]] if least or n % 3 else [] for n in range(90)]
    examples = read_examples(list(zip(texts, tags, strict=True)))
    sample = prepare(examples, [], TermAnalyzer(shared_lemmatizer())).sample
    return Pool("small", sample, texts, request.param, start=12, batch=8, end=20)


@pytest.mark.parametrize("name", OWN)
def test_every_strategy_labels_as_many_texts_as_it_should(pool, name):
    course = run(pool, OWN[name], 0, audit=0.25)
    assert course.n_labels == [12, 20]
    assert all(0 <= own <= 1 for own in course.macro_f1 + course.change)


def test_all_strategies_start_with_the_same_labels(pool):
    starts = {run(pool, OWN[name], 3).macro_f1[0] for name in ("at random", "nearest threshold")}
    assert len(starts) == 1


@pytest.mark.skipif(not small_text.is_installed(), reason="small-text is not installed")
@pytest.mark.parametrize("name", small_text.STRATEGIES)
def test_strategies_of_small_text_run(pool, name):
    strategy, suits = small_text.STRATEGIES[name]
    if suits(pool.task):
        assert run(pool, strategy, 0).n_labels == [12, 20]


def test_labels_needed_lie_between_the_points_of_a_curve():
    assert labels_needed([10, 20, 30], [0.1, 0.3, 0.5], 0.4) == 25
    assert labels_needed([10, 20, 30], [0.1, 0.3, 0.5], 0.05) == 10
    assert labels_needed([10, 20, 30], [0.1, 0.3, 0.5], 0.9) == 30


def test_a_strategy_twice_as_fast_saves_half_of_the_labels():
    n_labels = [100, 200, 300, 400]
    random = np.array([[0.1, 0.2, 0.3, 0.3]] * 4)
    own = np.array([[0.2, 0.3, 0.3, 0.3]] * 4)
    figures = compare_runs(n_labels, own, random)
    assert figures["saved"]["value"] == pytest.approx(1 / 3, abs=1e-4)  # 200 labels instead of 300
    assert figures["gain"]["value"] == pytest.approx(0.05)
    assert figures["saved"]["low"] == figures["saved"]["high"]


def test_random_choice_saves_nothing_against_itself():
    random = np.random.default_rng(0).random((5, 6))
    saved = compare_runs(range(1, 7), random, random)["saved"]
    assert saved == {"value": 0, "low": 0, "high": 0}


def test_an_outlook_is_paired_with_the_gain_of_the_next_batches():
    courses = [{"macro_f1": [0.1, 0.2, 0.3, 0.5], "change": [1.0, 0.4, 0.3, 0.2]}]
    ((change, gain),) = iter_outlooks(courses)
    assert change == 0.4
    assert gain == pytest.approx(0.15)


def test_the_target_is_met_with_a_quarter_of_the_labels_saved_on_two_sets():
    def pool(title, shipped, base):
        own = {"shipped": {"saved": {"value": shipped}}, BASE: {"saved": {"value": base}}}
        return {"title": title, "strategies": own}

    pools = {"news": pool("News", 0.249, 0.25), "appeals": pool("Appeals", 0.5, 0.6), "other": pool("Other", 0.1, 0)}
    target, _, shipped, base = write_target({"shipped": "shipped", "pools": pools}).splitlines()
    assert target == "Target: at least 25 % saved on two of three data sets; 3 are measured here."
    assert shipped == "- As shipped: **not met**. Reached on Appeals."
    assert base == "- Without the audit: met. Reached on News (chosen on it); Appeals."
