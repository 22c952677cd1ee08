"""From texts to their profile: every paragraph is scored once, and counted with the others of its article."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from os.path import basename

import numpy as np
from numpy.typing import NDArray

from topictag.errors import DataError
from topictag.model.decisions import decide, exact_probabilities
from topictag.model.identity import identify_model
from topictag.model.scorer import make_scorer
from topictag.model.word_terms import WordTerms
from topictag.monitoring.prevalence import estimate_share, estimate_shares
from topictag.monitoring.priors import find_priors
from topictag.monitoring.profile import EDGES, Profile
from topictag.monitoring.ratios import RatioSums
from topictag.results.quality import Estimate
from topictag.tagger import Tagger
from topictag.text.language import is_russian
from topictag.text.reading import read_paragraphs
from topictag.text.words import word_forms
from topictag.text.wrapping import ParagraphMode

# Chosen: the tests are right from about this number on (benchmarks.quality.drift measures false alarms with it).
MIN_ARTICLES = 30
_CHUNK = 512  # chosen: texts scored at a time
_MAX_UNKNOWN = 2000  # chosen: words of a profile
_LEAST_ARTICLES = 3  # chosen: a word in fewer articles may be a misprint, or name a person

Text = tuple[str, Hashable]


@dataclass
class _Counts:
    """What is known of each paragraph and article while texts are read."""

    numbers: dict[Hashable, int] = field(default_factory=dict)
    articles: list[int] = field(default_factory=list)
    scores: list[NDArray[np.float32]] = field(default_factory=list)
    n_words: Counter[int] = field(default_factory=Counter)
    n_unknown: Counter[int] = field(default_factory=Counter)
    unknown: dict[int, set[str]] = field(default_factory=dict)


def count_texts(
    tagger: Tagger, texts: Iterable[Text], name: str = "texts", paragraphs: ParagraphMode = "auto"
) -> Profile:
    """Return the profile of texts.

    Parameters
    ----------
    tagger : Tagger
    texts : iterable of (str, hashable)
        Texts, each with what names its article.
    name : str, default="texts"
        Begins messages.
    paragraphs : {"auto", "lines", "blank"}
        See `Tagger.tag`.

    Raises
    ------
    DataError
        There are too few articles, or the model can read none of them.
    """
    counts, scorer, vocabulary = _Counts(), make_scorer(tagger.model), WordTerms(tagger.model)
    pending = iter(texts)
    while chunk := list(islice(pending, _CHUNK)):
        prose = list(_count_words(chunk, counts, vocabulary, paragraphs))
        if prose:
            counts.scores.append(scorer.scores(prose, None))
    _check_enough(counts, name)
    scores = np.concatenate(counts.scores)
    articles = np.array(counts.articles)
    is_read = np.logical_and.reduce(np.isfinite(scores), axis=1)
    if not is_read.any():
        raise DataError(
            f"{name}: the model knows no word of any paragraph, so there is nothing to compare. It reads Russian only; "
            "give texts of the kind that it was trained on."
        )
    return _make_profile(tagger, counts, scores[is_read], articles, is_read)


def _count_words(
    texts: Iterable[Text], counts: _Counts, vocabulary: WordTerms, paragraphs: ParagraphMode
) -> Iterator[str]:
    """Yield the paragraphs of texts that contain a word, and count the words of those that are Russian."""
    for text, article in texts:
        for span in read_paragraphs(text, paragraphs):
            forms = word_forms(span.text)
            if not forms:
                continue
            number = counts.numbers.setdefault(article, len(counts.numbers))
            counts.articles.append(number)
            if is_russian(forms):
                known = {form: vocabulary.knows(form) for form in forms}
                counts.n_words[number] += sum(known[form] is not None for form in forms)
                counts.n_unknown[number] += sum(known[form] is False for form in forms)
                counts.unknown.setdefault(number, set()).update(form for form, own in known.items() if own is False)
            yield span.text


def _check_enough(counts: _Counts, name: str) -> None:
    n = len(counts.numbers)
    if n < MIN_ARTICLES:
        found = f"only {n} article{'s' * (n != 1)} with words" if n else "no text with a word"
        raise DataError(
            f"{name}: {found}, which says nothing about drift. At least {MIN_ARTICLES} are needed, and some hundreds "
            "to find all but large changes. Give more texts, for example those of a week or a month."
        )


def _make_profile(
    tagger: Tagger, counts: _Counts, scores: NDArray[np.float32], articles: NDArray[np.intp], is_read: NDArray[np.bool_]
) -> Profile:
    model, n_articles = tagger.model, len(counts.numbers)
    probability = exact_probabilities(model, scores)
    tagged = decide(model.thresholds, probability.astype(np.float32), model.task)
    read = articles[is_read]
    n_read = np.bincount(read, minlength=n_articles)
    sizes = np.bincount(articles, minlength=n_articles)
    tags = np.stack([np.bincount(read[own], minlength=n_articles) for own in tagged.T], axis=1)
    words, unknown = (
        np.array([own[number] for number in range(n_articles)]) for own in (counts.n_words, counts.n_unknown)
    )
    frequent, n_left_out = _list_unknown(counts)
    return Profile(
        model=identify_model(model),
        model_name=basename(tagger.source.place) if tagger.source else "",  # noqa: PTH119 (a name, not a file)
        topics=tagger.topics,
        n_articles=n_articles,
        n_paragraphs=len(articles),
        paragraphs=RatioSums.over(sizes, sizes - n_read),
        words=RatioSums.over(words, unknown),
        tags=RatioSums.over(n_read, tags),
        scores=_sum_scores(probability, read, n_read),
        prevalence=_estimate_prevalence(tagger, probability, read),
        unknown=frequent,
        n_left_out=n_left_out,
    )


def _sum_scores(probability: NDArray[np.float64], read: NDArray[np.intp], n_read: NDArray[np.intp]) -> RatioSums:
    """Return the sums of the paragraphs below each edge, topic by topic, which saves memory."""
    n_cells, own = len(EDGES) + 1, []
    bounds = 1 / (1 + np.exp(-EDGES))
    for column in probability.T:
        cell = read * n_cells + np.searchsorted(bounds, column, side="right")
        table = np.bincount(cell, minlength=len(n_read) * n_cells).reshape(-1, n_cells)
        own.append(RatioSums.over(n_read, table.cumsum(axis=1)[:, :-1]))
    arrays = {name: np.stack([getattr(sums, name) for sums in own]) for name in ("parts", "part_squares", "products")}
    return RatioSums(own[0].n, own[0].whole, own[0].whole_squares, **arrays)


def _estimate_prevalence(
    tagger: Tagger, probability: NDArray[np.float64], read: NDArray[np.intp]
) -> tuple[Estimate | None, ...]:
    priors = find_priors(tagger)
    _, articles = np.unique(read, return_inverse=True)
    if tagger.task == "single":
        if None in priors:
            return (None,) * len(priors)
        found = estimate_shares(probability, np.array(priors, np.float64), articles)
        return tuple(map(_estimate, found.shares.tolist(), found.low.tolist(), found.high.tolist()))
    return tuple(
        None if prior is None else _estimate(*estimate_share(column, prior, articles))
        for prior, column in zip(priors, probability.T, strict=True)
    )


def _estimate(share: float, low: float, high: float) -> Estimate:
    return Estimate(round(share, 6), round(low, 6), round(high, 6))


def _list_unknown(counts: _Counts) -> tuple[dict[str, int], int]:
    """Return the most frequent unknown words, and the number of articles that no other word exceeds."""
    by_word = Counter(word for words in counts.unknown.values() for word in words)
    ranked = sorted(by_word.items(), key=lambda own: (-own[1], own[0]))
    kept = [own for own in ranked[:_MAX_UNKNOWN] if own[1] >= _LEAST_ARTICLES]
    return dict(kept), ranked[len(kept)][1] if len(kept) < len(ranked) else 0
