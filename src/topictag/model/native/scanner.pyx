# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False, binding=True
# cython: freethreading_compatible=True
"""`NativeScorer`: passes texts to the C scan and makes tags from its scores. See the docstring of the package."""

from cpython.mem cimport PyMem_RawCalloc, PyMem_RawFree, PyMem_RawMalloc
from cpython.ref cimport PyObject
from libc.math cimport INFINITY, tanh
from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t

import os

import numpy as np

from topictag.model.strings import line_bounds

_MODES = ("lines", "blank", "auto")  # as traces.h numbers them

include "declarations.pxi"
include "tables.pxi"
include "workspace.pxi"

# Chosen: up to this number of characters (about 20 µs of scanning), the scan keeps the interpreter lock, because
# waiting to get it back may take longer.
cdef Py_ssize_t _SHORT = 2000


cdef enum:
    _LONGEST = 64  # letters of a word that `find_form` looks up itself


cdef class NativeScorer:
    """Scores and tags texts in C; see `topictag.model.scorer.Scorer`.

    Parameters
    ----------
    model : Model
        Checked: the scan reads wherever the arrays point.
    """

    cdef Tables tables
    cdef _ModelTables owner  # owns what `tables` points into
    cdef list workspaces  # those not in use
    cdef tuple topics
    cdef const double *slope
    cdef const double *offset
    cdef const double *thresholds
    cdef const double *cuts
    cdef bint is_single  # whether a text gets its most probable topic only

    def __init__(self, model):
        self.owner, self.workspaces, self.topics = _ModelTables(model), [], model.topics
        self.tables = self.owner.tables
        thresholds = np.asarray(model.thresholds, dtype=np.float64)
        self.slope = <const double *>self.owner.address(model.slope, np.float64)
        self.offset = <const double *>self.owner.address(model.offset, np.float64)
        self.thresholds = <const double *>self.owner.address(thresholds, np.float64)
        self.cuts = <const double *>self.owner.address(_cuts(thresholds), np.float64)
        self.is_single = model.task == "single"

    @property
    def name(self):
        return "native"

    def scores(self, texts, paragraphs="auto"):
        """Return scores, shape (n_texts, n_topics); see `Scorer`."""
        cdef tuple items = tuple(texts)
        scores = np.empty((len(items), self.tables.n_topics), dtype=np.float32)
        if items:
            workspace = self._take_workspace()
            self._scan(workspace, items, paragraphs, <float *>_data(scores))
            self._keep(workspace)
        return scores

    def probabilities(self, texts, paragraphs="auto"):
        """Return probabilities, shape (n_texts, n_topics); see `Scorer`."""
        cdef Py_ssize_t n, topic, n_texts
        result = self.scores(texts, paragraphs)
        cdef float *row = <float *>_data(result)
        n_texts = len(result)
        for n in range(n_texts):
            if self.is_single:
                compete(row, self.slope, self.offset, self.tables.n_topics)
            else:
                for topic in range(self.tables.n_topics):
                    row[topic] = _probability(self._logit(topic, row[topic]))
            row += self.tables.n_topics
        return result

    def tags(self, texts, paragraphs="auto", thresholds=None, top=0):
        """Return for each text its tags; see `Scorer`."""
        cdef tuple items = tuple(texts)
        cdef _Workspace workspace = self._take_workspace()
        cdef Py_ssize_t n, most = top, n_texts = len(items), n_topics = self.tables.n_topics
        cdef const double *given = self.thresholds
        cdef const double *cuts = self.cuts
        cdef list tags = []
        if thresholds is not None:
            own_thresholds = np.array(thresholds, dtype=np.float64)
            own_cuts = _cuts(own_thresholds)
            given, cuts = <const double *>_data(own_thresholds), <const double *>_data(own_cuts)
        workspace.reserve(n_texts)
        self._scan(workspace, items, paragraphs, workspace.best)
        for n in range(n_texts):
            if most:
                tags.append(self._rank(workspace.best + n * n_topics, most))
            elif self.is_single:
                tags.append(self._choose(workspace.best + n * n_topics, given))
            else:
                tags.append(self._decide(workspace.best + n * n_topics, given, cuts))
        self._keep(workspace)
        return tags

    def find_form(self, str form):
        """Return the number of a normalised word in the table of forms, or -1, as `WordTable.find` does."""
        cdef uint32_t letters[_LONGEST]
        cdef uint8_t room[4 * _LONGEST]
        cdef Py_ssize_t n, n_letters = len(form)
        if n_letters > _LONGEST:
            return self.owner.model.forms.find(form)
        LAY_OUT(form)
        for n in range(n_letters):
            letters[n] = character_at(PyUnicode_DATA(<PyObject *>form), PyUnicode_KIND(<PyObject *>form), n)
        return find_letters(&self.tables.forms, letters, <uint32_t>n_letters, room)

    cdef dict _decide(self, const float *scores, const double *thresholds, const double *cuts):
        """Return the tags of a text with their probabilities, highest first."""
        cdef dict tags = {}
        cdef list given = None
        cdef double logit
        cdef float probability
        cdef Py_ssize_t topic
        for topic in range(self.tables.n_topics):
            logit = self._logit(topic, scores[topic])
            if logit < cuts[topic]:
                continue
            probability = _probability(logit)
            if probability >= thresholds[topic] and probability > 0:
                if given is None:
                    given = []
                given.append((-<double>probability, topic))
        if given is not None:
            if len(given) > 1:
                given.sort()
            for negative, topic in given:
                tags[self.topics[topic]] = -negative
        return tags

    cdef dict _choose(self, float *scores, const double *thresholds):
        """Return the most probable topic if it reaches its threshold; turns the scores into probabilities."""
        cdef Py_ssize_t topic, best = 0
        compete(scores, self.slope, self.offset, self.tables.n_topics)
        for topic in range(1, self.tables.n_topics):
            if scores[topic] > scores[best]:
                best = topic
        if scores[best] >= thresholds[best] and scores[best] > 0:
            return {self.topics[best]: <double>scores[best]}
        return {}

    cdef dict _rank(self, float *scores, Py_ssize_t most):
        """Return `most` topics with their probabilities, highest first; none if nothing can be read."""
        cdef Py_ssize_t topic
        if scores[0] == -INFINITY:
            return {}
        ranked = sorted([(-self._logit(topic, scores[topic]), topic) for topic in range(self.tables.n_topics)])[:most]
        if self.is_single:
            compete(scores, self.slope, self.offset, self.tables.n_topics)
            return {self.topics[topic]: <double>scores[topic] for _, topic in ranked}
        return {self.topics[topic]: <double>_probability(-negative) for negative, topic in ranked}

    cdef inline double _logit(self, Py_ssize_t topic, float score) noexcept:
        return self.slope[topic] * score + self.offset[topic]

    cdef _Workspace _take_workspace(self):
        try:
            return self.workspaces.pop()
        except IndexError:
            return _Workspace(self.owner)

    cdef void _keep(self, _Workspace workspace):
        """Keep a workspace for the next call. Not called after an error, which leaves half a paragraph in it."""
        workspace.shrink()
        self.workspaces.append(workspace)

    cdef int _scan(self, _Workspace workspace, tuple texts, object paragraphs, float *best) except -1:
        """Write the scores of texts; those that are not plain prose are read together, and scanned again."""
        cdef Py_ssize_t n, n_dressed, n_texts = len(texts)
        cdef int mode = READ if paragraphs is None else _MODES.index(paragraphs)
        workspace.reserve_numbers(n_texts)
        n_dressed = self._scan_texts(workspace, texts, mode, best, NULL, n_texts)
        if n_dressed:
            from topictag.text.reading import read_text  # most texts never need it

            # An exact copy, because a subclass of str may index otherwise.
            read = tuple([read_text(_as_str(texts[workspace.dressed[n]]), paragraphs) for n in range(n_dressed)])
            self._scan_texts(workspace, read, READ, best, workspace.dressed, n_dressed)
        return 0

    cdef Py_ssize_t _scan_texts(
        self, _Workspace workspace, tuple texts, int mode, float *best, const Py_ssize_t *numbers, Py_ssize_t n_texts
    ) except -1:
        """Write the scores of texts, without the interpreter lock where there is much to scan.

        `numbers` are the rows of `best` to write to; without it, rows are written in order. Return the number of
        dressed texts; which ones they are is in the workspace.
        """
        cdef PyObject *own = <PyObject *>texts
        if _lay_out(texts) < _SHORT:
            return self._scan_all(workspace, own, mode, best, numbers, n_texts)
        with nogil:
            return self._scan_all(workspace, own, mode, best, numbers, n_texts)

    cdef Py_ssize_t _scan_all(
        self, _Workspace workspace, PyObject *texts, int mode, float *best, const Py_ssize_t *numbers, Py_ssize_t n_texts
    ) except -1 nogil:
        cdef Py_ssize_t n, row, n_dressed = 0
        for n in range(n_texts):
            row = n if numbers == NULL else numbers[n]
            if self._scan_text(
                &workspace.paragraph, PyTuple_GET_ITEM(texts, n), mode, best + row * self.tables.n_topics
            ) == DRESSED:
                workspace.dressed[n_dressed] = n
                n_dressed += 1
        return n_dressed

    cdef int _scan_text(self, Paragraph *p, PyObject *text, int mode, float *best) except -1 nogil:
        """Write the scores of a text; return DRESSED if it has to be read first."""
        cdef int status, width = PyUnicode_KIND(text)
        cdef const void *data = PyUnicode_DATA(text)
        cdef int64_t start, place = 0, length = PyUnicode_GET_LENGTH(text)
        cdef Py_ssize_t topic
        for topic in range(self.tables.n_topics):
            best[topic] = -INFINITY
        while place < length:
            start = place
            place = scan_paragraph(p, data, width, start, length, mode, &status)
            while status == DRESSED_CHUNK:
                with gil:
                    _count_chunk(p, PyUnicode_Substring(<object>text, p.chunk_start, p.chunk_end))
                place = scan_paragraph(p, data, width, p.chunk_end, length, mode, &status)
            if status != DONE:
                start_again(p)
            if status == DRESSED:
                return DRESSED
            if status != DONE:
                with gil:
                    # Rare accents, letters that fold to several: Python reads the whole paragraph.
                    _count_forms(p, PyUnicode_Substring(<object>text, start, place))
            end_paragraph(p, best, True)
        return DONE

