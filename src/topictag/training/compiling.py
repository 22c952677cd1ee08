"""Compiling a fitted pipeline into the runtime model: the form table in place of a dictionary.

Each lemma of the vocabulary is expanded to all its forms; tagging then needs one look-up a word and no morphology.
Families need no table of forms, because a word shows its family itself. Words of the training texts that lead to no
term (function words) are entered too, so that their beginnings are not taken for families.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from tqdm import tqdm

from topictag.model.tables import FUNCTION_WORD, Model, pack_strings
from topictag.text.terms import FAMILY_MARK, TermAnalyzer
from topictag.training.classifier import LinearTopics
from topictag.training.decisions import Decisions
from topictag.training.vectorizer import LemmaTfidfVectorizer


def compile_model(
    topics: tuple[str, ...],
    vectorizer: LemmaTfidfVectorizer,
    classifier: LinearTopics,
    decisions: Decisions,
    *,
    seen_forms: Iterable[str] = (),
    metadata: Mapping[str, Any] | None = None,
    progress: bool = False,
) -> Model:
    """Compile a fitted vectoriser and linear layer.

    Parameters
    ----------
    topics : tuple of str
    vectorizer : LemmaTfidfVectorizer
        Fitted.
    classifier : LinearTopics
        Fitted on the vectoriser's rows.
    decisions : Decisions
        Calibration and thresholds.
    seen_forms : iterable of str, optional
        Normalised words of the training texts; the analysis of these is reproduced without exception.
    metadata : mapping, optional
        JSON types only; the sizes of the tables are added.
    progress : bool, default=False
        Show a progress bar.

    Returns
    -------
    Model
    """
    terms = vectorizer.get_feature_names_out().tolist()
    # Columns in the model's order: lemmas first, then families, each sorted by code point.
    order = sorted(range(len(terms)), key=lambda column: (terms[column].endswith(FAMILY_MARK), terms[column]))
    lemmas = [terms[column] for column in order if not terms[column].endswith(FAMILY_MARK)]
    families = [terms[column].removesuffix(FAMILY_MARK) for column in order[len(lemmas) :]]
    table = _form_table(lemmas, vectorizer.term_analyzer(), seen_forms, progress)
    return Model(
        topics=topics,
        analysis=vectorizer.term_analyzer().analysis,
        lemmas=pack_strings(lemmas),
        families=pack_strings(families),
        forms=pack_strings(list(table)),
        form_terms=np.fromiter(table.values(), np.int32, len(table)),
        idf=vectorizer.idf_[order].astype(np.float32),
        coef=np.ascontiguousarray(classifier.coef[:, order], dtype=np.float32),
        intercept=classifier.intercept.astype(np.float32),
        slope=decisions.slope.astype(np.float32),
        offset=decisions.offset.astype(np.float32),
        thresholds=decisions.thresholds.astype(np.float32),
        metadata={
            **(metadata or {}),
            "sizes": {"n_lemmas": len(lemmas), "n_families": len(families), "n_forms": len(table)},
        },
    )


def _form_table(lemmas: list[str], analyzer: TermAnalyzer, seen_forms: Iterable[str], progress: bool) -> dict[str, int]:
    """Return form to lemma number, or to `FUNCTION_WORD`, sorted by form."""
    numbers = {lemma: number for number, lemma in enumerate(lemmas)}
    table = {
        form: number
        for lemma, number in tqdm(numbers.items(), "inflecting lemmas", unit=" lemmas", disable=not progress)
        for form in analyzer.lemmatizer.forms(lemma)
        if analyzer.terms(form)
    }
    for form in sorted(seen_forms):
        found = analyzer.terms(form)
        if not found:
            table[form] = FUNCTION_WORD
        elif found[0] in numbers:
            table[form] = numbers[found[0]]
    return dict(sorted(table.items()))
