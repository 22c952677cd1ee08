"""Suggestions of hints: words of unlabelled texts near those that are known, for a person to choose from."""

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main
from topictag.errors import DataError, InputTypeError, SettingError, TrainingWarning
from topictag.labelled.hints import read_hints
from topictag.text.terms import TermAnalyzer
from topictag.training.features.pymorphy import shared_lemmatizer

HINTS = [("weather", "метель", 3), ("kitchen", "торт", 3)]


def suggest(themes, background_path, source=HINTS, **options):
    return topictag.suggest_hints(source, themes.corpus, background=background_path, **options)


def lemmas_of(sentences):
    analyzer = TermAnalyzer(shared_lemmatizer())
    return {term for sentence in sentences for term in analyzer.iter_terms(sentence)}


def test_words_of_the_topic_come_from_texts_and_are_new(themes, background_path):
    found = suggest(themes, background_path, limit=8)
    assert {own.topic for own in found} == {"kitchen", "weather"}
    for theme in ("weather", "kitchen"):
        terms = [own.term for own in found if own.topic == theme]
        assert 1 <= len(terms) <= 8
        assert {"метель", "торт"}.isdisjoint(terms)
        own = lemmas_of(themes.known[theme] + themes.unknown[theme])
        assert sum(term in own for term in terms) > len(terms) / 2
    for own in found:
        assert own.strength in (1, 2)
        assert own.n_paragraphs >= 2
        assert 0.3 <= own.cosine <= 1
        assert own.nearest
    cosines = [own.cosine for own in found if own.topic == "weather"]
    assert cosines == sorted(cosines, reverse=True)


def test_only_words_of_the_texts_are_suggested(background_path):
    texts = ["Ветер и мороз.", "Ветер с моря.", "Торт."]
    found = topictag.suggest_hints([("weather", "метель", 3)], texts, background=background_path)
    assert [own.term for own in found] == ["ветер"]  # the others occur once


def test_a_tagger_is_what_its_hints_and_strongest_words_are(themes, background_path):
    tagger = topictag.train(themes.examples, background=background_path, effort="quick")
    found = suggest(themes, background_path, tagger, limit=5)
    assert [own.topic for own in found] == ["weather"] * len(found) != []
    hinted = topictag.train(hints=HINTS, background=background_path)
    found = suggest(themes, background_path, hinted, limit=100)
    assert {("weather", "метель"), ("kitchen", "торт")}.isdisjoint((own.topic, own.term) for own in found)


def test_topics_can_be_chosen(themes, background_path):
    assert {own.topic for own in suggest(themes, background_path, topics=["kitchen"])} == {"kitchen"}
    with pytest.raises(SettingError, match=r"'kichen' is not a topic of .*\. Did you mean 'kitchen'"):
        suggest(themes, background_path, topics=["kichen"])
    with pytest.raises(InputTypeError, match="not a str"):
        suggest(themes, background_path, topics="kitchen")


@pytest.mark.parametrize("texts", [[], ["", "123"], ["Only English words here."]])
def test_texts_without_russian_words_are_refused(background_path, texts):
    with pytest.raises(DataError, match="The unlabelled texts contain no Russian word"):
        topictag.suggest_hints(HINTS, texts, background=background_path)


def test_bad_arguments_are_refused(themes, background_path):
    with pytest.raises(SettingError, match="limit"):
        suggest(themes, background_path, limit=0)
    with pytest.raises(InputTypeError, match="Unlabelled texts must be str, not int"):
        topictag.suggest_hints(HINTS, [1], background=background_path)
    with pytest.raises(InputTypeError, match="background must be"):
        topictag.suggest_hints(HINTS, themes.corpus, background=None)


def test_a_background_of_another_analysis_is_refused(themes, background_path):
    tagger = topictag.train(hints=HINTS, family_letters=4)
    with pytest.raises(SettingError, match="their terms would differ"):
        suggest(themes, background_path, tagger)


def test_a_topic_that_the_background_does_not_know_is_told(themes, background_path):
    with pytest.warns(TrainingWarning, match="No word of the topic 'sport' is in the background"):
        assert suggest(themes, background_path, [("sport", "хоккеист", 3)]) == ()


@pytest.fixture
def files(themes, tmp_path):
    (tmp_path / "corpus.txt").write_text("\n".join(themes.corpus), encoding="utf-8")
    (tmp_path / "hints.tsv").write_text("weather\tметель\t3\n", encoding="utf-8")
    return tmp_path


def run(*arguments):
    return CliRunner().invoke(main, ["hints", *map(str, arguments)])


def test_what_the_command_prints_is_read_by_training(files, background_path):
    options = ["--background", background_path, "--limit", 3]
    printed = run(files / "corpus.txt", "--hints", files / "hints.tsv", *options)
    assert (printed.exit_code, printed.stderr) == (0, "")
    output = files / "more.tsv"
    written = run(files / "corpus.txt", "--hints", files / "hints.tsv", *options, "--output", output)
    assert f"{output}: 3 suggestions. Delete what does not fit." in written.stdout
    assert output.read_text(encoding="utf-8") == printed.stdout
    hints = read_hints(files / "hints.tsv", output)
    assert [hint.topic for hint in hints] == ["weather"] * 4
    assert all("# in " in line and " paragraphs, cosine " in line for line in printed.stdout.splitlines())
    topictag.train(hints=hints, background=background_path)


def test_the_command_takes_a_model(files, background_path):
    topictag.train(hints=HINTS, background=background_path).save(files / "m")
    result = run(files / "m", files / "corpus.txt", "--background", background_path, "--topic", "kitchen")
    assert result.exit_code == 0, result.output
    assert {line.split("\t")[0] for line in result.stdout.splitlines()} == {"kitchen"}


def test_a_terminal_gets_a_table(files, background_path, monkeypatch):
    monkeypatch.setattr("topictag.cli.hints.is_terminal", lambda: True)
    result = run(files / "corpus.txt", "--hints", files / "hints.tsv", "--background", background_path)
    assert "strength" in result.stdout.splitlines()[0]
    assert "\t" not in result.stdout


def test_wrong_uses_of_the_command_are_told(files, background_path, tmp_path):
    result = run(files / "corpus.txt", "--background", background_path)
    assert result.exit_code == 2
    assert "There are no unlabelled texts" in result.output
    empty = tmp_path / "empty.txt"
    empty.touch()
    result = run(empty, "--hints", files / "hints.tsv", "--background", background_path)
    assert result.exit_code == 1
    assert "contain no Russian word" in result.output
    hints = files / "hints.tsv"
    result = run(files / "corpus.txt", "--hints", hints, "--background", background_path, "--output", hints)
    assert result.exit_code == 1
    assert hints.read_text(encoding="utf-8") == "weather\tметель\t3\n"
