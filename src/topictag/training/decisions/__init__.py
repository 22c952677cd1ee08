"""From out-of-fold scores to decisions, topic by topic.

A score is a real number that ranks texts. ``calibration`` fits a slope and an offset (Platt scaling) that make it a
probability. ``targets`` defines what a topic's threshold must reach: the best F1, or a given precision or recall.
``thresholds`` finds the probability that meets the target best: it tries all cuts of the examples, and weighs their
results against the expectation from the probabilities, which is steadier with few examples.

A topic whose examples do not rank above the others beyond chance (``evidence``) is not learnt: with F1 as its target, a
text gets it only at a probability of 0.5 or more. ``unreliable`` warns about such topics, and about those that depend
on one article or miss their target.

``learning`` does this for all topics. Where each text has exactly one topic, ``joint`` takes its place: topics compete,
and need no thresholds. `topictag.model.decisions` contains the rule that turns scores, calibration and thresholds into
tags: tagging uses the same rule.
"""
