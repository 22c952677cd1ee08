"""The numbers of `topictag.model.beside`, for the native scan too: the build imports them without NumPy."""

BESIDE_SCALE = 2.0**-40  # its square, times that of the largest tf-idf, is below the rounding of a sum of 1
LEAST_NORM = 2.0**-20  # terms beside the norm alone have at most 2⁻²⁷; others have an idf of 1 or more
