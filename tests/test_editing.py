"""A document that is edited finds what `signal-dsl lint` finds, whatever settings hold for it."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from signal_dsl.editing import Document
from signal_dsl.errors import SettingsError
from signal_dsl.settings.places import SettingsByPlace
from tests.cli.running import CLEAN, SHORT, UNUSED, signal_dsl
from tests.syntax.edits import edited

CONFIGURATION = """\
[backtest]
timeframe = "1d"
leverage = 3
exchange = "binance"
[lint]
ignore = ["SIG701"]
severity = { "SIG102" = "error" }
[lint.per-file-ignores]
"drafts/*" = ["SIG1"]
"*_old.signal" = ["ALL"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "signal-dsl.toml").write_text(CONFIGURATION, encoding="utf-8")
    return tmp_path


def told(found: object) -> list[tuple[object, ...]]:
    """Findings of a document or of a JSON report, in comparable form."""
    texts = json.loads(json.dumps(found, default=vars))
    return sorted(
        (one["code"], one["severity"], one["message"], *one["range"]["start"].values(), *one["range"]["end"].values())
        for one in texts
    )


@pytest.mark.parametrize("name", ["trend.signal", "drafts/trend.signal", "trend_old.signal"])
def test_the_command_line_and_an_editor_agree_at_every_place(folder: Path, name: str) -> None:
    document = Document(SettingsByPlace(), place=str(folder / name))
    random = Random(name)
    text = SHORT + UNUSED
    for _ in range(6):
        (folder / name).write_bytes(text.encode("utf-8", "replace"))
        text = (folder / name).read_bytes().decode("utf-8")
        document.read(text)
        report = json.loads(signal_dsl("lint", "--output-format", "json", "--no-cache", name, cwd=folder).stdout)
        assert told([*document.findings(), *document.config_findings()]) == told(report["diagnostics"])
        text = edited(text, random, 3)


def test_a_configuration_that_changes_holds_once_the_old_one_is_forgotten(folder: Path) -> None:
    by_place = SettingsByPlace()
    document = Document(by_place, place=str(folder / "drafts" / "a.signal"))
    document.read(UNUSED)
    assert document.findings() == []
    (folder / "signal-dsl.toml").write_text("", encoding="utf-8")
    document.read(UNUSED)
    assert document.findings() == []
    by_place.forget()
    document.read(UNUSED)
    assert [one.code for one in document.findings()] == ["SIG102"]


def test_a_rule_that_does_not_exist_is_told_with_the_file(folder: Path) -> None:
    (folder / "signal-dsl.toml").write_text('[lint]\nignore = ["SIG999"]\n', encoding="utf-8")
    document = Document(SettingsByPlace(), place=str(folder / "a.signal"))
    document.read(CLEAN)
    with pytest.raises(SettingsError, match=r"signal-dsl\.toml: There is no rule `SIG999`"):
        document.findings()


def test_a_script_that_lies_nowhere_has_no_configuration() -> None:
    document = Document(SettingsByPlace())
    document.read(UNUSED)
    assert [one.code for one in document.findings()] == ["SIG102"]
    assert document.config_findings() == []
