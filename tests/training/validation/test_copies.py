"""Near copies are found, and stay in one fold."""

import random

import numpy as np
import pytest

import topictag
from topictag.errors import TrainingWarning
from topictag.labelled.reading import read_examples
from topictag.text.copies import MIN_SIMILARITY
from topictag.text.terms import TermAnalyzer
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.preparing import prepare
from topictag.training.settings import TrainingSettings
from topictag.training.validation.copies import group_copies
from topictag.training.validation.folds import deal_folds, group_examples

WORDS = [f"слово{a}{b}{c}" for a in "абвгдежзик" for b in "абвгдежзик" for c in "абвгдежзик"]


def make_text(seed, n=30):
    return random.Random(seed).sample(WORDS, n)


def edit(text, n_words, seed):
    """Return the text with some words replaced."""
    rng, edited = random.Random(seed), list(text)
    for place in rng.sample(range(len(text)), n_words):
        edited[place] = rng.choice(WORDS)
    return edited


def similarity(one, other):
    return len({*one} & {*other}) / len({*one} | {*other})


def test_distinct_texts_are_alone():
    groups = group_copies([make_text(seed) for seed in range(300)])
    assert len(set(groups.tolist())) == 300


@pytest.mark.parametrize("n_words", [0, 1, 3])
def test_texts_with_changed_words_are_copies(n_words):
    texts = [make_text(seed) for seed in range(100)]
    groups = group_copies([*texts, *(edit(text, n_words, seed) for seed, text in enumerate(texts))])
    np.testing.assert_array_equal(groups[:100], groups[100:])
    assert len(set(groups.tolist())) == 100


def test_the_jaccard_index_decides():
    texts = [make_text(seed) for seed in range(400)]
    others = [edit(text, 4 + seed % 12, seed) for seed, text in enumerate(texts)]
    groups = group_copies([*texts, *others])
    expected = np.array([similarity(*pair) >= MIN_SIMILARITY for pair in zip(texts, others, strict=True)])
    found = groups[:400] == groups[400:]
    assert not (found & ~expected).any()
    assert found[expected].mean() > 0.9  # MinHash misses some at the limit


def test_neither_order_nor_short_words_matter_and_short_texts_are_left_alone():
    text = make_text("text", 10)
    groups = group_copies([[*text, "и", "на"], ["не", *reversed(text)], text[:7], text[:7], []])
    assert groups[0] == groups[1]
    assert len(set(groups[1:].tolist())) == 4


def test_no_texts_and_the_same_groups_each_time():
    assert group_copies([]).shape == (0,)
    texts = [edit(make_text(seed % 40), seed % 7, seed) for seed in range(200)]
    np.testing.assert_array_equal(group_copies(texts), group_copies(texts))


def test_a_chain_of_ever_less_similar_texts_is_broken():
    """Each text differs from the one before in a fifth of its words: the first and the last share none."""
    chain = [WORDS[6 * step : 6 * step + 30] for step in range(100)]
    assert similarity(chain[0], chain[1]) > MIN_SIMILARITY
    others = [make_text(seed) for seed in range(100)]
    groups = group_copies([*chain, *others])
    assert np.bincount(groups).max() <= 20
    close = [edit(chain[0], 1, seed) for seed in range(60)]
    assert len(set(group_copies([*close, *others])[:60].tolist())) == 1  # true copies stay, however many


def test_copies_land_in_one_fold():
    texts = [make_text(seed) for seed in range(60)]
    texts += [edit(text, 2, seed) for seed, text in enumerate(texts)]
    groups = group_examples(range(120), group_copies(texts).tolist())
    gold = np.random.default_rng(0).random((120, 2)) < 0.4
    folds = deal_folds(gold, groups, 5, seed=0)
    np.testing.assert_array_equal(folds[:60], folds[60:])
    assert np.ptp(np.bincount(folds)) <= 4


def test_training_does_not_measure_on_copies_of_what_it_learns():
    """With random labels, nothing can be learnt, except from copies."""
    rng = random.Random(1)
    texts, labels = [make_text(seed, 20) for seed in range(60)], [["topic"] * (rng.random() < 0.5) for _ in range(60)]
    examples = [
        (" ".join(edit(text, 2, 1000 * seed + n)), tags)
        for seed, (text, tags) in enumerate(zip(texts, labels, strict=True))
        for n in range(4)
    ]
    settings = TrainingSettings(C=5.0, min_df=2, max_pairs=0, families="yes", effort="quick")
    with pytest.warns(TrainingWarning, match="'topic' cannot be distinguished from the others beyond chance"):
        topictag.train(examples, settings)


def test_an_auxiliary_copy_is_held_out_with_its_example():
    texts = [make_text(seed, 20) for seed in range(8)]
    own = [(" ".join(text), ["topic"] * (seed % 2)) for seed, text in enumerate(texts)]
    copies = [(" ".join(edit(text, 2, seed)), ["topic"]) for seed, text in enumerate(texts)]
    new = [(" ".join(make_text("new", 20)), [])]
    analyzer = TermAnalyzer(shared_lemmatizer(), TrainingSettings().analysis)
    twins = prepare(read_examples(own), read_examples([*copies, *new]), analyzer).sample.twins
    assert [list(own) for own in twins] == [*([number] for number in range(8)), []]
