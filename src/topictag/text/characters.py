"""Characters that reading puts in the place of others, and the classes that its patterns share.

Every reading step gives a text of the same length, so that offsets into it are offsets into the original.
"""

SPACE = " "
JOINER = "\u2060"  # the word joiner: nobody sees it, and it divides no word
PARAGRAPH_END = "\u2029"  # ends a paragraph, however paragraphs are told apart

LINE_BREAKS = "\n\r\v\x85\u2028"  # that end a line, and a paragraph only where lines are paragraphs

# For patterns: what is never seen, what marks a letter, and what names, addresses and files are made of.
INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
MARKS = "\u0300-\u036f"
ASCII_WORD = "0-9A-Za-z_"
CYRILLIC = "\u0400-\u052f"
