"""The labelled data's own tools: finding what is wrong with it before a model learns it."""
