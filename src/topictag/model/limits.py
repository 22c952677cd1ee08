"""How large a model may be: bounds on the memory and the time that a model file can ask for.

All are chosen: many times the size of the shipped model (5 topics, 30,956 terms, 316,883 forms), so that training does
not reach them, and small enough that a hostile file does little harm. A model at all of these bounds takes

- a mapped file of 4 GiB, whose pages the system may drop and read again;
- up to 2 GB more while it is loaded;
- for each thread that tags, 8 bytes per term (32 MB), 4 more per gram or group (16 MB), kept between texts, and 4 bytes
  per topic and text of a chunk (20 MB for 512 texts, 41 MB for 1,024);
- 64 comparisons to look up one word or gram, and 64 groups per term that occurs in a paragraph.
"""

MAX_TOPICS = 10_000
MAX_TERMS = 4_000_000  # lemmas, families, pairs, grams and groups
MAX_TERM_GROUPS = 100_000  # while a model is loaded, the name of each takes about 100 bytes
MAX_GROUPS_PER_TERM = 64  # groups that one lemma or pair may belong to
MAX_PACKED_WORDS = 16_000_000  # in one table
MAX_OTHER_WORDS = 500_000  # in one table; while it is loaded, each takes about 100 bytes
MAX_WORD_BYTES = 65_536  # of UTF-8
MAX_STRING_BYTES = 2**27  # of all lemmas, or all other words of a table

# Of look-ups by hash. `WordTable.of` makes about one group per word, so that a group has at most about twenty words by
# chance; `GramTable.of` does the same.
MAX_GROUP_WORDS = 64
MAX_GROUPS_PER_WORD = 256

MAX_FILE_BYTES = 2**32
MAX_ARRAYS = 64
MAX_HEADER_BYTES = 16_000_000
MAX_HEADER_VALUES = 500_000  # each takes up to about 200 bytes in Python
MAX_HEADER_DEPTH = 32
MAX_INTEGER_BITS = 1024
