"""Random halves of one population: a comparison of all topics, words and paragraphs alarms in at most 5 % of them."""

import random

import topictag

LINES = [
    "Газопровод остановлен на ремонт.",
    "Посредники объявили о прекращении огня.",
    "Военные провели учения у границы.",
    "Сборная выиграла матч.",
    "В театре прошла премьера балета.",
    "Oil prices are up again today.",
    "Кваркозябра выиграла матч в театре.",
]


def test_random_halves_of_articles_that_are_alike_inside_rarely_alarm():
    rng = random.Random(0)
    articles = []
    for _ in range(240):  # each article keeps to two of the lines
        own = rng.sample(LINES, 2)
        articles.append([rng.choice(own) for _ in range(rng.randint(1, 8))])
    n_alarms, n_naive, n = 0, 0, 60
    for _ in range(n):
        rng.shuffle(articles)
        halves = [
            [(text, number) for number, own in enumerate(part) for text in own]
            for part in (articles[:120], articles[120:])
        ]
        n_alarms += topictag.drift(*halves).has_drifted
        n_naive += topictag.drift(*([text for text, _ in half] for half in halves)).has_drifted
    assert n_alarms <= 0.05 * n
    assert n_naive > 10  # paragraphs as units: the test is able to fail
