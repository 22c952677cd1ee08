"""From labelled examples to a compiled model. The only home of scikit-learn and SciPy."""
