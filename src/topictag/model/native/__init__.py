"""The native scan: C17 that reads a text once, and Cython that hands it texts; built only where a compiler is.

- ``folding.py`` writes ``folding_table.h`` at build time: for each character its class or its folded letter.
- ``folding.h``: that table. ``word_table.h``: looking words up.
- ``paragraph.h``: a model as C sees it, what is counted in a paragraph, and its scores.
- ``scan.h``: from characters to words. ``traces.h``: whether a text is plain prose, or Python has to read it first.
- ``scanner.pyx``: `NativeScorer`, the face that `topictag.model.scorer` chooses.

A text is read where it lies, in the one, two or four bytes a character that Python keeps it in: encoding it to UTF-8
first would cost as much as the scan, and lone surrogates have no UTF-8.
"""
