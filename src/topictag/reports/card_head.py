"""The head of a model card: YAML that the Hugging Face Hub reads, with the measured figures.

Its keys are those of https://github.com/huggingface/hub-docs/blob/main/modelcard.md. Every value is written as JSON,
which is YAML too, so that a name cannot end a line or begin a comment.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from topictag.errors import SettingError
from topictag.model.parts import DataRecord
from topictag.model.record import ModelRecord
from topictag.results.quality import Evaluation

_LICENSE = re.compile(r"[a-z0-9][a-z0-9.-]*\+*")  # openrail++ is an identifier too
_DECIMALS = 4  # noise: intervals are wider than a hundredth
_HIGHEST_BASIC = 0xFFFF  # of characters that \u can write


def make_head(record: ModelRecord, license_name: str) -> str:
    """Return the head of a card, from ``---`` to ``---``.

    Parameters
    ----------
    record : ModelRecord
    license_name : str
        Identifier of the model's licence; empty to name none.

    Raises
    ------
    SettingError
        `license_name` is no identifier.
    """
    is_single = record.quality.task == "single"
    results = list(_results(record))
    head: dict[str, Any] = {
        "language": ["ru"],
        **({"license": check_license(license_name)} if license_name else {}),
        "library_name": "topictag",
        "pipeline_tag": "text-classification",
        "tags": ["topictag", "news", "topic-classification", *([] if is_single else ["multi-label-classification"])],
    }
    if results:
        head["metrics"] = list(dict.fromkeys(metric["type"] for own in results for metric in own["metrics"]))
        head["model-index"] = [{"name": "topictag", "results": results}]
    return "\n".join(["---", *_write(head), "---"])


def check_license(name: str) -> str:
    """Return the identifier of a licence; raises `SettingError` for anything else, such as the name of a licence.

    Examples
    --------
    >>> check_license("cc-by-4.0")
    'cc-by-4.0'
    """
    if not _LICENSE.fullmatch(name):
        raise SettingError(
            f"license_name must be an identifier of lower-case letters, digits, dots and hyphens, not {name!r:.60}. "
            "Examples: mit, apache-2.0, cc-by-4.0. For a licence without an identifier, give other."
        )
    return name


def _results(record: ModelRecord) -> Iterator[dict[str, Any]]:
    """Yield what was measured, once for each way to measure."""
    yield from _result(record.data, record.quality, "held out by cross-validation")
    if by_group := record.by_group:
        yield from _result(record.data, by_group.quality, f"held out by whole groups ({by_group.name})")
    if test := record.test:
        yield from _result(test.data, test.quality, f"kept apart as a test ({test.how})")


def _result(data: DataRecord, quality: Evaluation, how: str) -> Iterator[dict[str, Any]]:
    if metrics := list(_metrics(quality)):
        kind = "single-label" if quality.task == "single" else "multi-label"
        yield {
            "task": {"type": "text-classification", "name": f"{kind} topic classification"},
            "dataset": {
                "name": f"{quality.n_examples} labelled examples, {how}",
                "type": "custom",
                "revision": data.fingerprint,
            },
            "metrics": metrics,
        }


def _metrics(quality: Evaluation) -> Iterator[dict[str, Any]]:
    figures = [("f1", "macro-F1", quality.macro_f1), ("f1", "micro-F1", quality.micro_f1)]
    if quality.accuracy:
        figures = [("accuracy", "accuracy", quality.accuracy), *figures[:1]]
    else:
        figures.append(("f1", "samples F1", quality.samples_f1))
    for kind, name, estimate in figures if quality.n_examples else ():
        if estimate.value is not None:
            yield {"type": kind, "name": name, "value": round(estimate.value, _DECIMALS)}


def _write(value: Mapping[str, Any] | Sequence[Any]) -> Iterator[str]:
    """Yield the lines of a block of YAML."""
    if isinstance(value, Mapping):
        for key, own in value.items():
            if isinstance(own, Mapping | list):
                yield f"{key}:"
                yield from (f"  {line}" for line in _write(own))
            else:
                yield f"{key}: {_scalar(own)}"
        return
    for own in value:
        first, *others = _write(own) if isinstance(own, Mapping | list) else [_scalar(own)]
        yield f"- {first}"
        yield from (f"  {line}" for line in others)


def _scalar(value: str | float) -> str:
    return "".join(own if own.isprintable() else _escape(own) for own in json.dumps(value, ensure_ascii=False))


def _escape(character: str) -> str:
    r"""Return the escape of YAML for a character; unlike JSON, it has ``\U`` for those above U+FFFF."""
    code = ord(character)
    return f"\\u{code:04x}" if code <= _HIGHEST_BASIC else f"\\U{code:08x}"
