"""Training with tags of which nobody said whether a text has them: they are neither for nor against a topic."""

import numpy as np
import pytest

import topictag
from topictag.errors import DataWarning, TrainingError
from topictag.labelled.example import Example
from topictag.labelled.reading import read_examples
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.fitting.linear import Design
from topictag.training.recipe import Recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import score_out_of_fold
from topictag.training.validation.parallel import Workers
from topictag.training.validation.sample import Sample

pytestmark = pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")
WORDS = [f"слово{letter}{other}" for letter in "абвгдежзик" for other in "абвгдежзик"]
QUICK = TrainingSettings(C=5.0, min_df=2, max_pairs=0, families="yes")


@pytest.fixture
def sample():
    """Words 0–9 belong to the first topic, and a third of the tags are unknown."""
    rng = np.random.default_rng(5)
    gold, known = rng.random((90, 2)) < 0.4, rng.random((90, 2)) < 0.7
    documents = [
        [[WORDS[n] for n in rng.integers(10, 100, 12)] + [WORDS[n] for n in rng.integers(0, 10, 4 * own[0])]]
        for own in gold
    ]
    return Sample(Paragraphs.of(documents), gold & known, np.arange(90), known=known)


def test_weights_are_zero_where_a_tag_is_unknown(sample):
    both = Sample(sample.paragraphs, sample.gold, np.arange(80), [[]] * 10, known=sample.known)
    weights = both.weights(0.3)
    assert weights.shape == (90, 2)
    np.testing.assert_array_equal(weights > 0, sample.known)
    assert set(weights[80:].ravel()) == {0.0, 0.3}
    assert both.without_auxiliary().known.shape == (80, 2)


def test_a_topic_is_fitted_on_the_known_examples_alone(sample):
    rows = sample.counts.matrix
    layer = Design.of(rows, sample.gold, weights=sample.weights(0)).find_layer(1.0).direct
    for topic in range(2):
        own = sample.known[:, topic]
        alone = Design.of(rows[own], sample.gold[own][:, [topic]]).find_layer(1.0).direct
        np.testing.assert_allclose(layer.coef[topic], alone.coef[0], atol=1e-4)


def test_scores_do_not_depend_on_what_is_unknown(sample):
    def score(gold):
        changed = Sample(sample.paragraphs, gold, sample.groups, known=sample.known)
        return score_out_of_fold(changed, QUICK, recipe=Recipe(), workers=Workers())

    own, other = score(sample.gold), score(sample.gold ^ ~sample.known)
    np.testing.assert_array_equal(own.scores, other.scores)
    assert own.measure("ab") == other.measure("ab")
    assert own.measure("ab").n_unknown == (~sample.known).sum()


def test_unknown_instead_of_negative_repairs_a_topic_that_was_labelled_in_part(leisure_path):
    """Half of the texts about sport were never read for sport: as negatives, they teach the contrary."""
    examples = read_examples(leisure_path)
    sport = [example for example in examples if "sport" in example.tags]
    unread = {example.id for example in sport[::2]}

    def label(example, **fields):
        tags = example.tags - {"sport"}
        return Example(example.id, example.text, tags, example.article, **fields)

    hidden = [label(e, unknown=frozenset({"sport"})) if e.id in unread else e for e in examples]
    negative = [label(e) if e.id in unread else e for e in examples]
    unread_texts = [e.text for e in examples if e.id in unread]
    found = [
        np.mean(["sport" in tags for tags in topictag.train(own, QUICK).tag_many(unread_texts)])
        for own in (hidden, negative)
    ]
    assert found[0] > found[1] + 0.2


def test_the_record_counts_what_is_unknown(leisure_path):
    first, *others = read_examples(leisure_path)
    other = min({tag for e in others for tag in e.tags} - first.tags)
    changed = Example(first.id, first.text, first.tags, first.article, unknown=frozenset({other}))
    tagger, plain = (topictag.train([own, *others], QUICK) for own in (changed, first))
    assert tagger.record.data.unknown == {other: 1}
    assert tagger.quality.n_unknown == 1
    assert plain.record.data.unknown == {}
    assert tagger.record.data.fingerprint != plain.record.data.fingerprint
    measured = tagger.evaluate([changed, *others])
    assert measured.n_unknown == 1


def test_unknown_examples_do_not_make_a_topic_trainable():
    texts = [(f"Хоккей, матч {word}.", ["s"]) for word in WORDS[:4]]
    others = [{"text": f"Театр {word}.", "tags": [], "unknown": ["s"]} for word in WORDS[4:9]]
    with pytest.raises(TrainingError, match="'s' has no negative examples: 4 of 4 carry it"):
        topictag.train([*texts, *others])


def test_a_name_that_is_only_unknown_is_told():
    texts = [(f"Хоккей, матч {word}.", ["sport"]) for word in WORDS[:4]]
    others = [{"text": f"Театр {word}.", "tags": [], "unknown": ["sprot"]} for word in WORDS[4:9]]
    with pytest.warns(DataWarning, match="Only \"unknown\" names the topic 'sprot'.*Did you mean 'sport'"):
        assert topictag.train([*texts, *others], QUICK).topics == ("sport",)
