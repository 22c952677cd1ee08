"""Estimators for scikit-learn: a vectoriser and a classifier for pipelines, cross-validation and grid search.

Both take raw texts and compute what `topictag.train` computes.
"""

from topictag.sklearn.classifier import TopicTagClassifier
from topictag.sklearn.vectorizer import LemmaTfidfVectorizer

__all__ = ["LemmaTfidfVectorizer", "TopicTagClassifier"]
