"""Every setting is defined once: functions, docstrings and the command line use this definition."""

import inspect

import numpy as np
import pytest
from click.testing import CliRunner

import topictag
from topictag import BackgroundSettings, InputTypeError, SettingError, TrainingSettings
from topictag.api.calibrating import CALIBRATION_SETTINGS
from topictag.cli.background import background
from topictag.cli.calibrate import calibrate
from topictag.cli.setting_options import option_name
from topictag.cli.train import train
from topictag.sklearn import TopicTagClassifier

EXAMPLES = [("Матч.", ["sport"]), ("Матч, гол.", ["sport"]), ("Балет.", []), ("Театр, балет.", [])]
KINDS = [(TrainingSettings, train, None), (TrainingSettings, calibrate, CALIBRATION_SETTINGS)]
KINDS += [(BackgroundSettings, background, None)]


@pytest.mark.parametrize(("kind", "command", "only"), KINDS)
def test_the_command_line_offers_each_setting_with_its_default_and_help(kind, command, only):
    options = {option.name: option for option in command.params}
    for setting in kind.list_settings():
        if only and setting.name not in only:
            assert setting.name not in options
            continue
        option = options[setting.name]
        assert option.opts == [option_name(setting.name)]
        assert option.help.startswith(setting.help)
        assert setting.unset in option.help
        assert option.multiple or option.default == setting.default


@pytest.mark.parametrize("kind", [TrainingSettings, BackgroundSettings])
def test_each_setting_is_documented_and_its_default_is_in_range(kind):
    assert kind().to_dict() == {setting.name: setting.default for setting in kind.list_settings()}
    for setting in kind.list_settings():
        assert f"    {setting.name} : {setting.range}, default=" in kind.__doc__
        assert " ".join(setting.help.split()) in " ".join(kind.__doc__.split())
        assert setting.check(setting.default) == setting.default


def test_functions_declare_no_setting_of_their_own():
    names = {setting.name for setting in TrainingSettings.list_settings()}
    for function in (topictag.train, topictag.calibrate):
        assert names.isdisjoint(inspect.signature(function).parameters)
    assert names - set(inspect.signature(TopicTagClassifier).parameters) == {"auxiliary_weight", "hint_scale"}


@pytest.mark.filterwarnings("ignore::topictag.errors.TrainingWarning")
def test_keywords_change_the_settings_object():
    tagger = topictag.train(EXAMPLES, TrainingSettings(C=1, seed=3), min_df=np.int64(1), C=np.float32(2))
    assert (tagger.record.settings["C"], tagger.record.settings["min_df"], tagger.record.settings["seed"]) == (2, 1, 3)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: topictag.train(EXAMPLES, max_pair=3), InputTypeError, r"'max_pair' is not a setting.*'max_pairs'"),
        (lambda: topictag.train(EXAMPLES, {"C": 1}), InputTypeError, "settings must be TrainingSettings, not dict"),
        (lambda: topictag.calibrate(topictag.load(), EXAMPLES, C=1), InputTypeError, r"'C' is not a setting here"),
        (lambda: TrainingSettings.from_dict({"Q": 1}), SettingError, r"'Q' is not a setting\. The settings are C, "),
        (lambda: TrainingSettings(C=True), SettingError, "C must be a number greater than 0 and at most"),
        (lambda: TrainingSettings(min_df=2.0), SettingError, "min_df must be a whole number of at least 1, not 2.0"),
        (lambda: TrainingSettings(precision=90), SettingError, "precision must be a number greater than 0 and at most"),
        (
            lambda: TrainingSettings(family_letters=8),
            SettingError,
            r"family_letters \(8\) from 0 to family_min_letters",
        ),
        (lambda: topictag.train(EXAMPLES, n_jobs=0), SettingError, "n_jobs must be a whole number other than 0"),
        (lambda: topictag.train(EXAMPLES, n_jobs=1.5), SettingError, "n_jobs must be a whole number other than 0"),
        (lambda: topictag.train(EXAMPLES, corpus=None), InputTypeError, "corpus must be a path or paths, not NoneType"),
    ],
)
def test_invalid_settings_are_refused(call, error, message):
    with pytest.raises(error, match=message):
        call()


def test_the_command_line_refuses_them_too(leisure_path, tmp_path):
    result = CliRunner().invoke(train, [str(leisure_path), "--output", str(tmp_path / "m"), "--min-df", "0"])
    assert isinstance(result.exception, SettingError)
    assert not (tmp_path / "m").exists()
