"""Background vectors: what an unlabelled corpus teaches about words that no label has seen.

``counting`` reads paragraphs once, gives each distinct word a number and writes the numbers to a temporary file, so
that memory holds the vocabulary and not the corpus. ``cooccurrence`` counts which terms occur together, in a paragraph
and within a few words, and turns counts into positive pointwise mutual information. ``factoring`` finds the vectors:
a randomised factorisation of these matrices, then evened out so that no direction dominates. ``build`` runs them.

The two contexts teach two things: the paragraph what the news is about, the neighbours what kind of thing a word names.
Families get no vector, but their document frequencies are kept.

``vectors`` says what comes out, `Background`; ``quantization`` makes it small, ``storage`` keeps it in a file.
"""
