"""Gold tags against assigned tags: counts, then metrics, then intervals. NumPy only; nothing here calls a model."""
