"""The outline of a script, and what is found in it."""

from __future__ import annotations

from signal_dsl.ide.symbols import OutlineSymbol, matching, symbols
from tests.ide.marks import SETTINGS, opened

TEXT = (
    SETTINGS
    + """\
n = 14
fast, slow, both = macd(close)
up = close > ema(close, n)
leave = exit("BINANCE:ETH/USDT")
emit_signal(up, entry("BINANCE:ETH/USDT", "LONG", Weight(0.5)))
emit_signal(not up, leave)
emit_signal(
"""
)


def lines(found: list[OutlineSymbol]) -> list[str]:
    return [f"{one.kind}: {one.name} | {one.detail}" for one in found]


def test_the_outline() -> None:
    found = symbols(opened(TEXT))
    assert lines(found) == [
        "settings: backtest | run settings",
        "constant: n | 14",
        "series: fast | number series, 33 bars",
        "series: slow | number series, 33 bars",
        "series: both | number series, 33 bars",
        "condition: up | condition, 13 bars",
        "action: leave | action",
        "signal: entry LONG BINANCE:ETH/USDT | up",
        "signal: exit BINANCE:ETH/USDT | not up",
        "signal: emit_signal | ",
    ]
    assert lines(list(found[0].children)) == [
        'setting: universe | ["BINANCE:ETH/USDT"]',
        'setting: timeframe | "4h"',
        'setting: start_date | "2022-01-01"',
        'setting: end_date | "2024-12-31"',
    ]
    for one in found:
        assert TEXT[one.name_start : one.name_end] in (one.name, "emit_signal", "# /// backtest")


def test_a_search() -> None:
    found = symbols(opened(TEXT))
    assert [one.name for one in matching(found, "up")] == ["up"]
    assert [one.name for one in matching(found, "time")] == ["timeframe"]
    assert [one.name for one in matching(found, "eth")] == ["entry LONG BINANCE:ETH/USDT", "exit BINANCE:ETH/USDT"]
    assert len(matching(found, "")) == len(found) + 4


def test_a_long_condition_is_cut_to_what_an_outline_has_room_for() -> None:
    exact = f"close > {'1' * 52}"
    for condition, told in ((exact, exact), (f"{exact}1", f"close > {'1' * 51}…"), ("close  >\t(\n1)", "close > ( 1)")):
        (found,) = symbols(opened(f'emit_signal({condition}, exit("BINANCE:ETH/USDT"))\n'))
        assert found.detail == told
        assert len(found.detail) <= 60
