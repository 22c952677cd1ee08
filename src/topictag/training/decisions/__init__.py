"""From out-of-fold scores to decisions, topic by topic.

A score is a real number that ranks texts. ``calibration`` fits a slope and an offset (Platt scaling) that make it a
probability. ``targets`` says what a topic's threshold is for: the best F1, or a precision or recall to reach.
``thresholds`` finds the probability that serves the target: it tries all cuts of the examples, and weighs what they say
against what the probabilities lead to expect, which is steadier with few examples.

A topic whose examples do not rank above the others beyond chance (``evidence``) is not learnt: it is given only where
it is likelier than not. ``unreliable`` warns of such topics, and of those that rest on one article or miss their
target.

``learning`` does it for all topics. The rule that turns scores, calibration and thresholds into tags is
`topictag.model.decisions`: tagging uses the same.
"""
