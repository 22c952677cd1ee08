# The C that `scanner.pyx` uses: the scan, and access to Python's strings.

cdef extern from "scan.h" nogil:
    const int N_LOGS
    const uint32_t MAX_PACKED, MAX_GRAM_LETTERS
    const uint32_t HARD_SIGN
    const size_t QUEUE_ROOM

    ctypedef struct CWordTable "WordTable":
        const uint64_t *keys
        const uint32_t *groups
        int shift
        int64_t n_packed
        const uint8_t *others
        const int64_t *bounds
        int64_t n_others

    ctypedef struct CGramTable "GramTable":
        const uint32_t *codes
        const uint32_t *groups
        int shift
        int64_t n

    ctypedef struct Tables:
        uint32_t min_letters, family_letters, family_min_letters, pair_window
        CWordTable forms, families
        CGramTable grams
        uint32_t unusual_letters
        const int32_t *form_terms
        int64_t n_function_words
        int64_t n_lemmas, n_singles, first_gram, first_group, n_terms, n_topics
        const int32_t *pairs
        const uint32_t *pair_slots
        int slot_shift
        const uint64_t *pair_marks
        const uint64_t *pair_filter
        int filter_shift
        uint32_t pair_factors[2]
        const uint32_t *member_bounds
        const uint32_t *members
        int64_t n_members
        const uint8_t *is_member
        const float *idf
        const float *coef
        const float *intercept
        const double *sublinear
        const double *log_members

    ctypedef struct Paragraph:
        const Tables *tables
        uint32_t *counts
        int32_t *terms
        int32_t *members
        int32_t *more_terms
        uint32_t *queue
        uint32_t *letters
        uint32_t most_letters
        uint8_t *bytes
        double *sums
        int64_t chunk_start, chunk_end

    const int DONE, DRESSED_CHUNK, DRESSED, READ
    int64_t find_letters(const CWordTable *table, const uint32_t *letters, uint32_t n_letters, uint8_t *bytes)
    uint32_t character_at(const void *data, int width, int64_t place)
    int64_t scan_paragraph(Paragraph *p, const void *data, int width, int64_t place, int64_t length, int mode, int *status)
    void count_form(Paragraph *p, const void *data, int width, int64_t length)
    void start_again(Paragraph *p)
    void fill_pairs(const Tables *tables, uint64_t *marks, uint64_t *filter, uint32_t *slots, uint32_t n)
    void end_paragraph(Paragraph *p, float *best, int counts)

cdef extern from "competition.h" nogil:
    void compete(float *scores, const double *slope, const double *offset, int64_t n_topics)

cdef extern from *:
    """
    /* Python 3.11 still has strings that are laid out only when they are first used. */
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
