"""From rows to weights: one logistic regression per topic.

``linear`` prepares the fit and ``newton`` solves it, all topics together. The examples with and without a topic have
the same total weight. Before the fit, each term is multiplied by its ``emphasis``, how much it stands out in the topic;
after the fit, its weight is, too. So the regularisation is lighter on terms that stand out.

With a background, a text has two kinds of features: its row, and the row times the background's vectors. Both are
linear in the row, so after the fit they collapse into one weight per term (`TwoPartTopics.collapse`), and tagging needs
only one kind.

``layer`` combines the steps: a vocabulary from counts, its rows, the fit. Validation and the final fit both use it, so
that the measured quality is that of the final model.
"""
