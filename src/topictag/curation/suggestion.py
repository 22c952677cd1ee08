"""Texts to label next, from unlabelled ones of any number: what is near a decision, spread over topics and wording.

A pass over the texts keeps, for each topic, those whose log-odds are nearest to those of its threshold, and a random
sample. Each topic then chooses in turn, the rarer the more often, the text that is nearest to its decision, at a cost
for being like those chosen before. Measured against other strategies in benchmarks/quality/suggest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from topictag.curation.suggesting.candidates import Candidates, Drawn, UnlabelledText, draw_candidates
from topictag.curation.suggesting.choosing import choose
from topictag.curation.suggesting.closeness import measure_distances
from topictag.curation.suggesting.labelled import RARE, Labelled
from topictag.curation.suggesting.outlook import SAMPLE, compare_successive
from topictag.curation.suggesting.quotas import count_candidates, deal_turns
from topictag.curation.suggesting.space import LatentSpace, make_rows
from topictag.errors import DataError
from topictag.model.decisions import decide, probabilities
from topictag.model.scorer import make_scorer
from topictag.results.suggestion import Reason, Suggestion, Suggestions
from topictag.tagger import Tagger
from topictag.text.reading import text_forms


@dataclass(frozen=True, eq=False)
class _Picked:
    """Candidates with the reason and the number of the topic (-1 for the audit) of each, the best first."""

    candidates: Candidates
    topics: Sequence[int]


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
    known = labelled or Labelled()
    n_audit = round(audit * n)
    support = known.count(tagger)
    turns = deal_turns(support, n - n_audit)
    drawn = draw_candidates(
        tagger.model,
        make_scorer(tagger.model),
        (own for own in texts if own.text.strip() and not known.holds(own)),
        n_nearest=count_candidates(turns, len(support), n_audit),
        n_sample=max(n_audit, SAMPLE if previous else 0),
        seed=seed,
    )
    _check_any(drawn, known)
    outlook = compare_successive(previous, tagger, [own.text for own in drawn.sample.texts]) if previous else None
    audited = drawn.sample.take(np.arange(min(n_audit, len(drawn.sample.texts))))
    picked = _pick(tagger, drawn.nearest, turns, audited, known)
    chance = _Picked(audited, [-1] * len(audited.texts))
    return Suggestions(_merge(tagger, picked, chance, support), outlook)


def _check_any(drawn: Drawn, known: Labelled) -> None:
    if not drawn.n_texts:
        already = " that is not labelled already" if known.ids or known.digests else ""
        raise DataError(f"There is no text{already}, so nothing can be suggested. Give more texts.")
    if drawn.n_texts == drawn.n_unread:
        raise DataError(
            f"The model knows no word of any of the {drawn.n_texts:,} texts, so nothing can be suggested. It reads "
            "Russian only; give texts of the kind that it was trained on."
        )


def _pick(tagger: Tagger, nearest: Candidates, turns: Sequence[int], audited: Candidates, known: Labelled) -> _Picked:
    """Choose among the nearest texts, without those of the audit and copies of what is known."""
    taken = {own.text for own in audited.texts}
    left = [number for number, own in enumerate(nearest.texts) if own.text not in taken]
    candidates = nearest.take(np.array(left, dtype=np.intp))
    if not left or not turns:
        return _Picked(candidates.take(np.zeros(0, np.intp)), [])
    words = [text_forms(own.text) for own in candidates.texts]
    index = known.index()
    for own in audited.texts:
        index.add(text_forms(own.text))

    def is_copy(number: int) -> bool:
        if index.has_copy(words[number]):
            return True
        index.add(words[number])
        return False

    distances = measure_distances(tagger.model, candidates.scores)
    chosen = choose(distances, turns, LatentSpace(make_rows(tagger.model, words)), is_copy=is_copy)
    return _Picked(candidates.take(np.array([own.number for own in chosen], np.intp)), [own.topic for own in chosen])


def _merge(tagger: Tagger, picked: _Picked, chance: _Picked, support: Sequence[int]) -> list[Suggestion]:
    """Return both as suggestions, the audit spread evenly, so that a batch that is cut short keeps its share."""
    every = picked.candidates.join(chance.candidates)
    topics = [*picked.topics, *chance.topics]
    places = [(number + 0.5) / len(part.topics) for part in (picked, chance) for number in range(len(part.topics))]
    probability = probabilities(tagger.model, every.scores)
    tagged = decide(tagger.model.thresholds, probability, tagger.task)
    suggestions = []
    for rank, number in enumerate(np.argsort(places, kind="stable").tolist(), 1):
        own, topic = every.texts[number], topics[number]
        suggestions.append(
            Suggestion(
                id=own.id,
                text=own.text,
                rank=rank,
                reason=_name_reason(topic, support),
                topic="" if topic < 0 else tagger.topics[topic],
                probabilities=dict(zip(tagger.topics, probability[number].tolist(), strict=True)),
                tags=tuple(np.array(tagger.topics)[tagged[number]].tolist()),
                fields=own.fields,
            )
        )
    return suggestions


def _name_reason(topic: int, support: Sequence[int]) -> Reason:
    if topic < 0:
        return "audit"
    return "rare topic" if support[topic] < RARE else "uncertain"
