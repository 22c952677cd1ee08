"""Verdicts about topics, on made-up decisions whose answer is known."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from topictag.evaluation.decided import Decided
from topictag.evaluation.enough import count_needed
from topictag.evaluation.judging import change_overall, judge_topics

TOPICS = ("first", "second", "rare")


def decide(gold, tagged, articles=None):
    numbers = tagged.astype(float)
    own = range(len(gold)) if articles is None else articles
    rows = np.arange(len(gold))
    names = TOPICS[: gold.shape[1]]
    return Decided(names, gold, np.ones_like(gold), tagged, numbers, numbers, list(own), rows)


@pytest.fixture(scope="module")
def gold():
    own = np.zeros((200, 3), bool)
    own[:80, 0] = own[40:120, 1] = own[:5, 2] = True
    return own


def lose(gold, topic, n):
    tagged = gold.copy()
    tagged[np.flatnonzero(gold[:, topic])[:n], topic] = False
    return tagged


def test_a_topic_that_loses_many_texts_is_worse_and_the_others_are_not(gold):
    topics, _ = judge_topics(decide(gold, gold), decide(gold, lose(gold, 0, 20)))
    assert [own.verdict for own in topics] == ["worse", "not shown", "too few"]
    assert (topics[0].n_only_old_right, topics[0].n_only_new_right, topics[0].support) == (20, 0, 80)
    assert topics[0].p_worse < 0.001 < topics[0].p_better
    assert topics[0].difference.high < 0


def test_swapped_models_are_better_where_they_were_worse(gold):
    topics, _ = judge_topics(decide(gold, lose(gold, 0, 20)), decide(gold, gold))
    assert [own.verdict for own in topics] == ["better", "not shown", "too few"]


def test_small_losses_in_few_texts_are_not_called_worse(gold):
    topics, _ = judge_topics(decide(gold, gold), decide(gold, lose(gold, 0, 3)))
    assert topics[0].verdict == "not shown"
    assert topics[0].p_worse == 1  # three texts can never be significant
    assert topics[0].n_needed > topics[0].support


def test_a_loss_can_be_too_small_to_matter(gold):
    both = decide(gold, gold), decide(gold, lose(gold, 0, 12))
    loss = -judge_topics(*both)[0][0].difference.value
    assert judge_topics(*both, min_loss=loss - 0.01)[0][0].verdict == "worse"
    assert judge_topics(*both, min_loss=loss + 0.01)[0][0].verdict == "not shown"


def test_the_average_is_one_more_topic(gold):
    tagged = lose(gold, 0, 4) & lose(gold, 1, 4)
    topics, (worse, better) = judge_topics(decide(gold, gold), decide(gold, tagged), with_average=True)
    assert [own.verdict for own in topics] == ["not shown", "not shown", "too few"]
    assert worse <= 0.05 < better


def test_paragraphs_of_few_articles_show_less(gold):
    articles = [f"article {number // 20}" for number in range(200)]  # 20 lost paragraphs of one article
    topics, _ = judge_topics(decide(gold, gold, articles), decide(gold, lose(gold, 0, 20), articles))
    assert topics[0].verdict == "too few"  # four articles have the topic
    assert topics[0].mcnemar_p == 0  # which takes paragraphs as independent


def test_unknown_topics_are_masked(gold):
    old, new = decide(gold, gold), decide(gold, lose(gold, 0, 20))
    new.known[:20, 0] = old.known[:20, 0] = False
    topics, _ = judge_topics(old, new)
    assert (topics[0].difference.value, topics[0].n_known, topics[0].support) == (0, 180, 60)
    assert (topics[0].n_only_old_right, topics[0].verdict) == (0, "not shown")


Decisions = st.integers(12, 30).flatmap(
    lambda n: st.tuples(*(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=n, max_size=n) for _ in range(3)))
)


@settings(max_examples=12)
@given(Decisions)
def test_a_model_never_differs_from_itself(drawn):
    gold, tagged, _ = map(np.array, drawn)
    own = decide(gold, tagged)
    topics, average_p = judge_topics(own, own, with_average=True)
    assert all(one.verdict in ("not shown", "too few") for one in topics)
    assert all((one.n_only_old_right, one.n_only_new_right, one.mcnemar_p) == (0, 0, 1) for one in topics)
    assert all(not one.difference.value for one in topics)
    assert all(not one.difference.value for one in change_overall(own, own).values())
    assert average_p == (1, 1)


@settings(max_examples=12)
@given(Decisions)
def test_changing_places_mirrors_everything(drawn):
    one, other = (decide(np.array(drawn[0]), np.array(own)) for own in drawn[1:])
    there, back = judge_topics(one, other), judge_topics(other, one)
    mirrored = {"worse": "better", "better": "worse"}
    for own, opposite in zip(there[0], back[0], strict=True):
        assert own.verdict == mirrored.get(opposite.verdict, opposite.verdict)
        assert (own.old_f1, own.new_f1) == (opposite.new_f1, opposite.old_f1)
        assert (own.p_worse, own.p_better) == (opposite.p_better, opposite.p_worse)
        assert own.n_only_old_right == opposite.n_only_new_right
        assert own.mcnemar_p == opposite.mcnemar_p
        if own.difference.low is not None:
            assert own.difference.value == -opposite.difference.value
            assert (own.difference.low, own.difference.high) == pytest.approx(
                (-opposite.difference.high, -opposite.difference.low), abs=2e-4
            )
    assert there[1] == back[1][::-1]


def test_more_topics_and_more_noise_need_more_examples():
    assert count_needed(100, 0.04, 1) < count_needed(100, 0.04, 100) < count_needed(100, 0.08, 100)
    assert count_needed(100, None, 5) == count_needed(0, 0.0, 5) > 100


def test_many_false_tags_of_a_topic_that_no_example_has_are_a_loss(gold):
    gold = gold & [True, True, False]

    def give(n):
        tagged = gold.copy()
        tagged[:n, 2] = True
        return decide(gold, tagged)

    there, _ = judge_topics(give(0), give(170))
    assert [own.verdict for own in there] == ["not shown", "not shown", "worse"]
    assert (there[2].support, there[2].n_old_false, there[2].n_new_false) == (0, 0, 170)
    assert judge_topics(give(0), give(170), min_loss=0.84)[0][2].verdict == "worse"
    assert judge_topics(give(0), give(170), min_loss=0.86)[0][2].verdict == "too few"
    # The examples may be older than the topic, so that some of the tags are right.
    few, _ = judge_topics(give(0), give(19))
    assert (few[2].verdict, few[2].p_worse < 0.001) == ("too few", True)
    assert judge_topics(give(170), give(0))[0][2].verdict == "too few"  # it may have been right before


def test_topics_that_no_example_has_hide_no_loss(gold):
    """They are a family of their own in the correction."""
    loss = decide(gold, lose(gold, 0, 6)), decide(gold, gold)
    alone = judge_topics(loss[1], loss[0])[0][0].p_worse
    absent = np.zeros((200, 12), bool)
    noise = np.zeros((200, 12), bool), np.zeros((200, 12), bool)
    noise[0][0:40], noise[1][40:80] = True, True  # each model gives them as often

    def widen(own, more):
        names = (*TOPICS, *map(str, range(12)))
        wide = np.hstack([own.gold, absent]), np.hstack([own.tagged, more])
        numbers = wide[1].astype(float)
        return Decided(names, wide[0], np.ones_like(wide[0]), wide[1], numbers, numbers, own.articles, own.rows)

    beside = judge_topics(widen(loss[1], noise[0]), widen(loss[0], noise[1]))[0][0].p_worse
    assert beside == pytest.approx(alone, abs=0.01)
