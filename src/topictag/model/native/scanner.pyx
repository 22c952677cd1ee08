# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False, binding=True
# cython: freethreading_compatible=True
"""`NativeScorer`: hands texts to the C scan and makes tags of its scores. See the folder's docstring."""

from cpython.mem cimport PyMem_RawCalloc, PyMem_RawFree, PyMem_RawMalloc
from cpython.ref cimport PyObject
from libc.math cimport INFINITY, tanh
from libc.stdint cimport int32_t, int64_t, uint8_t, uint32_t, uint64_t

import numpy as np

from topictag.model.strings import line_bounds

_MODES = ("lines", "blank", "auto")  # as traces.h numbers them

cdef extern from "scan.h" nogil:
    const int N_LOGS
    const uint32_t MOST_PACKED

    ctypedef struct CWordTable "WordTable":
        const uint64_t *keys
        const uint32_t *groups
        int shift
        int64_t n_packed
        const uint8_t *others
        const int64_t *bounds
        int64_t n_others

    ctypedef struct Tables:
        uint32_t min_letters, family_letters, family_min_letters, pair_window
        CWordTable forms, families
        const int32_t *form_terms
        int64_t n_lemmas, n_singles, n_terms, n_topics
        const int32_t *pairs
        const int64_t *pair_starts
        const uint64_t *pair_marks
        const float *idf
        const float *coef
        const float *intercept
        const double *sublinear

    ctypedef struct Paragraph:
        const Tables *tables
        uint32_t *counts
        int32_t *terms
        uint32_t *letters
        uint32_t most_letters
        uint8_t *bytes
        double *sums
        int64_t chunk_start, chunk_end

    const int DONE, DRESSED_CHUNK, DRESSED, READ
    int64_t scan_paragraph(Paragraph *p, const void *data, int width, int64_t place, int64_t length, int mode, int *status)
    void count_form(Paragraph *p, const void *data, int width, int64_t length)
    void start_again(Paragraph *p)
    void end_paragraph(Paragraph *p, float *best, int counts)

cdef extern from *:
    """
    /* Python 3.11 still knows strings that are laid out when they are first looked at. */
    #if PY_VERSION_HEX < 0x030C0000
    #define LAY_OUT(text) PyUnicode_READY(text)
    #else
    #define LAY_OUT(text) 0
    #endif
    """
    const Py_ssize_t PY_SSIZE_T_MAX
    int LAY_OUT(object text) except -1
    object PyUnicode_Substring(object text, Py_ssize_t start, Py_ssize_t end)
    const void *PyUnicode_DATA(PyObject *text) nogil
    int PyUnicode_KIND(PyObject *text) nogil
    Py_ssize_t PyUnicode_GET_LENGTH(PyObject *text) nogil
    PyObject *PyTuple_GET_ITEM(PyObject *items, Py_ssize_t n) nogil

# Chosen: up to here, some 20 µs of scanning, the interpreter lock is kept, because waiting for it again may take longer.
cdef Py_ssize_t _SHORT = 2000
cdef Py_ssize_t _MOST_KEPT = 65536  # scores that a workspace keeps room for: a chunk of texts, and topics as news has


cdef class _Workspace:
    """What a scan writes to: kept from call to call, one for each thread that scans at the time."""

    cdef Paragraph paragraph
    cdef float *best
    cdef Py_ssize_t n_best
    cdef Py_ssize_t *dressed  # numbers of texts that have to be read
    cdef Py_ssize_t n_numbers

    def __cinit__(self, NativeScorer scorer):
        cdef Tables *tables = &scorer.tables
        self.paragraph.tables = tables
        self.paragraph.most_letters = scorer.most_letters
        self.paragraph.counts = <uint32_t *>PyMem_RawCalloc(tables.n_terms + 1, sizeof(uint32_t))
        self.paragraph.terms = <int32_t *>PyMem_RawMalloc(<size_t>(tables.n_terms + 2) * sizeof(int32_t))
        self.paragraph.letters = <uint32_t *>PyMem_RawMalloc(<size_t>scorer.most_letters * sizeof(uint32_t))
        self.paragraph.bytes = <uint8_t *>PyMem_RawMalloc(<size_t>scorer.most_letters * 4)
        self.paragraph.sums = <double *>PyMem_RawMalloc(<size_t>tables.n_topics * sizeof(double))
        if not (self.paragraph.counts and self.paragraph.terms and self.paragraph.letters and self.paragraph.bytes
                and self.paragraph.sums):
            raise MemoryError
        self.reserve(1)

    def __dealloc__(self):
        PyMem_RawFree(self.paragraph.counts)
        PyMem_RawFree(self.paragraph.terms)
        PyMem_RawFree(self.paragraph.letters)
        PyMem_RawFree(self.paragraph.bytes)
        PyMem_RawFree(self.paragraph.sums)
        PyMem_RawFree(self.best)
        PyMem_RawFree(self.dressed)

    cdef int reserve_numbers(self, Py_ssize_t n_texts) except -1:
        """Make room for the numbers of so many texts."""
        if n_texts > self.n_numbers:
            PyMem_RawFree(self.dressed)
            self.n_numbers = 0
            self.dressed = <Py_ssize_t *>PyMem_RawMalloc(n_texts * sizeof(Py_ssize_t))
            if not self.dressed:
                raise MemoryError
            self.n_numbers = n_texts
        return 0

    cdef int reserve(self, Py_ssize_t n_texts) except -1:
        """Make room for the scores of so many texts."""
        if n_texts > self.n_best:
            PyMem_RawFree(self.best)
            self.n_best = 0
            self.best = NULL
            if n_texts > PY_SSIZE_T_MAX // (self.paragraph.tables.n_topics * <Py_ssize_t>sizeof(float)):
                raise MemoryError
            self.best = <float *>PyMem_RawMalloc(n_texts * self.paragraph.tables.n_topics * sizeof(float))
            if not self.best:
                raise MemoryError
            self.n_best = n_texts
        return 0

    cdef void shrink(self):
        """Give large buffers back."""
        if self.n_best * self.paragraph.tables.n_topics > _MOST_KEPT:
            PyMem_RawFree(self.best)
            self.best = NULL
            self.n_best = 0
        if self.n_numbers > _MOST_KEPT:
            PyMem_RawFree(self.dressed)
            self.dressed = NULL
            self.n_numbers = 0


