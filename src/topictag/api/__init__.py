"""The functions behind ``import topictag``.

What a function needs beyond tagging is imported when it is called, so that tagging never waits for scikit-learn.
"""
