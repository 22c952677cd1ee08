"""How large a model may be: bounds on the memory and the time that a file can ask for, whoever wrote it.

All are chosen: many times what the shipped model has (5 topics, 30,956 terms, 316,883 forms), so that nobody who
trains a model meets them, and small enough that a hostile file does no harm. A model at all of its bounds takes

- 4 GiB of mapped file, of which only the pages that are used are read;
- at most 1 GB while it is loaded;
- 8 bytes per term for each thread that tags, 32 MB, which are kept between texts; 4 bytes per topic for each text of a
  chunk, 20 MB for a chunk of 512 texts and 41 MB for one of 1,024;
- 64 comparisons to look one word up.
"""

MAX_TOPICS = 10_000
MAX_TERMS = 4_000_000  # lemmas, families and pairs
MAX_PACKED_WORDS = 16_000_000  # in one table
MAX_OTHER_WORDS = 500_000  # in one table: looking one up takes the logarithm, loading takes 100 bytes for each
MAX_WORD_BYTES = 65_536  # of UTF-8
MAX_STRING_BYTES = 2**27  # of all lemmas, or all other words of a table

# The builder makes about one group for each word, so that chance puts no more than some twenty words into one.
MAX_GROUP_WORDS = 64
MAX_GROUPS_PER_WORD = 256

MAX_FILE_BYTES = 2**32
MAX_ARRAYS = 64
MAX_HEADER_BYTES = 16_000_000
MAX_HEADER_VALUES = 500_000  # Python takes up to some 200 bytes for each
MAX_HEADER_DEPTH = 32
MAX_INTEGER_BITS = 1024
