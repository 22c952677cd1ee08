"""Texts that share a paragraph stay together, and data of single paragraphs is grouped as before."""

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from topictag.training.validation.copies import group_copies
from topictag.training.validation.folds import group_examples
from topictag.training.validation.sharing import join_sharing


def _paragraph(seed, n_words=12):
    own = random.Random(seed)
    return ["".join(own.choices("абвгдежзик", k=6)) for _ in range(n_words)]


def _join(*texts):
    words = [tuple(word for paragraph in text for word in paragraph) for text in texts]
    return join_sharing(texts, group_copies(words)).tolist()


def _same(groups):
    return {(one, other) for one in range(len(groups)) for other in range(one) if groups[one] == groups[other]}


def test_an_article_and_its_paragraph_and_a_second_article_with_it():
    one, two, three = map(_paragraph, range(3))
    assert _same(_join([one, two], [two], [three], [three, two])) == {(1, 0), (3, 0), (3, 1), (3, 2), (2, 0), (2, 1)}
    assert _same(_join([one, two], [two], [three])) == {(1, 0)}


def test_a_short_paragraph_says_nothing():
    seven, eight = _paragraph(8, 7), _paragraph(9, 8)
    texts = [_paragraph(1), seven], [_paragraph(2), seven], [_paragraph(3), eight], [_paragraph(4), eight]
    assert _same(_join(*texts)) == {(3, 2)}


def test_what_an_outlet_prints_below_each_article_links_none():
    notice = _paragraph("notice")

    def link(n_with, n_texts):
        others = ([_paragraph(n), _paragraph(f"end {n}")] for n in range(n_with, n_texts))
        return len(_same(_join(*([_paragraph(n), notice] for n in range(n_with)), *others)))

    assert (link(10, 60), link(11, 60)) == (45, 0)
    assert (link(5, 10), link(6, 10)) == (10, 0)  # among few texts, fewer are many


def test_copies_of_one_text_count_once():
    article = [_paragraph(1, 40), _paragraph(2)]
    assert len(set(_join(*[article] * 30, [article[1]]))) == 1


def test_a_chain_of_articles_falls_apart_and_whole_paragraphs_stay():
    links = [_paragraph(f"link{n}", 8) for n in range(41)]
    chain = [[links[n], _paragraph(n, 40), links[n + 1]] for n in range(40)]
    groups = _join(*chain, [chain[7][1]])
    assert groups[40] == groups[7]
    assert len(set(groups)) == 40


@given(st.lists(st.integers(0, 8), max_size=20))
def test_single_paragraphs_are_grouped_as_by_their_texts(seeds):
    texts = [[_paragraph(seed)] for seed in seeds]
    words = [tuple(text[0]) for text in texts]
    copies = group_copies(words)
    long = [[_paragraph("other"), _paragraph("another")]]
    joined = join_sharing(texts + long, np.append(copies, len(texts)))
    before = group_examples(words, copies.tolist()) if texts else np.zeros(0, np.intp)
    np.testing.assert_array_equal(group_examples(words, joined[:-1].tolist()), before)
    np.testing.assert_array_equal(join_sharing(texts, copies), copies)
