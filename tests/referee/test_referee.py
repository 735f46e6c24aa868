"""What the referee itself answers, on cases that can be counted by hand."""

from __future__ import annotations

import numpy as np
import pytest

from tests.referee import Evaluation, RefereeError, Series, evaluate, market, not_yet, python_tree

BARS = 300
LONG = 'entry("BINANCE:BTC/USDT", "LONG", Weight(0.5))'


def run(text: str, bars: int = BARS) -> Evaluation:
    return evaluate(python_tree(text), market(bars))


def last(text: str, bars: int = BARS) -> Series:
    value = run(text, bars).statements[-1]
    assert isinstance(value, Series)
    return value


@pytest.mark.parametrize(
    ("text", "bars"),
    [
        ("close", 0),
        ("sma(close, 20)", 19),
        ("ema(sma(close, 5), 8)", 4 + 7),
        ("rsi(ema(sma(close, 5), 8), 14)", 4 + 7 + 14),
        ("macd(close).macd", 33),
        ("macd(close, 26, 12, 9).macd", 33),
        ("adx(14)", 27),
        ("atr(ema(high, 9), low, close, 14)", 8 + 14),
        ("bbands(close, 20, 2, 2, 1).upperband", 19),
        ("ma(close, 20, matype='wma')", 19),
        ("stoch().slowd", 8),
        ("ht_trendmode(close)", 63),
        ("cdldoji()", 10),
        ("cdlmorningstar(penetration=0.4)", 12),
        ("obv(close)", 0),
        ("vwma(close, 20)", 19),
        ("vwma(close, volume, 20)", 19),
        ("mavp(close, sma(close, 3), 2, 30)", 2 + 29),
        ("close[-1]", 0),
        ("close[-5]", 4),
        ("sma(close, 20)[-5]", 19 + 4),
        ("sma(close[-5], 20)[-5]", 4 + 19 + 4),
        ("crossover(ema(close, 9), ema(close, 21))", 20 + 1),
        ("crossunder(rsi(close, 14), 70)", 14 + 1),
        ("highest(close, 20)", 19),
        ("lowest(sma(low, 3), 20)", 2 + 19),
        ("shift(close, 3)", 3),
        ("change(close, 3)", 3),
        ("rising(close, 3)", 3),
        ("zscore(close, 20)", 19),
        ("rank(close, 20)", 19),
        ("nz(sma(close, 20))", 19),
        ("sma(close, 5) if close > open else ema(close, 30)", 29),
        ("n = 10\nema(close, n * 2 + 1)", 20),
        ("k = -5\nclose[k]", 4),
        ("e = ema(close, 10)\ne = e[-3]\ne = e[-3]\ne", 9 + 2 + 2),
        ("x = close\nx += sma(close, 7)\nx", 6),
        ("a, b = aroon(timeperiod=14)\na - b", 14),
        ("all = kdj()\nall.j", 12),
    ],
)
def test_lookback_by_hand(text: str, bars: int) -> None:
    assert not_yet(last(text)) == bars


@pytest.mark.parametrize(
    "text",
    [
        "close > 0 or sma(close, 20) > 0",
        "sma(close, 20) > 0 or True",
        "True or sma(close, 20) > 0",
        "not (sma(close, 20) > 0)",
        "0 < close < sma(close, 20)",
        "close > 0 if close > 0 else sma(close, 20) > 0",
        "maximum(close, sma(close, 20)) > 0",
    ],
)
def test_what_does_not_exist_yet_spreads(text: str) -> None:
    value = last(text)
    assert not_yet(value) == 19
    assert not value.values[:19].any()


def test_values_by_hand() -> None:
    data = market(BARS)
    close = data["close"]
    np.testing.assert_allclose(last("sma(close, 3)").values[2:], (close[2:] + close[1:-1] + close[:-2]) / 3)
    np.testing.assert_array_equal(last("close[-4]").values[3:], close[:-3])
    np.testing.assert_array_equal(
        last("highest(close, 4)").values[3:], [max(close[i : i + 4]) for i in range(BARS - 3)]
    )
    np.testing.assert_array_equal(last("change(close, 2)").values[2:], close[2:] - close[:-2])
    crossed = last("crossover(close, open)").values
    assert crossed.any()
    above = close > data["open"]
    np.testing.assert_array_equal(crossed[1:], above[1:] & ~above[:-1])
    np.testing.assert_array_equal(last("100 > close > 90").values, (close < 100) & (close > 90))
    assert run("n = 7\nn //= 2\nn ** 2 - 1 if n > 2 else 0").statements[-1] == 8


def test_nan_of_a_computation_is_a_value() -> None:
    zero = last("(close - close) / (close - close)")
    assert np.isnan(zero.values).all()
    assert not_yet(zero) == 0
    assert not_yet(last("sma((close - close) / (close - close), 5)")) == 4
    assert not_yet(last("ln(close - 1000)")) == 0


def test_lookback_does_not_hang_on_what_fails_to_reach_a_signal() -> None:
    text = f"slow = sma(close, 200)\nfast = sma(close, 9)\nemit_signal(close > fast, {LONG})"
    assert run(text).lookback == 8
    assert run(f"{text}\nemit_signal(close > slow, exit('BINANCE:BTC/USDT'))").lookback == 199
    assert run("sma(close, 9)\nsma(close, 50)").lookback == 49


def test_too_few_bars_give_no_value_at_all() -> None:
    value = last("sma(close, 20) > 0", bars=10)
    assert not value.valid.any()
    assert not_yet(value) == 10


@pytest.mark.parametrize(
    "text",
    [
        "sma(close, 0)",
        "sma(close, 14.0)",
        "sma(close, True)",
        "sma(close, 5, 6)",
        "sma()",
        "sma(close, timeperiod=5, period=6)",
        "macd(close, period=5)",
        "max(close, open)",
        "atr(close, 14)",
        "mavp(close, close, 20, 10)",
        "ma(close, 5, 14)",
        "close[0]",
        "close[1]",
        "close[-1.0]",
        "close[close]",
        "clsoe",
        "macd(close) > 0",
        "a, b = macd(close)",
        "macd(close).signal",
        "close and open",
        "not close",
        "(close > open) + 1",
        "sma(close > open, 5)",
        "highest(close, close)",
        "ema(close, 1 / 0)",
        "emit_signal(close, exit('A'))",
        "emit_signal(close > 0, Weight(0.5))",
        "entry('A', 'UP', Weight(0.5))",
        "Weight(1.5)",
    ],
)
def test_what_is_not_valid_is_refused(text: str) -> None:
    with pytest.raises(RefereeError):
        run(text)
