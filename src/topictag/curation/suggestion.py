"""Texts to label next, from unlabelled ones of any number: what is near a decision, spread over topics and wording.

A pass over the texts keeps, for each topic, those whose log-odds are nearest to those of its threshold, and a random
sample. Each topic then chooses in turn, the rarer the more often, the text that is nearest to its decision, at a cost
for being like those chosen before. Measured against other strategies in benchmarks/quality/suggest.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from topictag.curation.suggesting.candidates import Candidates, Drawn, UnlabelledText, draw_candidates
from topictag.curation.suggesting.labelled import RARE, Labelled
from topictag.curation.suggesting.outlook import compare_successive
from topictag.curation.suggesting.picking import Picked, pick
from topictag.curation.suggesting.quotas import count_candidates, deal_turns
from topictag.errors import DataError
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
        Share of the suggestions that is drawn at random, in [0, 1].
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
        All texts are labelled already, or the model can read none of them.
    SettingError
        See `topictag.curation.suggesting.outlook.compare_successive`.
    """
    known, n_audit = labelled or Labelled(), round(audit * n)
    new = known.find_new(tagger)
    support = [*known.count(tagger), *map(len, new.values())]
    turns = deal_turns(support, n - n_audit)
    drawn = draw_candidates(
        tagger.model,
        make_scorer(tagger.model),
        (own for own in texts if own.text.strip() and not known.holds(own)),
        n_nearest=count_candidates(turns, len(support), n_audit)[: len(tagger.topics)],
        n_sample=_SAMPLE + n_audit,
        seed=seed,
    )
    _check_any(drawn, known)
    sample = [own.text for own in drawn.sample.texts]
    outlook = compare_successive(previous, tagger, sample) if previous else None
    audited = drawn.sample.take(np.arange(min(n_audit, len(sample))))
    index = known.index()
    for own in audited.texts:
        index.add(text_forms(own.text))
    candidates = _leave_out(audited, drawn.nearest.join(drawn.sample) if new else drawn.nearest)
    picked = pick(tagger.model, candidates, turns, sample=sample[n_audit:], new=new, index=index)
    chance = Picked(audited, [_CHANCE] * len(audited.texts))
    return Suggestions(_merge(tagger, picked, chance, [*tagger.topics, *new], support), outlook)


def _check_any(drawn: Drawn, known: Labelled) -> None:
    if not drawn.n_texts:
        already = " that is not labelled already" if known.ids or known.digests else ""
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
