"""Auxiliary examples: training learns from them with a weight of their own, and never measures on them."""

import json
from hashlib import sha256

import numpy as np
import pytest

import topictag
from topictag.errors import DataError, DataWarning, SettingError
from topictag.labelled.reading import read_examples
from topictag.text.terms import TermAnalyzer
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.fitting.linear import Design
from topictag.training.preparing import prepare
from topictag.training.recipe import Recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import score_out_of_fold
from topictag.training.validation.parallel import Workers
from topictag.training.validation.sample import Sample, list_folds
from topictag.training.validation.space import EFFORTS


@pytest.fixture(scope="module")
def own(leisure_path):
    return [json.loads(line) for line in leisure_path.read_text(encoding="utf-8").splitlines()]


FURTHER = [
    {"id": f"x{number}", "text": f"Зюзьга вышла на поле, и зюзьгу освистали {word}.", "tags": ["sport"]}
    for number, word in enumerate(["зрители", "судьи", "дети", "врачи", "повара", "моряки"])
]


def test_words_of_auxiliary_examples_are_learnt(own):
    plain, helped = topictag.train(own), topictag.train(own, auxiliary=FURTHER, auxiliary_weight=1.0)
    assert "зюзьга" in plain.coverage("Зюзьга!").unknown
    column = helped.topics.index("sport")
    assert helped.scores(["Зюзьга"])[0, column] == helped.scores(["Зюзьга"])[0].max() > 0


def test_quality_is_not_measured_on_them(own):
    tagger = topictag.train(own, auxiliary=FURTHER)
    assert tagger.record.data.n_examples == tagger.record.quality.n_examples == len(own)
    described = tagger.record.auxiliary
    assert (described.n_examples, described.support["sport"]) == (len(FURTHER), len(FURTHER))
    tried = {trial.recipe["auxiliary_weight"] for trial in tagger.record.search.trials}
    assert tried == {1.0, *EFFORTS["normal"].weights}
    assert described.weight == tagger.record.search.chosen["auxiliary_weight"]


def test_with_weight_0_they_change_nothing(own, tmp_path):
    topictag.train(own, auxiliary=FURTHER, auxiliary_weight=0).save(tmp_path / "with")
    topictag.train(own).save(tmp_path / "without")
    with_, without = (topictag.load(tmp_path / name) for name in ("with", "without"))
    texts = [row["text"] for row in own + FURTHER]
    np.testing.assert_array_equal(with_.scores(texts), without.scores(texts))
    assert with_.thresholds == without.thresholds
    assert with_.record.auxiliary.weight == 0


def test_examples_that_contradict_get_no_weight():
    """Cross-validation on the own examples gives no weight to misleading ones."""
    rng = np.random.default_rng(0)
    words = [f"слово{a}{b}" for a in "абвгдежзик" for b in "абвгдежзик"]

    def make(n, sign):
        texts, tags = [], []
        for _ in range(n):
            positive = bool(rng.integers(2))
            drawn = rng.choice(words[:50] if positive else words[50:], 8)
            texts.append(" ".join(map(str, drawn)))
            tags.append(["topic"] if positive == sign else [])
        return list(zip(texts, tags, strict=True))

    good, bad, own = make(60, sign=True), make(600, sign=False), make(30, sign=True)
    assert topictag.train(own, auxiliary=bad).record.auxiliary.weight == 0
    assert topictag.train(own, auxiliary=good).record.auxiliary.weight == 1.0


def test_a_weight_counts_as_copies_do():
    rng = np.random.default_rng(1)
    rows = rng.random((30, 6)) * (rng.random((30, 6)) < 0.5)
    gold = rng.random((30, 2)) < 0.5
    from scipy.sparse import csr_array

    weights = np.repeat([1.0, 3.0], [20, 10])
    weighted = Design.of(csr_array(rows), gold, weights=weights).find_layer(5.0).direct
    copies = np.repeat(np.arange(30), weights.astype(int))
    copied = Design.of(csr_array(rows[copies]), gold[copies]).find_layer(5.0).direct
    np.testing.assert_allclose(weighted.coef, copied.coef, atol=1e-4)
    np.testing.assert_allclose(weighted.intercept, copied.intercept, atol=1e-4)


def test_topics_of_auxiliary_examples_alone_are_left_out_and_reported(own):
    strange = [row | {"tags": ["sport", "sports"]} for row in FURTHER]
    with pytest.warns(
        DataWarning, match=r"Only auxiliary examples carry the topic 'sports'.* left out. Did you mean 'sport'\?"
    ):
        tagger = topictag.train(own, auxiliary=strange, auxiliary_weight=1.0)
    assert "sports" not in tagger.topics
    assert tagger.record.auxiliary.support["sport"] == len(FURTHER)


@pytest.mark.parametrize("weight", [-1, float("inf"), "much"])
def test_a_weight_out_of_range_is_refused(own, weight):
    with pytest.raises(SettingError, match="auxiliary_weight must be a number of at least 0"):
        topictag.train(own, auxiliary=FURTHER, auxiliary_weight=weight)


def test_missing_auxiliary_files_are_reported(own, tmp_path):
    with pytest.raises(DataError, match="does not exist"):
        topictag.train(own, auxiliary=tmp_path / "none.jsonl")