cdef str _as_str(text):
    return PyUnicode_Substring(text, 0, PyUnicode_GET_LENGTH(<PyObject *>text))


cdef Py_ssize_t _lay_out(tuple texts) except -1:
    """Check that all texts are str; return their total number of characters."""
    cdef Py_ssize_t n_characters = 0
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"A text must be a str, not {type(text).__name__}.")
        LAY_OUT(text)
        n_characters += PyUnicode_GET_LENGTH(<PyObject *>text)
    return n_characters


cdef inline float _probability(double logit) noexcept:
    # Equal to that of topictag.model.decisions, to the last bit of the float32.
    return <float>(0.5 + 0.5 * tanh(0.5 * logit))


def _cuts(thresholds):
    """Return log-odds slightly below those of the thresholds; below these, no probability needs to be computed."""
    lower = np.clip(thresholds - 1e-6, 0, 1 - 1e-6)
    with np.errstate(divide="ignore"):
        return np.log(lower / (1 - lower)) - 1e-3


cdef int _count_chunk(Paragraph *p, str chunk) except -1:
    """Count the prose in a chunk of a long text that contains an address, a file name or the like."""
    from topictag.text.markup import strip_markup  # most texts never need it

    _count_forms(p, strip_markup(chunk))
    return 0


cdef int _count_forms(Paragraph *p, str prose) except -1:
    """Count words that Python splits and normalises."""
    from topictag.text.words import word_forms  # seldom needed

    for form in word_forms(prose):
        LAY_OUT(form)
        count_form(p, PyUnicode_DATA(<PyObject *>form), PyUnicode_KIND(<PyObject *>form),
                   PyUnicode_GET_LENGTH(<PyObject *>form))
    return 0
