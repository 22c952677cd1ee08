"""Make the pages that `make browser` looks at: python tests/browser/make_pages.py DIR.

They are small, and contain what is hard to show: one class, no examples, many topics, markup, odd names.
"""

import json
import sys
import warnings
from pathlib import Path

import topictag
from topictag import ReportFile, Tagger

ROOT = Path(__file__).parent.parent.parent
LEISURE = ROOT / "tests" / "data" / "leisure.jsonl"
HOSTILE = "</script><script>alert(1)</script><b>\x1b[31m\u202e & 'Матч' \"хоккеистов\" "
ODD_NAMES = ["a/b", "a b", "<script>alert('topic')</script>", '"quoted"', "$x$", ("very long " * 20).strip()]


def read_rows() -> list[tuple[str, list[str]]]:
    """Return the texts and tags of the small data."""
    rows = map(json.loads, LEISURE.read_text(encoding="utf-8").splitlines())
    return [(row["text"], row["tags"]) for row in rows]


def train_odd(n_topics: int) -> Tagger:
    """Return a tagger of topics with odd names; texts say which topic they have by a word of their own."""
    names = [*ODD_NAMES, *(f"topic {number}" for number in range(len(ODD_NAMES), n_topics))]
    words = [f"слово{first}{second}" for first in "абвгдежзиклмнопр" for second in "абвгдежзиклмнопр"]
    examples = [
        (f"{HOSTILE}{word} {other} {word}.", [name])
        for name, word in zip(names, words, strict=False)
        for other in words[-6:]
    ]
    return topictag.train(examples, C=1, min_df=1, max_pairs=0, families="no", max_grams=0, task="multi", n_folds=2)


def main(folder: Path) -> None:
    """Write the pages."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = read_rows()
    single = [row for row in rows if len(row[1]) == 1]
    other = topictag.train(rows[::2])
    topictag.train(rows, report=ReportFile(folder / "trained.html", against=other, learning_curve=True))
    topictag.train(single, report=folder / "single.html")
    topictag.report([], tagger=other).save(folder / "empty.html")
    topictag.report([row for row in rows if not row[1]], tagger=other, texts=False).save(folder / "one_class.html")
    odd = train_odd(40)
    texts = [(f"{HOSTILE}{word} " * 30, [topic]) for topic, word in zip(odd.topics, "абвгдежзик", strict=False)]
    topictag.report(texts, tagger=odd, against=odd).save(folder / "odd.html")
    write_comparisons(folder, rows, other, odd)
    write_other_pages(folder, odd)


def write_comparisons(folder: Path, rows: list[tuple[str, list[str]]], other: Tagger, odd: Tagger) -> None:
    """Write pages that compare two models."""
    whole = topictag.train(rows)
    topictag.compare(whole, other, rows * 3, with_average=True).save(folder / "compared.html")
    topictag.compare(whole, topictag.train(rows[1::3]), rows, texts=False).save(folder / "compared_without_texts.html")
    topictag.compare(other, other, rows).save(folder / "compared_same.html")
    texts = [(f"{HOSTILE}{word} " * 30, [topic]) for topic, word in zip(odd.topics, "абвгдежзик", strict=False)]
    topictag.compare(odd, train_odd(30), texts, ignore_other_topics=True).save(folder / "compared_odd.html")


def write_other_pages(folder: Path, odd: Tagger) -> None:
    """Write pages of explanations and of drift."""
    article = (ROOT / "examples" / "article.txt").read_text(encoding="utf-8")
    pages = {
        "explained": topictag.explain(f"{article}\n{HOSTILE}https://example.org/x Нафта і газ.").to_html(),
        "explained_odd": odd.explain(f"{HOSTILE}словоаа словоаб. " * 300).to_html(),
        "drift": topictag.drift(["Нефть дорожает."] * 40, ["Матч отменён.", "Зюзьга."] * 40).to_html(),
        "drift_odd": topictag.drift(["словоаа зюзьга."] * 40, ["словоаб."] * 40, tagger=odd).to_html(),
    }
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    with warnings.catch_warnings(action="ignore", category=topictag.TrainingWarning):  # small data make fast pages
        main(Path(sys.argv[1]))