@pytest.fixture
def sample():
    """Ten own documents and four auxiliary ones: two of them twins of the own documents 3 and 7."""
    documents = [[[f"слово{letter}", "общее"]] for letter in "абвгдежзикклзн"]
    gold = np.arange(14)[:, None] % 2 == 0
    return Sample(Paragraphs.of(documents), gold, np.arange(10), twins=[[3], [7, 8], [], []])


def test_auxiliary_documents_are_always_learnt_from_unless_a_twin_is_held_out(sample):
    for fold in list_folds(sample, [sample.deal(5, seed) for seed in range(3)]):
        inside, outside = set(fold.inside.tolist()), set(fold.outside.tolist())
        assert inside | outside >= {*range(10), 12, 13}
        assert not inside & outside
        assert (10 in outside) == (3 not in inside)
        assert (11 in outside) == (not {7, 8} & inside)


def test_twins_are_found_by_text_and_by_article(own):
    texts = [row["text"] for row in own]
    further = [
        {"text": texts[2].upper() + "!", "tags": []},
        {"text": "Иное.", "article": own[4]["id"], "tags": []},
        {"text": "Другое.", "tags": []},
    ]
    data = prepare(read_examples(own), read_examples(further), TermAnalyzer(shared_lemmatizer()))
    assert data.sample.twins == [[2], [4], []]


@pytest.mark.parametrize("name", ["example", "example 1", "e"])
def test_twins_by_article_are_found_though_the_article_is_called_as_a_place(name):
    own = [{"article": name, "text": "Слово раз.", "tags": ["topic"]}, *({"text": f"Слово {w}.", "tags": t} for w, t in
           (("два", ["topic"]), ("три", []), ("пять", [])))]  # fmt: skip
    further = [{"article": name, "text": "Дело шесть.", "tags": []}]
    data = prepare(read_examples(own), read_examples(further), TermAnalyzer(shared_lemmatizer()))
    assert data.sample.twins == [[0]]


def test_examples_without_ids_are_nobodys_twins():
    rows = [(f"Слово {word}.", []) for word in ("раз", "два", "три", "пять")]
    own = [(text, ["topic"] * (number % 2)) for number, (text, _) in enumerate(rows)]
    others = [(f"Дело {word}.", []) for word in ("шесть", "семь", "восемь", "девять")]
    data = prepare(read_examples(own), read_examples(others), TermAnalyzer(shared_lemmatizer()))
    assert data.sample.twins == [[]] * 4
    articles = [{"paragraphs": [{"text": text, "tags": []}]} for text, _ in others]
    data = prepare(read_examples(own), read_examples(articles), TermAnalyzer(shared_lemmatizer()))
    assert data.sample.twins == [[]] * 4


@pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")
def test_weights_reach_the_fit_and_every_fold(own):
    light, heavy = (topictag.train(own, auxiliary=FURTHER, auxiliary_weight=weight) for weight in (0.001, 3.0))
    column = light.topics.index("sport")
    assert heavy.scores(["Зюзьга"])[0, column] > light.scores(["Зюзьга"])[0, column] + 0.5
    data = prepare(read_examples(own), read_examples(FURTHER), TermAnalyzer(shared_lemmatizer()))
    settings, recipe, workers = TrainingSettings(), Recipe(min_df=1), Workers()
    scores = [
        score_out_of_fold(data.sample, settings, recipe=recipe.change(auxiliary_weight=weight), workers=workers).scores
        for weight in (0.001, 3.0)
    ]
    known = np.isfinite(scores[0]).all(axis=2)
    for deal, own_known in enumerate(known):
        assert (scores[0][deal, own_known] != scores[1][deal, own_known]).mean() > 0.9


def test_a_weight_without_examples_is_refused(own):
    with pytest.raises(SettingError, match="no auxiliary examples"):
        topictag.train(own, auxiliary_weight=0.5)


def test_a_corpus_given_as_an_iterator_is_used_for_both(own, tmp_path):
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("\n".join(json.dumps({"id": row["id"], "text": row["text"]}) for row in own), encoding="utf-8")
    labels = [{"id": row["id"], "sha256": sha256(row["text"].encode()).hexdigest(), "tags": row["tags"]} for row in own]
    tagger = topictag.train(labels[::2], auxiliary=labels[1::2], corpus=iter([corpus]))
    assert tagger.record.data.n_examples + tagger.record.auxiliary.n_examples == len(own)


def test_scores_are_of_the_own_documents(sample):
    unseen = score_out_of_fold(
        sample, TrainingSettings(min_df=1), recipe=Recipe(min_df=1, auxiliary_weight=1.0), workers=Workers()
    )
    assert unseen.scores.shape[1:] == unseen.gold.shape == (10, 1)
    assert unseen.folds.shape[1] == len(unseen.groups) == 10


def test_the_command_takes_auxiliary_files(leisure_path, tmp_path):
    from click.testing import CliRunner

    from topictag.cli.main import main

    further = tmp_path / "further.jsonl"
    further.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in FURTHER), encoding="utf-8")
    output = tmp_path / "m.safetensors"
    options = ["--auxiliary", further, "--auxiliary-weight", "0.5", "--quiet", "--output"]
    result = CliRunner().invoke(main, list(map(str, ["train", leisure_path, *options, output])))
    assert result.exit_code == 0, result.output
    assert topictag.load(output).record.auxiliary.weight == 0.5
    refused = CliRunner().invoke(main, list(map(str, ["train", leisure_path, *options, further])))
    assert refused.exit_code == 1
    assert "further.jsonl" in refused.output
