"""From texts to rows of numbers.

A paragraph is a list of words. ``pymorphy`` gives each word its lemma (`topictag.text.terms` adds the family), so that
a paragraph becomes terms. ``counts`` counts the terms of every document once; folds then take rows of the counts and
never read a text again.

Two lemmas within a few words of each other are a pair. A paragraph contains hundreds and most mean nothing, so
``pairs`` keeps the frequent ones when texts are read, and later chooses those that best distinguish the topics. That
choice looks at topics, so each fold makes its own.

Function words and negations are read only where the search may choose them as terms.

``vocabulary`` decides which terms count: those in at least `min_df` examples, those of the background, and the chosen
pairs. It stores each term's vector and inverse document frequency, for which the background's paragraphs count as
further documents. Its `rows` are TF-IDF: ``(1 + ln tf) · idf``, divided by the norm of lemmas and families.

Nothing here learns weights, and nothing but the choice of pairs looks at topics.
"""
