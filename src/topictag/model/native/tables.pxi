# A model as the scan reads it; part of `scanner.pyx`.

cdef class _ModelTables:
    """Pointers into a model's arrays, and what is computed from them once.

    Parameters
    ----------
    model : Model
        Checked: the scan reads wherever the arrays point.
    """

    cdef Tables tables
    cdef uint32_t most_letters  # of a word that is looked up
    cdef object model
    cdef list owners  # the arrays that `tables` points into

    def __cinit__(self, model):
        self.model, self.owners = model, []
        self.tables.min_letters = model.analysis.min_letters
        self.tables.family_letters = model.analysis.family_letters
        self.tables.family_min_letters = model.analysis.family_min_letters
        self.tables.pair_window = model.analysis.pair_window
        self.tables.n_function_words = model.n_function_words
        self.tables.n_lemmas, self.tables.n_singles = model.n_lemmas, model.n_singles
        self.tables.n_terms, self.tables.n_topics = len(model.idf), len(model.topics)
        self._fill_table(&self.tables.forms, model.forms)
        self._fill_table(&self.tables.families, model.families)
        self._fill_pairs(model.pairs)
        self._fill_more(model)
        self._fill_weights(model)
        longest = max(int(np.diff(line_bounds(table.others)).max(initial=0)) for table in (model.forms, model.families))
        self.most_letters = max(MAX_PACKED, model.analysis.family_letters, longest)
        if len(model.grams):
            self.most_letters = max(self.most_letters, MAX_GRAM_LETTERS)

    cdef int _fill_weights(self, model) except -1:
        self.tables.form_terms = <const int32_t *>self.address(model.form_terms, np.int32)
        self.tables.idf = <const float *>self.address(model.idf, np.float32)
        self.tables.coef = <const float *>self.address(model.coef, np.float32)
        self.tables.intercept = <const float *>self.address(model.intercept, np.float32)
        counts = np.arange(1, N_LOGS, dtype=np.float64)
        self.tables.sublinear = <const double *>self.address(np.concatenate([[0.0], 1 + np.log(counts)]), np.float64)
        self.tables.log_members = <const double *>self.address(np.log1p(np.arange(N_LOGS)), np.float64)
        return 0

    cdef int _fill_table(self, CWordTable *table, words) except -1:
        bounds = np.asarray(line_bounds(words.others), dtype=np.int64)
        # A table without packed words gets one key that is not a word, so that look-ups have something to compare.
        keys = words.keys if len(words.keys) else np.zeros((1, 2), dtype=np.uint64)
        table.keys = <const uint64_t *>self.address(keys, np.uint64)
        table.groups = <const uint32_t *>self.address(words.groups, np.uint32)
        table.shift = 64 - words.n_bits
        table.n_packed = len(words.keys)
        table.others = <const uint8_t *>self.address(words.others, np.uint8)
        table.bounds = <const int64_t *>self.address(bounds, np.int64)
        table.n_others = len(bounds) - 1
        return 0

    cdef int _fill_pairs(self, pairs) except -1:
        marks = np.zeros(self.tables.n_terms + 1, dtype=np.uint64)
        self.tables.pairs = <const int32_t *>self.address(pairs, np.int32)
        self.tables.pair_marks = <const uint64_t *>self.address(marks, np.uint64)
        n_bits = int(len(pairs)).bit_length()  # at most that of MAX_TERMS
        # Random, so that nobody can make a model file in which all pairs have one slot.
        self.tables.pair_factors[0], self.tables.pair_factors[1] = (int.from_bytes(os.urandom(4)) | 1 for _ in range(2))
        pair_filter = np.zeros(1 << max(n_bits - 3, 0), dtype=np.uint64)  # 8 to 16 bits for each pair
        slots = np.zeros(2 << n_bits, dtype=np.uint32)
        self.tables.filter_shift, self.tables.slot_shift = 32 - max(n_bits + 3, 6), 31 - n_bits
        fill_pairs(
            &self.tables, <uint64_t *>_data(marks), <uint64_t *>_data(pair_filter), <uint32_t *>_data(slots),
            <uint32_t>len(pairs),
        )
        self.tables.pair_filter = <const uint64_t *>self.address(pair_filter, np.uint64)
        self.tables.pair_slots = <const uint32_t *>self.address(slots, np.uint32)
        return 0

    cdef int _fill_more(self, model) except -1:
        """Fill in the terms after the pairs: grams and groups."""
        self.tables.first_gram, self.tables.first_group = model.first_gram, model.first_group
        self.tables.grams.codes = <const uint32_t *>self.address(model.grams.codes, np.uint32)
        self.tables.grams.groups = <const uint32_t *>self.address(model.grams.groups, np.uint32)
        self.tables.grams.shift = 64 - model.grams.n_bits
        self.tables.grams.n = len(model.grams)
        self.tables.unusual_letters = 0xffffffff if len(model.grams) else 1 << HARD_SIGN
        self.tables.member_bounds = <const uint32_t *>self.address(model.member_bounds, np.uint32)
        self.tables.members = <const uint32_t *>self.address(model.members, np.uint32)
        self.tables.n_members = len(model.members)
        is_member = np.zeros(self.tables.n_terms + 1, dtype=np.uint8)
        is_member[:max(len(model.member_bounds) - 1, 0)] = np.diff(model.member_bounds) > 0
        self.tables.is_member = <const uint8_t *>self.address(is_member, np.uint8)
        return 0

    cdef const void *address(self, array, dtype) except? NULL:
        """Return the address of an array's numbers, and keep the array alive."""
        array = np.require(array, dtype, ["C", "A"])
        array.flags.writeable = False
        self.owners.append(array)
        return _data(array)


cdef void *_data(array) except? NULL:
    """Return the address of a contiguous array's numbers; the caller keeps the array alive."""
    # No typed memoryview: Cython's code for those takes longer to compile than all the rest.
    return <void *><size_t>array.ctypes.data
