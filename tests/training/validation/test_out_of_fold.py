"""The measurement is honest: random labels score at chance, and no fold decides about itself."""

from itertools import pairwise

import numpy as np
import pytest

import topictag
from topictag.errors import TrainingWarning
from topictag.training.features.counts import TermCounts
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.features.vocabulary import Vocabulary
from topictag.training.fitting.layer import fit_documents
from topictag.training.fitting.linear import Design
from topictag.training.recipe import Recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import OutOfFold, _thin, score_documents, score_out_of_fold
from topictag.training.validation.parallel import Workers
from topictag.training.validation.sample import Fold, Sample

N = 120
WORDS = [f"слово{letter}{other}" for letter in "абвгдежзик" for other in "абвгдежзик"]


@pytest.fixture(scope="module")
def noise():
    """Documents of random words with random labels, each a text of its own."""
    rng = np.random.default_rng(0)
    documents = [[[str(word) for word in rng.choice(WORDS, 12)]] for _ in range(N)]
    return documents, rng.random((N, 1)) < 0.4


def rank(scores, gold):
    """Return the probability that an example with the topic scores above one without it."""
    return (scores[gold][:, None] > scores[~gold][None]).mean()


def score(documents, gold, groups):
    sample = Sample(Paragraphs.of(documents), gold, groups)
    return score_out_of_fold(sample, TrainingSettings(), recipe=Recipe(), workers=Workers())


def test_random_labels_are_scored_at_chance(noise):
    documents, gold = noise
    unseen = score(documents, gold, np.arange(N))
    assert unseen.scores.shape == (10, N, 1)
    for scores in unseen.scores:
        assert 0.3 < rank(scores[:, 0], gold[:, 0]) < 0.7


def test_with_enough_examples_a_part_of_the_folds_is_scored(noise, monkeypatch):
    monkeypatch.setattr("topictag.training.validation.out_of_fold._MOST_DEALS", 1)
    documents, gold = noise
    sample = Sample(Paragraphs.of(documents), gold, np.arange(N))

    def score_some(enough):
        return score_out_of_fold(
            sample, TrainingSettings(n_folds=5), recipe=Recipe(), enough=enough, workers=Workers(n_jobs=2)
        )

    every = score_some(None)
    per_fold = sorted(int(gold[every.folds[0] == fold].sum()) for fold in range(5))
    some = score_some(sum(per_fold[-2:]) + 1)  # more than any two folds have
    is_scored = np.isin(every.folds[0], np.unique(some.folds))
    assert len(np.unique(some.folds)) == 3
    assert np.array_equal(some.scores, every.scores[:, is_scored])
    assert np.array_equal(some.gold, gold[is_scored])
    assert "5-fold cross-validation of which 3 folds are scored" in some.measure(["topic"]).method
    assert len(np.unique(score_some(1).folds)) == 2  # decisions about a fold come from another one
    assert np.unique(score_some(N).folds).tolist() == [0, 1, 2, 3, 4]  # too few: all


def test_examples_of_one_group_are_not_enough(monkeypatch):
    """One article has half of the positives: it counts once, so more folds are needed than its numbers suggest."""
    monkeypatch.setattr("topictag.training.validation.out_of_fold._MOST_DEALS", 1)
    documents = [[[f"слово{number}", "общее"]] for number in range(N)]
    gold = (np.arange(N) < 60)[:, None]
    groups = np.where(np.arange(N) < 30, 0, np.arange(N))
    sample = Sample(Paragraphs.of(documents), gold, groups)
    unseen = score_out_of_fold(sample, TrainingSettings(n_folds=5), recipe=Recipe(), enough=20, workers=Workers())
    assert len(np.unique(unseen.groups[unseen.gold[:, 0]])) >= 20


def test_folds_that_start_at_the_fit_of_all_examples_learn_nothing_of_those_held_out(noise):
    """The labels are random, so whatever remained of them would raise the scores of their own examples."""
    documents, gold = noise
    sample = Sample(Paragraphs.of(documents), gold, np.arange(N))
    near = fit_documents(sample.counts, gold, Recipe(), None, sample.weights(0.0))
    cold, warm = (
        score_out_of_fold(sample, TrainingSettings(), recipe=Recipe(), workers=Workers(), near=own).scores
        for own in (None, near)
    )
    np.testing.assert_allclose(warm, cold, atol=0.02)
    lifted = np.where(gold, warm - cold, cold - warm)
    assert abs(lifted.mean()) < 1e-3


def test_copies_of_a_text_do_not_leak_when_they_are_one_group(noise):
    documents, gold = noise
    copies, labels = documents * 3, np.tile(gold, (3, 1))
    apart = score(copies, labels, np.arange(3 * N)).scores[0, :, 0]
    together = score(copies, labels, np.tile(np.arange(N), 3)).scores[0, :, 0]
    assert rank(apart, labels[:, 0]) > 0.8  # what the grouping is there to prevent
    assert 0.3 < rank(together, labels[:, 0]) < 0.7


