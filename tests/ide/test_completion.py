"""What can be typed at the cursor."""

from __future__ import annotations

import pytest

from signal_dsl.ide.completion import MOST, Completion, complete
from tests.ide.marks import SETTINGS, marked

NAMES = "n = 14\nfast = ema(close, 20)\nup = close > fast\n"


def offered(text: str) -> list[Completion]:
    snapshot, offset = marked(text)
    found = complete(snapshot, offset)
    for one in found:
        assert 0 <= one.start <= one.end == offset <= one.over <= len(snapshot.text)
    return found


def labels(text: str) -> list[str]:
    return [one.label for one in offered(text)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (NAMES + "em‸", ["emit_signal", "emit_signal … exit", "ema"]),
        (NAMES + "rsi(‸", ["fast", "close"]),
        (NAMES + "rsi(close, ‸", ["n", "14"]),
        (NAMES + "rsi(close, ti‸", ["timeperiod="]),
        (NAMES + "emit_signal(‸", ["up", "condition="]),
        (NAMES + "emit_signal(up, ‸", ["action=", "entry", "exit"]),
        (NAMES + "emit_signal(up, ‸)", ["action=", "entry", "exit"]),
        (SETTINGS + "entry(‸", ['"BINANCE:ETH/USDT"', "ticker="]),
        (SETTINGS + 'entry("‸', ["BINANCE:ETH/USDT"]),
        (SETTINGS + 'entry("", "‸")', ["LONG", "SHORT"]),
        ('entry("HYPERLIQUID:‸")', ["HYPERLIQUID:BTC/USDC:USDC", "HYPERLIQUID:ETH/USDC:USDC"]),
        ('entry("upb‸")', ["UPBIT:"]),
        ('entry("BINANCE:SOL‸")', ["BINANCE:SOL/USDT"]),
        ("macd(close).‸", ["macd", "macdsignal", "macdhist"]),
        ("(macd(close)).‸", ["macd", "macdsignal", "macdhist"]),
        ("m = macd(close)\nx = m.‸ + 1", ["macd", "macdsignal", "macdhist"]),
        ("m = macd(close)\nx = (m.ma‸", ["macd", "macdsignal", "macdhist"]),
        ("x = close ‸", ["and", "or", "if"]),
        ("x = close if open > 3 ‸", ["and", "or", "if", "else"]),
        ("x = close[‸", ["-1", "-2", "-3"]),
        (NAMES + "x = up and ‸", ["up"]),
        (NAMES + "x = close > ‸", ["fast", "n"]),
        ("atr(‸", ["14", "7"]),
        ("atr(timeperiod=‸", ["14", "7"]),
        ("bbands(close, 20, 2, 2, ‸", ["0", "1"]),
        ("Weight(‸", ["0.1", "0.25"]),
        ("# /// backtest\n# ‸\n# ///", ["universe", "timeframe", "start_date", "end_date"]),
        ("# /// backtest\n# ‸", ["universe", "timeframe", "start_date", "end_date"]),
        ("# /// backtest\n# timeframe = ‸", ['"1m"', '"5m"']),
        ("# /// backtest\n# exc‸\n# ///", ["exchange"]),
        ("# /// backtest\n# timeframe = '‸'\n# ///", ["1m", "5m"]),
        ("# /// backtest\n# timeframe = ‸\n# ///", ['"1m"', '"5m"']),
        ("# /// backtest\n# universe = ['UPBIT:‸']\n# ///", ["UPBIT:BTC/KRW", "UPBIT:ETH/KRW"]),
        ("# /// backtest\n# universe = [\n#   't‸'\n# ]\n# ///", ["top30", "top50", "top100", "trending"]),
        ("# /// backtest\n# exchange = 'up‸'\n# ///", ["upbit"]),
        (SETTINGS.replace("2022-01-01", "‸") + "ema(close, 200)", ["2024-11-27"]),
        ("# ///‸", ["# /// backtest"]),
        ("x = close[1]  # noqa:‸ SIG401", ["SIG404", "SIG101"]),
        ("x = close  # noqa: SIG102, SIG7‸", ["SIG701", "SIG702"]),
        ("x = close  # noqa: SIG102,‸", ["SIG101"]),
    ],
)
def test_likeliest(text: str, first: list[str]) -> None:
    assert labels(text)[: len(first)] == first


@pytest.mark.parametrize(
    "text",
    [
        "# a remark ‸",
        "x = close  # rs‸",
        "# ‸",
        "x = 1‸",
        "x = 0.‸",
        "x = sma(close, 1‸)",
        "x = rsi(close, 14)‸",
        "x = close  # noqa ‸",
        "x = 'a‸' 'b'  # ",
        "emit_signal(close > open, entry('', ''), ‸",
        "rsi(close, 14).‸",
    ],
)
def test_nothing(text: str) -> None:
    assert [one for one in labels(text) if one not in ("LONG", "SHORT") and ":" not in one] == []


@pytest.mark.parametrize(
    ("text", "label", "snippet"),
    [
        ("rs‸", "rsi", "rsi(${1:close}, ${2:14})"),
        ("at‸", "atr", "atr(${1:14})"),
        ("cdldoj‸", "cdldoji", "cdldoji()"),
        ("x = bban‸", "bbands", "bbands(${1:close}, ${2:20}).${3|upperband,middleband,lowerband|}"),
        (
            "macd‸",
            "macd … unpacked",
            "${1:macd_line}, ${2:macdsignal}, ${3:macdhist} = macd(${4:close}, ${5:12}, ${6:26}, ${7:9})",
        ),
        (
            NAMES + SETTINGS + "‸",
            "emit_signal",
            'emit_signal(${1:up}, entry("${2:BINANCE:ETH/USDT}", "${3|LONG,SHORT|}", Weight(${4:0.5})))',
        ),
        ("x = rs‸(close, 3)", "rsi", ""),
        ("# /// backtest\n# lev‸\n# ///", "leverage", "leverage = ${1:1}"),
        ("# /// backtest\n# lev‸ = 3\n# ///", "leverage", ""),
    ],
)
def test_snippets(text: str, label: str, snippet: str) -> None:
    assert next(one.snippet for one in offered(text) if one.label == label) == snippet


@pytest.mark.parametrize(
    ("text", "some"),
    [
        ("x = close ‸", False),
        (" ‸", False),
        ("x = rsi(close, ‸", True),
        ("x = ‸", True),
        ("x = close > ‸", True),
        ("# /// backtest\n# ‸\n# ///", True),
        ("# so ‸", False),
    ],
)
def test_after_a_blank_that_was_typed(text: str, some: bool) -> None:
    snapshot, offset = marked(text)
    assert bool(complete(snapshot, offset, after_blank=True)) == some


def test_not_more_than_anybody_reads() -> None:
    names = "".join(f"name_{number} = {number} * close\n" for number in range(500))
    assert len(labels(f"{names}x = ‸")) == MOST
    assert labels(f"{names}x = ‸")[0] == "name_499"
    assert {"close", "sma"} <= set(labels(f"{names}x = ‸"))
    assert labels(f"{names}x = name_4‸")[0] == "name_499"
    assert len(labels(f"{names}x = name_49‸")) < MOST
