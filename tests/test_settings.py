"""Settings: one table, read once, with a clear order of authority."""

from __future__ import annotations

from pathlib import Path

import pytest

from backfile.errors import SettingsError
from backfile.settings import TABLE, Settings, load_settings


def test_every_setting_has_a_help_text() -> None:
    assert all(setting.help for setting in TABLE)


def test_given_wins_over_environment_over_file(tmp_path: Path) -> None:
    file = tmp_path / "backfile.toml"
    file.write_text('engine = "file"\njobs = 3\nlanguage = "zh"\n')
    settings = load_settings(file, {"BACKFILE_JOBS": "4", "BACKFILE_LANGUAGE": "ja"}, language="en", password=None)
    assert (settings.engine, settings.jobs, settings.language) == ("file", 4, "en")


def test_other_variables_of_that_prefix_are_left_alone() -> None:
    assert load_settings(environ={"BACKFILE_ARCHIVE": "/x"}) == Settings()


@pytest.mark.parametrize("text", ["engin = 'x'", "jobs = 'many'", "jobs = -1", "= ="])
def test_a_wrong_file_is_named_in_the_error(tmp_path: Path, text: str) -> None:
    file = tmp_path / "backfile.toml"
    file.write_text(text)
    with pytest.raises(SettingsError):
        load_settings(file, {})


def test_at_least_one_worker() -> None:
    assert Settings().workers >= 1
