"""From texts to rows of numbers.

A paragraph is a list of words. ``pymorphy`` gives each word its lemma (`topictag.text.terms` adds the family), so that
a paragraph becomes terms. ``counts`` counts the terms of every document once; folds then take rows of the counts and
never read a text again.

Two lemmas within a few words of each other are a pair. There are hundreds in a paragraph and most say nothing, so
``pairs`` keeps the frequent ones while it reads, and later chooses those that tell topics apart best. That choice looks
at topics, so each fold makes its own.

``vocabulary`` decides which terms count: those in at least `min_df` examples, those that the background knows, and the
chosen pairs. It knows the inverse document frequency of each, where the background's corpus counts as further
documents, and its vector. Its `rows` are TF-IDF: ``(1 + ln tf) · idf``, divided by the norm of lemmas and families.

Nothing here learns weights, and nothing but the choice of pairs looks at topics.
"""
