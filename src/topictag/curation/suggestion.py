"""Texts to label next, from unlabelled ones of any number: what is near a decision, spread over topics and wording.

A pass over the texts keeps, for each topic, those whose log-odds are nearest to those of its threshold, and a random
sample. Each topic then chooses in turn, the rarer the more often, the text that is nearest to its decision, at a cost
for being like those chosen before. Measured against other strategies in benchmarks/quality/suggest.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

import numpy as np

from topictag.caution import warn_caller
from topictag.curation.suggesting.candidates import Candidates, Drawn, UnlabelledText, draw_candidates
from topictag.curation.suggesting.copies import CopyIndex
from topictag.curation.suggesting.labelled import RARE, Labelled
from topictag.curation.suggesting.outlook import compare_successive
from topictag.curation.suggesting.picking import Picked, pick
from topictag.curation.suggesting.quotas import count_candidates, deal_turns
from topictag.errors import DataError, DataWarning
from topictag.labelled.quotes import quote
from topictag.model.decisions import decide, probabilities
from topictag.model.scorer import make_scorer
from topictag.results.suggestion import Reason, Suggestion, Suggestions
from topictag.tagger import Tagger
from topictag.text.reading import text_forms

_SAMPLE = 3000  # chosen: texts that say what texts are alike, and on which two models are compared
_CHANCE = -1  # the topic of a text of the audit


def suggest_texts(
    tagger: Tagger,
    texts: Iterable[UnlabelledText],
    n: int,
    *,
    labelled: Labelled | None = None,
    audit: float = 0.2,
    seed: int = 0,
    previous: Tagger | None = None,
) -> Suggestions:
    """Suggest texts to label.

    Parameters
    ----------
    tagger : Tagger
    texts : iterable of UnlabelledText
        Read once.
    n : int
        Number of suggestions.
    labelled : Labelled, optional
    audit : float, default=0.2
        Share of the suggestions, or of the texts if there are fewer, that is drawn at random, in [0, 1]: a uniform
        sample of the distinct texts that are neither labelled nor near copies of labelled ones.
    seed : int, default=0
    previous : Tagger, optional
        An older model of fewer examples, for the outlook.

    Returns
    -------
    Suggestions
        Fewer than `n` if there are not enough texts.

    Raises
    ------
    DataError
        All texts are labelled already or near copies of labelled ones, or the model can read none of them.
    SettingError
        See `topictag.curation.suggesting.outlook.compare_successive`.

    Warns
    -----
    DataWarning
        The audit is empty, because the share rounds to none; or different texts with one id are suggested.
    """
    known = labelled or Labelled()
    new = known.find_new(tagger)
    support = [*known.count(tagger), *map(len, new.values())]
    turns, index = deal_turns(support, n), known.index()
    drawn = draw_candidates(
        tagger.model,
        make_scorer(tagger.model),
        (own for own in texts if own.text.strip() and not known.holds(own)),
        n_nearest=count_candidates(turns, len(support), round(audit * n))[: len(tagger.topics)],
        n_sample=_SAMPLE + n,
        seed=seed,
        is_copy=partial(_is_copy, index),
    )
    _check_any(drawn, known)
    sample = [own.text for own in drawn.sample.texts]
    outlook = compare_successive(previous, tagger, sample) if previous else None
    n_audit = _count_audit(audit, min(n, len(sample)))
    audited = drawn.sample.take(np.arange(n_audit))
    for own in audited.texts:
        index.add(text_forms(own.text))
    candidates = _leave_out(audited, drawn.nearest.join(drawn.sample) if new else drawn.nearest)
    others = sample[n_audit : n_audit + _SAMPLE]
    picked = pick(tagger.model, candidates, turns[: n - n_audit], sample=others, new=new, index=index)
    chance = Picked(audited, [_CHANCE] * len(audited.texts))
    suggestions = _merge(tagger, picked, chance, [*tagger.topics, *new], support)
    _warn_of_equal_ids(suggestions)
    return Suggestions(suggestions, outlook)


def _is_copy(index: CopyIndex, text: str) -> bool:
    """Return whether a text is a near copy of one in an index; texts without words are not copies of each other."""
    words = text_forms(text)
    return bool(words) and index.has_copy(words)


def _count_audit(audit: float, n: int) -> int:
    n_audit = round(audit * n)
    if audit and not n_audit:
        texts = f"{n} text{'s' * (n != 1)}"
        warn_caller(
            f"No text is drawn at random for the audit: {audit:g} of {texts} rounds to none. Suggest more texts, or "
            "give a larger share.",
            DataWarning,
        )
    return n_audit


def _warn_of_equal_ids(suggestions: Sequence[Suggestion]) -> None:
    repeated = [own for own, n in Counter(own.id for own in suggestions).items() if n > 1]
    if repeated:
        warn_caller(
            f"Different suggested texts have the same id, such as {quote(repeated[0])}. Data with equal ids cannot be "
            "read back. Give each text an id of its own.",
            DataWarning,
        )


def _check_any(drawn: Drawn, known: Labelled) -> None:
    if not drawn.sample.texts:
        already = "" if known.is_empty() else " that is not labelled already, nor a near copy of a labelled one"
        raise DataError(f"There is no text{already}, so nothing can be suggested. Give more texts.")
    if drawn.n_texts == drawn.n_unread:
        raise DataError(
            f"The model knows no word of any of the {drawn.n_texts:,} texts, so nothing can be suggested. It reads "
            "Russian only; give texts of the kind that it was trained on."
        )


def _leave_out(audited: Candidates, candidates: Candidates) -> Candidates:
    """Return the candidates that can be read and are not in the audit, equal texts once."""
    seen, left = {own.text for own in audited.texts}, []
    unread = frozenset(np.flatnonzero(~np.isfinite(candidates.scores).all(axis=1)).tolist())
    for number, own in enumerate(candidates.texts):
        if number not in unread and own.text not in seen:
            seen.add(own.text)
            left.append(number)
    return candidates.take(np.array(left, dtype=np.intp))


def _merge(
    tagger: Tagger, picked: Picked, chance: Picked, topics: Sequence[str], support: Sequence[int]
) -> list[Suggestion]:
    """Return both as suggestions, the audit spread evenly, so that a batch that is cut short keeps its share."""
    every = picked.candidates.join(chance.candidates)
    turns = [*picked.topics, *chance.topics]
    places = [(number + 0.5) / len(part.topics) for part in (picked, chance) for number in range(len(part.topics))]
    probability = probabilities(tagger.model, every.scores)
    tagged = decide(tagger.model.thresholds, probability, tagger.task)
    suggestions = []
    for rank, number in enumerate(np.argsort(places, kind="stable").tolist(), 1):
        own, topic = every.texts[number], turns[number]
        suggestions.append(
            Suggestion(
                id=own.id,
                text=own.text,
                rank=rank,
                reason=_name_reason(topic, support, len(tagger.topics)),
                topic="" if topic == _CHANCE else topics[topic],
                probabilities=dict(zip(tagger.topics, probability[number].tolist(), strict=True)),
                tags=tuple(np.array(tagger.topics)[tagged[number]].tolist()),
                fields=own.fields,
            )
        )
    return suggestions


def _name_reason(topic: int, support: Sequence[int], n_known: int) -> Reason:
    if topic == _CHANCE:
        return "audit"
    if topic >= n_known:
        return "new topic"
    return "rare topic" if support[topic] < RARE else "uncertain"
