"""Labelled examples: what they are, and reading them from files or from Python objects."""
