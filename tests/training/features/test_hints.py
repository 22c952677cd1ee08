"""A hinted word counts for its topic, whether or not an example contains it; tagging repeats what training counted."""

import warnings

import numpy as np
import pytest
from click.testing import CliRunner
from scipy.sparse import csr_array

import topictag
from topictag.cli.main import main
from topictag.errors import DataError, SettingError, TrainingWarning
from topictag.labelled.hints import Hint, read_hints
from topictag.labelled.reading import read_examples
from topictag.model.reference import ReferenceScorer
from topictag.text.terms import TermAnalyzer
from topictag.training.features.counts import TermCounts
from topictag.training.features.hints import HintGroups
from topictag.training.features.pymorphy import shared_lemmatizer

ANALYZER = TermAnalyzer(shared_lemmatizer())
HINTS = [
    ("sport", "хоккеист", 3),
    ("sport", "матч", 3),
    ("sport", "биатлонистка", 3),
    ("sport", "тренер сборная", 2),
    ("culture", "балет", 3),
    ("culture", "скрипач", 3),
]


def train(leisure_path, **options):
    with warnings.catch_warnings(action="ignore"):
        return topictag.train(leisure_path, effort="quick", **options)


@pytest.fixture(scope="module")
def hinted(request):
    return train(request.getfixturevalue("leisure_path"), hints=HINTS, hint_scale=0.25)


def test_words_that_no_example_contains_count(hinted, leisure_path):
    plain = train(leisure_path)
    for word, topic in (("Биатлонистка", "sport"), ("Скрипач", "culture")):
        assert plain.coverage(word).unknown == (word.lower(),)
        own = hinted.scores([word])[0]
        assert hinted.topics[int(own.argmax())] == topic


def test_groups_count_distinct_members():
    groups = HintGroups.of(read_hints([("a", "мир", 1), ("a", "война", 1), ("b", "мир", -2)]), ["a", "b"], ANALYZER)
    counts = TermCounts.of([["мир", "мир", "война"], ["война"], ["дом"]])
    expected = 0.5 * np.log1p([[2, 1], [1, 0], [0, 0]])
    np.testing.assert_allclose(groups.rows(counts, 0.5).toarray(), expected)
    assert groups.rows(counts.take([2]), 0.5).nnz == 0


def test_hints_that_no_document_contains_give_empty_rows():
    groups = HintGroups.of([Hint("a", "мир", 1)], ["a"], ANALYZER)
    rows = groups.rows(TermCounts.of([["дом"]]), 1.0)
    assert isinstance(rows, csr_array)
    assert (rows.shape, rows.nnz) == ((1, 1), 0)


def test_the_model_repeats_what_training_counted(hinted, leisure_path):
    texts = [example.text for example in read_examples(leisure_path)] + ["Тренер сборной.", "Биатлонистка и балет."]
    native, reference = hinted.scores(texts), ReferenceScorer(hinted.model).scores(texts)
    np.testing.assert_allclose(native, reference, atol=1e-5)


def test_a_hinted_pair_is_known_even_where_it_is_rare(hinted):
    assert hinted.scores(["Тренер сборной"])[0, hinted.topics.index("sport")] > -np.inf
    lemmas = hinted.model.lemmas.tobytes().decode().split("\n")
    pairs = [(lemmas[one], lemmas[two]) for one, two in hinted.model.pairs.tolist()]
    assert ("сборная", "тренер") in pairs


def test_words_that_the_analysis_reads_otherwise_are_named():
    with pytest.warns(TrainingWarning, match=r"Hints read by their lemmas \(1\): 'хоккеистами' as 'хоккеист'"):
        groups = HintGroups.of([Hint("sport", "хоккеистами", 3, "h.tsv:1")], ["sport"], ANALYZER)
    assert dict(groups.members) == {"хоккеист": (0,)}


def test_words_that_yield_no_term_are_named():
    with pytest.warns(TrainingWarning, match=r"Hints left out.* \(2\): 'для' \(h.tsv:1; yields nothing\)"):
        groups = HintGroups.of([Hint("a", "для", 3, "h.tsv:1"), Hint("a", "о мире", 3, "h.tsv:2")], ["a"], ANALYZER)
    assert groups.names == ()


def test_a_topic_without_examples_is_told(leisure_path):
    with pytest.warns(TrainingWarning) as caught:
        tagger = topictag.train(leisure_path, hints=[("sprot", "матч", 3)], effort="quick")
    assert any("'sprot' (did you mean 'sport'?)" in str(own.message) for own in caught)
    assert tagger.topics == ("culture", "economy", "sport", "sprot")


def test_where_topics_compete_each_needs_examples(solo_rows):
    with pytest.raises(
        DataError, match=r"hint 1: no example has the topic 'sprot', so a hint .* The topics are culture"
    ):
        topictag.train(solo_rows, hints=[("sprot", "матч", 3)], task="single")


def test_a_scale_without_hints_is_refused(leisure_path):
    with pytest.raises(SettingError, match="hint_scale is set, but there are no hints"):
        topictag.train(leisure_path, hint_scale=1.0)


def test_a_scale_of_zero_leaves_them_out(leisure_path):
    tagger = train(leisure_path, hints=HINTS, hint_scale=0)
    assert len(tagger.model.groups) == 0
    assert tagger.record.hints.n_hints == len(HINTS)


def test_the_command_takes_files_of_hints(leisure_path, tmp_path):
    path, output = tmp_path / "hints.tsv", tmp_path / "m"
    path.write_text("".join("\t".join(map(str, hint)) + "\n" for hint in HINTS), encoding="utf-8")
    arguments = ["train", leisure_path, "--hints", path, "--output", output, "--quiet", "--effort", "quick"]
    result = CliRunner().invoke(main, [*map(str, arguments)])
    assert result.exit_code == 0, result.output
    assert topictag.load(output).record.hints.by_topic == {"culture": 2, "sport": 4}
    result = CliRunner().invoke(main, [*map(str, arguments[:-1]), "quick", "--card", str(path)])
    assert "hints.tsv" in result.output  # an input is never overwritten
    assert result.exit_code == 1


def test_forms_of_one_lemma_cannot_contradict():
    hints = read_hints([("sport", "матчи", 3), ("sport", "матч", -3)])
    with pytest.raises(DataError, match=r"hint 2: 'матч' has the strength -3 .*'матчи'.* has 3 at hint 1"):
        HintGroups.of(hints, ["sport"], ANALYZER)


@pytest.mark.filterwarnings("ignore:Hints read by their lemmas")
def test_forms_of_one_lemma_count_once_with_the_greater_strength():
    hints = read_hints([("sport", "матчи", 1), ("sport", "матча", 3), ("culture", "матч", -1)])
    groups = HintGroups.of(hints, ["culture", "sport"], ANALYZER)
    assert groups.names == ("culture -1", "sport +3")
    assert dict(groups.members) == {"матч": (0, 1)}
