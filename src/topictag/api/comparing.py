"""Comparing an old tagger with a new one."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from os import PathLike, fspath
from typing import TYPE_CHECKING

from topictag.errors import InputTypeError
from topictag.loading import take_tagger
from topictag.tagger import Tagger

if TYPE_CHECKING:
    from topictag.labelled.reading import Corpus, Source
    from topictag.results.model_comparison import ModelComparison


def compare(
    old: Tagger | str | PathLike[str],
    new: Tagger | str | PathLike[str],
    *examples: Source,
    corpus: Corpus = (),
    texts: bool = True,
    with_average: bool = False,
    min_loss: float = 0.0,
    ignore_other_topics: bool = False,
) -> ModelComparison:
    """Compare a new tagger with an old one on labelled examples, and say whether it is worse in any topic.

    A topic is worse if its F1 is significantly lower at 5 %, one-sided, corrected for the number of topics: if both
    taggers are equally good, the probability that any topic is called worse is at most 5 %. What decides is a test that
    swaps the decisions of the two at random, article by article (approximate randomization: Noreen, 1989; Yeh, 2000),
    with the correction of Holm (1979).

    Parameters
    ----------
    old, new : Tagger or path
        A path names a model file, or a registry, whose current version is loaded. Their topics may differ: those that
        only one of them knows are measured, but not compared.
    *examples : path or iterable
        Anything that `train` takes; neither tagger should have learnt from them.
    corpus : path, or iterable of paths, optional
        See `train`.
    texts : bool, default=True
        Whether to return the texts that are decided differently, and the words that explain why. Without them, ids and
        figures stay.
    with_average : bool, default=False
        Whether a significantly worse macro-F1 makes the new tagger worse, too.
    min_loss : float, default=0.0
        A topic is only worse if it also loses at least this much F1, in [0, 1].
    ignore_other_topics : bool, default=False
        Ignore tags that are topics of neither tagger. See `Tagger.evaluate`.

    Returns
    -------
    ModelComparison
        `ModelComparison.is_worse` is the answer; `ModelComparison.save` writes a page of HTML, and JSON.

    Raises
    ------
    SettingError
        The taggers have no topic in common, or `min_loss` is out of range.
    DataError
        The examples cannot be read, carry a topic that neither tagger knows, or say nothing of a topic that both know;
        or, for taggers of one topic per text, do not have exactly one.
    InputTypeError
        `old` or `new` is neither a path nor a `Tagger`, or there are no examples.
    ModelNotFoundError, ModelFormatError, ModelVersionError
        A file cannot be loaded.

    Warns
    -----
    DataWarning
        Labels by identifier are left out, or carry a topic that no other example does; or tags were ignored.

    Examples
    --------
    >>> import topictag
    >>> examples = [("Нефть дорожает.", ["energy"]), ("Открыт новый музей.", [])]
    >>> comparison = topictag.compare(topictag.load(), topictag.load(), examples)
    >>> comparison.is_worse, comparison.n_texts_lost, comparison.topics[1].new_f1
    (False, 0, 1.0)
    """
    from topictag.labelled.reading import read_examples
    from topictag.tagger.comparing import check_comparable, compare_taggers

    if not examples:
        raise InputTypeError("There are no examples. Give a file, a folder, or an iterable after the two models.")
    check_min_loss(min_loss)
    taggers, names = (take_tagger(old, "old"), take_tagger(new, "new")), name_both(old, new)
    check_comparable(*taggers, names)
    return compare_taggers(
        *taggers,
        read_examples(*examples, corpus=corpus),
        names=names,
        with_texts=texts,
        with_average=with_average,
        min_loss=min_loss,
        ignore_other_topics=ignore_other_topics,
    )


def check_min_loss(min_loss: float) -> None:
    """Raise `SettingError` unless it is a difference of F1."""
    from topictag.ranges import RealNumbers

    RealNumbers(0, 1).check("min_loss", min_loss)


def name_both(old: Tagger | str | PathLike[str], new: Tagger | str | PathLike[str]) -> tuple[str, str]:
    """Return names of two taggers that tell them apart."""
    one, other = map(_name, (old, new))
    return (one, other) if one != other else (f"{one} (old)", f"{other} (new)")


def _name(tagger: Tagger | str | PathLike[str]) -> str:
    from topictag.api.reporting import name_tagger

    return name_tagger(tagger) if isinstance(tagger, Tagger) else fspath(tagger)
