"""Nothing of a test is learnt: neither an article whose name is an id, nor a paragraph of an article."""

import random

import pytest

from topictag.errors import DataWarning
from topictag.labelled.reading import read_examples
from topictag.text.terms import TermAnalyzer
from topictag.training.features.pymorphy import shared_lemmatizer
from topictag.training.holdout import Holdout
from topictag.training.preparing import prepare
from topictag.training.settings import TrainingSettings
from topictag.training.splitting import split_examples

TEST = Holdout.by_field(("split", "test"))


def _paragraph(seed):
    own = random.Random(seed)
    return " ".join("".join(own.choices("абвгдежзик", k=6)) for _ in range(12))


def _split(records, holdout, auxiliary=()):
    examples = read_examples(records, split=holdout.field_name)
    further = read_examples(auxiliary) if auxiliary else []
    return split_examples(examples, further, holdout, TrainingSettings(task="multi"))


def _articles():
    tags = [["sport"], ["culture"]]
    return [{"id": f"a{n}{end}", "article": f"a{n}", "tags": tags[n % 2]} for n in range(60) for end in ("", "-2")]


@pytest.mark.parametrize("names_itself", [True, False])
def test_an_id_that_others_name_as_their_article_is_not_alone(names_itself):
    records = [{**own, "text": _paragraph(own["id"])} for own in _articles()]
    if not names_itself:
        for own in records[::2]:
            del own["article"]
    parts = _split(records, Holdout.by_share(0.3))
    assert len(parts.test) == 36
    assert {own.article for own in parts.test}.isdisjoint(own.article for own in parts.examples)


def test_one_id_of_two_data_sets_names_two_texts():
    """The field of a corpus may say so, and a test that is given has ids of its own."""
    records = [{"id": f"{n}", "text": _paragraph(n), "tags": [topic]} for n, topic in enumerate(["a", "b"] * 10)]
    other = [{**own, "text": _paragraph(f"other {own['id']}")} for own in records]
    parts = _split(records, Holdout.of(read_examples(other)))
    assert (len(parts.examples), len(parts.test)) == (20, 20)


def _mixed():
    paragraphs = [[_paragraph(f"{n} {part}") for part in range(3)] for n in range(60)]
    whole = [
        {"id": f"a{n}", "text": "\n\n".join(own), "tags": [["sport"], ["culture"]][n % 2]}
        for n, own in enumerate(paragraphs)
    ]
    return [*whole, *({**own, "id": f"p{own['id']}", "text": own["text"].split("\n\n")[0]} for own in whole)]


def test_a_paragraph_of_an_article_stays_with_it():
    parts = _split(_mixed(), Holdout.by_share(0.3))
    assert len(parts.test) == 36
    learnt = {paragraph for own in parts.examples for paragraph in own.text.split("\n\n")}
    assert learnt.isdisjoint(paragraph for own in parts.test for paragraph in own.text.split("\n\n"))


def test_articles_that_contain_a_test_paragraph_are_not_learnt_from_either():
    records = [{**own, "split": "test" if own["id"] == "pa0" else "train"} for own in _mixed()]
    auxiliary = [{"text": f"{records[0]['text']}\n\n{_paragraph('more')}", "tags": ["sport"]}]
    with pytest.warns(DataWarning, match="share an article, a paragraph or a near copy with the test"):
        parts = _split(records, TEST, auxiliary)
    assert "a0" not in {own.id for own in parts.examples}
    assert (len(parts.examples), parts.auxiliary) == (118, [])


def test_folds_keep_a_paragraph_with_its_article():
    data = prepare(read_examples(_mixed()), [], TermAnalyzer(shared_lemmatizer()))
    groups = data.sample.groups.tolist()
    assert groups[:60] == groups[60:] == list(range(60))
    assert len(set(data.repeats.tolist())) == 120  # the fingerprint of the data stays
