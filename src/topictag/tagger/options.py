"""The options of tagging: their checks, and the call of the scorer that they select."""

from __future__ import annotations  # most types are only for annotations, and importing them slows a cold start

from functools import partial
from typing import TYPE_CHECKING

from topictag.errors import SettingError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from topictag.model.compiled import Model
    from topictag.model.scorer import Scorer
    from topictag.text.wrapping import ParagraphMode

_MODES = ("auto", "lines", "blank")


def choose_call(
    scorer: Scorer,
    model: Model,
    paragraphs: ParagraphMode,
    thresholds: float | Mapping[str, float] | None,
    top: int | None,
    *,
    read: bool = False,
) -> Callable[[Sequence[str]], list[dict[str, float]]]:
    """Return the function that tags texts with these options; with `read`, texts that `read_text` has read.

    Raises
    ------
    SettingError
        An option is out of range, names an unknown topic, or both `thresholds` and `top` are given.
    """
    mode = check_mode(paragraphs)
    if thresholds is None and top is None and not read:
        return scorer.tags if mode == "auto" else partial(scorer.tags, paragraphs=mode)
    if thresholds is not None and top is not None:
        raise SettingError("top ignores thresholds, so you cannot set both. Give one of them.")
    own = None
    if thresholds is not None:
        from topictag.model.decisions import override_thresholds

        own = override_thresholds(model, thresholds)
    return partial(scorer.tags, paragraphs=None if read else mode, thresholds=own, top=_check_top(top))


def check_mode(paragraphs: ParagraphMode) -> ParagraphMode:
    """Return the mode; raise `SettingError` if it is not one."""
    if paragraphs not in _MODES:
        raise SettingError(f"paragraphs must be one of {', '.join(_MODES)}, not {paragraphs!r:.40}.")
    return paragraphs


def _check_top(top: int | None) -> int:
    if top is None:
        return 0
    from topictag.ranges import WholeNumbers  # most calls never need it

    return WholeNumbers(1).check("top", top)
