"""The search chooses what the data needs, keeps what is given, and does not depend on how it is computed."""

import random
from collections import defaultdict

import numpy as np
import pytest

import topictag
from topictag.errors import SettingError, TrainingWarning
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.recipe import Recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.parallel import Workers
from topictag.training.validation.sample import Fold, Sample, list_folds
from topictag.training.validation.search import search_recipe
from topictag.training.validation.space import EFFORTS, Space
from topictag.training.validation.trials import Trials, score_fold

WORKERS = Workers()


def make_sample(n=120, **own):
    documents, gold = make_documents(n, **own)
    return Sample(Paragraphs.of(documents), np.array(gold), np.arange(n))


def make_documents(n, *, n_signal=40, n_noise=400, seed=0, single=False):
    """Documents in which a topic shows in one of many rare words, among words that say nothing."""
    rng = random.Random(seed)
    documents, gold = [], []
    for number in range(n):
        has = number % 3 == 0
        words = [f"шум{rng.randrange(n_noise)}" for _ in range(12)]
        if has:
            words += [f"знак{rng.randrange(n_signal)}" for _ in range(2)]
        documents.append([words])
        gold.append([has, not has] if single else [has])
    return documents, gold


def terms_of(counts, document):
    return {counts.terms[column] for column in counts.matrix[[document]].indices}


def search(sample, task="multi", **settings):
    return search_recipe(sample, TrainingSettings(**settings), None, WORKERS, task)


def test_values_that_are_given_are_kept():
    found = search(make_sample(), C=3, min_df=1, max_pairs=7, families="no")
    assert found.recipe == Recipe(C=3, min_df=1, max_pairs=7, families=False)
    assert found.trials == ()


def test_c_alone_may_be_open():
    found = search(make_sample(), min_df=2, max_pairs=0, families="yes", effort="thorough")
    assert found.recipe.C in EFFORTS["thorough"].c_values
    assert {trial.recipe.max_pairs for trial in found.trials} == {0}


def test_a_topic_of_words_that_occur_once_needs_min_df_1():
    documents, gold = make_documents(60, n_signal=12, n_noise=2000)
    for number, (document, own) in enumerate(zip(documents, gold, strict=True)):
        if own[0]:
            document[0][:6] = [f"редкий{number % 30}"] * 2 + document[0][2:6]
    found = search(Sample(Paragraphs.of(documents), np.array(gold), np.arange(60)))
    both = {trial.recipe.min_df for trial in found.trials}
    assert both == {1, 2}


def test_the_best_trial_is_chosen_unless_the_defaults_are_as_good():
    sample = make_sample(150)
    found = search(sample)
    full = [trial for trial in found.trials if trial.n_folds == max(own.n_folds for own in found.trials)]
    best, start = max(trial.figure for trial in full), found.trials[0]
    tie = 0.15 / 150**0.5
    chosen = next(trial for trial in full if trial.recipe == found.recipe)
    assert chosen.figure > best - tie
    if start.figure > best - tie:
        assert chosen == start


def test_one_topic_each_is_measured_by_accuracy():
    assert search(make_sample(single=True), "single").measure == "accuracy"
    assert search(make_sample()).measure == "mean average precision"


def test_the_result_does_not_depend_on_threads():
    sample, settings = make_sample(60), TrainingSettings(effort="quick")
    one, two = (search_recipe(sample, settings, None, Workers(n_jobs)) for n_jobs in (1, 2))
    assert one == two


def test_recipes_scored_together_score_as_alone():
    sample = make_sample(60)
    fold = list_folds(sample, [sample.deal(5, 0)])[0]
    weights = sample.weights(1.0)
    recipes = [Recipe(C=15, max_pairs=0), Recipe(C=0.5, max_pairs=0), Recipe(C=3, max_pairs=0)]
    together = score_fold(sample.counts, sample.gold, fold, recipes, weights, None)
    for recipe, scores in zip(recipes, together, strict=True):
        (alone,) = score_fold(sample.counts, sample.gold, fold, [recipe], weights, None)
        np.testing.assert_allclose(scores, alone, atol=0.02)


def test_a_fold_is_computed_once():
    calls = []

    class Counting(Workers):
        def map(self, function, tasks, name):
            calls.extend(tasks)
            return super().map(function, tasks, name)

    sample = make_sample(60)
    trials = Trials(sample, list_folds(sample, [sample.deal(5, 0)]), None, Counting())
    trials.try_all([Recipe()], 2)
    trials.try_all([Recipe(), Recipe(min_df=1)], 2)
    trials.try_all([Recipe()], 2)
    assert [len(recipes) for _, _, _, recipes, _, _ in calls] == [1, 1, 1, 1]


