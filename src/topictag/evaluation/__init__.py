"""Gold tags against given tags: counts, then metrics, then intervals. NumPy only, no model in sight."""
