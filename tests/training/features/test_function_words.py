"""Function words and negations are terms where they are chosen, and leave no trace elsewhere."""

import warnings
from dataclasses import fields

import numpy as np
import pytest

import topictag
from topictag.labelled.example import Example
from topictag.labelled.reading import read_examples
from topictag.model.gram_table import GramTable
from topictag.model.reference import ReferenceScorer
from topictag.model.strings import unpack_strings
from topictag.model.word_table import WordTable
from topictag.reports.card import make_card
from topictag.text.function_words import is_function_word
from topictag.text.terms import TermAnalyzer
from topictag.training.features.counts import TermCounts
from topictag.training.features.pairs import MIN_DF, choose_negations
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.features.vocabulary import Vocabulary
from topictag.training.fitting.layer import fit_documents
from topictag.training.preparing import prepare
from topictag.training.recipe import Recipe
from topictag.training.settings import TrainingSettings
from topictag.training.validation.out_of_fold import score_documents
from topictag.training.validation.space import Space, may_need_function_words

FILLERS = [f"слово{one}{two}" for one in "абвгдежзик" for two in "лм"]
FIXED = {"C": 5, "min_df": 2, "max_pairs": 1000, "families": "yes", "max_grams": 0}


@pytest.fixture(scope="module")
def denials():
    """Texts with a tag if they deny something: only не before a word tells, because each text has не and the word."""
    near = [(f"они не платят каждый месяц {own} {own}а", ["denied"]) for own in FILLERS]
    far = [(f"не они каждый месяц платят {own} {own}а", []) for own in FILLERS]
    return near + far


def train(examples, **settings):
    with warnings.catch_warnings(action="ignore", category=topictag.TrainingWarning):
        return topictag.train(examples, **settings)


@pytest.fixture(scope="module", params=[("yes", "yes"), ("yes", "no"), ("no", "yes")])
def trained(request, denials):
    function_words, negation = request.param
    examples = read_examples(denials)
    recipe = Recipe(function_words=function_words == "yes", negation=negation == "yes")
    analyzer = TermAnalyzer(shared_lemmatizer())
    sample = prepare(examples, [], analyzer, with_function_words=True).sample
    fitted = fit_documents(sample.counts, sample.gold, recipe, None, sample.weights(0.0))
    tagger = train(examples, **FIXED, function_words=function_words, negation=negation)
    return tagger, fitted.vocabulary, score_documents(fitted.vocabulary, fitted.layer, sample.paragraphs), examples


def test_tagging_repeats_the_scores_of_training(trained):
    tagger, vocabulary, scores, examples = trained
    names = [own for own in vocabulary.terms if is_function_word(own)]
    assert tagger.model.n_function_words + tagger.model.n_negations == len(names) > 0
    texts = [example.text for example in examples]
    np.testing.assert_allclose(tagger.scores(texts), scores, atol=2e-3)
    np.testing.assert_allclose(ReferenceScorer(tagger.model).scores(texts), tagger.scores(texts), atol=1e-4)


def test_each_setting_gives_its_own_terms(trained):
    tagger, vocabulary, *_ = trained
    settings = tagger.record.settings
    own = {term for term in vocabulary.terms if is_function_word(term)}
    words = {"=они", "=не", "=каждый"} if settings["function_words"] == "yes" else {"=не"}
    assert own == words | ({"=не платить"} if settings["negation"] == "yes" else set())
    assert {"=не", "=они"} & set(unpack_strings(tagger.model.lemmas)) == {"=не", "=они"} & own


def test_function_words_form_no_other_pairs(trained):
    tagger, *_ = trained
    model = tagger.model
    lemmas = unpack_strings(model.lemmas)
    pairs = [(lemmas[one], lemmas[two]) for one, two in model.pairs.tolist()]
    assert {one for one, _ in pairs if is_function_word(one)} <= {"=не"}
    assert not any(is_function_word(two) for _, two in pairs)


def test_a_negation_tells_what_its_words_do_not(denials):
    without, with_it = (train(denials, **{**FIXED, "max_pairs": 0}, negation=own) for own in ("no", "yes"))
    assert without.quality.macro_f1.value < 0.75
    assert with_it.quality.macro_f1.value == 1
    assert with_it.tag("Они не платят каждый месяц.")
    assert not with_it.tag("Не они каждый месяц платят.")


@pytest.fixture(scope="module")
def searched(denials):
    return train(denials, effort="thorough", max_pairs=0, max_grams=0)


def test_a_thorough_search_finds_that_negation_helps(searched):
    assert searched.record.search.chosen["negation"]
    assert searched.model.n_negations == 1
    card = make_card(searched)
    assert "n_negations" in card
    assert "n_function_words" in card


def arrays(model):
    """Return the arrays of a model by name, without its record."""
    found = {own.name: getattr(model, own.name) for own in fields(model) if own.name != "metadata"}
    tables = {name: table for name, table in found.items() if isinstance(table, WordTable | GramTable)}
    inner = {f"{name}.{own.name}": getattr(table, own.name) for name, table in tables.items() for own in fields(table)}
    return {name: np.asarray(own) for name, own in {**found, **inner}.items() if isinstance(own, np.ndarray)}


