"""What a model does with examples that it has not seen.

``sample`` holds the documents of a training run. A model is *for* its own examples and is measured on these alone;
auxiliary examples are further ones to learn from, and an auxiliary one is held out together with its twin.

``folds`` deals examples to folds so that an article stays in one, equal texts too, and each topic spreads evenly.
``parallel`` computes folds in several processes where that pays.

``choices`` compares weights of the background and of auxiliary examples by mean average precision on folds.
``out_of_fold`` then scores each example by models that have not seen its fold, as tagging would: by its best paragraph.
Those scores are what ``topictag.training.decisions`` learns from, and what the reported quality is measured on. An
example is decided by what the scores of the other folds teach. The cross-validation is not nested: those scores come
from models that may have learnt from the example.
"""
