"""The functions behind ``import topictag``.

A function imports what only it needs when you call it, so that tagging never waits for scikit-learn.
"""
