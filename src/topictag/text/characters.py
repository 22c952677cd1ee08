"""The characters that reading puts in place of others, and the character classes that its patterns share.

Every reading step keeps the length of the text, so that offsets into the result are offsets into the original.
"""

SPACE = " "
JOINER = "\u2060"  # the word joiner: invisible, and does not separate words
PARAGRAPH_END = "\u2029"  # ends a paragraph in every paragraph mode

LINE_BREAKS = "\n\r\v\x85\u2028"  # end a line, and a paragraph only where each line is one

# For patterns: invisible characters, combining marks, and what names, addresses and file names consist of.
INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
MARKS = "\u0300-\u036f"
ASCII_WORD = "0-9A-Za-z_"
CYRILLIC = "\u0400-\u052f"

RUSSIAN = "абвгдежзийклмнопрстуфхцчшщъыьэюя"  # in normalised words, which write ё as е
