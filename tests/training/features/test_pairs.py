"""Which pairs become terms."""

import numpy as np
import pytest
from scipy.sparse import csr_array, csr_matrix
from sklearn.feature_selection import chi2

import topictag
from topictag.errors import SettingError, TrainingWarning
from topictag.sklearn import LemmaTfidfVectorizer
from topictag.text.pairs import is_pair
from topictag.training.features.counts import TermCounts
from topictag.training.features.pairs import choose_pairs, most_telling
from topictag.training.features.words import MIN_DF

LEMMAS = {"а", "б", "в", "г"}


def choose(documents, gold, max_pairs, min_df=1):
    return choose_pairs(TermCounts.of(documents), gold, max_pairs=max_pairs, min_df=min_df, lemmas=LEMMAS)


def make_documents(*rows):
    """Return documents, each with a term of its own, from (terms, how many) pairs."""
    return [[*terms.split(", "), f"{terms} № {number}*"] for terms, n in rows for number in range(n)]


def test_the_most_informative_pairs_are_chosen():
    documents = make_documents(("а, б, а б", 28), ("а, б, а б, б в", 2), ("в, а в, б в", 36), ("в, г, а в", 6))
    gold = np.repeat([[True], [False]], [30, 42], axis=0)
    present = np.array([["а б" in own, "а в" in own, "б в" in own] for own in documents])
    strength = dict(zip(["а б", "а в", "б в"], chi2(present, gold[:, 0])[0], strict=True))
    ranked = sorted(strength, key=lambda pair: -strength[pair])
    for n in range(4):
        assert choose(documents, gold, n) == sorted(ranked[:n])


def test_rare_pairs_pairs_of_unknown_lemmas_and_other_terms_are_left_out():
    documents = make_documents(("а, перег*, а б, а х", MIN_DF), ("в, в г", MIN_DF - 1), ("г", 20))
    gold = np.repeat([[True], [False]], [MIN_DF, MIN_DF + 19], axis=0)
    assert choose(documents, gold, 100) == ["а б"]
    assert choose(documents, gold, 100, min_df=MIN_DF + 1) == []


@pytest.mark.parametrize("topic", [True, False])
def test_a_topic_of_all_or_of_none_chooses_nothing(topic):
    documents = make_documents(("а, б, а б", 9))
    assert choose(documents, np.full((9, 1), topic), 10) == []


def test_pairs_that_chance_explains_are_left_out():
    documents = make_documents(("а, б, а б", 6), ("в", 5))
    gold = np.repeat([[True], [False]], [6, 5], axis=0)
    assert choose(documents, gold, 100) == []
    documents += make_documents(("г", 20))
    assert choose(documents, np.concatenate([gold, np.zeros((20, 1), bool)]), 100) == ["а б"]


def test_copies_of_a_text_are_no_further_evidence():
    documents = make_documents(("а, б, а б", 4), ("в", 30))
    gold = np.repeat([[True], [False]], [4, 30], axis=0)
    copies = [documents[0]] * 6
    assert choose(copies + documents, np.concatenate([np.ones((6, 1), bool), gold]), 100) == []


FILLERS = [f"слово{letter}" for letter in "абвгдежзиклмноп"]


def test_pairs_are_left_out_of_the_norm():
    texts = [
        f"{text} {own}" for own in FILLERS for text in ("мирный договор", "мирный договор о мире", "договор о нефти")
    ]
    gold = np.array([[True], [True], [False]] * len(FILLERS))
    plain, paired = LemmaTfidfVectorizer(max_pairs=0), LemmaTfidfVectorizer(max_pairs=10)
    rows, more = plain.fit_transform(texts, gold).toarray(), paired.fit_transform(texts, gold).toarray()
    names = paired.get_feature_names_out().tolist()
    n_singles = rows.shape[1]
    assert names[:n_singles] == plain.get_feature_names_out().tolist()
    assert "договор мирный" in names[n_singles:]
    np.testing.assert_allclose(more[:, :n_singles], rows)
    column = names.index("договор мирный")
    singles = [names.index(lemma) for lemma in ("договор", "мирный", "догов*")]
    length = np.linalg.norm(paired.idf_[[*singles, names.index(FILLERS[0])]])
    assert more[0, column] == pytest.approx(paired.idf_[column] / length)


def test_without_topics_or_with_max_pairs_0_there_are_no_pairs():
    texts = ["мирный договор", "договор о нефти"] * 5
    for vectorizer, gold in (
        (LemmaTfidfVectorizer(max_pairs=10), None),
        (LemmaTfidfVectorizer(max_pairs=0), [1, 0] * 5),
    ):
        assert not any(" " in term for term in vectorizer.fit(texts, gold).vocabulary_)


@pytest.mark.parametrize(
    "y",
    [
        ["мир", "нефть"] * 15,
        np.array([["мир"], ["нефть"]] * 15),
        [1, 2] * 15,
        [True, False] * 15,
        np.array([[True], [False]] * 15),
        np.array([[1.0, 0.0], [0.0, 1.0]] * 15),
        csr_matrix([[1, 0], [0, 1]] * 15),
    ],
    ids=["names", "a column", "numbers", "bools", "a bool column", "floats", "sparse"],
)
def test_topics_may_come_as_scikit_learn_takes_them(y):
    texts = [f"{text} {own}" for own in FILLERS for text in ("мирный договор", "договор о нефти")]
    vectorizer = LemmaTfidfVectorizer(max_pairs=10).fit(texts, y)
    assert "договор мирный" in vectorizer.vocabulary_


@pytest.mark.parametrize("y", [[["мир"], []] * 5, [None, "нефть"] * 5])
def test_y_is_ignored_without_pairs(y):
    assert LemmaTfidfVectorizer(max_pairs=0).fit(["мирный договор", "договор о нефти"] * 5, y).n_pairs_ == 0


def test_pairs_must_also_occur_in_min_df_documents():
    texts = [f"мирный договор {own}" for own in FILLERS[:6]] + [f"договор о нефти {own}" for own in FILLERS[:12]]
    for min_df, expected in (
        (2, {"договор мирный"}),
        (8, set()),
    ):
        vectorizer = LemmaTfidfVectorizer(max_pairs=10, min_df=min_df).fit(texts, [True] * 6 + [False] * 12)
        assert {term for term in vectorizer.vocabulary_ if is_pair(term)} == expected


def test_a_tagger_learns_what_single_words_cannot_show(neighbours):
    examples = [(text, ["near"] * near) for text, near in neighbours]
    with_pairs = topictag.train(examples)
    assert with_pairs.model.pairs.size > 0
    with pytest.warns(TrainingWarning, match="'near' cannot be distinguished from the others"):
        assert topictag.train(examples, max_pairs=0).model.pairs.size == 0
    assert "near" in with_pairs.tag("Банк закрыл реку.")


def test_a_negative_number_of_pairs_is_refused():
    with pytest.raises(SettingError, match="max_pairs must be a whole number of at least 0, not -1"):
        topictag.train([("Нефть.", ["energy"])], max_pairs=-1)


def test_documents_of_which_a_topic_is_unknown_say_nothing_about_it():
    rng = np.random.default_rng(0)
    contained = rng.random((200, 30)) < 0.3
    contained[:, 0] = False
    gold, known = rng.random((200, 2)) < 0.5, rng.random((200, 2)) < 0.5
    gold[:, 0] |= contained[:, 1]
    present = csr_array(contained.astype(float))
    own = most_telling(present, gold, 5, known)
    assert 1 in own
    assert 0 not in own
    np.testing.assert_array_equal(own, most_telling(present, gold ^ ~known, 5, known))
