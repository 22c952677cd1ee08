"""The share that each topic had in the data that the model's probabilities were fitted to."""

from topictag.errors import ModelError
from topictag.tagger import Tagger


def find_priors(tagger: Tagger) -> tuple[float | None, ...]:
    """Return the share of each topic: of the sample that calibrated the model last, or else of its training examples.

    None for a topic that has no calibration (it rests on hints alone), that all or none of the examples carry, or whose
    model has no record that can be read.
    """
    try:
        record = tagger.record
    except ModelError:
        return (None,) * len(tagger.topics)
    data = record.calibrated_on or record.data
    uncalibrated = record.hints.uncalibrated if record.hints else ()
    shares: list[float | None] = []
    for topic in tagger.topics:
        n = data.n_examples - data.unknown.get(topic, 0)
        support = data.support.get(topic, 0)
        shares.append(support / n if topic not in uncalibrated and 0 < support < n else None)
    return tuple(shares)
