"""spaCy's DocBin: what stands in categories, and what does not."""

import pytest

from topictag.errors import DataError, DataWarning
from topictag.labelled.formats.format import ReadOptions
from topictag.labelled.reading import read_examples

spacy = pytest.importorskip("spacy", reason="spaCy is not installed")


@pytest.fixture
def save(tmp_path):
    def write(*documents):
        pipeline, found = spacy.blank("xx"), spacy.tokens.DocBin(store_user_data=True)
        for text, categories in documents:
            document = pipeline.make_doc(text)
            document.cats = categories
            found.add(document)
        path = tmp_path / "train.spacy"
        found.to_disk(path)
        return path

    return write


def test_an_absent_category_is_unknown(save):
    path = save(("Нефть дорожает.", {"energy": 1.0, "sport": 0.0}), ("Матч.", {"sport": 1.0}))
    first, second = read_examples(path)
    assert (first.tags, first.unknown) == ({"energy"}, frozenset())
    assert (second.tags, second.unknown) == ({"sport"}, {"energy"})


def test_a_document_without_categories_is_passed_over(save):
    path = save(("Нефть дорожает.", {}), ("Матч.", {"sport": 1.0}))
    with pytest.warns(DataWarning) as caught:
        examples = read_examples(path)
    assert [example.text for example in examples] == ["Матч."]
    assert [str(own.message) for own in caught] == ["1 record is left out: it has no category."]


def test_a_guess_is_not_a_label(save):
    with pytest.raises(DataError, match=r"train\.spacy, record 1: the category 'energy' is 0\.7"):
        read_examples(save(("Нефть дорожает.", {"energy": 0.7})))


@pytest.mark.parametrize("damage", [b"", b"no DocBin", None])
def test_a_damaged_file(save, damage):
    path = save(("Нефть дорожает.", {"energy": 1.0}))
    path.write_bytes(path.read_bytes()[:40] if damage is None else damage)
    with pytest.raises(DataError, match="not a DocBin, or damaged"):
        read_examples(path, options=ReadOptions())
