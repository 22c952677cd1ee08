"""All rivals by name; the module of a rival is imported only in its own process."""

from importlib import import_module
from importlib.util import find_spec

_MODULES = {
    "lower": ("floor", "Lower", None),
    "native": ("topictag", "Native", None),
    "native-2": ("topictag", "NativeOnTwoThreads", None),
    "native-grams": ("topictag", "NativeWithGrams", None),
    "reference": ("topictag", "Reference", None),
    "sklearn-memoised": ("sklearn", "Memoised", "sklearn"),
    "sklearn": ("sklearn", "Cold", "sklearn"),
    "fasttext-raw": ("fasttext", "Raw", "fasttext"),
    "fasttext-tokenised": ("fasttext", "Tokenised", "fasttext"),
    "spacy": ("spacy", "BagOfWords", "spacy"),
}
FLOOR = "lower"
PICKLE = "model.joblib"  # here, because importing the rival would add to the measured memory
NAMES = tuple(_MODULES)


def is_installed(name: str) -> bool:
    """Return whether the library of a rival is installed."""
    library = _MODULES[name][2]
    return library is None or find_spec(library) is not None


def rival_class(name: str) -> type:
    """Return the class of a rival, a `benchmarks.speed.rivals.protocol.Rival`."""
    module, attribute, _ = _MODULES[name]
    found: type = getattr(import_module(f"benchmarks.speed.rivals.{module}"), attribute)
    return found
