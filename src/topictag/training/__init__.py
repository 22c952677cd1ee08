"""From labelled examples to a compiled model. The only home of scikit-learn, SciPy and pymorphy3.

``train`` is the story from start to end; each of its chapters is a folder:

1. ``preparing`` reads the examples: words, terms, topics as columns, groups of examples that belong together.
2. ``features`` turns terms into numbers: counts, chosen pairs, a vocabulary with its rows.
3. ``fitting`` learns weights from the rows, one linear classifier per topic.
4. ``validation`` does both again on folds, for an honest view: what weight the background and auxiliary examples
   deserve, and how unseen examples score.
5. ``decisions`` learns from those scores what a score means: a probability, and the threshold for a tag.
6. ``compiling`` makes a model of it all that needs no dictionary.

``background`` is another story, told before: vectors learnt from unlabelled texts. ``settings`` says everything that
training can be told, ``provenance`` what a model was made of. ``calibrate`` goes through 4 and 5 alone.
"""
