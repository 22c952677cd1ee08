"""Gold tags against given tags: counts, then metrics, then intervals. NumPy only.

Nothing here calls a model; `card` writes out what a model's metadata says.
"""
