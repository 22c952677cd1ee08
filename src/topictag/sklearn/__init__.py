"""topictag as scikit-learn's own: a vectoriser and a classifier for pipelines, cross-validation and grid search.

Both take raw texts and do nothing but translate: what they compute is what `topictag.train` computes.
"""

from topictag.sklearn.classifier import TopicTagClassifier
from topictag.sklearn.vectorizer import LemmaTfidfVectorizer

__all__ = ["LemmaTfidfVectorizer", "TopicTagClassifier"]
