"""From rows to weights: one logistic regression per topic.

``linear`` fits it with scikit-learn's solver, both sides of a topic weighing the same in all. Before the fit,
``emphasis`` multiplies each term by how much it stands out in the topic, and afterwards its weight by the same: so
the regularisation is lighter on terms that stand out.

With a background, a text has two kinds of features: its row, and the row times the background's vectors. Both are
linear in the row, so after the fit they collapse into one weight per term (`TwoPartTopics.collapse`), and tagging never
knows that there were two.

``layer`` puts the steps together: a vocabulary from counts, its rows, the fit. Validation and the final fit both go
through it, so that what is measured is what is shipped.
"""
