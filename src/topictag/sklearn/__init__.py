"""Estimators for scikit-learn: a vectoriser and a classifier for pipelines, cross-validation and grid search.

Both take raw texts and compute what `topictag.train` computes.
"""

from topictag.extras import require_extra

require_extra("train", "topictag.sklearn")

from topictag.sklearn.classifier import TopicTagClassifier  # noqa: E402 (without the extra, these imports fail less helpfully)
from topictag.sklearn.vectorizer import LemmaTfidfVectorizer  # noqa: E402

__all__ = ["LemmaTfidfVectorizer", "TopicTagClassifier"]
