"""Given tags against gold tags: counts, then metrics, then intervals and differences. NumPy only.

Nothing here calls a model or prints, so that the decisions of any system can be measured.
"""
