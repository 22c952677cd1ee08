"""What is in a model, and what it knows of a term, as plain text at a terminal."""

from collections.abc import Iterator, Sequence

from topictag.model.storage import FORMAT_VERSION
from topictag.reports.escapes import printable
from topictag.reports.figures import MISSING, list_overall, write_estimate, write_figure, write_setting, write_signed
from topictag.reports.table import format_table
from topictag.reports.weights import MAX_TOPICS, TASKS, list_table, sides_table, topics_table
from topictag.results.description import Description, TopicDescription
from topictag.results.term import TermDescription

_LEGEND = (
    "Effect: weight · idf, which a single occurrence adds to the score, before the division by the paragraph's norm. "
    "N-grams have a norm of their own, and lists of hints none, so that they stand apart."
)
_MAX_WORDS = 60  # chosen: three or four lines


def write_description(own: Description, top: int) -> Iterator[str]:
    """Yield the parts of a description.

    Parameters
    ----------
    own : Description
    top : int
        The number of terms that was asked for; 0 leaves terms out.
    """
    shown = own.topics[:MAX_TOPICS]
    yield _head(own)
    yield _data(own)
    yield f"Topics ({own.n_topics})\n{_topics(shown)}"
    if len(shown) < len(own.topics):
        yield f"… and {len(own.topics) - len(shown)} more topics; --topic NAME or --json shows them."
    if alone := [topic.topic for topic in shown if not topic.is_calibrated]:
        yield f"Not calibrated, because hints alone decide: {printable(', '.join(alone))}."
    yield from _quality(own)
    n_terms, kinds = sum(own.n_terms.values()), [[kind, f"{n:,}"] for kind, n in own.n_terms.items()]
    yield f"Terms ({n_terms:,}), known by {own.n_forms:,} words\n{format_table(kinds)}"
    yield from _settings(own)
    sizes = [[name, f"{n:,}"] for name, n in own.array_bytes.items() if n]
    yield f"Arrays ({own.n_bytes / 1e6:.2f} MB)\n{format_table(sizes, ['array', 'bytes'])}"
    if top:
        yield f"Strongest terms. {_LEGEND}"
        for topic in shown:
            yield from _terms(topic)


def write_term(own: TermDescription, topics: Sequence[str], top: int) -> Iterator[str]:
    """Yield the parts of the description of a term, with weights for some topics and at most `top` pairs."""
    yield _standing(own)
    terms = [term for term in (own.term, own.family, own.namesake) if term]
    if terms:
        yield topics_table(terms, topics)
    if own.namesake:
        yield (
            f"{printable(own.namesake.term)}: another lemma, spelled like the word. Texts give it by its other forms."
        )
    if own.forms:
        yield f"Forms ({len(own.forms)}): {_cut(own.forms)}"
    if own.pairs and top:
        more = f", the strongest {top} by weight · idf" if len(own.pairs) > top else ""
        yield f"Pairs ({len(own.pairs)}{more})\n{topics_table(own.pairs[:top], topics)}"
    if own.hints:
        yield f"Lists of hints with this term\n{topics_table(own.hints, topics)}"


def _standing(own: TermDescription) -> str:
    query = printable(own.query)
    closest = f" Closest: {printable(', '.join(own.closest))}." if own.closest else ""
    lemmas = printable(", ".join(own.lemmas))
    if own.standing == "known" and own.term:
        kind = own.term.kind
        if not own.lemmas or lemmas == query:
            return f"{query}: {kind}."
        if kind == "family":
            return f"{query}: family, with words of the lemmas {_cut(own.lemmas)}."
        return f"{query}: {kind} {printable(own.term.term)}."
    texts = {
        "family only": "the model does not know the word, but its family.",
        "function word": "a function word, which is no term of this model.",
        "too short": "too short to be a term of this model.",
        "unknown": "not a term of this model.",
    }
    known = f" It knows {lemmas}." if lemmas else ""
    return f"{query}: {texts[own.standing]}{known}{closest}"


def _cut(words: Sequence[str]) -> str:
    more = f", … ({len(words) - _MAX_WORDS} more; --json shows all)" if len(words) > _MAX_WORDS else ""
    return printable(", ".join(words[:_MAX_WORDS])) + more


def _head(own: Description) -> str:
    rows = [
        ["file", own.path or "none: the model is in memory"],
        ["SHA-256" if own.format_version == FORMAT_VERSION else "SHA-256 (as saved now)", own.digest],
        ["digest", own.identity],
        ["format", str(own.format_version)],
        ["task", TASKS[own.task]],
        *([name, value] for name, value in own.built_with.items()),
    ]
    text = f"\n\n{printable(own.text)}" if own.text else ""
    problem = f"\n\n{printable(own.record_problem)}" if own.record_problem else ""
    return f"{format_table(rows, left=(0, 1))}{text}{problem}"


def _data(own: Description) -> str:
    if not own.data:
        return "Training data: unknown."
    rows = [
        [data.role, f"{data.n:,}", MISSING if data.n_tagless is None else f"{data.n_tagless:,}", data.fingerprint]
        for data in own.data
    ]
    return f"Training data\n{format_table(rows, ['', 'number', 'tagless', 'fingerprint (SHA-256)'], left=(0, 3))}"


def _topics(topics: Sequence[TopicDescription]) -> str:
    heading = ["topic", "support", "threshold", "for", "slope", "offset", "precision", "recall", "F1 [95 %]"]
    return format_table([_topic_row(topic) for topic in topics], heading, left=(0, 3))


def _topic_row(own: TopicDescription) -> list[str]:
    quality = own.quality
    measured = [MISSING] * 3
    if quality:
        measured = [write_figure(quality.precision), write_figure(quality.recall), write_estimate(quality.f1)]
    support = MISSING if own.support is None else f"{own.support:,}"
    calibration = [f"{own.slope:.3f}", write_signed(own.offset)]
    return [own.topic, support, f"{own.threshold:.2f}", own.threshold_for or MISSING, *calibration, *measured]


def _quality(own: Description) -> Iterator[str]:
    for quality, group in ((own.quality, ""), (own.quality_by_group, own.group)):
        if quality and quality.n_examples:
            rows = [[name, write_estimate(estimate)] for name, estimate in list_overall(quality)]
            on_new = f" on a new {printable(group)}" if group else ""
            yield f"Quality{on_new}: {printable(quality.method)}\n{format_table(rows)}"
        elif quality:
            yield "Quality: unknown, because there were no examples."
    if own.test_quality:
        rows = [[name, write_estimate(estimate)] for name, estimate in list_overall(own.test_quality)]
        yield f"Quality on the test: {printable(own.test_quality.method)}\n{format_table(rows)}"


def _settings(own: Description) -> Iterator[str]:
    if own.settings:
        rows = [[name, write_setting(value)] for name, value in own.settings.items()]
        yield f"Settings\n{format_table(rows, left=(0, 1))}"


def _terms(own: TopicDescription) -> Iterator[str]:
    name = printable(own.topic)
    if own.terms_for or own.terms_against:
        yield f"{name}\n{sides_table(own.terms_for, own.terms_against)}"
    else:
        yield f"{name}: no term has a weight."
    if own.hints:
        yield list_table(own.hints, "list of hints")
    if own.ngrams:
        yield list_table(own.ngrams, "n-gram")
