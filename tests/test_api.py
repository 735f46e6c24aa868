"""What `import signal_dsl` gives."""

import subprocess
import sys
from pathlib import Path

import pytest

import signal_dsl
from signal_dsl.diagnostics import Diagnostic
from signal_dsl.errors import SignalDslError
from signal_dsl.settings import LintSettings, RunSettings, Settings

SCRIPT = 'trend = ema(close, 200)\nemit_signal(close > trend, entry("BINANCE:BTC/USDT", "LONG", Weight(0.5)))\n'


def test_the_public_names() -> None:
    assert signal_dsl.__all__ == ["__version__", "analyze", "format_source", "lint", "parse"]
    assert set(signal_dsl.__all__) <= set(dir(signal_dsl))
    for name in signal_dsl.__all__:
        assert getattr(signal_dsl, name)


def test_other_names_do_not_exist() -> None:
    with pytest.raises(AttributeError, match="module 'signal_dsl' has no attribute 'nonsense'"):
        signal_dsl.nonsense  # noqa: B018


def test_parse() -> None:
    script = signal_dsl.parse(SCRIPT)
    assert [start for start, _ in script.statements] == [0, 24]
    assert not any(parsed.faults for _, parsed in script.statements)


def test_format_source() -> None:
    assert signal_dsl.format_source("a=1") == "a = 1\n"
    with pytest.raises(SignalDslError):
        signal_dsl.format_source("a = ")


def test_analyze() -> None:
    assert signal_dsl.analyze(SCRIPT).lookback == 199
    assert signal_dsl.analyze("ema(close, nobody)").lookback is None


def test_analyze_with_settings() -> None:
    facts = signal_dsl.analyze(SCRIPT, settings=Settings(RunSettings(timeframe="4h")))
    assert facts.window.timeframe == "4h"


def test_lint() -> None:
    assert signal_dsl.lint(SCRIPT) == []
    (found,) = signal_dsl.lint(SCRIPT.replace("200", "0"))
    assert isinstance(found, Diagnostic)
    assert (found.code, found.range.start.line, found.range.start.column) == ("SIG202", 1, 20)


def test_lint_with_settings() -> None:
    off = Settings(lint=LintSettings(ignore=("SIG202",)))
    assert signal_dsl.lint(SCRIPT.replace("200", "0"), settings=off) == []
    with pytest.raises(SignalDslError, match="There is no rule `SIG999`"):
        signal_dsl.lint(SCRIPT, settings=Settings(lint=LintSettings(select=("SIG999",))))


@pytest.mark.parametrize("text", ["", "\x00", "((((", "\ud800 = 1", "emit_signal(", "# /// backtest", "x" * 100_000])
def test_whatever_the_text_nothing_is_raised(text: str) -> None:
    signal_dsl.parse(text)
    signal_dsl.analyze(text)
    signal_dsl.lint(text)


def test_importing_costs_next_to_nothing() -> None:
    code = "import sys; before = set(sys.modules); import signal_dsl; print(*sorted(set(sys.modules) - before))"
    folder = str(Path(signal_dsl.__file__).parents[1])
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["signal_dsl", "signal_dsl._version"]


def test_type_checkers_see_the_functions(tmp_path: Path) -> None:
    use = tmp_path / "use.py"
    use.write_text(
        "import signal_dsl\n"
        "bars: int | None = signal_dsl.analyze('close').lookback\n"
        "codes: list[str] = [found.code for found in signal_dsl.lint('close')]\n"
        "wrong: str = signal_dsl.analyze('close').lookback\n"
        "signal_dsl.nonsense\n",
        encoding="utf-8",
    )
    folder = str(Path(signal_dsl.__file__).parents[1])
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", str(tmp_path / "cache")]
    done = subprocess.run(
        [*command, str(use)], cwd=tmp_path, env={"MYPYPATH": folder}, capture_output=True, text=True, check=False
    )
    told = [line.partition(": ")[0].rpartition(":")[2] for line in done.stdout.splitlines()]
    assert told == ["4", "5"], done.stdout + done.stderr
