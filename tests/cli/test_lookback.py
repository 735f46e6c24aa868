"""`signal-dsl lookback`: tables and JSON."""

import json
from pathlib import Path

import pytest

from tests.cli.running import BROKEN, CLEAN, SHORT, one_line, signal_dsl

BARE = "trend = ema(close, 200)\nemit_signal(crossover(close, trend[-3]), exit('BINANCE:BTC/USDT'))\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "signal-dsl.toml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(text: str, name: str = "a.signal") -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def as_json(*arguments: str, status: int = 0) -> list[dict[str, object]]:
    done = signal_dsl("lookback", "--json", *arguments)
    assert done.returncode == status
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


def test_json_has_the_promised_shape_and_no_more(here: Path) -> None:
    assert as_json(write(CLEAN)) == [
        {
            "file": "a.signal",
            "lookback": 199,
            "bars_needed": 200,
            "settling": 890,
            "timeframe": "1d",
            "required_start": "2024-06-14",
            "signals": [{"line": 7, "lookback": 199, "dominant": "ema(close, 200)"}],
            "names": [{"name": "trend", "line": 6, "lookback": 199}],
            "unknown": [],
        }
    ]


def test_json_without_timeframe_and_dates(here: Path) -> None:
    (found,) = as_json(write(BARE))
    assert found["lookback"] == 202
    assert (found["timeframe"], found["required_start"]) == (None, None)


def test_json_where_the_lookback_cannot_be_known(here: Path) -> None:
    (found,) = as_json(write(CLEAN.replace("200", "close")))
    assert (found["lookback"], found["bars_needed"], found["settling"], found["required_start"]) == (None,) * 4
    assert found["signals"] == [{"line": 7, "lookback": None, "dominant": None}]
    assert found["names"] == [{"name": "trend", "line": 6, "lookback": None}]
    (unknown,) = found["unknown"]  # type: ignore[misc]
    assert (unknown["line"], unknown["expression"]) == (6, "ema(close, close)")
    assert unknown["reason"]


def test_a_script_that_needs_one_bar(here: Path) -> None:
    (found,) = as_json(write("emit_signal(close > open, exit('BINANCE:BTC/USDT'))\n"))
    assert (found["lookback"], found["bars_needed"], found["settling"]) == (0, 1, 0)
    assert found["signals"] == [{"line": 1, "lookback": 0, "dominant": None}]


def test_the_required_start_makes_the_lookback_fit(here: Path) -> None:
    script = write(SHORT)
    start = as_json(script)[0]["required_start"]
    assert isinstance(start, str)
    assert signal_dsl("lint", "--select", "SIG401", script).returncode == 1
    assert signal_dsl("lint", "--select", "SIG401", script, "--start-date", start).returncode == 0


def test_the_table_for_people(here: Path) -> None:
    done = signal_dsl("lookback", write(BARE), "--timeframe", "4h", "--start-date=2024-01-01", "--end-date=2024-12-31")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "a.signal\n"
        "  lookback       202 bars of 4h, 33.7 days\n"
        "  bars needed    203 bars of 4h, 33.8 days\n"
        "  settled after  893 bars of 4h, 148.8 days\n"
        "  start date     2024-11-27 or before, for a signal before 2024-12-31; it is 2024-01-01\n"
        "\n"
        "  longest chain                line  bars\n"
        "  ema(close, 200)                 1   199\n"
        "  trend[-3]                       2     2\n"
        "  crossover(close, trend[-3])     2     1\n"
        "\n"
        "  signal                       line  lookback  mostly for\n"
        "  crossover(close, trend[-3])     2       202  ema(close, 200)\n"
        "\n"
        "  name   line  lookback\n"
        "  trend     1       199\n"
    )


def test_table_without_timeframe_and_dates(here: Path) -> None:
    lines = signal_dsl("lookback", write(BARE)).stdout.splitlines()
    assert lines[1] == "  lookback       202 bars"
    assert lines[4] == "  start date     unknown without timeframe and end_date"


def test_table_with_an_analysis_start(here: Path) -> None:
    options = ("--timeframe=1d", "--start-date=2024-01-01", "--end-date=2024-12-31", "--analysis-start=2024-03-01")
    lines = signal_dsl("lookback", write(BARE), *options).stdout.splitlines()
    assert lines[4] == (
        "  start date     2023-08-12 or before, for a signal on 2024-03-01; it is 2024-01-01, which is too late"
    )


def test_table_of_what_is_unknown(here: Path) -> None:
    shown = signal_dsl("lookback", write(CLEAN.replace("200", "close"))).stdout
    assert "  lookback       unknown\n" in shown
    assert "\n  unknown            line  because\n  ema(close, close)     6  `timeperiod` is `close`, which " in shown
    assert "longest chain" not in shown


def test_a_value_that_never_settles(here: Path) -> None:
    shown = signal_dsl("lookback", write("emit_signal(obv(close) > 0, exit('BINANCE:BTC/USDT'))\n")).stdout
    assert "  settled after  never\n" in shown


def test_names_of_any_script_are_aligned(here: Path) -> None:
    script = "価格 = sma(close, 9)\nx = 1\nemit_signal(価格 > x, exit('BINANCE:BTC/USDT'))\n"
    shown = signal_dsl("lookback", write(script))
    assert shown.stdout.endswith("\n  name  line  lookback\n  価格     1         8\n  x        2         0\n")


def test_several_scripts_and_folders(here: Path) -> None:
    Path("sub").mkdir()
    write(CLEAN, "sub/b.signal")
    write(BARE)
    assert [one["file"] for one in as_json("a.signal", "sub")] == ["a.signal", "sub/b.signal"]
    done = signal_dsl("lookback", "-q", ".")
    assert done.stdout == "a.signal: 203 bars\nsub/b.signal: 200 bars of 1d, 200 days\n"
    assert signal_dsl("lookback", ".").stdout.count("\n\nsub/b.signal\n") == 1


def test_standard_input(here: Path) -> None:
    assert signal_dsl("lookback", "-q", "-", given=BARE.encode()).stdout == "<stdin>: 203 bars\n"


@pytest.mark.parametrize("option", ["--json", "-q", "--universe=BINANCE:BTC/USDT"])
def test_a_script_with_faults_is_told_and_still_shows_what_is_known(here: Path, option: str) -> None:
    done = signal_dsl("lookback", option, write(BROKEN.replace("1d", "60m")))
    assert done.returncode == 1
    assert one_line(done.stderr) == (
        "warning: a.signal has 1 syntax error and 1 fault in its run settings, so there may be more to it. "
        "`signal-dsl lint` shows where."
    )
    assert "200" in done.stdout


@pytest.mark.parametrize("option", ["--json", "-q"])
def test_a_script_that_cannot_be_read_does_not_hide_the_others(here: Path, option: str) -> None:
    done = signal_dsl("lookback", option, "missing.signal", write(BARE))
    assert done.returncode == 2
    assert "203" in done.stdout
    assert one_line(done.stderr) == "error: missing.signal cannot be read: no such file or directory. Check the path."
