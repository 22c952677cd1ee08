"""Topics that nobody looked for are unknown, not absent; a file that never has one is named."""

import pytest

from topictag.errors import DataError, DataWarning
from topictag.labelled.closing import describe_absent
from topictag.labelled.example import Example
from topictag.labelled.reading import read_examples


def test_a_topic_that_was_not_looked_for_is_unknown():
    old = {"id": "a", "text": "Матч отменён.", "tags": ["sport"], "known": ["sport"]}
    new = {"id": "b", "text": "Балет и матч.", "tags": ["culture", "sport"]}
    first, second = read_examples([old, new])
    assert first.unknown == frozenset({"culture"})
    assert second.unknown == frozenset()


def test_topics_named_only_as_known_count_too():
    first, second = read_examples(
        [{"text": "Матч.", "tags": [], "known": ["sport"]}, {"text": "Балет.", "tags": [], "known": ["culture"]}]
    )
    assert (first.unknown, second.unknown) == (frozenset({"culture"}), frozenset({"sport"}))


def test_a_tag_is_known_even_if_it_is_not_listed():
    (example,) = read_examples([{"text": "Балет.", "tags": ["culture"], "known": ["sport"]}])
    assert example.tags == {"culture"}
    assert not example.unknown


def test_paragraphs_of_an_article_share_what_is_known():
    article = {
        "id": "x",
        "known": ["sport"],
        "paragraphs": [{"text": "Матч.", "tags": ["sport"]}, {"text": "Балет.", "tags": [], "known": ["culture"]}],
    }
    first, second = read_examples([article])
    assert (first.unknown, second.unknown) == (frozenset({"culture"}), frozenset({"sport"}))


@pytest.mark.parametrize("known", ["sport", 5, None, {"sport": 1}])
def test_known_must_be_a_list(known):
    with pytest.raises(DataError, match='"known" must be a list of topics'):
        read_examples([{"text": "Матч.", "tags": [], "known": known}])


def _examples(n: int, tags: set[str], unknown: frozenset[str] = frozenset()) -> list[Example]:
    return [Example(f"{sorted(tags)}{n}", "Матч.", frozenset(tags), "a", unknown=unknown) for n in range(n)]


def test_a_file_that_should_have_a_topic_and_never_has_it_is_named():
    labelled = [*_examples(40, {"sport"}), *_examples(40, {"sport", "culture"})]
    (message,) = describe_absent(labelled, ["old.jsonl"] * 40 + ["new.jsonl"] * 40)
    assert message.startswith("old.jsonl: none of its 40 examples has the topic 'culture'")
    assert "--known" in message


def test_nothing_is_said_where_chance_explains_it_or_the_topic_is_unknown():
    few = [*_examples(40, {"sport"}), *_examples(1, {"culture"}), *_examples(39, {"sport"})]
    assert not list(describe_absent(few, ["old.jsonl"] * 40 + ["new.jsonl"] * 40))
    unknown = [*_examples(40, {"sport"}, frozenset({"culture"})), *_examples(40, {"sport", "culture"})]
    assert not list(describe_absent(unknown, ["old.jsonl"] * 40 + ["new.jsonl"] * 40))


def test_the_warning_reaches_the_reader(tmp_path):
    (tmp_path / "new.jsonl").write_text('{"text": "Балет.", "tags": ["culture"]}\n' * 20, encoding="utf-8")
    (tmp_path / "old.jsonl").write_text('{"text": "Матч.", "tags": ["sport"]}\n' * 20, encoding="utf-8")
    with pytest.warns(DataWarning, match=r"none of its 20 examples has the topic") as told:
        read_examples(tmp_path)
    assert len(told) == 2