cdef class NativeScorer:
    """Scores and tags texts in C; see `topictag.model.scorer.Scorer`.

    Parameters
    ----------
    model : Model
        Checked tables: the scan believes them.
    """

    cdef Tables tables
    cdef uint32_t most_letters
    cdef list owners  # the arrays that `tables` points into
    cdef list workspaces  # those not in use
    cdef tuple topics
    cdef const double *slope
    cdef const double *offset
    cdef const double *thresholds
    cdef const double *cuts

    def __init__(self, model):
        self.owners, self.workspaces, self.topics = [model], [], model.topics
        self.tables.min_letters = model.analysis.min_letters
        self.tables.family_letters = model.analysis.family_letters
        self.tables.family_min_letters = model.analysis.family_min_letters
        self.tables.pair_window = model.analysis.pair_window
        self.tables.n_lemmas, self.tables.n_singles = model.n_lemmas, model.n_singles
        self.tables.n_terms, self.tables.n_topics = len(model.idf), len(model.topics)
        self._fill_table(&self.tables.forms, model.forms)
        self._fill_table(&self.tables.families, model.families)
        self.tables.form_terms = <const int32_t *>self._address(model.form_terms, np.int32)
        self._fill_pairs(model.pairs)
        self.tables.idf = <const float *>self._address(model.idf, np.float32)
        self.tables.coef = <const float *>self._address(model.coef, np.float32)
        self.tables.intercept = <const float *>self._address(model.intercept, np.float32)
        counts = np.arange(1, N_LOGS, dtype=np.float64)
        self.tables.sublinear = <const double *>self._address(np.concatenate([[0.0], 1 + np.log(counts)]), np.float64)
        longest = max(int(np.diff(line_bounds(table.others)).max(initial=0)) for table in (model.forms, model.families))
        self.most_letters = max(MOST_PACKED, model.analysis.family_letters, longest)
        thresholds = np.asarray(model.thresholds, dtype=np.float64)
        self.slope = <const double *>self._address(model.slope, np.float64)
        self.offset = <const double *>self._address(model.offset, np.float64)
        self.thresholds = <const double *>self._address(thresholds, np.float64)
        self.cuts = <const double *>self._address(_cuts(thresholds), np.float64)

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
            else:
                tags.append(self._decide(workspace.best + n * n_topics, given, cuts))
        self._keep(workspace)
        return tags

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

    cdef dict _rank(self, const float *scores, Py_ssize_t most):
        """Return so many topics with their probabilities, highest first; none where nothing can be read."""
        cdef Py_ssize_t topic
        if scores[0] == -INFINITY:
            return {}
        ranked = sorted([(-self._logit(topic, scores[topic]), topic) for topic in range(self.tables.n_topics)])[:most]
        return {self.topics[topic]: <double>_probability(-negative) for negative, topic in ranked}

    cdef inline double _logit(self, Py_ssize_t topic, float score) noexcept:
        return self.slope[topic] * score + self.offset[topic]

    cdef _Workspace _take_workspace(self):
        try:
            return self.workspaces.pop()
        except IndexError:
            return _Workspace(self)

    cdef void _keep(self, _Workspace workspace):
        """Keep a workspace for the next call; one that an error has left with half a paragraph in it is not kept."""
        workspace.shrink()
        self.workspaces.append(workspace)

    cdef int _scan(self, _Workspace workspace, tuple texts, object paragraphs, float *best) except -1:
        """Write the scores of texts; those that are no plain prose are read all together, and scanned again."""
        cdef Py_ssize_t n, n_dressed, n_texts = len(texts)
        cdef int mode = READ if paragraphs is None else _MODES.index(paragraphs)
        workspace.reserve_numbers(n_texts)
        n_dressed = self._scan_texts(workspace, texts, mode, best, NULL, n_texts)
        if n_dressed:
            from topictag.text.reading import read_text  # most texts never need it

            # An exact copy, because a subclass's own indexing is none of the text's.
            read = tuple([read_text(_as_str(texts[workspace.dressed[n]]), paragraphs) for n in range(n_dressed)])
            self._scan_texts(workspace, read, READ, best, workspace.dressed, n_dressed)
        return 0

    cdef Py_ssize_t _scan_texts(
        self, _Workspace workspace, tuple texts, int mode, float *best, const Py_ssize_t *numbers, Py_ssize_t n_texts
    ) except -1:
        """Write the scores of texts, without the interpreter lock where there is much to scan.

        `numbers` says to which rows of `best`; without it, to one after the other. Return how many texts are dressed;
        their numbers are in the workspace.
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
        """Write the scores of a text; return DRESSED where it has to be read first."""
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
                    # Rare accents, letters that fold to several: they have to be looked at together.
                    _count_forms(p, PyUnicode_Substring(<object>text, start, place))
            end_paragraph(p, best, True)
        return DONE

    cdef int _fill_table(self, CWordTable *table, words) except -1:
        bounds = np.asarray(line_bounds(words.others), dtype=np.int64)
        # A table without packed words gets one that is none, so that there is something to look at.
        keys = words.keys if len(words.keys) else np.zeros((1, 2), dtype=np.uint64)
        table.keys = <const uint64_t *>self._address(keys, np.uint64)
        table.groups = <const uint32_t *>self._address(words.groups, np.uint32)
        table.shift = 64 - words.n_bits
        table.n_packed = len(words.keys)
        table.others = <const uint8_t *>self._address(words.others, np.uint8)
        table.bounds = <const int64_t *>self._address(bounds, np.int64)
        table.n_others = len(bounds) - 1
        return 0

    cdef int _fill_pairs(self, pairs) except -1:
        first, second = pairs.astype(np.int64).T
        starts = np.searchsorted(first, np.arange(self.tables.n_lemmas + 1))
        marks = np.zeros(self.tables.n_terms + 1, dtype=np.uint64)
        np.bitwise_or.at(marks, first, np.uint64(1) << (second & 63).astype(np.uint64))
        np.bitwise_or.at(marks, second, np.uint64(1) << (first & 63).astype(np.uint64))
        self.tables.pairs = <const int32_t *>self._address(pairs, np.int32)
        self.tables.pair_starts = <const int64_t *>self._address(starts, np.int64)
        self.tables.pair_marks = <const uint64_t *>self._address(marks, np.uint64)
        return 0

    cdef const void *_address(self, array, dtype) except? NULL:
        """Return where an array's numbers lie, and keep it and them there."""
        array = np.require(array, dtype, ["C", "A"])
        array.flags.writeable = False
        self.owners.append(array)
        return _data(array)


