"""Parameters of estimators, made from the training settings; scikit-learn reads them from `__init__`'s signature."""

from collections.abc import Callable, Iterable, Mapping
from inspect import Parameter, Signature
from typing import Any, TypeVar

from topictag.training.settings import TrainingSettings

_Class = TypeVar("_Class", bound=type)


def add_parameters(names: Iterable[str], others: Mapping[str, Any]) -> Callable[[_Class], _Class]:
    """Return a class decorator that makes `__init__` and documents its parameters.

    Parameters
    ----------
    names : iterable of str
        Settings that become parameters, with their defaults.
    others : mapping of str to Any
        Further parameters and their defaults.
    """
    own = {setting.name: setting for setting in TrainingSettings.list_settings()}
    settings = [own[name] for name in names]
    defaults = {**{setting.name: setting.default for setting in settings}, **others}

    def add(cls: _Class) -> _Class:
        def __init__(self: Any, **given: Any) -> None:  # noqa: N807 (it becomes one)
            if unknown := [name for name in given if name not in defaults]:
                raise TypeError(f"{cls.__name__} has no parameter {unknown[0]!r}. It has {', '.join(defaults)}.")
            for name, default in defaults.items():
                setattr(self, name, given.get(name, default))

        keywords = [Parameter(name, Parameter.KEYWORD_ONLY, default=value) for name, value in defaults.items()]
        vars(__init__)["__signature__"] = Signature([Parameter("self", Parameter.POSITIONAL_ONLY), *keywords])
        type.__setattr__(cls, "__init__", __init__)
        entries = "\n".join(setting.describe() for setting in settings)
        doc = cls.__doc__ or ""
        cls.__doc__ = doc.replace("    Parameters\n    ----------\n", f"    Parameters\n    ----------\n{entries}\n", 1)
        return cls

    return add


def read_settings(estimator: Any, names: Iterable[str]) -> TrainingSettings:
    """Return an estimator's parameters as settings; raises `SettingError`."""
    return TrainingSettings.from_dict({name: getattr(estimator, name) for name in names})
