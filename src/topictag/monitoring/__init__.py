"""Drift: whether the texts of today are still those of the reference, without a label."""
