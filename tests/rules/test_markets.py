"""The rules about tickers, sides and weights: how sure they are, what is known of exchanges, whatever the texts."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from signal_dsl.analysis import analyze
from signal_dsl.diagnostics import ERROR, WARNING, Diagnostic
from signal_dsl.markets import Markets
from signal_dsl.markets.live import decode
from signal_dsl.rules import check
from signal_dsl.settings import from_options, merge
from tests.amounts import slow_cases
from tests.generators import expressions
from tests.markets.written import texts, tickers
from tests.rules.support import applied, lint

OKX = decode({"exchanges": [{"id": "okx", "market_types": ["spot", "swap"]}, {"id": "bitfinex", "types": ["spot"]}]})
WEIGHTS = st.integers(1, 40).map(lambda count: count / 20)


def found_in(text: str, markets: Markets | None = None) -> list[Diagnostic]:
    return lint(text, markets=markets)


@pytest.mark.parametrize(
    ("text", "severity", "safe"),
    [
        ('exit("binance:BTC/USDT")', ERROR, [True]),
        ('exit("BINANCE: BTC/USDT")', ERROR, [True]),
        ('exit("BINANCE:BTCUSDT")', ERROR, [False]),
        ('exit("BINANCE:BTC/USDT:USDT")', ERROR, [False, False]),
        ('exit("BINANCE:btc/usdt")', WARNING, [True]),
        ('exit("UPBIT:BTC/USDT")', WARNING, [False]),
        ('exit("POLYMARKET:1")', WARNING, []),
        ('exit("KRAKEN:BTC/USDT")', ERROR, []),
        ('exit("BINANSE:BTC/USDT")', ERROR, [False]),
        ('# /// backtest\n# exchange = "BINANCE"\n# ///\nclose', ERROR, [True]),
        ('# /// backtest\n# universe = ["memes"]\n# ///\nclose', WARNING, []),
        ('# /// backtest\n# universe = ["BINANCE:X/USDT"]\n# ///\nexit("BINANCE:Y/USDT")', WARNING, [False]),
        ('entry("BINANCE:BTC/USDT", "Long", Weight(1))', ERROR, [True]),
        ('entry("BINANCE:BTC/USDT", "BUY", Weight(1))', ERROR, [False]),
        ('entry("BINANCE:BTC/USDT", "SHORT", Weight(1))', ERROR, [False]),
        ('exit("BINANCE:BTC/USDT", "SHORT")', WARNING, []),
        (f'entry("POLYMARKET:{10**70}", "SHORT", Weight(1))', WARNING, []),
        ("Weight(50)", ERROR, [False]),
    ],
)
def test_what_is_sure_is_an_error_and_what_could_change_the_trade_is_unsafe(text, severity, safe) -> None:
    (found,) = lint(text)
    assert found.severity == severity
    assert [fix.safe for fix in found.fixes] == safe


def test_entries_of_one_condition_are_a_warning_at_the_first_that_goes_beyond() -> None:
    line = 'emit_signal(close > open, entry("BINANCE:BTC/USDT", "LONG", Weight(0.3)))\n'
    (found,) = [one for one in lint(line * 9) if one.code == "SIG506"]
    assert (found.severity, found.range.start.line) == (WARNING, 4)
    assert "(lines 1, 2, 3, 4, 5 and 4 more) add up to 2.7 of the equity" in found.message


def test_the_platforms_own_list() -> None:
    text = 'entry("OKX:BTC/USDT:USDT", "SHORT", Weight(1))\nentry("OKX:BTC/USDT", "LONG", Weight(1))\nexit("OKX:BTC")'
    assert [one.code for one in found_in(text)] == ["SIG502"] * 3
    (found,) = found_in(text, OKX)
    assert (found.code, found.range.start.line) == ("SIG501", 3)
    (found,) = found_in('entry("OKX:BTC/USDT", "SHORT", Weight(1))', OKX)
    assert found.code == "SIG505"
    assert "Trade the perpetual, `OKX:BTC/USDT:USDT`, or" in found.message
    (found,) = found_in('exit("KRAKEN:BTC/USDT")', OKX)
    assert found.severity == ERROR
    assert found.message.endswith("POLYMARKET, OKX, BITFINEX.")
    assert "OKX" in found_in('exit("OXK:BTC/USDT")', OKX)[0].message


def test_settings_are_held_against_the_platforms_own_list() -> None:
    block = '# /// backtest\n# exchange = "okx"\n# leverage = 3\n# universe = ["OKX:BTC/USDT:USDT"]\n# ///\nclose'
    assert [one.code for one in found_in(block)] == ["SIG502", "SIG502"]
    assert found_in(block, OKX) == []
    assert from_options(exchange="okx", universe=["OKX:BTC/USDT"], markets=OKX).exchange == "okx"


def test_a_universe_from_elsewhere_is_named_and_not_changed() -> None:
    run = from_options(universe=["BINANCE:BTC/USDT"])
    (found,) = check(analyze('emit_signal(close > open, exit("BINANCE:ETH/USDT"))', settings=merge(run)))
    assert found.code == "SIG503"
    assert "not in the universe of the run, which comes from the command line." in found.message
    assert found.fixes == ()


@settings(max_examples=3 * slow_cases())
@given(st.lists(tickers(), min_size=1, max_size=4, unique=True), st.booleans())
def test_nothing_is_found_in_tickers_as_they_are_written(names: list[str], listed: bool) -> None:
    lines = [f"# /// backtest\n# universe = {names}".replace("'", '"') + "\n# ///"] if listed else []
    lines += [
        f'emit_signal(close > {number}, entry("{name}", "LONG", Weight(0.5)))' for number, name in enumerate(names)
    ]
    lines += [
        f"market_{number} = '{name}'\nemit_signal(close < 1, exit(market_{number}))"
        for number, name in enumerate(names)
    ]
    assert lint("\n".join(lines) + "\n") == []


def quoted(text: str) -> str:
    """A text as a literal of the language, which has Python's escapes."""
    return repr(text)


