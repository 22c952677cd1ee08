"""Background vectors: what an unlabelled corpus teaches about words that no labelled example contains.

``counting`` reads paragraphs once, gives each distinct word a number and writes the numbers to a temporary file, so
that memory holds the vocabulary and not the corpus. ``cooccurrence`` counts which terms occur together, in a paragraph
and within a few words, and turns counts into positive pointwise mutual information. ``factoring`` finds the vectors by
a randomised factorisation of these matrices, and evens them out so that no direction dominates. ``build`` runs all of
this.

The two contexts teach two things: the paragraph what the news is about, the neighbours what kind of thing a word names.
Families have no vector, but keep their document frequencies.

``vectors`` defines the result, `Background`; ``quantization`` makes it small, ``storage`` writes it to a file.
"""
