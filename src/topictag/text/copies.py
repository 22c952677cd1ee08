"""What near copies are: texts that differ in some words, such as two versions of one report.

Two texts are near copies if the Jaccard index of their sets of words is at least 0.6. The check of labelled data
(``curation.duplicates``) asks for 0.3 of their three-word runs, and the two say the same: of runs, a share s³ survives
where a share s of the words stays, so an index s³ / (2 - s³) of 0.3 is s = 0.77: s / (2 - s) = 0.63 for words.
Sets of words need no order, and so no list of runs. Words under four letters tell little and are left out; texts of
under eight other words are too short to be copies by chance of wording.

The rule stands here alone. How pairs are found depends on the task: training compares all texts at once, by columns of
numbers (``training.validation.copies``), and suggestions one text after another (``curation.suggesting.copies``).
"""

MIN_SIMILARITY = 0.6  # chosen, as the gate's limit; see above
MIN_LETTERS, MIN_WORDS = 4, 8  # chosen
MAX_TEXTS = 10
"""What stands word for word in more texts is no news: an outlet prints it below each article. Chosen."""
