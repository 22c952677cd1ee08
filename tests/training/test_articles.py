"""Articles with one list of tags: examples of several paragraphs, of which nobody said which one has the topic."""

import json

import numpy as np
import pytest
from click.testing import CliRunner

import topictag
from topictag import SettingError
from topictag.cli.main import main
from topictag.errors import ModelFormatError
from topictag.model.record import ModelRecord
from topictag.reports.card import make_card
from topictag.training.features.paragraphs import Paragraphs
from topictag.training.fitting.articles import fit_articles, share_weight
from topictag.training.fitting.layer import fit_documents
from topictag.training.recipe import Recipe

SPORT = ["матч", "хоккеист", "гол", "тренер", "турнир"]
OTHERS = ["снег", "театр", "дорога", "цена", "школа", "врач", "музей", "река", "письмо", "фабрика", "поезд", "книга"]


def merge(n, size, seed):
    """Return articles of random words, every second with one paragraph about sport, and where these are."""
    rng = np.random.default_rng(seed)
    articles = [[rng.choice(OTHERS, 8).tolist() for _ in range(size)] for _ in range(n)]
    about = np.zeros((n, size), dtype=bool)
    for number in range(0, n, 2):
        place = rng.integers(size)
        articles[number][place] = [*rng.choice(SPORT, 2), *rng.choice(OTHERS, 6)]
        about[number, place] = True
    return articles, about


def examples(size, n=40):
    articles, about = merge(n, size, 3)
    return [
        ("\n\n".join(" ".join(own).capitalize() + "." for own in article), ["sport"] if own.any() else [])
        for article, own in zip(articles, about, strict=True)
    ]


def fit(function, documents, gold, weights=None):
    own = np.ones(gold.shape) if weights is None else weights
    return function(documents, gold, Recipe(max_pairs=0), None, own)


def scores_of(fitted, paragraphs):
    return fitted.layer.scores(fitted.vocabulary.rows(paragraphs.counts))[:, 0]


def test_without_documents_of_several_paragraphs_the_fit_is_that_of_documents():
    articles, about = merge(40, 1, 0)
    paragraphs = Paragraphs.of(articles)
    own, usual = fit(fit_articles, paragraphs, about), fit(fit_documents, paragraphs.documents, about)
    np.testing.assert_array_equal(own.layer.coef, usual.layer.coef)
    np.testing.assert_array_equal(own.layer.intercept, usual.layer.intercept)


def test_the_shares_of_a_document_sum_to_one_and_the_best_paragraph_has_most():
    owners = np.array([2, 2, 2, 5, 7, 7])
    shares = share_weight(np.array([[0.0], [3.0], [-900.0], [4.0], [1.0], [1.0]]), owners)[:, 0]
    assert shares[3:].tolist() == [1.0, 0.5, 0.5]
    assert shares[:3].sum() == pytest.approx(1)
    assert shares[1] > 0.99


def test_paragraphs_of_long_articles_are_ranked_better_than_by_whole_articles():
    articles, about = merge(120, 8, 1)
    learnt, gold = Paragraphs.of(articles), about.any(axis=1)[:, None]
    others, right = merge(120, 8, 2)
    unseen, right = Paragraphs.of(others), right.ravel()
    by_paragraph, whole = fit(fit_articles, learnt, gold), fit(fit_documents, learnt.documents, gold)
    margins = [
        scores_of(own, unseen)[right].min() - np.quantile(scores_of(own, unseen)[~right], 0.99)
        for own in (by_paragraph, whole)
    ]
    assert margins[0] > margins[1]
    assert margins[0] > 0


def test_paragraphs_without_words_do_not_count():
    articles, about = merge(40, 2, 0)
    gold, empty = about.any(axis=1)[:, None], [[own[0], []] for own in articles]
    assert Paragraphs.of(empty).parts.size == 0
    assert Paragraphs.of([*empty, articles[0]]).parts.tolist() == [80, 81]
    single = fit(fit_documents, Paragraphs.of([[own[0]] for own in articles]).documents, gold)
    np.testing.assert_array_equal(fit(fit_articles, Paragraphs.of(empty), gold).layer.coef, single.layer.coef)