def test_all_values_of_c_are_tried_on_half_of_the_folds_and_the_best_two_on_the_others():
    tried = defaultdict(set)

    class Counting(Workers):
        def map(self, function, tasks, name):
            for _, _, fold, recipes, *_ in tasks:
                tried[tuple(fold.inside)].update(own.C for own in recipes)
            return super().map(function, tasks, name)

    sample, values = make_sample(60), (0.5, 1.5, 5.0, 15.0)
    trials = Trials(sample, list_folds(sample, [sample.deal(4, 0)]), None, Counting())
    ((best, _),) = trials.try_all([Recipe()], 4, values)
    numbers = [len(own) for own in tried.values()]
    assert numbers == [4, 4, 2, 2]
    assert all(best in own for own in tried.values())


def test_large_samples_are_searched_in_part():
    sample = make_sample(300)
    part = sample.part(100, np.random.SeedSequence(0))
    assert 90 <= part.n_own <= 110
    assert part.own_gold.mean() == pytest.approx(1 / 3, abs=0.02)
    assert sample.part(300, np.random.SeedSequence(0)) is sample


def test_a_part_keeps_groups_whole_and_auxiliary_documents_with_their_twins():
    documents = [[[f"свой{number}", "общий"]] for number in range(40)]
    groups, gold = np.arange(40) // 2, np.arange(41)[:, None] % 3 == 0
    whole = Sample(Paragraphs.of([*documents, [["чужой"]]]), gold, groups, [[0, 1, 2]])
    part = whole.part(20, np.random.SeedSequence(1))
    assert np.bincount(part.groups).tolist() == [2] * (part.n_own // 2)
    read = [terms_of(part.counts, number) for number in range(part.n_own + 1)]
    assert read[-1] == {"чужой"}
    assert {*part.counts.terms} == set().union(*read)
    kept = [documents.index([[own, "общий"]]) for document in read[:-1] for own in document - {"общий"}]
    assert [kept[number] for number in part.twins[0]] == [number for number in (0, 1, 2) if number in kept]


@pytest.mark.parametrize("effort", EFFORTS)
def test_more_effort_tries_no_less(effort):
    sample = make_sample(30)
    own = Space.of(sample, TrainingSettings(effort=effort), None)
    assert len(own.list_changes()) >= len(Space.of(sample, TrainingSettings(effort="quick"), None).list_changes())


def test_a_search_out_of_time_takes_the_best_so_far():
    with pytest.warns(TrainingWarning, match=r"run out of time .* Raise search_seconds, or lower effort"):
        found = search(make_sample(), search_seconds=1e-6)
    assert found.recipe.change(C=5.0) in {trial.recipe.change(C=5.0) for trial in found.trials}


def test_progress_says_how_long_it_takes(capsys):
    search_recipe(make_sample(40), TrainingSettings(effort="quick"), None, Workers(shows_progress=True))
    assert "choosing settings: at most 1 s" in capsys.readouterr().err


@pytest.mark.parametrize(
    "values", [{"effort": "much"}, {"families": True}, {"search_seconds": 0}, {"negation": "maybe"}]
)
def test_impossible_values_are_refused(values):
    with pytest.raises(SettingError):
        TrainingSettings(**values)


def test_the_record_and_the_card_name_the_choice(leisure):
    search = leisure.record.search
    assert search.chosen in [trial.recipe for trial in search.trials]
    assert leisure.record == topictag.Tagger(leisure.model).record
    from topictag.reports.card import make_card

    assert "Cross-validation chose the first of these recipes" in make_card(leisure)


def test_a_topic_that_a_fold_cannot_learn_gets_no_document():
    """One class is in one document only: where that is held out, a score of 0 would be above the other classes'."""
    words = ["один", "два", "три"]
    documents = [[[words[number % 3], f"шум{number}"]] for number in range(30)]
    gold = np.eye(3, dtype=bool)[np.arange(30) % 3]
    rare = np.zeros((31, 4), dtype=bool)
    rare[:30, :3], rare[30, 3] = gold, True
    sample = Sample(Paragraphs.of([*documents, [["редкость"]]]), rare, np.arange(31))
    fold = Fold(0, np.array([0, 1, 30]), np.arange(2, 30), 31)
    (scores,) = score_fold(sample.counts, rare, fold, [Recipe()], sample.weights(0.0), None)
    assert np.isneginf(scores[:, 3]).all()
    assert scores[:2].argmax(axis=1).tolist() == [0, 1]


def test_a_search_without_time_still_chooses_c(monkeypatch):
    tried, plain = {}, Trials.try_all

    def record(self, recipes, n_folds, c_values=()):
        tried.setdefault(tuple(c_values), []).extend(recipes)
        return plain(self, recipes, n_folds, c_values)

    monkeypatch.setattr(Trials, "try_all", record)
    with pytest.warns(TrainingWarning, match="has run out of time"):
        found = search(make_sample(200), effort="thorough", search_seconds=1e-6)
    assert len(found.trials) == 1
    assert tried[tuple(EFFORTS["thorough"].c_values)] == [found.trials[0].recipe.change(C=5.0)]
