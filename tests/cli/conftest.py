from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.runs import Place, use
from tests.heytraders.server import Platform


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Place:
    """An empty folder, in which the commands are run, with keys, a journal and results of its own."""
    folder = tmp_path / "place"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SIGNAL_DSL_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setenv("SIGNAL_DSL_CONFIG_DIR", str(tmp_path / "config"))
    return Place(folder, capsys)


@pytest.fixture
def platform(monkeypatch: pytest.MonkeyPatch) -> Iterator[Platform]:
    """A platform that takes a backtest and completes it."""
    with Platform() as running:
        use(monkeypatch, running)
        yield running