def test_a_search_that_does_not_choose_them_makes_the_model_that_never_read_them(leisure_path):
    found = train(leisure_path, effort="thorough")
    assert not found.record.search.chosen["function_words"]
    assert not found.record.search.chosen["negation"]
    assert any(own.recipe["function_words"] for own in found.record.search.trials)
    assert any(own.recipe["negation"] for own in found.record.search.trials)
    plain = train(leisure_path, effort="thorough", function_words="no", negation="no")
    assert found.quality == plain.quality
    for name, own in arrays(found.model).items():
        np.testing.assert_array_equal(own, arrays(plain.model)[name], name)


def test_texts_that_differ_in_function_words_alone_stay_copies_where_these_are_not_chosen():
    """Five examples contain the pair, but two of them are copies, so it is too rare."""
    near = [*(f"банк и река {own}" for own in FILLERS[:3]), "банк без реки", "банк самой реки"]
    examples = [*((text, ["banks"]) for text in near), *((f"стол {own}", []) for own in FILLERS)]
    tagger = train(examples, **FIXED, effort="thorough")
    chosen = tagger.record.search.chosen
    assert [chosen["function_words"], chosen["negation"]] == [False, False]
    assert len(tagger.model.pairs) == 0
    assert len(train([*examples, ("банк, река, вода", ["banks"])], **FIXED).model.pairs) == 1


def test_an_example_of_function_words_alone_teaches_nothing_where_these_are_not_chosen(leisure_path):
    examples = [*read_examples(leisure_path), Example("wordless", "Не мы и не они.", frozenset(), "wordless")]
    with pytest.warns(topictag.TrainingWarning, match="1 of 47 examples contain no Russian content word"):
        topictag.train(examples, **FIXED, effort="thorough", negation="no")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, False),
        ({"effort": "quick"}, False),
        ({"effort": "thorough"}, True),
        ({"effort": "thorough", "function_words": "no"}, True),
        ({"effort": "thorough", "function_words": "no", "negation": "no"}, False),
        ({"negation": "yes"}, True),
        ({"function_words": "yes", "effort": "quick"}, True),
    ],
)
def test_they_are_read_only_where_they_may_be_chosen(settings, expected):
    assert may_need_function_words(TrainingSettings(**settings)) == expected


def test_a_sample_without_them_offers_none(leisure_path):
    examples, settings = read_examples(leisure_path), TrainingSettings(effort="thorough")
    analyzer = TermAnalyzer(shared_lemmatizer())
    plain = prepare(examples, [], analyzer).sample
    read = prepare(examples, [], analyzer, with_function_words=True).sample
    assert not {"function_words", "negation"} & Space.of(plain, settings, None).choices.keys()
    assert {"function_words", "negation"} <= Space.of(read, settings, None).choices.keys()
    assert read.take(np.arange(5)).has_function_words
    without = read.without_function_words().counts
    assert without.terms == plain.counts.terms
    np.testing.assert_array_equal(without.matrix.toarray(), plain.counts.matrix.toarray())
    assert plain.without_function_words() is plain


def test_only_function_words_and_negations_of_the_vocabulary_are_chosen():
    rows = [["=не", "=не а", "а", "=без", "=без б", "б"]] * (MIN_DF - 1) + [["=не", "=не а", "а"]] + [["=не", "а"]] * 20
    documents = [[*own, f"{number}*"] for number, own in enumerate(rows)]
    gold = np.array([[True]] * MIN_DF + [[False]] * 20)
    counts = TermCounts.of(documents)
    assert choose_negations(counts, gold, terms={"=не", "=без", "а", "б"}) == ["=не а"]
    assert choose_negations(counts, gold, terms={"=не"}) == []
    learn = {"gold": gold, "min_df": 2, "max_pairs": 10, "families": False}
    assert Vocabulary.learn(counts, **learn).terms == ("а", "б")
    assert Vocabulary.learn(counts, **learn, function_words=True).terms == ("=без", "=не", "а", "б")
    assert Vocabulary.learn(counts, **learn, negation=True).terms == ("=без", "=не", "а", "б", "=не а")


def test_a_background_does_not_make_function_words_rare(themes, background_path):
    examples = [(f"{text} не для них", tags) for text, tags in themes.examples]
    tagger = train(examples, background=background_path, function_words="yes", effort="quick")
    names = unpack_strings(tagger.model.lemmas)
    assert tagger.model.idf[names.index("=них")] == pytest.approx(1, abs=0.01)  # it occurs in every example
    assert tagger.model.idf[names.index("=них") + 1 :].min() > 1


def test_a_function_word_that_begins_like_a_family_is_no_member():
    texts = [(f"{text} {own}", tags) for own in FILLERS for text, tags in [("котором которому", ["a"]), ("стол", [])]]
    texts += [(f"котордан {own}", ["a"]) for own in FILLERS]  # a made-up word with the family котор
    tagger = train(texts, **FIXED, function_words="yes", negation="no")
    model = tagger.model
    forms = model.forms.words()
    terms = dict(zip(forms, model.form_terms.tolist(), strict=True))
    names = unpack_strings(model.lemmas)
    assert [names[terms["котором"][0]], terms["котором"][1]] == ["=котором", -1]
    assert terms["которыми"] == [-1, -1]  # never seen, so it is no term
    assert model.families.find("котор") >= 0
