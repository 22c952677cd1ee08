"""What a model does with examples that it has not seen.

``sample`` contains the documents of a training run. A model is *for* its own examples and is measured on these alone.
Auxiliary examples are further ones to learn from; an auxiliary example is held out together with its twin.

``folds`` deals examples to folds: an article stays in one fold, equal texts too, and each topic spreads evenly.
``parallel`` computes folds in several threads.

``search`` chooses a recipe by mean average precision, or accuracy, on folds.
``out_of_fold`` then scores each example with models that have not seen its fold, as tagging does: by its best
paragraph. ``topictag.training.decisions`` learns from these scores, and they give the reported quality. The scores of
the other folds decide an example. The cross-validation is not nested: those scores come from models that may have
learnt from the example.
"""
