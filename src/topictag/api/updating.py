"""Updating a tagger with new examples, and proof that it is not worse."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from dataclasses import replace
from typing import TYPE_CHECKING

from topictag.api.updated import Check, Update, check_update
from topictag.errors import InputTypeError, SettingError
from topictag.loading import take_tagger
from topictag.results.model_update import ModelUpdate, TagChanges, TopicUpdate
from topictag.tagger import Tagger

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from os import PathLike

    from topictag.labelled.example import Example
    from topictag.labelled.reading import Corpus, Source
    from topictag.text.lemmas import Lemmatizer
    from topictag.training.updating.update import UpdatedModel

N_MOVED = 8  # chosen: fits on a screen for five topics


def update(
    tagger: Tagger | str | PathLike[str],
    examples: Source,
    *,
    corpus: Corpus = (),
    replay: Source | None = None,
    against: Source | None = None,
    check: bool = True,
    baseline: Tagger | str | PathLike[str] | None = None,
    with_average: bool = False,
    min_loss: float = 0.0,
    ignore_other_topics: bool = False,
    texts: str | PathLike[str] | Iterable[str] | None = None,
    only: Iterable[str] | None = None,
    only_new: bool = False,
    strength: float = 1.0,
    min_df: int = 2,
    lemmatizer: Lemmatizer | None = None,
) -> Update:
    """Learn from new examples without those that the tagger has learnt from, and prove that it is not worse.

    A topic of the tagger is learnt further if a new example has it and another example is known to lack it. Its weights
    and its intercept are shrunk to those that they were, by a Gaussian prior (Chelba and Acero, 2006; Evgeniou and
    Pontil, 2004), so that little is forgotten; its calibration and threshold stay. A topic that the tagger does not
    know is added: its weights, calibration and threshold are learnt from the new examples and from `replay`. Every
    other topic stays as it was, to the bit, and so do its scores.

    Parameters
    ----------
    tagger : Tagger or path
        A path names a model file, or a registry, whose current version is loaded. It is not changed.
    examples : path or iterable
        New examples, as for `train`. An example counts as one without a topic unless it has it as a tag or says
        "unknown".
    corpus : path, or iterable of paths, optional
        See `train`.
    replay : path or iterable, optional
        A sample of the examples that the tagger has learnt from. A new topic needs some that lack it; those of which
        nobody has said so must have it as "unknown". Known topics need none.
    against : path or iterable, optional
        Labelled examples on which the tagger is measured before and after. None of them may be among `examples`; those
        of `replay` that are among them are not learnt from.
    check : bool, default=True
        Whether `against` is required.
    baseline : Tagger or path, optional
        A further tagger than which the updated one must not be worse, such as the one before several updates: each of
        them may lose too little to show, and together they lose much.
    with_average, min_loss, ignore_other_topics
        When the updated tagger counts as worse, and whether tags of other topics in `against` are ignored; see
        `compare`.
    texts : path, or iterable of str, optional
        Unlabelled texts, to count how many of them get other tags. A path names a file (plain text with one paragraph
        per line, or JSONL with "text") or a folder of such files.
    only : iterable of str, optional
        Learn only these topics, known or new.
    only_new : bool, default=False
        Learn only topics that the tagger does not know.
    strength : float, default=1
        How strongly known topics hold to their weights; 2 changes them less, 0.5 more.
    min_df : int, default=2
        Minimum number of new examples that contain a word that the tagger does not know, for it to become a term.
    lemmatizer : Lemmatizer, optional
        See `train`.

    Returns
    -------
    Update
        `Update.tagger`, and `Update.changes`: what was learnt, which terms moved most, and the comparison. The quality
        in the tagger's record is that on `against`; without it, it is the former one and says so.

    Raises
    ------
    WorseModelError
        The updated tagger is significantly worse on `against` than `tagger` or `baseline`; the error has the update.
    SettingError
        There is neither `against` nor ``check=False``, or both, or a `baseline` without `against`; a topic of `only` is
        unknown;
        or `strength`, `min_df` or `min_loss` is out of range.
    DataError
        Examples or texts cannot be read, or a source contains none; a new topic is spelled like a known one but for
        letter case or spaces; the tagger gives exactly one topic per text, and an example does not have exactly one;
        or an example of `against` is among the others, has a topic that the updated tagger lacks, or all of them are
        near copies of the others.
    TrainingError
        A new topic has fewer than five examples for it or against it; the tagger gives exactly one topic per text and
        cannot get a new one; a topic has been learnt from exactly these examples already; or nothing is learnt.
    ModelNotFoundError, ModelFormatError, ModelVersionError
        The model cannot be loaded, or has no record, one of a later version, or one that does not say how strongly its
        weights were regularised.
    InputTypeError
        `tagger` is neither a Tagger nor a path, a source is neither a path nor an iterable, `texts` contains something
        else than str, `only` is a single str, or `lemmatizer` has the wrong type.
    OutputError
        The tagger cannot be written as a file, so that it has no digest for the record.
    MissingExtraError
        The extra ``train`` is not installed, or a library that reads a file.

    Warns
    -----
    DataWarning
        A new topic is spelled almost like a known one, labels by identifier are left out, or examples of `against` are,
        because they are near copies of some to learn from; or too few of these have a topic that is learnt.
    TrainingWarning
        A new topic is unreliable.

    Examples
    --------
    >>> import topictag
    >>> sport = ["Хоккеисты выиграли матч.", "Матч отменён.", "Матч хоккеистов.", "Завтра матч.", "Матч окончен."]
    >>> energy = ["Нефть дорожает.", "Газ дешевеет.", "АЭС пущена.", "Новый газопровод.", "Цены на нефть упали."]
    >>> new = [(text, ["sport"]) for text in sport] + [(text, ["energy"]) for text in energy]
    >>> update = topictag.update(topictag.load(), new, only_new=True, check=False)
    >>> list(update.tagger.tag("Хоккеисты начали матч."))
    ['sport']
    """
    from topictag.extras import require_extra

    require_extra("train", "Updating")
    from topictag.labelled.corpus import take_corpus
    from topictag.labelled.reading import read_examples

    require_check(has_against=against is not None, check=check, has_baseline=baseline is not None)
    return update_on(
        take_tagger(tagger, "tagger"),
        read_examples(examples, corpus=corpus),
        replay=() if replay is None else read_examples(replay, corpus=corpus),
        check=None
        if against is None
        else Check(
            read_examples(against, corpus=corpus),
            None if baseline is None else take_tagger(baseline, "baseline"),
            with_average,
            min_loss,
            ignore_other_topics,
        ),
        texts=None if texts is None else take_corpus(texts)[0],
        only=None if only is None else list_topics(only),
        only_new=only_new,
        strength=strength,
        min_df=min_df,
        lemmatizer=lemmatizer,
    )


def require_check(*, has_against: bool, check: bool, has_baseline: bool) -> None:
    """Raise `SettingError` if an update is to be checked, and there is nothing to check it on; or the other way."""
    if has_against and not check:
        raise SettingError(
            "There are examples to measure on, but the update is not to be checked. Leave out either: --against or "
            "--no-check (against= or check=False)."
        )
    if has_baseline and not has_against:
        raise SettingError(
            "There is a baseline, but nothing to measure it on. Give labelled examples: --against (against=)."
        )
    if check and not has_against:
        raise SettingError(
            "An update is measured before and after, but there is nothing to measure it on. Give labelled examples "
            "that are in neither the new nor the kept ones: --against (against=). Or do without: --no-check "
            "(check=False)."
        )


def list_topics(topics: Iterable[str]) -> list[str]:
    """Return the names of topics; raises `InputTypeError` for a single str."""
    if isinstance(topics, str):
        raise InputTypeError(f"only must be several names, not the str {topics!r:.80}. Give a list of them.")
    return list(topics)


def update_on(
    tagger: Tagger,
    examples: Sequence[Example],
    *,
    replay: Sequence[Example] = (),
    check: Check | None = None,
    texts: Iterable[str] | None = None,
    only: Sequence[str] | None = None,
    only_new: bool = False,
    strength: float = 1.0,
    min_df: int = 2,
    lemmatizer: Lemmatizer | None = None,
) -> Update:
    """Update a tagger with examples in memory; see `update`."""
    from topictag.ranges import RealNumbers, WholeNumbers
    from topictag.training.updating.apart import keep_apart, without_repeats, without_tested
    from topictag.training.updating.update import update_model

    RealNumbers(0, 1e6, excludes_least=True).check("strength", strength)
    WholeNumbers(1).check("min_df", min_df)
    if check is not None:
        RealNumbers(0, 1).check("min_loss", check.min_loss)
        replay = without_tested(replay, check.against)
        check = replace(check, against=keep_apart(check.against, [*examples, *replay]))
    kept = without_repeats(replay, examples)
    found = update_model(
        tagger.model,
        examples,
        kept,
        only=only,
        only_new=only_new,
        strength=strength,
        min_df=min_df,
        lemmatizer=lemmatizer,
    )
    updated = Tagger(found.model)
    changes = ModelUpdate(
        topics=_describe_topics(tagger, found, examples, kept),
        n_examples=len(examples),
        n_replay=len(kept),
        n_new_terms=found.n_new_terms,
        changes=None if texts is None else _compare_tags(tagger, updated, texts),
    )
    result = Update(updated, changes)
    return result if check is None else check_update(tagger, result, found.unseen, check)


def _compare_tags(before: Tagger, after: Tagger, texts: Iterable[str]) -> TagChanges:
    from collections import Counter

    held = list(texts)
    gained, lost, n_changed = Counter[str](), Counter[str](), 0
    for old, new in zip(before.tag_many(held), after.tag_many(held), strict=True):
        gained.update(new.keys() - old.keys())
        lost.update(old.keys() - new.keys())
        n_changed += old.keys() != new.keys()
    return TagChanges(len(held), n_changed, dict(sorted(gained.items())), dict(sorted(lost.items())))


def _describe_topics(
    before: Tagger, found: UpdatedModel, examples: Sequence[Example], replay: Sequence[Example]
) -> tuple[TopicUpdate, ...]:
    from topictag.training.updating.moving import find_moved

    plan, moved = found.plan, find_moved(before.model, found, N_MOVED)
    f1 = {own.topic: own.f1 for own in found.unseen}
    thresholds = Tagger(found.model).thresholds
    return tuple(
        TopicUpdate(
            topic=topic,
            standing="added" if topic in plan.added else "updated" if topic in plan.updated else "kept",
            reason=plan.kept.get(topic, ""),
            n_with=_count(examples, topic)[0],
            n_without=_count(examples, topic)[1],
            n_replay_with=_count(replay, topic)[0],
            n_replay_without=_count(replay, topic)[1],
            threshold=thresholds[topic],
            moved=moved.get(topic, ()),
            f1=f1.get(topic),
        )
        for topic in plan.topics
    )


def _count(examples: Sequence[Example], topic: str) -> tuple[int, int]:
    n_with = sum(topic in example.tags for example in examples)
    return n_with, sum(example.is_known(topic) for example in examples) - n_with
