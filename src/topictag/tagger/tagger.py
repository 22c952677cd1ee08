"""The tagger: everything that you do with a trained model starts here."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from typing import TYPE_CHECKING, Any

from topictag.tagger.inspecting import Inspecting

if TYPE_CHECKING:
    from collections.abc import Callable
    from os import PathLike

    from topictag.labelled.reading import Corpus, Source
    from topictag.model.compiled import Model
    from topictag.model.origin import Origin
    from topictag.model.record import ModelRecord
    from topictag.results.quality import Evaluation
    from topictag.tagger.source import TaggerSource


class Tagger(Inspecting):
    """Tags Russian news texts with the topics of one model. Immutable, and safe to share between threads.

    The pickle of a tagger from a file contains only the file's path and checksum, and each process reads the file once.
    If the file is gone or changed, the pickle contains the whole model.

    Parameters
    ----------
    model : Model
        Compiled tables; `topictag.load` and `topictag.train` make them for you.
    source : TaggerSource, optional
        Where the model was read from.
    origin : Origin, optional
        Deprecated: use `source`.

    Raises
    ------
    InputTypeError
        `model` is no `Model`, or both `source` and `origin` are given.
    ModelFormatError
        Its arrays do not fit together.

    Examples
    --------
    >>> import topictag
    >>> tagger = topictag.load()
    >>> tagger.topics
    ('Afghanistan', 'energy', 'partnership programmes', 'peace talks', 'security')
    >>> list(tagger.tag("Нефть марки Brent подорожала до 71 доллара за баррель."))
    ['energy']
    """

    def __init__(self, model: Model, *, source: TaggerSource | None = None, origin: Origin | None = None) -> None:
        if origin is not None:
            source = _source_of(origin, source)
        super().__init__(model, source)

    def __reduce__(self) -> tuple[Callable[..., Tagger], tuple[Any, ...]]:
        if self._source is not None and self._source.is_unchanged():
            return self._source.reopen, ()
        return Tagger, (self._model,)

    def __repr__(self) -> str:
        return f"Tagger({', '.join(self.topics)})"

    @property
    def scorer(self) -> str:
        """What reads texts: ``native``, or ``reference`` where topictag was installed without a compiler."""
        return self._scorer.name

    @property
    def record(self) -> ModelRecord:
        """What the model was made of, its settings, and its measured quality.

        Raises
        ------
        ModelVersionError, ModelFormatError
            A later version of topictag wrote the record, or it is missing or damaged; tagging still works.
        """
        from topictag.model.record import ModelRecord

        return ModelRecord.from_dict(self._model.metadata)

    @property
    def quality(self) -> Evaluation:
        """Quality measured when the model was trained or calibrated; raises what `record` raises."""
        return self.record.quality

    @property
    def metadata(self) -> dict[str, Any]:
        """Deprecated: the record as stored in the model file; use `record`."""
        from copy import deepcopy

        from topictag.caution import warn_caller

        warn_caller(
            "Tagger.metadata is deprecated and will be removed in the next version. Use Tagger.record, or "
            "Tagger.record.to_dict().",
            DeprecationWarning,
        )
        return deepcopy(dict(self._model.metadata))

    def evaluate(self, examples: Source, *, corpus: Corpus = (), ignore_other_topics: bool = False) -> Evaluation:
        """Measure the tagger on labelled examples.

        Parameters
        ----------
        examples : path or iterable
            Anything that `topictag.train` takes.
        corpus : path, or iterable of paths, optional
            See `topictag.train`: where to find the texts of labels by identifier.
        ignore_other_topics : bool, default=False
            Ignore tags that are not topics of this tagger. An example with no other tags counts as one without a topic;
            for a tagger of one topic per text, it is left out.

        Returns
        -------
        Evaluation

        Raises
        ------
        DataError
            The examples cannot be read, carry a topic that this tagger does not know, or, for a tagger of one topic per
            text, do not have exactly one.
        InputTypeError
            `examples` or `corpus` is neither a path nor an iterable.

        Warns
        -----
        DataWarning
            Labels by identifier are left out, or carry a topic that no other example does; or tags were ignored.
        """
        from topictag.labelled.reading import read_examples
        from topictag.tagger.deciding import decide_examples

        labelled = read_examples(examples, corpus=corpus)
        return decide_examples(self, labelled, ignore_other_topics=ignore_other_topics)[1].evaluate()

    def save(self, path: str | PathLike[str]) -> None:
        """Write the tagger to one ``.safetensors`` file, atomically.

        Parameters
        ----------
        path : path
            A file in an existing folder; `topictag.load` reads it.

        Raises
        ------
        OutputError
            The file cannot be written; an existing one is untouched.
        """
        from topictag.model.storage import save_model

        save_model(self._model, path)


def _source_of(origin: Origin, given: TaggerSource | None) -> TaggerSource:
    from importlib import import_module

    from topictag.caution import warn_caller
    from topictag.errors import InputTypeError

    if given is not None:
        raise InputTypeError("Tagger takes either source or origin, not both. Give source.")
    warn_caller(
        "Tagger(origin=...) is deprecated and will be removed in the next version. Use Tagger(source=TaggerFile(...)) "
        "of topictag.loading.",
        DeprecationWarning,
    )
    source: TaggerSource = import_module("topictag.loading").TaggerFile(origin)  # by name: loading imports the tagger
    return source
