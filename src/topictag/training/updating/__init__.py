"""Updating a model: learning from new examples without those that it has learnt from."""
