"""Labelled examples: what they are, and how they are read from files or from Python objects."""
