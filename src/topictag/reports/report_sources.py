"""What the model can read of the examples, and where the figures of a report come from."""

from topictag.reports.figures import write_percent, write_setting
from topictag.reports.page import escape, make_table
from topictag.reports.silences import say_silence
from topictag.results.provenance import Provenance
from topictag.results.report import Report

_MAX_WORDS = 40  # chosen


def write_coverage(report: Report) -> str:
    """Return how much of the texts the model can read."""
    own = report.coverage
    counts = [
        ("words that the model knows", own.n_known, own.n_words),
        ("paragraphs read as Russian", own.n_russian, own.n_paragraphs),
        *((f"texts that cannot get a tag: {say_silence(why)}", n, own.n_texts) for why, n in own.silent.items()),
    ]
    rows = [[name, f"{n:,} of {total:,}", write_percent(n / total if total else None)] for name, n, total in counts]
    table = make_table(["measure", "count", "share"], rows, "Coverage of words and paragraphs")
    if not own.unknown:
        return table
    words = ", ".join(f"{escape(word)} {n:,}" for word, n in [*own.unknown.items()][:_MAX_WORDS])
    return f'{table}<p>The most frequent unknown words, with the number of texts:</p><p lang="ru">{words}.</p>'


def write_provenance(name: str, own: Provenance) -> str:
    """Return what the report was made of; `name` is that of the model."""
    rows = [
        ["model", name],
        ["SHA-256 of the model", own.digest or "unknown"],
        *([["files of the examples", ", ".join(own.sources)]] if own.sources else []),
        ["examples", f"{own.n_examples:,} from {own.n_articles:,} articles"],
        ["SHA-256 of the examples", own.fingerprint],
        *([f"the model learnt from: {one.role}", f"{one.n:,}; SHA-256 {one.fingerprint}"] for one in own.learnt_from),
        ["topictag", own.version],
    ]
    table = make_table(["what", "which"], rows, "Model and data", text=(1,))
    if not own.settings:
        return table
    settings = [[key, write_setting(value)] for key, value in own.settings.items()]
    values = make_table(["setting", "value"], settings, "Settings of the training", text=(1,))
    return f"{table}<details><summary>Settings of the training</summary>{values}</details>"
