"""The audit: a uniform sample of the distinct texts that are neither labelled nor near copies of labelled ones."""

import json
from collections import Counter

import pytest
from click.testing import CliRunner

import topictag
from topictag.cli.main import main
from topictag.curation.suggesting.lots import Lots
from topictag.curation.suggesting.tasks import make_tasks
from topictag.labelled.formats.tasks import write_tasks

REPORT = "Совет директоров завода вчера утвердил новый план выпуска тракторов на следующий сезон"
WORDS = [f"слово{chr(code)}" for code in range(ord("а"), ord("я"))]


def audit_of(tagger, texts, n, **options):
    return [own.text for own in topictag.suggest(tagger, texts, n, audit=1, **options)]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: f"{text} ",
        lambda text: text.replace(" ", "  ", 1),
        lambda text: text.upper(),
        lambda text: f"<p>{text}</p>",
        lambda text: f"{text}, сообщает агентство",
    ],
    ids=["trailing space", "doubled space", "case", "markup", "near copy"],
)
def test_the_audit_has_neither_labelled_texts_nor_near_copies_of_them(leisure, change):
    """Other words in every text, so that only a labelled text and its copy are alike."""
    endings = ("ами", "ой", "ого", "ыми", "ему", "еми")
    texts = [" ".join(f"{word}{ending}" for word in half) for half in (WORDS[:12], WORDS[12:24]) for ending in endings]
    labelled = [{"id": str(number), "text": text, "tags": []} for number, text in enumerate(texts[:9])]
    stream = [{"id": str(number), "text": change(text)} for number, text in enumerate(texts)]
    stream += [{"id": "read", "text": "Матч хоккеистов."}]
    for seed in range(3):
        drawn = audit_of(leisure, stream, 4, labelled=labelled, seed=seed)
        assert sorted(drawn) == sorted(["Матч хоккеистов.", *(own["text"] for own in stream[9:12])])


def test_a_labelled_text_without_words_does_not_leave_out_others_without_words(leisure):
    drawn = audit_of(leisure, ["1999", "2 000", "Матч."], 3, labelled=[("1999", []), ("***", [])])
    assert sorted(drawn) == ["2 000", "Матч."]


def test_nothing_but_near_copies_of_labelled_texts_is_an_error(leisure):
    with pytest.raises(topictag.DataError, match="not labelled already, nor a near copy of a labelled one"):
        topictag.suggest(leisure, [f"{REPORT}!"], labelled=[(REPORT, [])])


def test_the_sample_is_uniform_over_distinct_texts_that_are_not_left_out():
    """Whatever their place and however often they occur; what is left out has no chance."""
    texts = [f"текст {number}" for number in range(40)]
    stream = [*texts, *texts[:10] * 20, *(f"{text} " for text in texts[30:])]
    n_seeds, counts = 3000, Counter()
    for seed in range(n_seeds):
        lots, kept = Lots(6, seed, lambda text: text.split()[1].endswith("7")), []
        for start in range(0, len(stream), 25):
            chunk = stream[start : start + 25]
            kept = [[*kept, *chunk][number] for number in lots.draw(chunk).tolist()]
        assert len({*map(str.strip, kept)}) == 6
        counts.update(map(str.strip, kept))
    left = [text for text in texts if not text.endswith("7")]
    assert set(counts) == set(left)
    expected = n_seeds * 6 / len(left)  # 500
    statistic = sum((counts[text] - expected) ** 2 / expected for text in left)
    assert statistic < 66.6  # the 99.9 % quantile of chi-squared with 35 degrees of freedom


def test_the_order_of_the_sample_is_random():
    """Its first texts are the audit; the others say what texts are alike."""
    firsts = Counter(int(Lots(9, seed, lambda _: False).draw([f"т{n}" for n in range(5)])[0]) for seed in range(1000))
    assert len(firsts) == 5
    assert min(firsts.values()) > 150  # 200 expected, standard deviation 12.6


def test_a_stream_in_chunks_gives_the_same_sample():
    texts = [f"текст {number % 70}" for number in range(200)]
    whole = [texts[number] for number in Lots(9, 1, lambda _: False).draw(texts)]
    lots, kept = Lots(9, 1, lambda _: False), []
    for start in range(0, 200, 7):
        chunk = texts[start : start + 7]
        kept = [[*kept, *chunk][number] for number in lots.draw(chunk).tolist()]
    assert kept == whole


def test_suggestions_of_a_stream_of_repeated_texts_can_be_read_back(leisure, tmp_path):
    paragraphs = [f"Матч {one} и {two}." for one in WORDS[:10] for two in WORDS[10:20]]
    (tmp_path / "corpus.txt").write_text("\n".join(paragraphs * 4), encoding="utf-8")
    found = topictag.suggest(leisure, tmp_path / "corpus.txt", 60, audit=0.5)
    assert len({own.id for own in found}) == len(found) == 60
    write_tasks(make_tasks(found, leisure), tmp_path / "tasks.jsonl", "native")
    rows = [json.loads(line) for line in (tmp_path / "tasks.jsonl").read_text(encoding="utf-8").splitlines()]
    labelled = [{**row, "tags": row["suggested"]} for row in rows]
    (tmp_path / "labelled.jsonl").write_text("\n".join(map(json.dumps, labelled)), encoding="utf-8")
    arguments = ["convert", str(tmp_path / "labelled.jsonl"), str(tmp_path / "converted.jsonl")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert len((tmp_path / "converted.jsonl").read_text(encoding="utf-8").splitlines()) == 60


@pytest.mark.parametrize(("n", "n_audit"), [(50, 2), (12, 2), (10, 2), (5, 1)])
def test_the_share_is_of_what_there_is(leisure, n, n_audit):
    texts = [f"Матч и {word}." for word in WORDS[:12]]
    found = topictag.suggest(leisure, texts, n)
    assert len(found) == min(n, 12)
    assert sum(own.is_audit for own in found) == n_audit


def test_an_empty_audit_is_told(leisure):
    with pytest.warns(topictag.DataWarning, match=r"for the audit: 0\.2 of 2 texts rounds to none\."):
        assert not any(own.is_audit for own in topictag.suggest(leisure, ["Матч.", "Театр.", "Завод."], 2))
    with pytest.warns(topictag.DataWarning, match=r"0\.2 of 1 text rounds to none"):
        topictag.suggest(leisure, ["Матч.", "Матч. "], 50)
    assert len(topictag.suggest(leisure, ["Матч.", "Театр."], 2, audit=0)) == 2  # none was wanted


def test_different_texts_with_one_id_are_told(leisure):
    """As where paragraphs have the id of their article."""
    texts = [{"id": "article", "text": "Матч."}, {"id": "article", "text": "Театр."}, {"id": "b", "text": "Завод."}]
    with pytest.warns(topictag.DataWarning, match="Different suggested texts have the same id, such as .article."):
        assert len(topictag.suggest(leisure, texts, 3)) == 3
