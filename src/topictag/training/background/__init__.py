"""Background vectors: what an unlabelled corpus teaches about words that no label has seen.

``corpus`` (files → paragraphs) → ``counting`` (paragraphs → numbered words on disk) → ``cooccurrence`` (→ pairs of
terms) → ``factoring`` (→ vectors); ``build`` runs them. ``tables`` says what comes out, ``storage`` keeps it.
"""
