"""From labelled examples to a compiled model.

Training needs SciPy and pymorphy3, learning background vectors scikit-learn too; tagging needs none of them.

``train`` runs all steps in order:

1. ``preparing`` reads the examples: words, terms, topics as columns, groups of examples that belong together.
2. ``features`` turns terms into numbers: counts, chosen pairs, a vocabulary with its rows.
3. ``fitting`` learns weights from the rows, one linear classifier per topic.
4. ``validation`` repeats 2 and 3 on folds: it chooses the weights of the background and of auxiliary examples, and
   scores examples that the model has not seen.
5. ``decisions`` learns from those scores how to turn a score into a probability, and the threshold for a tag.
6. ``compiling`` turns the result into a model that needs no dictionary.

``task`` decides before all this whether a text has any number of topics or exactly one. ``background`` is a separate
step before training: it learns vectors from unlabelled texts. ``settings`` defines all settings of training,
``provenance`` describes what a model was made of. ``calibrate`` deals folds and runs 5 again for a finished model;
``recalibrate`` is its part for models of exactly one topic per text.
"""
