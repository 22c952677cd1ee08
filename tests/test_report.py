"""Reports from Python: they agree with evaluations, survive odd data, and are written or refused before the work."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import topictag
from topictag import InputTypeError, MissingExtraError, OutputError, ReportFile, SettingError, Tagger, TrainingWarning
from topictag.evaluation.topic_figures import measure_topic
from topictag.labelled.reading import read_examples
from topictag.model.decisions import probabilities
from topictag.results.report import report_files
from topictag.tagger.deciding import decide_examples


@pytest.fixture(scope="module")
def report(leisure, leisure_path):
    return topictag.report(leisure_path, tagger=leisure)


def test_it_agrees_with_the_evaluation(report, leisure, leisure_path):
    assert report.quality == leisure.evaluate(leisure_path)
    for own in report.topics:
        assert own.at_threshold.n_tagged == own.quality.n_tagged
        assert own.at_threshold.recall == own.quality.recall
        assert own.errors.n_missed + own.quality.support * own.quality.recall == pytest.approx(
            own.quality.support, abs=0.1
        )


@pytest.mark.parametrize("kind", ["leisure", "solo"])
def test_an_example_whose_probability_equals_the_threshold_counts_as_tagged(kind, request, leisure_path, solo_rows):
    tagger = request.getfixturevalue(kind)
    rows = [json.loads(line) for line in leisure_path.read_text(encoding="utf-8").splitlines()]
    rows = solo_rows if kind == "solo" else [(row["text"], row["tags"]) for row in rows]
    probability = probabilities(tagger.model, tagger.scores(text for text, _ in rows))
    for row in range(0, len(rows), 7):
        exact = Tagger(replace(tagger.model, thresholds=probability[row].astype(np.float32)))
        report = topictag.report(rows, tagger=exact)
        for own in report.topics:
            at, quality = own.at_threshold, own.quality
            assert (at.n_tagged, at.recall, at.f1) == (quality.n_tagged, quality.recall, quality.f1.value)
            assert np.float32(at.threshold) == exact.model.thresholds[exact.topics.index(own.topic)]
        json.dumps(report.to_dict(), allow_nan=False)


def test_the_slider_counts_what_its_threshold_would_tag(leisure, leisure_path):
    exact = Tagger(replace(leisure.model, thresholds=np.full(3, 0.7, np.float32)))
    column = 1
    decided = replace(
        decide_examples(exact, read_examples(leisure_path)).decided,
        probability=np.full((46, 3), float(np.float32(0.7))),
    )
    figures = measure_topic(decided, column, float(np.float32(0.7)), None)
    assert figures.by_threshold[70].n_tagged == figures.at_threshold.n_tagged == 46
    assert figures.by_threshold[70].threshold == 0.7


def test_terms_are_ranked_by_weight_times_idf(report, leisure):
    model = leisure.model
    for column, own in enumerate(report.topics):
        strength = model.coef[:, column] * model.idf
        assert own.terms_for[0].effect == pytest.approx(strength.max(), abs=1e-4)
        assert own.terms_against[0].effect == pytest.approx(strength.min(), abs=1e-4)
        assert [term.effect for term in own.terms_for] == sorted((term.effect for term in own.terms_for), reverse=True)


def test_wrong_texts_come_with_an_exact_explanation(leisure):
    text = "Хоккеисты выиграли матч. " + "Слово за словом. " * 100
    (wrong,) = topictag.report([(text, ["culture"])], tagger=leisure).texts[:1]
    assert len(wrong.text) <= 600
    assert wrong.is_shortened
    for own in wrong.contributions:
        assert all(0 <= start < end <= len(wrong.text) for start, end in own.places)
    total = wrong.rest + wrong.intercept + sum(own.contribution for own in wrong.contributions)
    assert wrong.score == pytest.approx(total)
    assert total == pytest.approx(leisure.scores([text])[0, leisure.topics.index(wrong.topic)], abs=1e-4)


def test_texts_and_words_can_be_left_out(leisure):
    word = "Загогулина"
    report = topictag.report([(f"{word} выиграла матч.", ["culture"])], tagger=leisure, texts=False)
    wrong = report.texts[0]
    assert (wrong.text, wrong.words, wrong.contributions) == ("", (), ())
    assert wrong.id in report.to_html()
    assert wrong.rest + wrong.intercept == pytest.approx(wrong.score)
    assert word.lower() not in (report.to_html() + json.dumps(report.to_dict(), ensure_ascii=False)).lower()


@pytest.mark.parametrize("kind", ["leisure", "solo"])
def test_no_examples_give_a_report_that_says_so(kind, request):
    report = topictag.report([], tagger=request.getfixturevalue(kind))
    assert "no labelled examples" in report.notes[0]
    assert "no labelled examples" in report.to_html()


@pytest.mark.parametrize("tags", [[], ["sport"]])
def test_examples_of_one_class_give_a_report(leisure, tags):
    report = topictag.report([("Матч отменён.", tags), ("Хоккеисты.", tags)], tagger=leisure)
    assert report.quality.n_examples == 2
    assert "<h1>" in report.to_html()


def test_unknown_labels_count_nowhere(leisure):
    row = {"text": "Матч отменён.", "tags": [], "unknown": ["sport"]}
    sport = next(own for own in topictag.report([row], tagger=leisure).topics if own.topic == "sport")
    assert sum(own.n for own in sport.reliability) == 0
    assert sport.at_threshold.n_tagged == 0


def test_the_json_is_strict_and_versioned(report):
    written = json.loads(json.dumps(report.to_dict(), allow_nan=False))
    assert written["version"] == 1
    assert written["quality"] == json.loads(json.dumps(report.quality.to_dict()))
    assert written["topics"][0]["by_threshold"][50]["threshold"] == 0.5


def test_a_model_beside_itself_differs_nowhere(leisure, leisure_path):
    against = topictag.report(leisure_path, tagger=leisure, against=leisure).against
    assert against.name == "the other model"
    assert {own.difference.value for own in against.topics} == {0.0}
    assert {own.value - own.other_value for own in against.overall.values()} == {0}
    assert (against.n_disagreements, against.disagreements) == (0, ())


def test_a_model_of_other_topics_is_refused(leisure, leisure_path):
    with pytest.raises(SettingError, match="shares no topic"):
        topictag.report(leisure_path, tagger=leisure, against=topictag.load())
    with pytest.raises(InputTypeError, match="against must be a path or a Tagger"):
        topictag.report(leisure_path, tagger=leisure, against=3)
    with pytest.raises(InputTypeError, match="tagger must be a Tagger"):
        topictag.report(leisure_path, tagger="model")


def test_a_report_is_saved_as_a_page_and_its_data(report, tmp_path):
    report.save(tmp_path / "report.html")
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8")) == json.loads(
        json.dumps(report.to_dict())
    )
    page = (tmp_path / "report.html").read_bytes()
    report.save(tmp_path / "again.html")
    assert (tmp_path / "again.html").read_bytes() == page


@pytest.mark.parametrize("name", ["report.json", "report.pdf", "report", "missing/report.html"])
def test_a_path_that_cannot_be_written_is_refused(report, tmp_path, name):
    with pytest.raises(OutputError):
        report.save(tmp_path / name)


def test_the_twin_is_beside_the_page():
    folder = Path("a.b")
    assert report_files(folder / "report.HTM") == (str(folder / "report.HTM"), str(folder / "report.json"))
    with pytest.raises(OutputError, match=r"must end with \.html\. Give .*report\.html\."):
        report_files(folder / "report.pdf")
    with pytest.raises(InputTypeError):
        report_files(3)


def test_without_matplotlib_the_extra_is_named(report, monkeypatch):
    monkeypatch.setattr("topictag.extras._is_installed", lambda module: module != "matplotlib")
    with pytest.raises(MissingExtraError, match=r"needs matplotlib.*\[report\]"):
        report.to_html()


def test_training_reports_its_cross_validation(leisure_path, tmp_path):
    path = tmp_path / "report.html"
    tagger = topictag.train(
        leisure_path, report=ReportFile(path, learning_curve=True, against=topictag.train(leisure_path))
    )
    written = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert written["origin"] == "cross-validation"
    assert written["quality"] == json.loads(json.dumps(tagger.quality.to_dict()))
    assert sum(own["n"] for own in written["topics"][0]["reliability"]) == tagger.quality.n_examples
    assert any("may have learnt" in note for note in written["notes"])
    assert [own["share"] for own in written["learning_curve"]] == [0.1, 0.2, 0.4, 0.6, 0.8, 1.0]
    assert written["learning_curve"][-1]["quality"] == written["quality"]
    sizes = [own["n_examples"] for own in written["learning_curve"]]
    assert sizes == sorted(sizes)


def test_a_report_does_not_change_the_model(leisure, leisure_path, tmp_path):
    tagger = topictag.train(leisure_path, report=tmp_path / "report.html")
    assert tagger.model.metadata == leisure.model.metadata
    assert np.array_equal(tagger.model.coef, leisure.model.coef)


def test_training_reports_whole_groups_held_out(leisure_path, tmp_path):
    rows = [json.loads(line) for line in leisure_path.read_text(encoding="utf-8").splitlines()]
    rows = [{**row, "outlet": f"outlet {number % 7}"} for number, row in enumerate(rows)]
    tagger = topictag.train(rows, group="outlet", report=tmp_path / "report.html")
    written = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert written["group"] == "outlet"
    assert written["group_quality"] == json.loads(json.dumps(tagger.record.by_group.quality.to_dict()))
    assert [own["name"] for own in written["topics"][0]["curves"]] == ["this model", "outlet held out"]


def test_training_on_hints_alone_reports_that_nothing_was_measured(tmp_path):
    topictag.train(hints=[("energy", "нефть", 3), ("sport", "матч", 3)], report=tmp_path / "report.html")
    written = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert written["quality"]["n_examples"] == 0
    assert "no labelled examples" in written["notes"][0]


def test_training_does_not_start_if_the_report_cannot_be_written(leisure_path, tmp_path, monkeypatch):
    monkeypatch.setattr("topictag.training.train.prepare", lambda *_, **__: pytest.fail("training has started"))
    with pytest.raises(OutputError):
        topictag.train(leisure_path, report=tmp_path / "missing" / "report.html")
    with pytest.raises(SettingError, match="shares no topic"):
        topictag.train(leisure_path, report=ReportFile(tmp_path / "report.html", against=topictag.load()))


@pytest.mark.parametrize("source", ["examples", "auxiliary", "corpus", "hints", "background"])
def test_a_report_does_not_overwrite_what_training_reads(leisure_path, tmp_path, monkeypatch, source):
    monkeypatch.setattr("topictag.training.train.prepare", lambda *_, **__: pytest.fail("training has started"))
    data = tmp_path / "data.json"
    data.touch()  # empty, so that nothing but its role protects it
    if source == "corpus":
        data = data.rename(tmp_path / "data.jsonl")
        (tmp_path / "data.json").symlink_to(data)
    with pytest.raises(OutputError, match="also an input"):
        topictag.train(**{"examples": leisure_path, source: data}, report=tmp_path / "data.html")


@pytest.mark.parametrize(
    "content", ['{"text": "Матч.", "tags": []}', '{"version": 1, "name": "mine"}', '{"version": ', "x"]
)
def test_the_data_of_a_report_do_not_replace_other_data(report, leisure_path, tmp_path, monkeypatch, content):
    monkeypatch.setattr("topictag.training.train.prepare", lambda *_, **__: pytest.fail("training has started"))
    twin = tmp_path / "data.json"
    twin.write_text(content, encoding="utf-8")
    with pytest.raises(OutputError, match=r"not the data of a report\. Give the page another name"):
        report.save(tmp_path / "data.html")
    with pytest.raises(OutputError, match="not the data of a report"):
        topictag.train(leisure_path, report=tmp_path / "data.html")
    assert twin.read_text(encoding="utf-8") == content
    assert not (tmp_path / "data.html").exists()


@pytest.mark.parametrize("indent", [None, 4])
def test_an_older_report_is_replaced(report, tmp_path, indent):
    twin = tmp_path / "report.json"
    older = replace(report, name="an older model")
    twin.write_text(json.dumps(older.to_dict(), indent=indent), encoding="utf-8")
    report.save(tmp_path / "report.html")
    assert json.loads(twin.read_text(encoding="utf-8"))["name"] == report.name


HINTS = [("energy", "нефть", 3), ("sport", "матч", 3), ("weather", "матч", -3)]


def test_topics_of_hints_are_compared_before_training(leisure, tmp_path, monkeypatch):
    monkeypatch.setattr("topictag.training.train.prepare", lambda *_, **__: pytest.fail("training has started"))
    other = replace(leisure.model, topics=("weather", "culture", "cooking"))
    with pytest.raises(SettingError, match="shares no topic"):
        topictag.train(hints=HINTS, report=ReportFile(tmp_path / "report.html", against=Tagger(other)))


def test_hints_alone_are_compared_with_a_model_that_shares_a_topic(leisure, tmp_path):
    topictag.train(hints=HINTS[:2], report=ReportFile(tmp_path / "report.html", against=leisure))
    written = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert written["against"]["topics_only_this"] == ["energy"]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OutputError("report.html: cannot be written (No space left on device)."), "No space left"),
        (KeyError("x"), "KeyError"),
    ],
)
def test_a_report_that_fails_after_training_does_not_lose_the_tagger(
    leisure, leisure_path, tmp_path, monkeypatch, error, said
):
    def fail(*_):
        raise error

    monkeypatch.setattr("topictag.reports.report_files.write_atomically", fail)
    with pytest.warns(TrainingWarning, match=f"its report is not written.*{said}") as caught:
        tagger = topictag.train(leisure_path, report=tmp_path / "report.html")
    assert caught[0].filename == __file__
    assert np.array_equal(tagger.model.coef, leisure.model.coef)


def test_reports_name_their_files_whoever_writes_them(leisure, leisure_path, tmp_path):
    corpus = tmp_path / "texts.jsonl"
    corpus.write_text('{"id": "1", "text": "Матч."}\n', encoding="utf-8")
    topictag.train(leisure_path, corpus=corpus, report=tmp_path / "report.html")
    written = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert written["provenance"]["sources"] == [leisure_path.name, corpus.name]
    report = topictag.report(leisure_path, tagger=leisure, corpus=corpus)
    assert report.provenance.sources == (leisure_path.name, corpus.name)


def test_a_copy_of_a_report_is_equal(report):
    assert replace(report) == report


@pytest.fixture(scope="module")
def foreign(leisure):
    rows = [("Oil is up again, analysts say.", ["sport"]), ("12345", ["sport"]), ("Матч отменён.", ["sport"])]
    return topictag.report(rows, tagger=leisure)


def test_texts_that_are_not_read_have_a_reason_and_no_score(foreign):
    sport = next(own for own in foreign.topics if own.topic == "sport")
    assert sport.scores.unread == {"skipped: not Russian": 1, "no word": 1}
    silences = {own.text: (own.silence, own.score, own.contributions) for own in foreign.texts}
    assert silences["Oil is up again, analysts say."] == ("skipped: not Russian", None, ())
    assert silences["12345"] == ("no word", None, ())


def test_its_provenance_tells_models_and_data_apart(report, leisure, leisure_path):
    own = report.provenance
    assert own.digest == leisure.describe(top=0).digest
    assert (own.n_examples, own.sources) == (report.quality.n_examples, (leisure_path.name,))
    rows = [("Матч отменён.", ["sport"]), ("Театр.", ["culture"])]
    given, again, other = (topictag.report(own, tagger=leisure) for own in (rows, rows, rows[::-1]))
    assert given.provenance == again.provenance
    assert given.provenance.fingerprint != other.provenance.fingerprint


def test_a_report_is_short_in_a_session_and_a_summary_in_a_notebook(report):
    assert repr(report) == f"Report('a model in memory', {report.quality.n_examples} examples, 3 topics)"
    shown = report._repr_html_()
    assert "Macro-F1" in shown
    assert "<script" not in shown
    assert " id=" not in shown


def test_a_notebook_needs_no_plots(report, monkeypatch):
    monkeypatch.setattr("topictag.extras._is_installed", lambda module: module != "matplotlib")
    assert "topictag" in report._repr_html_()