@settings(max_examples=5 * slow_cases())
@given(texts(), texts() | st.sampled_from(["LONG", "SHORT", "long", "sell"]), st.floats() | WEIGHTS, st.booleans())
def test_whatever_the_texts_and_numbers(ticker: str, side: str, weight: float, named: bool) -> None:
    number = repr(weight) if math.isfinite(weight) else "1e999"
    ticker, side = quoted(ticker), quoted(side)
    if named:
        text = f"t = {ticker}\ns = {side}\nw = {number}\nemit_signal(close > 1, entry(t, s, Weight(w)))\n"
    else:
        text = f"emit_signal(close > 1, entry({ticker}, {side}, Weight({number})))\n"
    found = lint(text)
    assert {one.code for one in found} <= {"SIG501", "SIG502", "SIG504", "SIG505", "SIG506", "SIG701"}
    for one in found:
        assert one.message.isprintable()
        for fix in one.fixes:
            after = lint(applied(text, fix))
            assert (one.code, one.message) not in {(left.code, left.message) for left in after}
            assert sum(left.severity == ERROR for left in after) <= sum(left.severity == ERROR for left in found)


@settings(max_examples=2 * slow_cases())
@given(st.lists(st.tuples(st.integers(0, 2), WEIGHTS.filter(lambda weight: weight <= 1)), min_size=1, max_size=8))
def test_sums_of_weights(entries: list[tuple[int, float]]) -> None:
    conditions = ["close > open", "up", "rsi(close, 14) < 30"]
    same = [0, 0, 1]  # the name stands for the first
    lines = ["up = close > open"]
    lines += [
        f'emit_signal({conditions[kind]}, entry("BINANCE:A{number}/USDT", "LONG", Weight({weight})))'
        for number, (kind, weight) in enumerate(entries)
    ]
    sums = [math.fsum(weight for kind, weight in entries if same[kind] == group) for group in (0, 1)]
    found = [one for one in lint("\n".join(lines)) if one.code == "SIG506"]
    assert len(found) == sum(total > 1 + 1e-9 for total in sums)


@settings(max_examples=slow_cases())
@given(expressions(), expressions())
def test_an_expression_is_the_same_behind_names(one: str, other: str) -> None:
    entry = 'entry("BINANCE:BTC/USDT", "LONG", Weight(0.6))'
    one, other = f"({one}\n)", f"({other}\n)"  # they may end in a comment
    for first, second, same in (
        (f"{one} > {other}", f"named > {other}", True),
        (f"again > {other}", f"{one} > {other}", True),
        (f"named > {other}", f"again >= {other}", False),
    ):
        text = f"named = {one}\nagain = named\nemit_signal({first}, {entry})\nemit_signal({second}, {entry})\n"
        signals = analyze(text).signals
        values = {repr(signal.fact.value) for signal in signals}
        if values == {"NOT_KNOWN"}:  # what is a constant is the same as any other of its value
            assert any("add up to 1.2" in found.message for found in lint(text)) == same
