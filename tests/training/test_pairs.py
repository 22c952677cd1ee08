"""Which pairs become terms."""

import numpy as np
import pytest
from sklearn.feature_selection import chi2

import topictag
from topictag.errors import SettingError, TrainingWarning
from topictag.training.pairs import MIN_DF, choose_pairs, drop_rare_pairs
from topictag.training.vectorizer import LemmaTfidfVectorizer

LEMMAS = {"а", "б", "в", "г"}


def make_documents(*rows):
    """Return documents from (terms, how many) pairs."""
    return [terms.split(", ") for terms, n in rows for _ in range(n)]


def test_the_most_telling_pairs_are_chosen():
    documents = make_documents(("а, б, а б", 6), ("а, б, а б, б в", 6), ("в, а в, б в", 6), ("в, г, а в", 2))
    gold = np.repeat([[True], [False]], [12, 8], axis=0)
    present = np.array([["а б" in own, "а в" in own, "б в" in own] for own in documents])
    strength = dict(zip(["а б", "а в", "б в"], chi2(present, gold[:, 0])[0], strict=True))
    ranked = sorted(strength, key=lambda pair: -strength[pair])
    for n in range(4):
        assert choose_pairs(documents, gold, n, LEMMAS) == sorted(ranked[:n])


def test_rare_pairs_pairs_of_unknown_lemmas_and_other_terms_are_left_out():
    documents = make_documents(("а, перег*, а б, а х", MIN_DF), ("в, в г", MIN_DF - 1))
    gold = np.repeat([[True], [False]], [MIN_DF, MIN_DF - 1], axis=0)
    assert choose_pairs(documents, gold, 100, LEMMAS) == ["а б"]


@pytest.mark.parametrize("topic", [True, False])
def test_a_topic_of_all_or_of_none_chooses_nothing(topic):
    documents = make_documents(("а, б, а б", 9))
    assert choose_pairs(documents, np.full((9, 1), topic), 10, LEMMAS) == []


def test_dropping_rare_pairs_changes_no_choice_and_no_other_term():
    documents = [[own] for own in make_documents(("а, б, а б", MIN_DF), ("в, а, а в", MIN_DF - 1))]
    assert drop_rare_pairs(documents) == [[["а", "б", "а б"]]] * MIN_DF + [[["в", "а"]]] * (MIN_DF - 1)


def test_pairs_are_left_out_of_the_norm():
    texts = ["мирный договор", "мирный договор о мире", "договор о нефти"] * 5
    gold = np.array([[True], [True], [False]] * 5)
    plain, paired = LemmaTfidfVectorizer(), LemmaTfidfVectorizer(n_pairs=10)
    rows, more = plain.fit_transform(texts, gold).toarray(), paired.fit_transform(texts, gold).toarray()
    names = paired.get_feature_names_out().tolist()
    n_singles = rows.shape[1]
    assert names[:n_singles] == plain.get_feature_names_out().tolist()
    assert "договор мирный" in names[n_singles:]
    np.testing.assert_allclose(more[:, :n_singles], rows)
    column = names.index("договор мирный")
    singles = [names.index(lemma) for lemma in ("договор", "мирный", "догов*")]
    length = np.linalg.norm(paired.idf_[singles])
    assert more[0, column] == pytest.approx(paired.idf_[column] / length)


def test_without_topics_or_without_wishing_them_there_are_no_pairs():
    texts = ["мирный договор", "договор о нефти"] * 5
    for vectorizer, gold in ((LemmaTfidfVectorizer(n_pairs=10), None), (LemmaTfidfVectorizer(), [1, 0] * 5)):
        assert not any(" " in term for term in vectorizer.fit(texts, gold).vocabulary_)


def test_labels_may_come_one_a_document():
    vectorizer = LemmaTfidfVectorizer(n_pairs=10).fit(["мирный договор", "договор о нефти"] * 5, ["мир", "нефть"] * 5)
    assert "договор мирный" in vectorizer.vocabulary_


def test_a_tagger_learns_what_single_words_cannot_tell():
    near = ["банк закрыл реку {}", "река закрыла банк {}"]
    far = ["банк {} закрыл", "река {} закрыла"]
    fillers = [" ".join(f"слово{letter}" for letter in letters) for letters in ("абвгдежзи", "клмнопрст", "уфхцчшщэю")]
    texts = [(text.format(own), ["near"]) for text in near for own in fillers * 4]
    texts += [(text.format(own), []) for text in far for own in fillers * 4]
    numbered = [(f"{text} {number}", tags) for number, (text, tags) in enumerate(texts)]
    with_pairs = topictag.train(numbered)
    assert with_pairs.metadata["sizes"]["n_pairs"] > 0
    with pytest.warns(TrainingWarning, match="'near' could not be told from the others"):
        assert topictag.train(numbered, max_pairs=0).metadata["sizes"]["n_pairs"] == 0
    assert "near" in with_pairs.tag("Банк закрыл реку.")


def test_a_negative_number_of_pairs_is_refused():
    with pytest.raises(SettingError, match="max_pairs must be a whole number of at least 0, not -1"):
        topictag.train([("Нефть.", ["energy"])], max_pairs=-1)
