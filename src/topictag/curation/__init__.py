"""Tools for the labelled data itself: they find what is wrong with it before a model learns it."""
