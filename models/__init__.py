"""The shipped model. This folder is installed as the package ``topictag.shipped``, so that a wheel carries it."""
