# The memory of a scan; part of `scanner.pyx`.

cdef Py_ssize_t _MOST_KEPT = 65536  # chosen: maximum number of scores that a workspace keeps room for


cdef class _Workspace:
    """The memory that a scan writes to, kept between calls. Each thread that scans has its own."""

    cdef _ModelTables owner
    cdef Paragraph paragraph
    cdef float *best
    cdef Py_ssize_t n_best
    cdef Py_ssize_t *dressed  # numbers of texts that have to be read
    cdef Py_ssize_t n_numbers

    def __cinit__(self, _ModelTables owner not None):
        cdef Tables *tables = &owner.tables
        cdef int64_t more
        self.owner = owner
        self.paragraph.tables = tables
        self.paragraph.most_letters = owner.most_letters
        self.paragraph.counts = <uint32_t *>PyMem_RawCalloc(tables.n_terms + 1, sizeof(uint32_t))
        self.paragraph.terms = <int32_t *>PyMem_RawMalloc(<size_t>(tables.n_terms + 2) * sizeof(int32_t))
        self.paragraph.members = <int32_t *>PyMem_RawMalloc(<size_t>(tables.n_terms + 2) * sizeof(int32_t))
        more = max(tables.first_group - tables.first_gram, tables.n_terms - tables.first_group)
        self.paragraph.more_terms = <int32_t *>PyMem_RawMalloc(<size_t>(more + 2) * sizeof(int32_t))
        self.paragraph.queue = <uint32_t *>PyMem_RawMalloc(QUEUE_ROOM * sizeof(uint32_t))
        self.paragraph.letters = <uint32_t *>PyMem_RawMalloc(<size_t>owner.most_letters * sizeof(uint32_t))
        self.paragraph.bytes = <uint8_t *>PyMem_RawMalloc(<size_t>owner.most_letters * 4)
        self.paragraph.sums = <double *>PyMem_RawMalloc(<size_t>tables.n_topics * 2 * sizeof(double))
        if not (self.paragraph.counts and self.paragraph.terms and self.paragraph.letters and self.paragraph.bytes
                and self.paragraph.sums and self.paragraph.more_terms and self.paragraph.queue
                and self.paragraph.members):
            raise MemoryError
        self.reserve(1)

    def __dealloc__(self):
        PyMem_RawFree(self.paragraph.counts)
        PyMem_RawFree(self.paragraph.terms)
        PyMem_RawFree(self.paragraph.members)
        PyMem_RawFree(self.paragraph.more_terms)
        PyMem_RawFree(self.paragraph.queue)
        PyMem_RawFree(self.paragraph.letters)
        PyMem_RawFree(self.paragraph.bytes)
        PyMem_RawFree(self.paragraph.sums)
        PyMem_RawFree(self.best)
        PyMem_RawFree(self.dressed)

    cdef int reserve_numbers(self, Py_ssize_t n_texts) except -1:
        """Make room for the numbers of `n_texts` texts."""
        if n_texts > self.n_numbers:
            PyMem_RawFree(self.dressed)
            self.n_numbers = 0
            self.dressed = <Py_ssize_t *>PyMem_RawMalloc(n_texts * sizeof(Py_ssize_t))
            if not self.dressed:
                raise MemoryError
            self.n_numbers = n_texts
        return 0

    cdef int reserve(self, Py_ssize_t n_texts) except -1:
        """Make room for the scores of `n_texts` texts."""
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
        """Free large buffers."""
        if self.n_best * self.paragraph.tables.n_topics > _MOST_KEPT:
            PyMem_RawFree(self.best)
            self.best = NULL
            self.n_best = 0
        if self.n_numbers > _MOST_KEPT:
            PyMem_RawFree(self.dressed)
            self.dressed = NULL
            self.n_numbers = 0
