"""What a comparison of two models says of the one that is promoted."""

import json
from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from topictag.errors import DataError, InputTypeError
from topictag.results.model_comparison import ModelComparison
from topictag.results.registry import ComparisonSummary

_ADVICE = "Give the output of: topictag compare OLD NEW DATA --json"


def read_comparison(
    source: str | PathLike[str] | Mapping[str, Any] | ModelComparison,
) -> tuple[ComparisonSummary, tuple[str, str] | None]:
    """Read a comparison.

    Parameters
    ----------
    source : path, mapping or ModelComparison
        The JSON of ``topictag compare --json`` or ``topictag update --json``, or what `ModelComparison.to_dict` or
        `ModelUpdate.to_dict` returns.

    Returns
    -------
    ComparisonSummary
        Not checked yet.
    (str, str) or None
        These: of the old model and of the new one.

    Raises
    ------
    DataError
        The file cannot be read or is no comparison.
    InputTypeError
        `source` is something else.
    """
    if isinstance(source, ModelComparison):
        source = source.to_dict()
    if isinstance(source, Mapping):
        return _summarise(source, "compared")
    if not isinstance(source, str | PathLike):
        raise InputTypeError(
            f"compared must be a comparison or the path of one, not {type(source).__name__}. Make one: "
            "topictag.compare(old, new, examples)."
        )
    try:
        fields = json.loads(Path(source).read_bytes())
    except OSError as error:
        raise DataError(f"{source}: cannot be read ({error.strerror}). {_ADVICE}") from error
    except (RecursionError, ValueError) as error:
        raise DataError(f"{source}: is not JSON. {_ADVICE}") from error
    return _summarise(fields, str(source))


def _summarise(fields: Any, place: str) -> tuple[ComparisonSummary, tuple[str, str] | None]:
    if isinstance(fields, Mapping) and isinstance(fields.get("comparison"), Mapping):
        fields = fields["comparison"]  # of an update
    if not isinstance(fields, Mapping) or not _are_texts(fields.get("worse_topics")):
        raise DataError(f'{place}: is no comparison of two models: it has no list "worse_topics". {_ADVICE}')
    identities = fields.get("identities")
    if identities is not None and not (_are_texts(identities) and len(identities) == 2):
        raise DataError(f'{place}: "identities" must be two texts, of the old and of the new model. {_ADVICE}')
    worse = tuple(fields["worse_topics"])
    overall = fields.get("overall")
    macro_f1 = overall.get("macro_f1") if isinstance(overall, Mapping) else None
    old, new = (macro_f1.get(side) if isinstance(macro_f1, Mapping) else None for side in ("old", "new"))
    n_examples, fingerprint = fields.get("n_examples"), fields.get("fingerprint")
    summary = ComparisonSummary(
        is_worse=bool(worse) or fields.get("is_worse") is True,
        worse_topics=worse,
        n_examples=n_examples if isinstance(n_examples, int) and not isinstance(n_examples, bool) else None,
        old_macro_f1=_read_share(old),
        new_macro_f1=_read_share(new),
        fingerprint=fingerprint if isinstance(fingerprint, str) else "",
    )
    return summary, (identities[0], identities[1]) if identities is not None else None


def _read_share(value: Any) -> float | None:
    """Return a number in [0, 1]; None for anything else."""
    is_share = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    return float(value) if is_share else None


def _are_texts(values: Any) -> bool:
    return isinstance(values, list | tuple) and all(isinstance(value, str) for value in values)