def test_training_groups_equal_texts():
    rng = np.random.default_rng(1)
    texts = [" ".join(str(word) for word in rng.choice(WORDS, 12)) for _ in range(80)]
    labels = [["topic"] if rng.random() < 0.4 else [] for _ in texts]
    with pytest.warns(TrainingWarning, match="'topic' cannot be distinguished from the others beyond chance"):
        tagger = topictag.train(
            [(text, tags) for text, tags in zip(texts, labels, strict=True) for _ in range(4)],
            TrainingSettings(C=5, min_df=2, max_pairs=1000, max_grams=0, families="yes"),  # nothing to choose by luck
        )
    assert tagger.record.data.n_distinct_texts == 80
    assert tagger.quality.topics[0].f1.value in (None, pytest.approx(0, abs=0.5))
    assert tagger.tag("Совсем другой текст.") == {}


def test_no_fold_decides_about_itself():
    """Scores of fold 1 lie ten higher: with thresholds of the other fold, one gets all tags and the other none."""
    gold = np.tile(np.array([[False]] * 10 + [[True]] * 10), (2, 1))
    folds = np.repeat([0, 1], 20)[None]
    scores = np.tile(np.linspace(-1, 1, 20), 2)[None, :, None] + 10 * folds[:, :, None]
    quality = OutOfFold(folds, scores, gold, np.arange(40)).measure(["topic"]).topics[0]
    assert (quality.n_tagged, quality.recall, quality.precision) == (20, 0.5, 0.5)


@pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")  # four examples prove nothing
def test_documents_are_scored_by_their_best_paragraph_as_tagging_does():
    sport = [("Хоккей и матч.", ["sport"]), ("Матч, хоккей!", ["sport"])]
    tagger = topictag.train([*sport, ("Балет и театр.", []), ("Театр, балет.", [])])
    documents = [["хоккей", "матч"], ["матч", "хоккей"], ["балет", "театр"], ["театр", "балет"]]
    gold = np.array([[1], [1], [0], [0]]) == 1
    counts = TermCounts.of(documents)
    vocabulary = Vocabulary.learn(counts, gold, min_df=2)
    layer = Design.of(vocabulary.rows(counts), gold).find_layer(5.0).direct
    found = score_documents(
        vocabulary, layer, Paragraphs.of([[["хоккей"], ["театр"]], [["слон"]], [["матч"], ["слон"]]])
    )
    expected = tagger.scores(["Хоккей.\nТеатр.", "Слон.", "Матч.\nСлон."])
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_a_fold_without_a_vocabulary_outside_it_scores_nothing():
    examples = [("Хоккей матч", ["s"]), ("Хоккей турнир", ["s"]), ("Театр балет", []), ("Солнце луна", [])]
    with pytest.warns(TrainingWarning, match="'s'"):
        assert topictag.train(examples).topics == ("s",)


def test_a_topic_of_one_article_is_reported():
    article = {"id": "a", "paragraphs": [{"text": f"Хоккей, матч {word}.", "tags": ["s"]} for word in WORDS[:6]]}
    others = [(f"Театр, балет {word}.", []) for word in WORDS[6:18]]
    with pytest.warns(TrainingWarning, match="'s' has all its positive or negative examples in one article"):
        topictag.train([article, *others])


def test_a_share_of_the_groups_is_learnt_from_and_smaller_shares_are_parts_of_larger_ones():
    groups = np.repeat(np.arange(20), 3)
    outside = np.concatenate([np.arange(12, 60), [60, 61]])  # two auxiliary documents, which always count
    fold = Fold(0, np.arange(12), outside, n_own=60)
    parts = [_thin(fold, groups, share, seed=0).outside.tolist() for share in (0.01, 0.25, 0.5, 1.0)]
    assert [len(own) for own in parts] == [3 + 2, 12 + 2, 24 + 2, 48 + 2]
    assert all(set(less) < set(more) for less, more in pairwise(parts))
    assert all(own[-2:] == [60, 61] for own in parts)


def test_fewer_articles_to_learn_from_leave_the_held_out_examples_as_they_are(noise):
    documents, gold = noise
    sample = Sample(Paragraphs.of(documents), gold, np.arange(N))
    options = {"settings": TrainingSettings(), "recipe": Recipe(), "workers": Workers()}
    whole, part = (score_out_of_fold(sample, share=share, **options) for share in (1.0, 0.3))
    assert np.array_equal(whole.folds, part.folds)
    assert np.array_equal(whole.rows, np.arange(N))
    assert not np.array_equal(whole.scores, part.scores)


def test_what_the_folds_learn_from_is_counted(noise):
    documents, gold = noise
    groups = np.where(np.arange(N) < N // 2, 0, np.arange(N))  # one article has half of the examples
    whole = score(documents, gold, groups)
    sizes = [N - np.count_nonzero(deal == fold) for deal in whole.folds for fold in np.unique(deal)]
    assert whole.n_learnt == pytest.approx(np.mean(sizes))
