"""The native scan: C17 that reads a text once, and Cython that calls it; built only if there is a compiler.

- ``folding.py`` writes ``folding_table.h`` at build time: the class or the folded letter of each character.
  ``constants.py`` writes ``constants.h``: letters, languages and hashes, as Python defines them.
- ``folding.h``: looking characters up. ``word_table.h``, ``gram_table.h``: looking words and parts of words up.
- ``paragraph.h``: a model as C sees it, and counting words. ``grams.h``: counting parts of words. ``scores.h``: from
  the counts of a paragraph to its scores.
- ``scan.h``: from characters to words. ``letters.h``: eight letters at a time. ``traces.h``: whether a text is plain
  prose, or Python has to read it first.
- ``competition.h``: probabilities of topics of which a text has exactly one.
- ``scanner.pyx``: `NativeScorer`, which `topictag.model.scorer` makes. It includes ``declarations.pxi``, ``tables.pxi``
  (a model for C) and ``workspace.pxi`` (the memory of a scan).

A text is read in place, in Python's own one, two or four bytes per character. Encoding it to UTF-8 first would take as
long as the scan, and UTF-8 cannot encode lone surrogates.
"""
