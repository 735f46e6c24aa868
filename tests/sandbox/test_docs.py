"""docs/sandbox.md: its examples are run, and what it says of metrics and orders is what is computed."""

from __future__ import annotations

import doctest
import re
from datetime import date
from pathlib import Path

from signal_dsl.sandbox.backtest import run
from signal_dsl.sandbox.data import Folder, Synthetic
from signal_dsl.sandbox.server.jobs import MOST_BYTES, MOST_FINISHED
from signal_dsl.sandbox.server.keys import PROVISIONAL
from tests.sandbox.server.conftest import RUN

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "sandbox.md").read_text(encoding="utf-8")


def test_the_python_example_does_what_it_says():
    (example,) = re.findall(r"```pycon\n(.*?)```", PAGE, re.DOTALL)
    test = doctest.DocTestParser().get_doctest(example, {}, "sandbox.md", None, 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


def test_the_file_of_bars(tmp_path):
    ((name, text),) = re.findall(r"```csv (\S+)\n(.*?)```", PAGE, re.DOTALL)
    (tmp_path / name).write_text(text)
    loaded = Folder(tmp_path).load("BINANCE:BTC/USDT", "1d", date(2024, 1, 1), date(2024, 1, 4))
    assert loaded.notes == ()
    assert loaded.bars.close.tolist() == [44179, 44946, 42845]


def test_every_metric_is_defined():
    section = PAGE.partition("## Metrics")[2].partition("##")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)) == set(run(RUN, Synthetic()).metrics)


def test_numbers():
    for number in (f"{MOST_FINISHED:,}", f"{MOST_BYTES // 2**20} MB", f"{PROVISIONAL['backtests_per_hour']} backtests"):
        assert number in PAGE.replace("\n", " ")
