"""The inner loops of the fit in C; where they were not built, `topictag.training.fitting.plain` has them."""
