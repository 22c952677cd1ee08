"""The identity of a model: what changes if any tag could change, and stays if only the record differs."""

import json
from dataclasses import asdict
from hashlib import sha256

import numpy as np

from topictag.model.compiled import Model


def identify_model(model: Model) -> str:
    """Return a digest of everything that scores, probabilities and tags depend on: 16 hexadecimal digits."""
    rules = {"topics": model.topics, "task": model.task, "analysis": asdict(model.analysis)}
    digest = sha256(json.dumps(rules, sort_keys=True, default=str).encode("utf-8"))
    for name, array in sorted(model.arrays().items()):
        digest.update(f"{name} {array.dtype} {array.shape}".encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()[:16]