def test_an_article_whose_topic_is_unknown_teaches_nothing_about_it():
    articles, about = merge(40, 3, 0)
    gold = np.repeat(about.any(axis=1)[:, None], 2, axis=1)
    weights = np.ones(gold.shape)
    weights[::5, 1] = 0
    changed = gold.copy()
    changed[::5, 1] = ~gold[::5, 1]
    one, other = (fit(fit_articles, Paragraphs.of(articles), own, weights) for own in (gold, changed))
    np.testing.assert_array_equal(one.layer.coef, other.layer.coef)


@pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")
def test_cross_validation_chooses_and_the_record_says_how(tmp_path):
    data, path = examples(6), tmp_path / "model.safetensors"
    tagger = topictag.train(data, effort="quick")
    told = tagger.record.articles
    assert (told.n_several, told.measure) == (40, "mean average precision")
    assert set(told.figures) == {"whole", "paragraphs"}
    assert told.figures[told.learnt] == max(told.figures.values())
    tagger.save(path)
    assert topictag.load(path).record.articles == told
    assert "Examples of several paragraphs: 40. Learnt" in make_card(tagger)
    topictag.train(data, effort="quick", n_jobs=2).save(tmp_path / "other.safetensors")
    assert (tmp_path / "other.safetensors").read_bytes() == path.read_bytes()


@pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")
@pytest.mark.parametrize(("articles", "shown"), [("whole", "as whole texts"), ("paragraphs", "by paragraphs")])
def test_the_setting_decides_and_the_command_tells(articles, shown, tmp_path):
    rows = [json.dumps({"text": text, "tags": tags}) for text, tags in examples(3)]
    (tmp_path / "data.jsonl").write_text("\n".join(rows), encoding="utf-8")
    arguments = ["train", "data.jsonl", "--output", "m.safetensors", "--effort", "quick", "--articles", articles]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        run = CliRunner().invoke(main, arguments)
    assert run.exit_code == 0, run.output
    assert f"Examples of several paragraphs: 40. Learnt {shown}." in run.output
    record = topictag.load(tmp_path / "m.safetensors").record
    assert (record.articles.learnt, record.articles.figures) == (articles, {})
    assert record.settings["articles"] == articles


@pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")
def test_the_record_of_ordinary_data_stays_as_it_was():
    record = topictag.train(examples(1), effort="quick").record
    assert record.articles is None
    assert "articles" not in record.settings
    assert "articles" not in record.to_dict()


@pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")
def test_articles_are_evaluated_by_their_best_paragraph():
    data = examples(4)
    tagger = topictag.train(data, effort="quick", articles="paragraphs")
    quality = tagger.evaluate(data)
    assert (quality.n_examples, quality.topics[0].support) == (40, 20)
    assert quality.topics[0].f1.value > 0.9
    given = [paragraph.tags for text, tags in data if tags for paragraph in tagger.tag_paragraphs(text)]
    assert sum(map(bool, given)) < len(given) / 2


@pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")
def test_topics_that_compete_are_learnt_by_paragraphs_too():
    data = [(text, tags or ["other"]) for text, tags in examples(4)]
    tagger = topictag.train(data, effort="quick")
    assert tagger.task == "single"
    assert tagger.record.articles.measure == "accuracy"
    assert list(tagger.tag(data[0][0])) == ["sport"]


def test_an_unknown_way_is_refused():
    with pytest.raises(SettingError, match="articles"):
        topictag.train(examples(2), articles="best")


@pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")
def test_a_damaged_record_of_articles_is_told():
    record = topictag.train(examples(2), effort="quick").record.to_dict()
    record["articles"]["n_several"] = "many"
    with pytest.raises(ModelFormatError, match="'many' is not int"):
        ModelRecord.from_dict(record)