cdef void *_data(array) except? NULL:
    """Return where the numbers of a contiguous array lie; the caller keeps the array."""
    # No typed memoryview: Cython's code for them takes longer to compile than all the rest.
    return <void *><size_t>array.ctypes.data


cdef str _as_str(text):
    return PyUnicode_Substring(text, 0, PyUnicode_GET_LENGTH(<PyObject *>text))


cdef Py_ssize_t _lay_out(tuple texts) except -1:
    """Check that all are texts; return how many characters they have."""
    cdef Py_ssize_t n_characters = 0
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"A text is a str, not {type(text).__name__}.")
        LAY_OUT(text)
        n_characters += PyUnicode_GET_LENGTH(<PyObject *>text)
    return n_characters


cdef inline float _probability(double logit) noexcept:
    # As topictag.model.decisions has it, to the last bit of the float32.
    return <float>(0.5 + 0.5 * tanh(0.5 * logit))


def _cuts(thresholds):
    """Return a log-odds a little under that of each threshold: below it, a topic need not be looked at closely."""
    lower = np.clip(thresholds - 1e-6, 0, 1 - 1e-6)
    with np.errstate(divide="ignore"):
        return np.log(lower / (1 - lower)) - 1e-3


cdef int _count_chunk(Paragraph *p, str chunk) except -1:
    """Count what is prose of an address, a file name or the like within a long text."""
    from topictag.text.markup import strip_markup  # most texts never need it

    _count_forms(p, strip_markup(chunk))
    return 0


cdef int _count_forms(Paragraph *p, str prose) except -1:
    """Count words that Python cuts and normalises."""
    from topictag.text.words import word_forms  # seldom needed

    for form in word_forms(prose):
        LAY_OUT(form)
        count_form(p, PyUnicode_DATA(<PyObject *>form), PyUnicode_KIND(<PyObject *>form),
                   PyUnicode_GET_LENGTH(<PyObject *>form))
    return 0
