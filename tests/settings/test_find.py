import os

import pytest

from signal_dsl.errors import SettingsError
from signal_dsl.settings import find_config, read_config


@pytest.fixture
def tree(tmp_path):
    """A folder `top/middle/low` below which nothing else can be found."""
    (tmp_path / "signal-dsl.toml").write_text("")
    folder = tmp_path / "top" / "middle" / "low"
    folder.mkdir(parents=True)
    return tmp_path / "top"


def write(path, timeframe):
    heading = "[tool.signal-dsl.backtest]" if path.name == "pyproject.toml" else "[backtest]"
    path.write_text(f'{heading}\ntimeframe = "{timeframe}"\n')


def test_the_nearest_file_wins(tree):
    write(tree / "signal-dsl.toml", "1d")
    write(tree / "middle" / "pyproject.toml", "1h")
    assert find_config(str(tree / "middle" / "low")).run.timeframe == "1h"
    assert find_config(str(tree)).path == os.path.join(tree, "signal-dsl.toml")


def test_in_one_folder_our_own_file_goes_first(tree):
    write(tree / "pyproject.toml", "1h")
    write(tree / "signal-dsl.toml", "1d")
    assert find_config(str(tree)).run.timeframe == "1d"


def test_a_project_without_our_table_does_not_end_the_search(tree):
    write(tree / "signal-dsl.toml", "1d")
    (tree / "middle" / "pyproject.toml").write_text('[project]\nname = "signal-dsl"\n')
    assert find_config(str(tree / "middle")).run.timeframe == "1d"


def test_a_folder_by_that_name_is_no_file(tree):
    (tree / "middle" / "signal-dsl.toml").mkdir()
    write(tree / "signal-dsl.toml", "1d")
    assert find_config(str(tree / "middle")).run.timeframe == "1d"


def test_relative_folders(tree, monkeypatch):
    write(tree / "signal-dsl.toml", "1d")
    monkeypatch.chdir(tree / "middle")
    assert find_config(".").run.timeframe == "1d"
    assert find_config("").run.timeframe == "1d"


def test_what_was_found_is_remembered_for_each_folder(tree):
    write(tree / "signal-dsl.toml", "1d")
    known = {}
    config = find_config(str(tree / "middle" / "low"), known)
    (tree / "signal-dsl.toml").unlink()
    assert find_config(str(tree / "middle"), known) is config
    assert find_config(str(tree / "middle" / "low"), known) is config
    assert find_config(str(tree / "middle")) is not config


def test_a_folder_that_is_not_there(tree):
    write(tree / "signal-dsl.toml", "1d")
    assert find_config(str(tree / "gone" / "away")).run.timeframe == "1d"


def test_a_file_that_is_no_text(tree):
    (tree / "signal-dsl.toml").write_bytes(b"x = \xff")
    with pytest.raises(SettingsError, match=r"signal-dsl\.toml is not UTF-8 text \(byte 5\)\. Save it as UTF-8\.$"):
        find_config(str(tree))


def test_a_file_that_cannot_be_read(tree):
    with pytest.raises(SettingsError, match="cannot be read: no such file or directory"):
        read_config(str(tree / "signal-dsl.toml"))
    with pytest.raises(SettingsError, match="cannot be read"):
        read_config("a\0b")


def test_faults_in_a_file_are_no_error(tree):
    (tree / "signal-dsl.toml").write_text("nonsense")
    (fault,) = find_config(str(tree)).faults
    assert fault.file == os.path.join(tree, "signal-dsl.toml")
